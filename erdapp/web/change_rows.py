"""Changes as rows of a side-by-side table: a sign, what it is about, the old and the new text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from erdapp.diff.changes import (
    AddCheck,
    AddColumn,
    AddExclusion,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    Aspects,
    DropCheck,
    DropColumn,
    DropExclusion,
    DropForeignKey,
    DropIndex,
    DropPrimaryKey,
    DropUnique,
    ModifyAttr,
    ModifyCheck,
    ModifyColumn,
    ModifyForeignKey,
    ModifyIndex,
    ModifyPrimaryKey,
    ModifyUnique,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    TableChange,
)
from erdapp.schema import Check, Dialect, ForeignKey, Index, PrimaryKey, Unique
from erdapp.web import describe

ADDED, DROPPED, CHANGED, RENAMED = "add", "del", "mod", "ren"
SIGNS = {ADDED: "+", DROPPED: "−", CHANGED: "•", RENAMED: "→"}


@dataclass(frozen=True)
class ChangeRow:
    """One line. `mark` is `add`, `del`, `mod` or `ren`; `aspects` says what changed about it."""

    mark: str
    what: str
    before: str = ""
    after: str = ""
    aspects: str = ""
    old_column: str = ""
    new_column: str = ""
    """The columns it is about before and after, for their places in the source."""

    @property
    def sign(self) -> str:
        return SIGNS[self.mark]


def row(change: TableChange, dialect: Dialect) -> ChangeRow:
    """The row of a change inside a table."""
    match change:
        case AddColumn() | DropColumn() | ModifyColumn() | RenameColumn():
            return _column_row(change, dialect)
        case AddPrimaryKey() | DropPrimaryKey() | ModifyPrimaryKey():
            return _part_row(change, "primary key")
        case AddUnique() | DropUnique() | ModifyUnique():
            return _part_row(change, "unique")
        case AddForeignKey() | DropForeignKey() | ModifyForeignKey():
            return _part_row(change, "foreign key")
        case AddCheck() | DropCheck() | ModifyCheck():
            return _part_row(change, "check")
        case AddIndex() | DropIndex() | ModifyIndex():
            return _part_row(change, "index")
        case AddExclusion():
            return ChangeRow(ADDED, "exclusion", after=change.exclusion.definition)
        case DropExclusion():
            return ChangeRow(DROPPED, "exclusion", change.exclusion.definition)
        case RenameConstraint():
            return ChangeRow(RENAMED, "constraint", change.before, change.after)
        case RenameIndex():
            return ChangeRow(RENAMED, "index", change.before, change.after)
        case ModifyAttr():
            return _attribute_row(change)
        case _:
            assert_never(change)


def _column_row(
    change: AddColumn | DropColumn | ModifyColumn | RenameColumn, dialect: Dialect
) -> ChangeRow:
    match change:
        case AddColumn():
            text = describe.column_text(change.column, dialect)
            return ChangeRow(ADDED, "column", after=text, new_column=change.column.name)
        case DropColumn():
            text = describe.column_text(change.column, dialect)
            return ChangeRow(DROPPED, "column", text, old_column=change.column.name)
        case RenameColumn():
            old, new = change.before.name, change.after.name
            return ChangeRow(RENAMED, "column", old, new, old_column=old, new_column=new)
        case ModifyColumn():
            before = describe.column_text(change.before, dialect)
            after = describe.column_text(change.after, dialect)
            if before == after:  # the comment is the one thing that the line does not tell
                before, after = change.before.comment, change.after.comment
            what = f"column {change.after.name}"
            names = (change.before.name, change.after.name)
            return ChangeRow(CHANGED, what, before, after, aspects_text(change.aspects), *names)
        case _:
            assert_never(change)


_Adding = AddPrimaryKey | AddUnique | AddForeignKey | AddCheck | AddIndex
_Dropping = DropPrimaryKey | DropUnique | DropForeignKey | DropCheck | DropIndex
_Modifying = ModifyPrimaryKey | ModifyUnique | ModifyForeignKey | ModifyCheck | ModifyIndex
_Part = PrimaryKey | Unique | ForeignKey | Check | Index


def _part_row(change: _Adding | _Dropping | _Modifying, what: str) -> ChangeRow:
    match change:
        case (
            AddPrimaryKey(key=part)
            | AddUnique(unique=part)
            | AddForeignKey(key=part)
            | AddCheck(check=part)
            | AddIndex(index=part)
        ):
            return ChangeRow(ADDED, what, after=_part_text(part))
        case (
            DropPrimaryKey(key=part)
            | DropUnique(unique=part)
            | DropForeignKey(key=part)
            | DropCheck(check=part)
            | DropIndex(index=part)
        ):
            return ChangeRow(DROPPED, what, _part_text(part))
        case _:
            before, after = _part_text(change.before), _part_text(change.after)
            return ChangeRow(CHANGED, what, before, after, aspects_text(change.aspects))


def _part_text(part: _Part) -> str:
    match part:
        case PrimaryKey() | Unique():
            text = describe.key_text(part)
        case ForeignKey():
            text = describe.foreign_key_text(part)
        case Check():
            text = part.expression
        case Index():
            text = describe.index_text(part)
        case _:
            assert_never(part)
    return f"{part.name} {text}".strip()


def _attribute_row(change: ModifyAttr) -> ChangeRow:
    mark = CHANGED if change.before and change.after else ADDED if change.after else DROPPED
    return ChangeRow(mark, change.name.replace("_", " "), change.before, change.after)


def aspects_text(aspects: Aspects) -> str:
    return ", ".join(aspect.value for aspect in aspects)
