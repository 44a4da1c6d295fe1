"""What a rename does to everything that mentions the name: pure functions over one object."""

from __future__ import annotations

import re

from msgspec.structs import replace

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

_PIECE = re.compile(
    r"""'(?:[^']|'')*'              # a string stays as it is
      | "(?:[^"]|"")*" | `(?:[^`]|``)*` | \[[^\]]*\]
      | [^\W\d][\w$]*""",
    re.VERBOSE,
)


def rename_in_text(text: str, old: str, new: str) -> str:
    """`text` (an expression in normal form) with the identifier `old` replaced by `new`.

    Strings are left alone; quoted identifiers keep their quotes. `new` is quoted like its
    neighbours only where it was quoted before, so a caller with a new name that needs quoting
    normalises the expression again.
    """

    def swap(match: re.Match[str]) -> str:
        piece = match.group()
        if piece[0] == "'":
            return piece
        if piece[0] in '"`[':
            return piece[0] + new + piece[-1] if piece[1:-1] == old else piece
        return new if piece == old else piece

    return _PIECE.sub(swap, text) if old in text else text


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


def column_renamed(table: Table, owner: Name, old: str, new: str) -> Table:
    """`table` after the column `old` of the table `owner` was renamed to `new`."""
    own = table.full_name == owner
    keys = tuple(_foreign_key_column(fk, owner, own, old, new) for fk in table.foreign_keys)
    if not own:
        return replace(table, foreign_keys=keys)
    return replace(
        table,
        columns=tuple(_column(column, old, new) for column in table.columns),
        primary_key=table.primary_key and _primary_key(table.primary_key, old, new),
        uniques=tuple(_unique(unique, old, new) for unique in table.uniques),
        foreign_keys=keys,
        checks=tuple(_check(check, old, new) for check in table.checks),
        exclusions=tuple(_exclusion(item, old, new) for item in table.exclusions),
        indexes=tuple(_index(index, old, new) for index in table.indexes),
        partition=table.partition and _partition(table.partition, old, new),
    )


def _names(names: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(new if name == old else name for name in names)


def _foreign_key_column(fk: ForeignKey, owner: Name, own: bool, old: str, new: str) -> ForeignKey:
    columns = _names(fk.columns, old, new) if own else fk.columns
    target = Name(fk.ref_schema, fk.ref_table) == owner
    ref_columns = _names(fk.ref_columns, old, new) if target else fk.ref_columns
    return replace(fk, columns=columns, ref_columns=ref_columns)


def _column(column: Column, old: str, new: str) -> Column:
    generated = column.generated and Generated(
        rename_in_text(column.generated.expression, old, new), column.generated.stored
    )
    name = new if column.name == old else column.name
    return replace(column, name=name, generated=generated)


def _parts(parts: tuple[IndexPart, ...], old: str, new: str) -> tuple[IndexPart, ...]:
    return tuple(
        replace(
            part,
            column=new if part.column == old else part.column,
            expression=rename_in_text(part.expression, old, new),
        )
        for part in parts
    )


def _primary_key(key: PrimaryKey, old: str, new: str) -> PrimaryKey:
    return replace(key, parts=_parts(key.parts, old, new), include=_names(key.include, old, new))


def _unique(unique: Unique, old: str, new: str) -> Unique:
    parts, include = _parts(unique.parts, old, new), _names(unique.include, old, new)
    return replace(unique, parts=parts, include=include)


def _index(index: Index, old: str, new: str) -> Index:
    return replace(
        index,
        parts=_parts(index.parts, old, new),
        include=_names(index.include, old, new),
        where=rename_in_text(index.where, old, new),
    )


def _check(check: Check, old: str, new: str) -> Check:
    return replace(check, expression=rename_in_text(check.expression, old, new))


def _exclusion(item: Exclusion, old: str, new: str) -> Exclusion:
    return replace(item, definition=rename_in_text(item.definition, old, new))


def _partition(partition: Partition, old: str, new: str) -> Partition:
    return replace(
        partition,
        key=rename_in_text(partition.key, old, new),
        children=tuple(_child(child, old, new) for child in partition.children),
    )


def _child(child: PartitionChild, old: str, new: str) -> PartitionChild:
    return replace(
        child,
        partition=child.partition and _partition(child.partition, old, new),
        indexes=tuple(_index(index, old, new) for index in child.indexes),
        checks=tuple(_check(check, old, new) for check in child.checks),
    )
