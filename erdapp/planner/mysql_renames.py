"""What keeps MySQL from renaming a column: checks, generated columns and indexes that mention it.

MySQL refuses the rename (errors 3108 and 3959) rather than rewriting the expression, so those are
dropped first and added again, as wanted, along with the other changes. MariaDB rewrites them.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from erdapp.diff.changes import (
    AddCheck,
    AddColumn,
    AddIndex,
    DropCheck,
    DropColumn,
    DropIndex,
    ModifyCheck,
    ModifyColumn,
    ModifyIndex,
    ModifyTable,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    TableChange,
)
from erdapp.planner.order import words
from erdapp.schema import Check, Column, Index


class Cleared(Struct, frozen=True):
    """What to drop before the renames, and the change that is left for after them."""

    checks: tuple[Check, ...]
    columns: tuple[Column, ...]
    indexes: tuple[Index, ...]
    rest: ModifyTable


def clear_renames(change: ModifyTable) -> Cleared:
    """Split a change with renames; nothing is cleared where nothing mentions a renamed column."""
    renamed = {part.after.name.lower() for part in change.changes if isinstance(part, RenameColumn)}
    before, after = change.before, change.after
    columns = tuple(
        column
        for column in before.columns
        if column.generated and words(column.generated.expression) & renamed
    )
    gone = {column.name for column in columns}
    indexes = tuple(
        index
        for index in before.indexes
        if any(part.column in gone or words(part.expression) & renamed for part in index.parts)
    )
    checks = tuple(check for check in before.checks if words(check.expression) & renamed)
    parts = [part for part in change.changes if not _is_about(part, checks, columns, indexes)]
    new_checks = _new_names(change, _names(checks), RenameConstraint, ModifyCheck)
    new_indexes = _new_names(change, _names(indexes), RenameIndex, ModifyIndex)
    more: list[TableChange] = [
        *(AddCheck(item) for item in after.checks if item.name in new_checks),
        *(AddColumn(item) for item in after.columns if item.name in gone),
        *(AddIndex(item) for item in after.indexes if item.name in new_indexes),
    ]
    return Cleared(checks, columns, indexes, replace(change, changes=(*parts, *more)))


def _new_names(
    change: ModifyTable,
    cleared: set[str],
    renames: type[RenameConstraint] | type[RenameIndex],
    modifies: type[ModifyCheck] | type[ModifyIndex],
) -> set[str]:
    """The names that the cleared checks or indexes will have."""
    names = {}
    for part in change.changes:
        if isinstance(part, renames):
            names[part.before] = part.after
        elif isinstance(part, modifies):
            names[part.before.name] = part.after.name
    return {names.get(name, name) for name in cleared}


def _names(items: tuple[Check, ...] | tuple[Column, ...] | tuple[Index, ...]) -> set[str]:
    return {item.name for item in items}


def _is_about(
    part: TableChange,
    checks: tuple[Check, ...],
    columns: tuple[Column, ...],
    indexes: tuple[Index, ...],
) -> bool:
    """Whether the change drops or modifies what is cleared already, so that nothing is left of it
    but the addition of what is wanted."""
    match part:
        case DropCheck(check) | ModifyCheck(before=check):
            return check.name in _names(checks)
        case DropColumn(column) | ModifyColumn(before=column):
            return column.name in _names(columns)
        case DropIndex(index) | ModifyIndex(before=index):
            return index.name in _names(indexes)
        case RenameIndex():
            return part.before in _names(indexes)
        case RenameConstraint():
            return part.before in _names(checks)
        case _:
            return False
