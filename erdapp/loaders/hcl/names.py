"""Which namespace, table or type a reference of a document means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from erdapp.loaders.hcl.evaluate import Ref
from erdapp.loaders.hcl.fields import Fields
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, Name

UNNAMED = "main"
"""How the connected database is called where a dialect has no default namespace (MySQL)."""
_TYPES = ("enum", "domain", "composite")


class Names:
    """The blocks of all files by what they are called."""

    def __init__(self, blocks: Sequence[Fields], state: LoadState) -> None:
        self._state = state
        self._home = state.facts.default_namespace
        self.database = ""
        """How the files call the connected database of MySQL."""
        if state.dialect in (Dialect.MYSQL, Dialect.MARIADB):
            spaces = [block.name for block in blocks if block.block.kind == "schema"]
            self._home = UNNAMED if UNNAMED in spaces or not spaces else spaces[0]
            self.database = self._home if self._home != UNNAMED else ""
        self._known: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for block in blocks:
            if block.block.kind in ("table", "view", "materialized", *_TYPES):
                space = self.namespace(block)
                self._known[block.block.kind, block.name].append(space)

    def model(self, name: str) -> str:
        """The model's namespace for one of the document."""
        return "" if self._state.facts.fold(name) == self._state.facts.fold(self._home) else name

    def namespace(self, block: Fields) -> str:
        """The namespace that a block is in."""
        reference = block.reference("schema")
        if reference is not None:
            return self.model(reference.path[-1])
        labels = block.block.labels
        return self.model(labels[0]) if len(labels) > 1 else ""

    def own(self, block: Fields) -> Name:
        """The name of the object that a block defines."""
        return Name(self.namespace(block), block.name)

    def table(self, reference: Ref) -> tuple[Name | None, str]:
        """The table and the column of `table.users.column.id`; no table for `column.id`."""
        path = list(reference.path)
        column = path.pop() if len(path) >= 2 and path[-2] == "column" else ""
        if column:
            path.pop()
        if path and path[0] in ("table", "view", "materialized"):
            return self._found(path[0], path[1:]), column
        return None, column

    def type(self, reference: Ref) -> Name | None:
        """The user-defined type that `enum.status` names; None for a plain word."""
        kind, *rest = reference.path
        if kind not in _TYPES or not rest:
            return None
        return self._found(kind, rest)

    def _found(self, kind: str, path: list[str]) -> Name | None:
        if not path:
            return None
        if len(path) > 1:
            return Name(self.model(path[0]), path[1])
        spaces = self._known.get((kind, path[0]), [""])
        return Name("" if "" in spaces else spaces[0], path[0])
