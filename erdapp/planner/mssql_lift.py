"""What stands in the way of a column change in SQL Server and is put back after it.

ALTER COLUMN and DROP COLUMN are refused while an index, a key, a check, a default or a computed
column leans on the column; sp_rename is refused while a check, a filter or a computed column does.
"""

from __future__ import annotations

from msgspec import Struct

from erdapp.diff.changes import (
    Aspect,
    DropColumn,
    ModifyColumn,
    ModifyTable,
    RenameColumn,
)
from erdapp.planner.order import words
from erdapp.schema import Check, Column, Index, PrimaryKey, Table, Unique

_IN_PLACE = frozenset({"varchar", "nvarchar", "varbinary"})
_METADATA = frozenset({Aspect.DEFAULT, Aspect.COMMENT, Aspect.POSITION})


class Lifted(Struct, frozen=True, kw_only=True):
    """Parts of the table as it was that are dropped and added again unchanged."""

    indexes: tuple[Index, ...] = ()
    uniques: tuple[Unique, ...] = ()
    primary_key: PrimaryKey | None = None
    checks: tuple[Check, ...] = ()
    computed: tuple[Column, ...] = ()


def lift(change: ModifyTable) -> Lifted:
    """What to lift for the changes of a table; what is itself changed is not in here."""
    before, after = change.before, change.after
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
    return Lifted(
        indexes=tuple(i for i in _same_indexes(before, after) if _leans(i, altered, mentioned)),
        uniques=tuple(u for u in before.uniques if u in after.uniques and altered & set(u.columns)),
        primary_key=_key(before, after, altered),
        checks=tuple(
            c for c in before.checks if c in after.checks and words(c.expression) & mentioned
        ),
        computed=computed,
    )


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


def _same_indexes(before: Table, after: Table) -> tuple[Index, ...]:
    return tuple(index for index in before.indexes if index in after.indexes)


def _leans(index: Index, altered: set[str], mentioned: set[str]) -> bool:
    columns = {part.column for part in index.parts} | set(index.include)
    return bool(columns & altered or words(index.where) & mentioned)


def _key(before: Table, after: Table, altered: set[str]) -> PrimaryKey | None:
    key = before.primary_key
    if key and key == after.primary_key and altered & set(key.columns):
        return key
    return None
