"""ER101, ER106, ER113: primary and unique keys."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.lint.design.base import Design, found, listed
from erdapp.lint.report import Diagnostic, Severity
from erdapp.schema import Column, Dialect, Index, Table, Unique

_BITS = {"tinyint": 8, "smallint": 16, "mediumint": 24, "integer": 32, "int": 32}
"""Of the whole numbers that are smaller than bigint."""


def no_primary_key(design: Design) -> Iterator[Diagnostic]:
    for table in design.schema.tables:
        if table.primary_key is not None or dict(table.options).get("virtual"):
            continue
        text = f'Table "{table.name}" has no primary key'
        mend = "Add a primary key, by which a row can be named, changed and replicated"
        yield found("ER101", text, mend, table)


def nullable_unique(design: Design) -> Iterator[Diagnostic]:
    if design.dialect is Dialect.MSSQL:
        return  # one NULL only: NULLs are equal there
    for table in design.schema.tables:
        nullable = {column.name for column in table.columns if column.null}
        uniques: list[Unique | Index] = [*table.uniques]
        uniques += [index for index in table.indexes if index.unique and not index.where]
        for unique in uniques:
            names = [part.column for part in unique.parts if part.column in nullable]
            if names and unique.nulls_distinct:
                yield _nullable(table, unique.name, names)


def _nullable(table: Table, unique: str, names: list[str]) -> Diagnostic:
    which = f'Unique key "{unique}"' if unique else "A unique key"
    where = listed(names) if len(names) == 1 else f"one of {listed(names)}"
    text = f'{which} of table "{table.name}" lets rows repeat where {where} is NULL'
    mend = "Make the columns NOT NULL, or say that NULLs are equal where the database can"
    return found("ER106", text, mend, table, names[0], Severity.NOTE)


def small_key(design: Design) -> Iterator[Diagnostic]:
    if design.dialect is Dialect.SQLITE:
        return  # a rowid has 64 bits
    for table in design.schema.tables:
        key = table.primary_key
        column = table.column(key.columns[0]) if key and len(key.columns) == 1 else None
        if column is None or not _is_generated(column):
            continue
        last = _last(design, column)
        if last:
            text = f'Key "{column.name}" of table "{table.name}" counts to {last:,} and no further'
            mend = "Make it a bigint while the table is small: later every row is rewritten"
            yield found("ER113", text, mend, table, column.name, Severity.NOTE)


def _last(design: Design, column: Column) -> int:
    """The last number of a small type; 0 for any other."""
    type = design.base(column.type)
    bits = _BITS.get(type.name, 0)
    byte = design.dialect is Dialect.MSSQL and type.name == "tinyint"
    signed = "unsigned" not in type.modifiers and not byte
    return 2 ** (bits - signed) - 1 if bits else 0


def _is_generated(column: Column) -> bool:
    counted = (column.default or "").lower().startswith("nextval(")
    return bool(column.identity or column.auto_increment or counted)
