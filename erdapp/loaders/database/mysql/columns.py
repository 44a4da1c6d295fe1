"""information_schema rows → columns and checks, MariaDB's way of storing JSON undone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from erdapp.loaders.database.mysql.catalog import Catalog
from erdapp.schema import Check, Column, DataType, Generated

_ON_UPDATE = re.compile(r"on update (current_timestamp(?:\(\d*\))?)", re.IGNORECASE)
_NUMERIC = frozenset(
    {
        "tinyint",
        "smallint",
        "mediumint",
        "int",
        "bigint",
        "decimal",
        "float",
        "double",
        "bit",
        "year",
    }
)


def columns_and_checks(
    catalog: Catalog, table: Any
) -> tuple[tuple[Column, ...], tuple[Check, ...]]:
    """The columns of a table in their order, and its checks but those that JSON columns imply."""
    rows = catalog.columns.get((table.space, table.name), ())
    checks = catalog.checks.get((table.space, table.name), ())
    json = _json_columns(catalog, rows, checks) if catalog.server.maria else frozenset()
    implied = {_valid_json(catalog, name) for name in json}
    columns = tuple(_column(catalog, row, table.collation or "", row.name in json) for row in rows)
    kept = (row for row in checks if not (row.level == "Column" and row.expression in implied))
    return columns, tuple(_check(catalog, row) for row in kept)


def _json_columns(catalog: Catalog, rows: Sequence[Any], checks: Sequence[Any]) -> frozenset[str]:
    """MariaDB stores JSON as `longtext` in `utf8mb4_bin` with a check of its own, which keeps the
    name that the column had when it is renamed."""
    found = {row.expression for row in checks if row.level == "Column"}
    return frozenset(
        row.name
        for row in rows
        if row.data_type == "longtext"
        and row.collation == "utf8mb4_bin"
        and _valid_json(catalog, row.name) in found
    )


def _valid_json(catalog: Catalog, column: str) -> str:
    """The check as the server shows it."""
    return f"json_valid({catalog.facts.quote(column)})"


def _check(catalog: Catalog, row: Any) -> Check:
    """A column's own check bears the column's name in MariaDB's catalog, but has none."""
    return Check(
        expression=catalog.expression(row.expression),
        name="" if row.level == "Column" else row.name,
        enforced=row.enforced == "YES",
    )


def _column(catalog: Catalog, row: Any, table_collation: str, json: bool) -> Column:
    extra = row.extra.lower()
    charset, collation = ("", "") if json else _texts(catalog, row, table_collation)
    on_update = _ON_UPDATE.search(row.extra)
    column = Column(
        name=row.name,
        type=DataType("json") if json else catalog.facts.parse_type(row.type),
        null=row.nullable == "YES",
        auto_increment="auto_increment" in extra,
        charset=charset,
        collation=collation,
        invisible="invisible" in extra,
        comment=row.comment or "",
        options=_options(row, extra),
    )
    if on_update:
        column = replace(column, on_update=catalog.facts.normal_expression(on_update[1]))
    if row.generation:
        expression = catalog.expression(row.generation)
        stored = "stored" in extra or "persistent" in extra
        return replace(column, generated=Generated(expression, stored))
    return replace(column, default=_default(catalog, row, column, extra))


def _options(row: Any, extra: str) -> tuple[tuple[str, str], ...]:
    found = []
    if row.srid is not None:
        found.append(("srid", str(row.srid)))
    if "without system versioning" in extra:
        found.append(("system_versioning", "false"))
    return tuple(found)


def _texts(catalog: Catalog, row: Any, table_collation: str) -> tuple[str, str]:
    """(charset, collation) where they aren't what the table gives the column anyway."""
    if not row.collation or row.collation == table_collation:
        return "", ""
    table = catalog.collations.get(table_collation)
    same_charset = table is not None and table.charset == row.charset
    own = catalog.collations.get(row.collation)
    usual = own is not None and own.is_default == "Yes"
    if same_charset:
        return "", row.collation
    return row.charset or "", "" if usual else row.collation


def _default(catalog: Catalog, row: Any, column: Column, extra: str) -> str | None:
    """MariaDB reports an expression; MySQL the bare value, unless it says DEFAULT_GENERATED."""
    text = row.default
    if text is None:
        return None
    if not catalog.server.maria:
        numeric = row.data_type.lower() in _NUMERIC
        stamp = text.upper().startswith("CURRENT_TIMESTAMP")
        if "default_generated" in extra:
            text = catalog.unescaped(text)
        elif not numeric and not stamp:
            text = catalog.facts.string(text)
    return catalog.facts.normal_default(text, column)
