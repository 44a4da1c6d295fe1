"""Which changes of indexes and constraints need less than a drop and an addition, or no more."""

from __future__ import annotations

from erdapp.diff.changes import (
    Aspect,
    ModifyCheck,
    ModifyForeignKey,
    ModifyIndex,
    ModifyPrimaryKey,
    ModifyUnique,
    RenameConstraint,
    RenameIndex,
    TableChange,
)


def is_comment_only(change: TableChange) -> bool:
    return getattr(change, "aspects", None) == (Aspect.COMMENT,)


def without_needless_renames(changes: tuple[TableChange, ...]) -> tuple[TableChange, ...]:
    """The changes without renames of parts that are also modified, for dialects that modify by
    dropping the part under its old name and adding it under the new one."""
    indexes = {change.before.name for change in changes if isinstance(change, ModifyIndex)}
    constraints = {
        change.before.name
        for change in changes
        if isinstance(change, ModifyPrimaryKey | ModifyUnique | ModifyCheck | ModifyForeignKey)
    }
    return tuple(
        change
        for change in changes
        if not (isinstance(change, RenameIndex) and change.before in indexes)
        and not (isinstance(change, RenameConstraint) and change.before in constraints)
    )
