"""One change as one short sentence for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

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
    Aspects,
    Change,
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
from erdapp.schema import Column, Definition, ForeignKey, IndexPart, Key, Kind, Name, Object


def describe(change: Change) -> str:
    """`table "orders" added`, `table "users" changed: column "age" added`."""
    match change:
        case AddSchema(namespace):
            return f'schema "{namespace.name}" added'
        case DropSchema(namespace):
            return f'schema "{namespace.name}" dropped'
        case ModifySchema():
            return f'schema "{change.after.name}" changed'
        case AddTable(table):
            return f'table "{table.full_name}" added'
        case DropTable(table):
            return f'table "{table.full_name}" dropped'
        case RenameTable():
            return f'table "{change.before}" renamed to "{change.after}"'
        case ModifyTable():
            inner = "; ".join(describe_inside(part) for part in change.changes)
            return f'table "{change.after.full_name}" changed: {inner}'
        case AddObject(item):
            return f"{_object(item)} added"
        case DropObject(item):
            return f"{_object(item)} dropped"
        case ModifyObject():
            return f"{_object(change.after)} changed: {_words(change.aspects)}"
        case RenameObject():
            return _renamed(change.before, change.after)
        case _:
            assert_never(change)


def describe_inside(change: TableChange) -> str:
    """A change inside a table, without the table's name."""
    match change:
        case AddColumn() | DropColumn() | ModifyColumn() | RenameColumn():
            return _column(change)
        case AddPrimaryKey(key):
            return f"primary key {_parts(key.parts)} added"
        case DropPrimaryKey(key):
            return f"primary key {_parts(key.parts)} dropped"
        case ModifyPrimaryKey():
            old, new = _parts(change.before.parts), _parts(change.after.parts)
            same = f"primary key {new} changed: {_words(change.aspects)}"
            return same if old == new else f"primary key {old} is now {new}"
        case AddForeignKey(key):
            return f"foreign key {_reference(key)} added"
        case DropForeignKey(key):
            return f"foreign key {_reference(key)} dropped"
        case ModifyForeignKey():
            return f"foreign key {_reference(change.after)} changed: {_words(change.aspects)}"
        case RenameConstraint():
            return f'constraint "{change.before}" renamed to "{change.after}"'
        case RenameIndex():
            return f'index "{change.before}" renamed to "{change.after}"'
        case ModifyAttr():
            return _attribute(change)
        case _:
            return _constraint_or_index(change)


ColumnChange = AddColumn | DropColumn | ModifyColumn | RenameColumn
Plain = (
    AddUnique
    | DropUnique
    | ModifyUnique
    | AddCheck
    | DropCheck
    | ModifyCheck
    | AddExclusion
    | DropExclusion
    | AddIndex
    | DropIndex
    | ModifyIndex
)


def _column(change: ColumnChange) -> str:
    match change:
        case AddColumn(column):
            return f'column "{column.name}" {_type(column)} added'
        case DropColumn(column):
            return f'column "{column.name}" dropped'
        case RenameColumn():
            return f'column "{change.before.name}" renamed to "{change.after.name}"'
        case ModifyColumn():
            return f'column "{change.after.name}": {"; ".join(_column_aspects(change))}'
        case _:
            assert_never(change)


def _constraint_or_index(change: Plain) -> str:
    match change:
        case AddUnique(unique):
            return f"unique {_parts(unique.parts)} added"
        case DropUnique(unique):
            return f"unique {_parts(unique.parts)} dropped"
        case ModifyUnique():
            return f"unique {_parts(change.after.parts)} changed: {_words(change.aspects)}"
        case AddCheck(check):
            return f"check ({check.expression}) added"
        case DropCheck(check):
            return f"check ({check.expression}) dropped"
        case ModifyCheck():
            return f"check ({change.before.expression}) is now ({change.after.expression})"
        case AddExclusion(exclusion):
            return f'exclusion "{exclusion.name}" added'
        case DropExclusion(exclusion):
            return f'exclusion "{exclusion.name}" dropped'
        case AddIndex(index):
            return f'index "{index.name}" {_parts(index.parts)} added'
        case DropIndex(index):
            return f'index "{index.name}" dropped'
        case ModifyIndex():
            return f'index "{change.after.name}" changed: {_words(change.aspects)}'
        case _:
            assert_never(change)


def _column_aspects(change: ModifyColumn) -> Iterable[str]:
    before, after = change.before, change.after
    for aspect in change.aspects:
        match aspect:
            case "type":
                yield f"type {before.type} is now {after.type}"
            case "null":
                yield "may now be null" if after.null else "is now NOT NULL"
            case "default" if before.default != after.default:
                yield f"default {_default(before)} is now {_default(after)}"
            case "collation":
                old, new = before.collation or "default", after.collation or "default"
                yield f"collation {old} is now {new}"
            case _:
                yield f"{aspect} changed"


def _default(column: Column) -> str:
    return "none" if column.default is None else column.default


def _attribute(change: ModifyAttr) -> str:
    if not change.before:
        return f"{change.name} set to {change.after}" if change.after else f"{change.name} changed"
    if not change.after:
        return f"{change.name} {change.before} removed"
    return f"{change.name} changed from {change.before} to {change.after}"


def _type(column: Column) -> str:
    return f"{column.type}{'' if column.null else ' not null'}"


def _parts(parts: Iterable[IndexPart]) -> str:
    return f"({', '.join(part.column or part.expression for part in parts)})"


def _reference(key: ForeignKey) -> str:
    return f"({', '.join(key.columns)}) to {Name(key.ref_schema, key.ref_table)}"


def _words(aspects: Aspects) -> str:
    return ", ".join(aspects)


def _name(key: Key) -> Name:
    return Name(key.schema, key.name)


def _renamed(before: Key, after: Key) -> str:
    if before.kind is Kind.ENUM and before.scope:
        return f'value "{before.name}" of enum "{before.scope}" renamed to "{after.name}"'
    return f'{before.kind} "{_name(before)}" renamed to "{_name(after)}"'


def _object(item: Object) -> str:
    kind = item.kind if isinstance(item, Definition) else item.key.kind.value
    table = getattr(item, "table", "")
    place = f' on "{table}"' if table else ""
    return f'{kind} "{_name(item.key)}"{place}'
