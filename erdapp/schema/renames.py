"""What a rename does to everything that mentions the name: pure functions over one object."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec.structs import replace

from erdapp.schema import quotes
from erdapp.schema.model import Table
from erdapp.schema.names import Name
from erdapp.schema.parts import (
    Check,
    Column,
    Exclusion,
    ForeignKey,
    Generated,
    Index,
    IndexPart,
    Partition,
    PartitionChild,
    PrimaryKey,
    Unique,
)

_PIECE = re.compile(rf"{quotes.ANY}|[^\W\d][\w$]*")
_CLOSING = {'"': '"', "`": "`", "[": "]"}


Written = Callable[[str], str]
"""How an identifier stands in a text: in quotes where it needs them."""


def rename_in_text(text: str, old: str, new: str, written: Written = str) -> str:
    """`text` (an expression in normal form) with the identifier `old` replaced by `new`, which is
    written as `written` says. Strings are left alone."""

    def swap(match: re.Match[str]) -> str:
        piece = match.group()
        name, closing = piece, _CLOSING.get(piece[0])
        if piece[0] == "'" or (closing and piece[-1] != closing):
            return piece
        if closing:
            name = piece[1:-1].replace(closing * 2, closing)
        return written(new) if name == old else piece

    return _PIECE.sub(swap, text) if may_be_in(text, old) else text


def may_be_in(text: str, name: str) -> bool:
    """Whether the name is there, or is as it stands in quotes of any kind."""
    return name in text or any(
        name.replace(quote, quote * 2) in text for quote in '"`]' if quote in name
    )


def table_renamed(table: Table, old: Name, new: Name) -> Table:
    """`table` after the table `old` was renamed: its own name and every reference to it."""
    own = table.full_name == old
    return replace(
        table,
        name=new.name if own else table.name,
        schema=new.schema if own else table.schema,
        foreign_keys=tuple(_references(fk, old, new) for fk in table.foreign_keys),
        inherits=tuple(str(new) if parent == str(old) else parent for parent in table.inherits),
    )


def _references(fk: ForeignKey, old: Name, new: Name) -> ForeignKey:
    if Name(fk.ref_schema, fk.ref_table) != old:
        return fk
    return replace(fk, ref_schema=new.schema, ref_table=new.name)


def column_renamed(table: Table, owner: Name, old: str, new: str, written: Written = str) -> Table:
    """`table` after the column `old` of the table `owner` was renamed to `new`."""
    own = table.full_name == owner
    keys = tuple(_foreign_key_column(fk, owner, own, old, new) for fk in table.foreign_keys)
    if not own:
        return replace(table, foreign_keys=keys)
    return replace(
        table,
        columns=tuple(_column(column, old, new, written) for column in table.columns),
        primary_key=table.primary_key and _primary_key(table.primary_key, old, new, written),
        uniques=tuple(_unique(unique, old, new, written) for unique in table.uniques),
        foreign_keys=keys,
        checks=tuple(_check(check, old, new, written) for check in table.checks),
        exclusions=tuple(_exclusion(item, old, new, written) for item in table.exclusions),
        indexes=tuple(_index(index, old, new, written) for index in table.indexes),
        partition=table.partition and _partition(table.partition, old, new, written),
    )


def _names(names: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(new if name == old else name for name in names)


def _foreign_key_column(fk: ForeignKey, owner: Name, own: bool, old: str, new: str) -> ForeignKey:
    columns = _names(fk.columns, old, new) if own else fk.columns
    target = Name(fk.ref_schema, fk.ref_table) == owner
    ref_columns = _names(fk.ref_columns, old, new) if target else fk.ref_columns
    return replace(fk, columns=columns, ref_columns=ref_columns)


def _column(column: Column, old: str, new: str, written: Written) -> Column:
    generated = column.generated and Generated(
        rename_in_text(column.generated.expression, old, new, written), column.generated.stored
    )
    name = new if column.name == old else column.name
    return replace(column, name=name, generated=generated)


def _parts(
    parts: tuple[IndexPart, ...], old: str, new: str, written: Written
) -> tuple[IndexPart, ...]:
    return tuple(
        replace(
            part,
            column=new if part.column == old else part.column,
            expression=rename_in_text(part.expression, old, new, written),
        )
        for part in parts
    )


def _primary_key(key: PrimaryKey, old: str, new: str, written: Written) -> PrimaryKey:
    return replace(
        key, parts=_parts(key.parts, old, new, written), include=_names(key.include, old, new)
    )


def _unique(unique: Unique, old: str, new: str, written: Written) -> Unique:
    parts, include = _parts(unique.parts, old, new, written), _names(unique.include, old, new)
    return replace(unique, parts=parts, include=include)


def _index(index: Index, old: str, new: str, written: Written) -> Index:
    return replace(
        index,
        parts=_parts(index.parts, old, new, written),
        include=_names(index.include, old, new),
        where=rename_in_text(index.where, old, new, written),
    )


def _check(check: Check, old: str, new: str, written: Written) -> Check:
    return replace(check, expression=rename_in_text(check.expression, old, new, written))


def _exclusion(item: Exclusion, old: str, new: str, written: Written) -> Exclusion:
    return replace(item, definition=rename_in_text(item.definition, old, new, written))


def _partition(partition: Partition, old: str, new: str, written: Written) -> Partition:
    return replace(
        partition,
        key=rename_in_text(partition.key, old, new, written),
        children=tuple(_child(child, old, new, written) for child in partition.children),
    )


def _child(child: PartitionChild, old: str, new: str, written: Written) -> PartitionChild:
    return replace(
        child,
        partition=child.partition and _partition(child.partition, old, new, written),
        indexes=tuple(_index(index, old, new, written) for index in child.indexes),
        checks=tuple(_check(check, old, new, written) for check in child.checks),
    )
