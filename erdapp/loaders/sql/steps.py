"""SQL files statement by statement: the schema before and after each one, and what it renamed.

The schemas are those that are read so far, as they stand: partitions of PostgreSQL are tables, and
expressions aren't settled. They are for comparing with each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.diff.changes import Rename
from erdapp.loaders.base import Limits, SourceProblem
from erdapp.loaders.sql.raw import RawStatement, StatementKind
from erdapp.loaders.sql.reading import SKIPPED, read_one
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import (
    Composite,
    Definition,
    Dialect,
    Domain,
    Enum,
    Extension,
    Key,
    Kind,
    Name,
    Namespace,
    Object,
    Policy,
    Routine,
    Schema,
    Sequence,
    Table,
    Trigger,
    View,
)

_FIELDS: dict[type[Object], str] = {
    Table: "tables",
    View: "views",
    Enum: "enums",
    Domain: "domains",
    Composite: "composites",
    Sequence: "sequences",
    Routine: "routines",
    Trigger: "triggers",
    Policy: "policies",
    Extension: "extensions",
    Definition: "definitions",
}


class Step(Struct, frozen=True, kw_only=True):
    """One statement and the schema around it."""

    raw: RawStatement
    before: Schema
    after: Schema
    narrow: tuple[Schema, Schema] | None = None
    """The same two with only what differs between them; None when nothing does."""
    renames: tuple[Rename, ...] = ()
    problems: tuple[SourceProblem, ...] = ()


class Stepper:
    """Reads files one after the other, each statement a step; starts from a schema or nothing."""

    def __init__(self, dialect: Dialect, start: Schema | None = None) -> None:
        self.state = LoadState(facts(dialect), Limits(), remember=False)
        if start is not None:
            for item in start.objects():
                self.state.builder.put(item)
            spaces = {space.name: space for space in start.namespaces}
            self.state.builder.namespaces = spaces
        self.schema = self._schema()
        """The schema after all that was read."""

    def pass_over(self, path: str, pieces: Iterable[RawStatement]) -> None:
        """Read a file of which only the result counts."""
        for raw in pieces:
            if _is_definition(raw):
                read_one(raw, path, self.state)
        self.schema = self._schema()

    def steps(self, path: str, pieces: Iterable[RawStatement]) -> Iterator[Step]:
        """Read a file, a step for each statement; those that no schema has to do with too."""
        for raw in pieces:
            if raw.kind is StatementKind.SQL:
                yield self._step(path, raw)

    def _step(self, path: str, raw: RawStatement) -> Step:
        before = self.schema
        if not _is_definition(raw):
            return Step(raw=raw, before=before, after=before)
        state = self.state
        earlier = state.builder.all_by_key()
        spaces = dict(state.builder.namespaces)
        told = len(state.problems)
        state.builder.renamed.clear()
        read_one(raw, path, state)
        old, new = _differing(earlier, state.builder.all_by_key())
        narrow = None
        if old or new or spaces != state.builder.namespaces:
            self.schema = self._schema()
            narrow = self._of(old, before.namespaces), self._of(new, self.schema.namespaces)
        return Step(
            raw=raw,
            before=before,
            after=self.schema,
            narrow=narrow,
            renames=_by_final_names(state.builder.renamed),
            problems=tuple(state.problems[told:]),
        )

    def _schema(self) -> Schema:
        builder = self.state.builder
        return self._of(builder.all_by_key().values(), tuple(builder.namespaces.values()))

    def _of(self, items: Iterable[Object], spaces: tuple[Namespace, ...]) -> Schema:
        found: dict[str, list[Object]] = defaultdict(list)
        for item in items:
            found[_FIELDS[type(item)]].append(item)
        lists = {field: tuple(items) for field, items in found.items()}
        return Schema(dialect=self.state.dialect, namespaces=spaces, **lists)  # type: ignore[arg-type]


def _is_definition(raw: RawStatement) -> bool:
    return raw.kind is StatementKind.SQL and not SKIPPED.match(raw.text)


def _differing(
    before: dict[Key, Object], after: dict[Key, Object]
) -> tuple[list[Object], list[Object]]:
    """The objects that went or became others, and those that came or are now others. The very
    same object is the same."""
    return (
        [item for key, item in before.items() if after.get(key) is not item],
        [item for key, item in after.items() if before.get(key) is not item],
    )


def _by_final_names(renamed: Iterable[Rename]) -> tuple[Rename, ...]:
    """The renames of one statement, each column with its table's name after the statement."""
    found: list[Rename] = []
    for rename in renamed:
        if rename.kind == Kind.TABLE:
            old = _origin(rename)
            found = [_moved(other, old, rename) for other in found]
        if rename not in found:
            found.append(rename)
    return tuple(found)


def _origin(rename: Rename) -> Name:
    schema, dot, name = rename.before.partition(".")
    return Name(schema, name) if dot else Name(rename.schema, rename.before)


def _moved(other: Rename, old: Name, rename: Rename) -> Rename:
    if Name(other.schema, other.table) != old or not other.table:
        return other
    return Rename(other.kind, other.before, other.after, rename.schema, rename.after)
