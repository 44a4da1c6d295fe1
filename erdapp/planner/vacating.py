"""Names that a rename takes while something else still has them.

Renames are made before anything else, so whatever loses its name in a later step stands in their
way: an index or a key of another table, a view, a table or a column that is dropped. It is called
otherwise first, in a plan of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.diff.changes import Rename, RenameTable
from erdapp.diff.renaming import renamed
from erdapp.diff.resolve import Renames, resolve
from erdapp.planner.taken import partition_names
from erdapp.schema import (
    Check,
    Dialect,
    Exclusion,
    ForeignKey,
    Index,
    Key,
    Kind,
    Name,
    Object,
    Partition,
    Schema,
    Table,
    Unique,
)

P = TypeVar("P", Index, Unique, Exclusion, ForeignKey, Check)

_INDEXES = frozenset({Dialect.POSTGRES, Dialect.SQLITE})
"""Where no index may be called like a table, a view or a sequence."""
_KEYS = frozenset({Dialect.POSTGRES, Dialect.MSSQL})
"""Where no key may."""
_CONSTRAINTS = frozenset({Dialect.MSSQL})
"""Where no constraint may."""
_MOVABLE: dict[Dialect, frozenset[Kind]] = {
    Dialect.MSSQL: frozenset({Kind.VIEW, Kind.SEQUENCE}),
    Dialect.SQLITE: frozenset(),
}
"""Objects of other kinds that share these names; by default views alone, since what else is dropped
is set aside in any case. Views of SQLite are dropped before anything is renamed."""


class Vacated(Struct, frozen=True):
    """The old schema with spare names, and the renames that lead to it."""

    schema: Schema
    renames: tuple[Rename, ...]
    start: Schema
    """Where the renames begin: the old schema once its partitions have spare names."""
    partitions: tuple[RenameTable, ...]
    """The way there: no hint speaks of a partition."""


def vacated(before: Schema, after: Schema, renames: Sequence[Rename]) -> Vacated | None:
    """Nothing, as nearly always, where no rename takes a name that something else has."""
    found = resolve(before, after, renames)
    wanted = {Name(key.schema, key.name) for key in found.objects.values()}
    wanted.update(found.tables.values())
    if not wanted and not found.displaced_columns:
        return None
    spare = _Spare(before, after, wanted)
    start, partitions = _partitions_called(before, spare)
    told: list[Rename] = []
    tables = []
    for table in start.tables:
        home = found.tables.get(table.full_name, table.full_name).schema
        made = _parts_called(table, home, before.dialect, spare)
        told += made
        tables.append(_called(table, {rename.before: rename.after for rename in made}))
    moved: dict[Key, Key] = {}
    for item in _movable(before, found):
        if name := spare(item.key.schema, item.key.name):
            moved[item.key] = item.key._replace(name=name)
            told.append(Rename(item.key.kind.value, item.key.name, name, item.key.schema))
    aside = {}
    for owner in (table.full_name for table in before.tables):
        if owner not in found.tables and (name := spare(*owner)):  # it is dropped
            aside[owner] = Name(owner.schema, name)
            told.append(Rename(Kind.TABLE.value, owner.name, name, owner.schema))
    columns = {
        owner: {name: spare for spare, name in names.items()}
        for owner, names in found.displaced_columns.items()
    }
    for owner, names in columns.items():
        told += [Rename("column", *pair, owner.schema, owner.name) for pair in names.items()]
    if not told and not partitions:
        return None
    between = replace(start, tables=tuple(tables))
    spared = renamed(between, Renames(objects=moved, columns=columns, tables=aside))
    return Vacated(spared, tuple(told), start, partitions)


def _movable(before: Schema, found: Renames) -> Iterator[Object]:
    """What is no table and is not renamed itself."""
    kinds = _MOVABLE.get(before.dialect, frozenset({Kind.VIEW}))
    for item in before.objects():
        if item.key.kind in kinds and item.key not in found.objects:
            yield item


class _Spare:
    """Gives a free name to what has a wanted one."""

    def __init__(self, before: Schema, after: Schema, wanted: Collection[Name]) -> None:
        self._fold = facts(before.dialect).fold
        self._wanted = {Name(name.schema, self._fold(name.name)) for name in wanted}
        both = (before, after)
        self._taken = {self._fold(item.name) for schema in both for item in schema.objects()}
        tables = (table for schema in both for table in schema.tables)
        for table in tables:
            self._taken |= {self._fold(name) for _, name in _held(table, before.dialect)}
            self._taken |= {self._fold(name) for name in partition_names(table.partition)}

    def __call__(self, schema: str, name: str) -> str:
        """Empty where the name is not wanted."""
        if Name(schema, self._fold(name)) not in self._wanted:
            return ""
        while self._fold(name) in self._taken:
            name = f"{name}_renamed"
        self._taken.add(self._fold(name))
        return name


def _held(table: Table, dialect: Dialect) -> Iterator[tuple[str, str]]:
    """The names that nothing beside the table may have: (index or constraint, name)."""
    if dialect in _INDEXES:
        yield from (("index", index.name) for index in table.indexes)
    if dialect in _KEYS:
        names = [item.name for item in table.uniques]
        names += [item.name for item in table.exclusions]
        names += [table.primary_key.name] if table.primary_key else []
        yield from (("constraint", name) for name in names if name)
    if dialect in _CONSTRAINTS:
        names = [item.name for item in table.foreign_keys]
        names += [item.name for item in table.checks]
        yield from (("constraint", name) for name in names if name)


def _partitions_called(before: Schema, spare: _Spare) -> tuple[Schema, tuple[RenameTable, ...]]:
    """Spare names of PostgreSQL's partitions, which are tables: the schema with them, and the way
    to it."""
    if before.dialect is not Dialect.POSTGRES:
        return before, ()
    told: list[RenameTable] = []

    def called(partition: Partition) -> Partition:
        children = []
        for child in partition.children:
            if name := spare(child.schema, child.name):
                old = Name(child.schema, child.name)
                told.append(RenameTable(old, old._replace(name=name)))
                child = replace(child, name=name)
            inner = child.partition and called(child.partition)
            children.append(replace(child, partition=inner))
        return replace(partition, children=tuple(children))

    tables = tuple(
        replace(table, partition=called(table.partition)) if table.partition else table
        for table in before.tables
    )
    return (replace(before, tables=tables), tuple(told)) if told else (before, ())


def _parts_called(table: Table, home: str, dialect: Dialect, spare: _Spare) -> list[Rename]:
    """Spare names of the table's parts; `home` is the namespace that it moves to, if it does."""
    found = ((kind, name, spare(home, name)) for kind, name in _held(table, dialect))
    return [Rename(kind, old, new, table.schema, table.name) for kind, old, new in found if new]


def _called(table: Table, names: dict[str, str]) -> Table:
    if not names:
        return table
    key = table.primary_key
    return replace(
        table,
        indexes=_with_names(table.indexes, names),
        uniques=_with_names(table.uniques, names),
        exclusions=_with_names(table.exclusions, names),
        foreign_keys=_with_names(table.foreign_keys, names),
        checks=_with_names(table.checks, names),
        primary_key=key and replace(key, name=names.get(key.name, key.name)),
    )


def _with_names(parts: tuple[P, ...], names: dict[str, str]) -> tuple[P, ...]:
    found = (replace(part, name=names.get(part.name, part.name)) for part in parts)
    return tuple(sorted(found, key=lambda part: part.name))
