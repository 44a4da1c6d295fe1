"""The SQL inside values: everything in a table or a change that may mention another object."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.diff.changes import (
    AddCheck,
    AddColumn,
    AddExclusion,
    AddIndex,
    ModifyAttr,
    ModifyCheck,
    ModifyColumn,
    ModifyIndex,
    TableChange,
)
from erdapp.schema import Column, Composite, DataType, Domain, Index, Object, Table
from erdapp.schema.select import parents


def _type_text(type_: DataType) -> str:
    """The type's name as one word: it may be of signs and blanks alone."""
    return quoted(type_.name) if type_.user else ""


def quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def column_texts(column: Column) -> Iterator[str]:
    yield _type_text(column.type)
    if column.default is not None:
        yield column.default
    if column.generated:
        yield column.generated.expression
    yield from (value for _, value in column.options)
    if column.collation:
        yield column.collation


def index_texts(index: Index) -> Iterator[str]:
    for part in index.parts:
        if part.expression:
            yield part.expression
        if part.opclass:
            yield part.opclass
    if index.where:
        yield index.where


def table_texts(table: Table) -> Iterator[str]:
    """All expressions and type names of a table, but no foreign keys."""
    for column in table.columns:
        yield from column_texts(column)
    for index in table.indexes:
        yield from index_texts(index)
    yield from (check.expression for check in table.checks)
    yield from (item.definition for item in table.exclusions)
    yield from (quoted(parent.name) for parent in parents(table))
    if table.partition:
        yield table.partition.key


def change_texts(change: TableChange) -> Iterator[str]:
    """What the wanted side of a change inside a table mentions."""
    match change:
        case AddColumn(column) | ModifyColumn(after=column):
            yield from column_texts(column)
        case AddIndex(index) | ModifyIndex(after=index):
            yield from index_texts(index)
        case AddCheck(check) | ModifyCheck(after=check):
            yield check.expression
        case AddExclusion(exclusion):
            yield exclusion.definition
        case ModifyAttr(after=text):
            yield text
        case _:
            return


def object_text(item: Object) -> str:
    """What a domain or a composite type mentions; other objects are asked of the dialect."""
    match item:
        case Domain():
            return "\n".join(
                (_type_text(item.type), item.default or "", *(c.expression for c in item.checks))
            )
        case Composite():
            return "\n".join(_type_text(attribute.type) for attribute in item.attributes)
        case _:
            return ""
