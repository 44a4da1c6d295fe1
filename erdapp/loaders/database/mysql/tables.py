"""information_schema rows → tables with keys, indexes, foreign keys and partitions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from erdapp.loaders.database.mysql.catalog import Catalog
from erdapp.loaders.database.mysql.columns import columns_and_checks
from erdapp.schema import (
    ForeignKey,
    Index,
    IndexPart,
    Options,
    Partition,
    PartitionChild,
    PrimaryKey,
    SchemaBuilder,
    Table,
)

_ACTIONS = {"CASCADE": "cascade", "SET NULL": "set null", "SET DEFAULT": "set default"}
"""RESTRICT and NO ACTION are one and the same in these servers, and the default."""

_OPTION = re.compile(r"[`\"]?(\w+)[`\"]?=(?:'((?:[^'\\]|\\.|'')*)'|(\S+))")


def put_tables(catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add the tables; sequences, which MariaDB keeps as tables, are added elsewhere."""
    for row in catalog.tables:
        if row.kind != "SEQUENCE":
            builder.put(_table(catalog, row))


def _table(catalog: Catalog, row: Any) -> Table:
    place = (row.space, row.name)
    columns, checks = columns_and_checks(catalog, row)
    indexes = catalog.indexes.get(place, ())
    primary = [part for part in indexes if part.name == "PRIMARY"]
    key = PrimaryKey(parts=_parts(catalog, primary), name="PRIMARY") if primary else None
    return Table(
        name=row.name,
        schema=catalog.space(row.space),
        columns=columns,
        primary_key=key,
        foreign_keys=_foreign_keys(catalog, catalog.foreign_keys.get(place, ())),
        checks=checks,
        indexes=_indexes(catalog, [part for part in indexes if part.name != "PRIMARY"]),
        partition=_partition(catalog, catalog.partitions.get(place, ())),
        comment=row.comment or "",
        options=_options(catalog, row),
    )


def _options(catalog: Catalog, row: Any) -> Options:
    """Engine, charset and collation as SHOW CREATE TABLE says them, and what was given beside."""
    found = {"engine": row.engine} if row.engine else {}
    collation = catalog.collations.get(row.collation)
    if collation is not None:
        found["charset"] = collation.charset
        found["collate"] = collation.name
    for match in _OPTION.finditer(row.options or ""):
        found[match[1].lower()] = match[2] if match[2] is not None else match[3]
    if row.kind == "SYSTEM VERSIONED":
        found["system_versioning"] = "true"
    return tuple(sorted(found.items()))


def _indexes(catalog: Catalog, rows: Sequence[Any]) -> tuple[Index, ...]:
    """Unique constraints and the indexes of foreign keys included: they are indexes here."""
    found = []
    for name, group in groupby(rows, lambda row: row.name):
        parts = list(group)
        method = parts[0].method.lower()
        found.append(
            Index(
                name=name,
                parts=_parts(catalog, parts),
                unique=not int(parts[0].non_unique),
                method="" if method in ("btree", "rtree") else method,
                invisible=bool(parts[0].hidden),
                comment=parts[0].comment or "",
            )
        )
    return tuple(found)


def _parts(catalog: Catalog, rows: Sequence[Any]) -> tuple[IndexPart, ...]:
    return tuple(
        IndexPart(
            column=row.column or "",
            expression=catalog.expression(row.expression) if row.expression else "",
            desc=row.direction == "D",
            # The server prefixes the parts of a spatial index by itself.
            prefix=0 if row.method == "SPATIAL" else int(row.prefix or 0),
        )
        for row in rows
    )


def _foreign_keys(catalog: Catalog, rows: Sequence[Any]) -> tuple[ForeignKey, ...]:
    found = []
    for name, group in groupby(rows, lambda row: row.name):
        parts = list(group)
        first = parts[0]
        found.append(
            ForeignKey(
                columns=tuple(part.column for part in parts),
                ref_table=first.ref_table,
                ref_columns=tuple(part.ref_column for part in parts),
                ref_schema=catalog.space(first.ref_space),
                name=name,
                on_delete=_ACTIONS.get(first.on_delete, ""),
                on_update=_ACTIONS.get(first.on_update, ""),
            )
        )
    return tuple(found)


_STRATEGIES = {
    "RANGE COLUMNS": "range columns",
    "LIST COLUMNS": "list columns",
    "LINEAR HASH": "linear hash",
    "LINEAR KEY": "linear key",
}


def _partition(catalog: Catalog, rows: Sequence[Any]) -> Partition | None:
    """How the table is partitioned. Hash and key partitions are only counted."""
    if not rows:
        return None
    first = rows[0]
    options = {}
    if first.sub_method:
        options["subpartition"] = (
            f"{first.sub_method.lower()} ({catalog.expression(first.sub_expression or '')})"
        )
        options["subpartitions"] = str(sum(row.name == first.name for row in rows))
    strategy = _STRATEGIES.get(first.method, first.method.lower())
    children: tuple[PartitionChild, ...] = ()
    if "hash" in strategy or "key" in strategy:
        options["partitions"] = str(len({row.name for row in rows}))
    else:
        children = tuple(
            _child(strategy, next(group)) for _, group in groupby(rows, lambda row: row.name)
        )
    return Partition(
        strategy=strategy,
        key=catalog.expression(first.expression or ""),
        children=children,
        options=tuple(sorted(options.items())),
    )


def _child(strategy: str, row: Any) -> PartitionChild:
    if row.bound is None:
        bound = ""
    elif strategy.startswith("list"):
        bound = f"VALUES IN ({row.bound})"
    else:
        bare = row.bound == "MAXVALUE"
        bound = "VALUES LESS THAN MAXVALUE" if bare else f"VALUES LESS THAN ({row.bound})"
    options = (("comment", row.comment),) if row.comment else ()
    return PartitionChild(name=row.name, bound=bound, options=options)
