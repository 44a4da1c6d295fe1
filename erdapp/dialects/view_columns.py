"""The columns of views as far as their text and the tables they read from tell."""

from __future__ import annotations

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.dialects.outputs import Output, Source, reading
from erdapp.schema import DataType, Name, Schema, View, ViewColumn

MAX_VIEWS = 20
"""Views over views that are followed."""

Columns = tuple[ViewColumn, ...]


def view_columns(schema: Schema) -> dict[Name, Columns]:
    """The columns of every view by its name: declared ones, else the outputs of its SELECT; none
    where they can't be told."""
    known = _Known(schema)
    return {Name(view.schema, view.name): known.of_view(view, MAX_VIEWS) for view in schema.views}


class _Scope(Struct, frozen=True):
    """The relations of one FROM with their columns, None where those are not known."""

    sources: tuple[tuple[str, Columns | None], ...]


class _Known:
    """Look-ups in one schema, each view read once."""

    def __init__(self, schema: Schema) -> None:
        self.dialect = schema.dialect
        self.fold = facts(schema.dialect).fold
        self.tables = {self._key(t.schema, t.name): t for t in schema.tables}
        self.views = {self._key(v.schema, v.name): v for v in schema.views}
        self._done: dict[Name, Columns] = {}

    def _key(self, schema: str, name: str) -> Name:
        return Name(self.fold(schema), self.fold(name))

    def of_view(self, view: View, depth: int) -> Columns:
        key = self._key(view.schema, view.name)
        if key not in self._done:
            self._done[key] = ()  # a view that reads from itself tells nothing
            self._done[key] = self._read(view, depth)
        return self._done[key]

    def _read(self, view: View, depth: int) -> Columns:
        """Declared names and comments win; comments alone declare nothing."""
        found = self._outputs(view, depth) if depth else ()
        if not view.columns:
            return found
        types = {column.name: column.type for column in found}
        if len(found) == len(view.columns) and all(not column.comment for column in view.columns):
            types = {
                declared.name: column.type
                for declared, column in zip(view.columns, found, strict=True)
            }
        comments = {column.name: column.comment for column in view.columns}
        if found and comments.keys() < {column.name for column in found}:
            return tuple(
                ViewColumn(column.name, column.type, comments.get(column.name, ""))
                for column in found
            )
        return tuple(
            ViewColumn(column.name, column.type or types.get(column.name), column.comment)
            for column in view.columns
        )

    def _outputs(self, view: View, depth: int) -> Columns:
        text = reading(view.definition, self.dialect)
        scope = _Scope(
            tuple(
                (self.fold(source.alias), self._columns(source, view.schema, depth - 1))
                for source in text.sources
            )
        )
        found: list[ViewColumn] = []
        for output in text.outputs:
            if output.name != "*":
                found.append(ViewColumn(output.name, self._type(output, scope)))
                continue
            expanded = self._star(output, scope)
            if expanded is None:
                return ()
            found += expanded
        return _once(found)

    def _columns(self, source: Source, home: str, depth: int) -> Columns | None:
        """The columns of a relation as the view names it: in its own namespace, else in the
        default one."""
        if source.path is None:
            return None
        default = facts(self.dialect).default_namespace
        spaces = [home, ""] if len(source.path) == 1 else [source.path[-2]]
        for space in ("" if space == default else space for space in spaces):
            key = self._key(space, source.path[-1])
            if table := self.tables.get(key):
                return tuple(ViewColumn(column.name, column.type) for column in table.columns)
            if (view := self.views.get(key)) and depth > 0:
                return self.of_view(view, depth) or None
        return None

    def _type(self, output: Output, scope: _Scope) -> DataType | None:
        if not output.path:
            return None
        owner = self.fold(output.path[-2]) if len(output.path) > 1 else ""
        name = self.fold(output.path[-1])
        types = [
            column.type
            for alias, columns in scope.sources
            if not owner or alias == owner
            for column in columns or ()
            if self.fold(column.name) == name
        ]
        return types[0] if types and types.count(types[0]) == len(types) else None

    def _star(self, output: Output, scope: _Scope) -> list[ViewColumn] | None:
        owner = self.fold(output.path[-1]) if output.path else ""
        found: list[ViewColumn] = []
        wanted = [columns for alias, columns in scope.sources if not owner or alias == owner]
        for columns in wanted:
            if columns is None:
                return None
            found += columns
        return found if wanted else None


def _once(columns: list[ViewColumn]) -> Columns:
    """A name that comes again is one column: of a join by USING, which a star lists once."""
    first: dict[str, ViewColumn] = {}
    for column in columns:
        first.setdefault(column.name, column)
    return tuple(first.values())
