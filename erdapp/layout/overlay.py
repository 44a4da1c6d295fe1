"""Changes as marks on a picture: which tables, rows, key parts and edges were touched, and how."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from erdapp.diff.changes import (
    AddCheck,
    AddColumn,
    AddExclusion,
    AddForeignKey,
    AddIndex,
    AddObject,
    AddPrimaryKey,
    AddSchema,
    AddTable,
    AddUnique,
    Aspect,
    Changes,
    DropCheck,
    DropColumn,
    DropExclusion,
    DropForeignKey,
    DropIndex,
    DropObject,
    DropPrimaryKey,
    DropSchema,
    DropTable,
    DropUnique,
    ModifyAttr,
    ModifyCheck,
    ModifyColumn,
    ModifyForeignKey,
    ModifyIndex,
    ModifyObject,
    ModifyPrimaryKey,
    ModifySchema,
    ModifyTable,
    ModifyUnique,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameObject,
    RenameTable,
    TableChange,
)
from erdapp.layout.marks import ColumnMark, Mark, Overlay, PartMark, TableMarks
from erdapp.schema import IndexPart, Kind, Name, View


def read(changes: Changes) -> Overlay:
    """The marks that the changes put on a picture of the newer schema."""
    overlay = Overlay()
    for change in changes:
        match change:
            case AddTable(table=table):
                overlay.of(table.full_name).mark = Mark.ADDED
            case DropTable(table=table):
                overlay.dropped.append(table)
                overlay.of(table.full_name).mark = Mark.REMOVED
            case RenameTable(before=before, after=after):
                _renamed(overlay, before, after)
            case ModifyTable():
                _modified(overlay, change)
            case AddObject(object=View() as view):
                overlay.of(_name(view)).mark = Mark.ADDED
            case DropObject(object=View() as view):
                overlay.dropped.append(view)
                overlay.of(_name(view)).mark = Mark.REMOVED
            case ModifyObject(after=View() as view):
                _view_modified(overlay, _name(view))
            case RenameObject(before=old, after=new) if new.kind == Kind.VIEW:
                _renamed(overlay, Name(old.schema, old.name), Name(new.schema, new.name))
            case AddObject() | DropObject() | ModifyObject() | RenameObject():
                pass  # enums, routines and the like have no card
            case AddSchema() | DropSchema() | ModifySchema():
                pass
            case _:
                assert_never(change)
    return overlay


def _name(view: View) -> Name:
    return Name(view.schema, view.name)


def _renamed(overlay: Overlay, before: Name, after: Name) -> None:
    marks = overlay.of(after)
    marks.mark = Mark.RENAMED
    marks.old_name = before.name if before.schema == after.schema else str(before)
    marks.count += 1


def _view_modified(overlay: Overlay, name: Name) -> None:
    marks = overlay.of(name)
    marks.parts.append(PartMark(Mark.CHANGED, "view", "definition"))
    marks.count += 1


def _modified(overlay: Overlay, change: ModifyTable) -> None:
    marks = overlay.of(change.after.full_name)
    marks.count += len(change.changes)
    for inner in change.changes:
        _mark(marks, inner)
    _place_ghosts(marks, change)


def _mark(marks: TableMarks, change: TableChange) -> None:
    match change:
        case AddColumn(column=column):
            marks.columns[column.name] = ColumnMark(Mark.ADDED)
        case DropColumn():
            pass  # see _place_ghosts
        case ModifyColumn(before=before, after=after):
            known = marks.columns.get(after.name)
            if known is not None and known.before is not None:
                before = replace(before, name=known.before.name)
            mark = known.mark if known is not None else Mark.CHANGED
            shown = (Aspect.TYPE, Aspect.NULL)
            aspects = tuple(aspect.value for aspect in change.aspects if aspect not in shown)
            marks.columns[after.name] = ColumnMark(mark, before, aspects)
        case RenameColumn(before=before, after=after):
            marks.columns[after.name] = ColumnMark(Mark.RENAMED, before)
        case AddForeignKey(key=key):
            marks.foreign_keys[key] = Mark.ADDED
        case DropForeignKey(key=key):
            marks.dropped_keys.append(key)
        case ModifyForeignKey(after=key):
            marks.foreign_keys[key] = Mark.CHANGED
        case _:
            marks.parts.append(_part(change))


def _part(change: TableChange) -> PartMark:
    """The row for a change that has no column and no edge to stand on."""
    match change:
        case AddPrimaryKey(key=key) | DropPrimaryKey(key=key) | ModifyPrimaryKey(after=key):
            return PartMark(_verb(change), "primary key", _columns(key.parts))
        case AddUnique(unique=unique) | DropUnique(unique=unique) | ModifyUnique(after=unique):
            return PartMark(_verb(change), "unique", _columns(unique.parts))
        case AddIndex(index=index) | DropIndex(index=index) | ModifyIndex(after=index):
            kind = "unique index" if index.unique else "index"
            return PartMark(_verb(change), kind, _columns(index.parts))
        case AddCheck(check=check) | DropCheck(check=check) | ModifyCheck(after=check):
            return PartMark(_verb(change), "check", check.expression)
        case AddExclusion(exclusion=exclusion) | DropExclusion(exclusion=exclusion):
            return PartMark(_verb(change), "exclude", exclusion.definition)
        case RenameConstraint(before=before, after=after):
            return PartMark(Mark.RENAMED, "constraint", f"{before} → {after}")
        case RenameIndex(before=before, after=after):
            return PartMark(Mark.RENAMED, "index", f"{before} → {after}")
        case ModifyAttr(name=name):
            return PartMark(Mark.CHANGED, "table", name.replace("_", " "))
        case AddColumn() | DropColumn() | ModifyColumn() | RenameColumn():
            raise AssertionError("columns are marked in place")
        case AddForeignKey() | DropForeignKey() | ModifyForeignKey():
            raise AssertionError("foreign keys are marked as edges")
        case _:
            assert_never(change)


_VERBS = {"Add": Mark.ADDED, "Dro": Mark.REMOVED, "Mod": Mark.CHANGED}


def _verb(change: TableChange) -> Mark:
    """The mark that the first word of the change's name stands for."""
    return _VERBS[type(change).__name__[:3]]


def _columns(parts: tuple[IndexPart, ...]) -> str:
    return ", ".join(part.column or part.expression for part in parts)


def _place_ghosts(marks: TableMarks, change: ModifyTable) -> None:
    """Each dropped column stays behind the column it followed before."""
    dropped = {inner.column.name for inner in change.changes if isinstance(inner, DropColumn)}
    staying = {column.name for column in change.after.columns}
    place = ""
    for column in change.before.columns:
        if column.name in dropped:
            marks.ghosts.setdefault(place, []).append(column)
        elif column.name in staying:
            place = column.name
