"""What SQL Server cannot alter: a type, and of what type a sequence is.

The old one is set aside, the columns get the new one, and it goes.
"""

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
from erdapp.planner.order import words
from erdapp.schema import Column, Domain, Name, Schema, Sequence, Table


def with_replaced_types(changes: Changes, before: Schema, after: Schema) -> Changes:
    """The changes with a drop and an addition for each type that differs, and each sequence of
    another type, and a change of each column that keeps it as its type or in its default."""
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
    if isinstance(change.after, Sequence):
        unsaid = change.after.start is None and getattr(change.before, "start", None) is not None
        return Aspect.TYPE in change.aspects or unsaid
    return isinstance(change.after, Domain) and set(change.aspects) != {Aspect.COMMENT}


def _kept(
    before: Table, after: Table, replaced: set[Name]
) -> Iterator[tuple[Column, Column, Aspect]]:
    """Columns that have one of the types in both versions, or one of the sequences."""
    sequences = {name.name.lower() for name in replaced}
    for column in after.columns:
        known = before.column(column.name)
        if known is None:
            continue
        same = known.type == column.type and column.type.user
        if same and Name(column.type.schema, column.type.name) in replaced:
            yield known, column, Aspect.TYPE
        elif known.default == column.default and words(column.default or "") & sequences:
            yield known, column, Aspect.OPTIONS


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


def _with_types(
    change: ModifyTable, columns: tuple[tuple[Column, Column, Aspect], ...]
) -> ModifyTable:
    """With a change of each of the columns, whatever else is about it."""
    aspects = {column.name: aspect for _, column, aspect in columns}
    found = []
    for part in change.changes:
        if isinstance(part, ModifyColumn) and part.after.name in aspects:
            part = replace(part, aspects=(*part.aspects, aspects.pop(part.after.name)))
        found.append(part)
    found += [
        ModifyColumn(before, after, (aspect,))
        for before, after, aspect in columns
        if after.name in aspects
    ]
    return replace(change, changes=tuple(found))
