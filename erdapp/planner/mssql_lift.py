"""What stands in the way of a column change in SQL Server and is put back after it.

ALTER COLUMN and DROP COLUMN are refused while an index, a key, a check, a default or a computed
column leans on the column; sp_rename is refused while a check, a filter or a computed column does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from erdapp.diff.changes import (
    Aspect,
    DropColumn,
    ModifyColumn,
    ModifyTable,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
)
from erdapp.planner.order import words
from erdapp.schema import Check, Column, Index, PrimaryKey, Unique

P = TypeVar("P", Index, Unique, Check, PrimaryKey)

_IN_PLACE = frozenset({"varchar", "nvarchar", "varbinary"})
_METADATA = frozenset({Aspect.DEFAULT, Aspect.COMMENT, Aspect.POSITION})


class Lifted(Struct, frozen=True, kw_only=True):
    """Parts of the table that are dropped as they were and added as they will be: the same, but
    for the name and the comment."""

    indexes: tuple[tuple[Index, Index], ...] = ()
    uniques: tuple[tuple[Unique, Unique], ...] = ()
    primary_key: tuple[PrimaryKey, PrimaryKey] | None = None
    checks: tuple[tuple[Check, Check], ...] = ()
    computed: tuple[Column, ...] = ()

    def has(self, name: str) -> bool:
        """Whether an index or a constraint of that old name is among them."""
        key = (self.primary_key,) if self.primary_key else ()
        pairs = (*self.indexes, *self.uniques, *self.checks, *key)
        return any(before.name == name for before, _ in pairs)


def lift(change: ModifyTable) -> Lifted:
    """What to lift for the changes of a table; what is itself changed is not in here."""
    before, after = change.before, change.after
    altered, renamed = _columns_in_the_way(change)
    mentioned = {name.lower() for name in altered | renamed}
    computed = tuple(
        column
        for column in before.columns
        if column.generated
        and column in after.columns
        and words(column.generated.expression) & mentioned
    )
    altered |= {column.name for column in computed}
    mentioned |= {column.name.lower() for column in computed}
    names = {
        part.before: part.after
        for part in change.changes
        if isinstance(part, RenameIndex | RenameConstraint)
    }
    indexes = _kept(before.indexes, after.indexes, names)
    uniques = _kept(before.uniques, after.uniques, names)
    checks = _kept(before.checks, after.checks, names)
    keys = [key for key in (before.primary_key, after.primary_key) if key]
    key = next(_kept(keys[:1], keys[1:], names), None)
    return Lifted(
        indexes=tuple(pair for pair in indexes if _leans(pair[0], altered, mentioned)),
        uniques=tuple(pair for pair in uniques if altered & set(pair[0].columns)),
        primary_key=key if key and altered & set(key[0].columns) else None,
        checks=tuple(pair for pair in checks if words(pair[0].expression) & mentioned),
        computed=computed,
    )


def _columns_in_the_way(change: ModifyTable) -> tuple[set[str], set[str]]:
    """Columns that are altered or dropped, and the old and new names of those renamed."""
    altered: set[str] = set()
    renamed: set[str] = set()
    for part in change.changes:
        match part:
            case ModifyColumn() if alters(part) and not only_widens(part):
                altered.add(part.after.name)
            case DropColumn(column):
                altered.add(column.name)
            case RenameColumn():
                renamed |= {part.before.name, part.after.name}
            case _:
                continue
    return altered, renamed


def _kept(
    before: Iterable[P], after: Iterable[P], names: Mapping[str, str]
) -> Iterator[tuple[P, P]]:
    """The parts that stay the same but for their names and comments, as they were and will be."""
    wanted = {replace(part, comment=""): part for part in after}
    for part in before:
        found = wanted.get(replace(part, name=names.get(part.name, part.name), comment=""))
        if found is not None:
            yield part, found


def alters(part: ModifyColumn) -> bool:
    """Whether the change needs more than another default or comment."""
    return bool(set(part.aspects) - _METADATA)


def only_widens(part: ModifyColumn) -> bool:
    """A longer varchar of the same kind is changed in place, whatever leans on it."""
    before, after = part.before, part.after
    same = (before.type.name, before.null, before.collation) == (
        after.type.name,
        after.null,
        after.collation,
    )
    if not same or before.generated or after.generated or after.type.name not in _IN_PLACE:
        return False
    old, new = (column.type.args[0] if column.type.args else "1" for column in (before, after))
    return old.isdigit() and new.isdigit() and int(new) >= int(old)


def _leans(index: Index, altered: set[str], mentioned: set[str]) -> bool:
    columns = {part.column for part in index.parts} | set(index.include)
    return bool(columns & altered or words(index.where) & mentioned)
