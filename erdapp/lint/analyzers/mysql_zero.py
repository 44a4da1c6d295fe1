"""MY101: a required column without default, to which MySQL gives its zero value in old rows."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.dialects import facts
from erdapp.diff.changes import AddColumn
from erdapp.lint.analyzers.base import MYSQL, Analyzer
from erdapp.lint.columns import default_for, is_required
from erdapp.lint.context import Look
from erdapp.lint.policy import Policy
from erdapp.lint.report import Diagnostic
from erdapp.lint.rows import is_emptied
from erdapp.schema import Column, Dialect, Table

_SPATIAL = frozenset(
    {
        "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring",
        "multipolygon", "geometrycollection", "geomcollection",
    }
)  # fmt: skip
_NUMBERS = (
    "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "decimal", "numeric", "float",
    "double", "bit", "boolean", "bool", "binary", "varbinary", "tinyblob", "blob", "mediumblob",
    "longblob",
)  # fmt: skip
_TEXTS = ("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "set")
_ZEROS = {
    **dict.fromkeys(_NUMBERS, "0"),
    **dict.fromkeys(_TEXTS, '""'),
    "year": "0000",
    "time": "00:00:00",
    "timestamp": "0000-00-00 00:00:00",
    "inet4": "0.0.0.0",
    "inet6": "::",
    "uuid": "00000000-0000-0000-0000-000000000000",
}


def fails_on_rows(column: Column, dialect: Dialect) -> bool:
    """Whether the server refuses the column where there are rows, rather than fill it.

    MySQL's strict mode has no zero dates; MariaDB's has. Neither knows a zero shape.
    """
    kind = column.type.name
    return dialect is Dialect.MYSQL and (kind in ("date", "datetime") or kind in _SPATIAL)


def check(look: Look, policy: Policy) -> Iterator[Diagnostic]:
    for change, part in look.statement.table_changes():
        table = change.after
        if not isinstance(part, AddColumn) or not is_required(part.column):
            continue
        if look.spans.is_new(table.full_name) or is_emptied(look, table):
            continue
        value = _zero(look, table, part.column)
        if value:
            yield _told(look, table, part.column, value)


def _told(look: Look, table: Table, column: Column, value: str) -> Diagnostic:
    kind = column.type.name if column.type.name in ("enum", "set") else ""
    kind = kind or facts(look.dialect).short_type(column.type)
    text = f'Adding a non-nullable "{kind}" column "{column.name}" on table "{table.name}" without'
    return look.found(
        "MY101",
        f"{text} a default value implicitly sets existing rows with {value}",
        table,
        column.name,
        fixes=default_for(look, table, column),
    )


def _zero(look: Look, table: Table, column: Column) -> str:
    """What old rows get; empty where that can't be said or the server refuses."""
    if fails_on_rows(column, look.dialect):
        return ""
    kind, maria = column.type.name, look.dialect is Dialect.MARIADB
    if kind == "enum":
        return f'"{column.type.args[0]}"' if column.type.args else ""
    if kind == "json":
        return '""' if maria else '"null"'
    if kind in ("date", "datetime") and maria:
        return "0000-00-00" if kind == "date" else "0000-00-00 00:00:00"
    return _ZEROS.get(kind, "")


ANALYZER = Analyzer(
    name="data_depend",
    heading="data dependent changes detected",
    codes=("MY101",),
    check=check,
    dialects=MYSQL,
)
