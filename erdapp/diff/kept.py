"""Constraints that keep their names: what a migration really leaves behind.

Where the server chose a constraint's name on one side, the other side's name is no change. The
constraint stays as it is then, old name included, and the way back has to start from there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.diff.changes import Aspect, Rename
from erdapp.diff.matching import Pairs
from erdapp.diff.renaming import renamed
from erdapp.diff.resolve import resolve
from erdapp.diff.sides import Sides
from erdapp.diff.tables import (
    aspects,
    check_pairs,
    exclusion_pairs,
    foreign_key_pairs,
    primary_keys_named,
    unique_pairs,
)
from erdapp.schema import (
    Check,
    Column,
    Dialect,
    Exclusion,
    ForeignKey,
    Name,
    PrimaryKey,
    Schema,
    Table,
    Unique,
    View,
)
from erdapp.schema import (
    Sequence as DatabaseSequence,
)

P = TypeVar("P", Unique, ForeignKey, Check, Exclusion)


def with_kept_names(before: Schema, after: Schema, renames: Sequence[Rename] = ()) -> Schema:
    """`after` with the names that unchanged constraints have in `before`."""
    if before == after or not before.tables:
        return after
    found = resolve(before, after, renames)
    moved = renamed(before, found)
    sides = Sides(facts(after.dialect), before, moved, after, found)
    old = sides.tables_before
    spares = _spares(after)
    tables = tuple(
        _kept(sides, known, table, spares[table.full_name])
        if (known := old.get(table.full_name))
        else table
        for table in after.tables
    )
    return after if tables == after.tables else replace(after, tables=tables)


def _kept(sides: Sides, before: Table, after: Table, spare: _Spare) -> Table:
    if before == after:
        return after
    found = after
    if before.uniques != after.uniques:
        pairs = unique_pairs(sides, before, after)
        found = replace(found, uniques=_named(after.uniques, pairs, spare.with_index))
    if before.checks != after.checks:
        checks = check_pairs(sides, before, after)
        found = replace(found, checks=_named(after.checks, checks, spare))
    if before.exclusions != after.exclusions:
        exclusions = exclusion_pairs(sides, before, after)
        found = replace(found, exclusions=_named(after.exclusions, exclusions, spare.with_index))
    if before.foreign_keys != after.foreign_keys:
        keys = foreign_key_pairs(sides, before, after)
        if keys:
            resolved = tuple(sides.resolved_after(key) for key in after.foreign_keys)
            names = [key.name for key in _named(resolved, keys, spare, ordered=True)]
            again = zip(after.foreign_keys, names, strict=True)
            found = replace(found, foreign_keys=_sorted(replace(k, name=n) for k, n in again))
    columns = tuple(_default_kept(before, column, spare) for column in after.columns)
    return replace(found, columns=columns, primary_key=_key(sides, before, after, spare))


def _default_kept(before: Table, column: Column, spare: _Spare) -> Column:
    """The column with the name that its DEFAULT has, where that is to have none in particular."""
    if column.default is None or column.default_name:
        return column
    known = before.column(column.name)
    if known is None or known.default != column.default or not known.default_name:
        return column
    return replace(column, default_name=spare(known.default_name, ""))


def _key(sides: Sides, before: Table, after: Table, spare: _Spare) -> PrimaryKey | None:
    old, new = before.primary_key, after.primary_key
    same = old and new and old.name != new.name and not set(aspects(old, new)) - {Aspect.COMMENT}
    if not (old and new and same) or primary_keys_named(sides, before, after):
        return new
    return replace(new, name=spare.with_index(old.name, new.name) or new.name)


class _Spare:
    """What a constraint without a name of its own is called whose old name another one takes."""

    def __init__(
        self, dialect: Dialect, tables: Iterable[Table], relations: Collection[str] = ()
    ) -> None:
        self._shared = dialect is Dialect.SQLITE  # which lets constraints share a name
        self._relations = relations
        self.taken: set[str] = set()
        for table in tables:
            groups = (table.uniques, table.checks, table.exclusions, table.foreign_keys)
            self.taken.update(part.name for group in groups for part in group)
            self.taken.update(column.default_name for column in table.columns)

    def __call__(self, old: str, new: str) -> str:
        """The name to have; empty for the one that it has."""
        if old == new or old not in self.taken:
            return old if old != new else ""
        if new or self._shared:
            return ""
        return self._renamed(old)

    def with_index(self, old: str, new: str) -> str:
        """The same for a constraint whose index is called like it, as nothing else may be."""
        return self._renamed(old) if old != new and old in self._relations else self(old, new)

    def _renamed(self, old: str) -> str:
        while old in self.taken or old in self._relations:
            old = f"{old}_renamed"
        self.taken.add(old)
        return old


def _spares(after: Schema) -> dict[Name, _Spare]:
    """By the table; one for all of a namespace where constraints share their names there."""
    if after.dialect is Dialect.POSTGRES:
        relations = _relations(after)
        return {
            table.full_name: _Spare(after.dialect, [table], relations.get(table.schema, ()))
            for table in after.tables
        }
    if after.dialect is not Dialect.MSSQL:
        return {table.full_name: _Spare(after.dialect, [table]) for table in after.tables}
    homes: dict[str, list[Table]] = {}
    for table in after.tables:
        homes.setdefault(table.schema, []).append(table)
    spares = {home: _Spare(after.dialect, tables) for home, tables in homes.items()}
    return {table.full_name: spares[table.schema] for table in after.tables}


def _relations(schema: Schema) -> dict[str, set[str]]:
    """By the namespace: what is called like no index of PostgreSQL may be."""
    found: dict[str, set[str]] = {}
    for item in schema.objects():
        if isinstance(item, Table | View | DatabaseSequence):
            found.setdefault(item.schema, set()).add(item.name)
        if isinstance(item, Table | View):
            found[item.schema].update(index.name for index in item.indexes)
    return found


def _named(
    parts: tuple[P, ...],
    pairs: Pairs[P],
    spare: Callable[[str, str], str],
    *,
    ordered: bool = False,
) -> tuple[P, ...]:
    """The parts, those that are equal under their old names unless another one takes that."""
    found = ((new, spare(old.name, new.name)) for old, new in pairs.equal if old.name)
    names = {new: name for new, name in found if name}
    if not names:
        return parts
    named = tuple(replace(part, name=names.get(part, part.name)) for part in parts)
    return named if ordered else _sorted(named)


def _sorted(parts: Iterable[P]) -> tuple[P, ...]:
    return tuple(sorted(parts, key=lambda part: (part.name, repr(part))))
