"""SQL Server alters no type: the old one is set aside, its columns get the new one, and it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from erdapp.diff.changes import (
    AddObject,
    Aspect,
    Change,
    Changes,
    DropObject,
    ModifyColumn,
    ModifyObject,
    ModifyTable,
    RenameObject,
)
from erdapp.schema import Column, Domain, Name, Schema, Table


def with_replaced_types(changes: Changes, before: Schema, after: Schema) -> Changes:
    """The changes with a drop and an addition for each type that differs, and an ALTER COLUMN for
    each column that keeps it."""
    replaced = {
        Name(change.after.schema, change.after.name)
        for change in changes
        if isinstance(change, ModifyObject) and _differs(change)
    }
    if not replaced:
        return changes
    old = {table.full_name: table for table in before.tables}
    users = {
        table.full_name: (old[table.full_name], table)
        for table in after.tables
        if table.full_name in old and any(_kept(old[table.full_name], table, replaced))
    }
    return tuple(_changes(changes, replaced, users))


def _differs(change: ModifyObject) -> bool:
    return isinstance(change.after, Domain) and set(change.aspects) != {Aspect.COMMENT}


def _kept(before: Table, after: Table, replaced: set[Name]) -> Iterator[Column]:
    """Columns that have one of the types in both versions."""
    for column in after.columns:
        known = before.column(column.name)
        if known and known.type == column.type and _name(column) in replaced:
            yield column


def _name(column: Column) -> Name | None:
    return Name(column.type.schema, column.type.name) if column.type.user else None


def _changes(
    changes: Changes, replaced: set[Name], users: Mapping[Name, tuple[Table, Table]]
) -> Iterator[Change]:
    waiting = dict(users)
    old = {change.after: change.before for change in changes if isinstance(change, RenameObject)}
    for change in changes:
        match change:
            case RenameObject() if Name(change.after.schema, change.after.name) in replaced:
                continue  # dropped under the name that it has
            case ModifyObject() if _differs(change):
                key = old.get(change.before.key, change.before.key)
                yield DropObject(replace(change.before, schema=key.schema, name=key.name))
                yield AddObject(change.after)
            case ModifyTable() if change.after.full_name in waiting:
                columns = tuple(_kept(*waiting.pop(change.after.full_name), replaced))
                yield _with_types(change, columns)
            case _:
                yield change
    for before, after in waiting.values():
        yield _with_types(ModifyTable(before, after, ()), tuple(_kept(before, after, replaced)))


def _with_types(change: ModifyTable, columns: tuple[Column, ...]) -> ModifyTable:
    """With a change of type for each of the columns, whatever else is about it."""
    names = {column.name for column in columns}
    found = []
    for part in change.changes:
        if isinstance(part, ModifyColumn) and part.after.name in names:
            names.discard(part.after.name)
            part = replace(part, aspects=(*part.aspects, Aspect.TYPE))
        found.append(part)
    found += [ModifyColumn(c, c, (Aspect.TYPE,)) for c in columns if c.name in names]
    return replace(change, changes=tuple(found))
