"""PostgreSQL catalog rows → tables with their partitions, views, materialized views."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from erdapp.loaders.database.postgres.catalog import Catalog
from erdapp.loaders.database.postgres.constraints import indexes, parts
from erdapp.schema import (
    Column,
    Options,
    Partition,
    PartitionChild,
    SchemaBuilder,
    Table,
    View,
    ViewColumn,
)

Children = dict[int, list[Any]]
"""Rows of partitions by the oid of their parent."""

_PARTITION_KEY = re.compile(r"(\w+) \((.*)\)\Z", re.DOTALL)


def put_relations(catalog: Catalog, builder: SchemaBuilder) -> None:
    """Add tables, partitioned tables, foreign tables, views and materialized views."""
    children = _children(catalog)
    for row in catalog.relations.values():
        if row.kind in ("r", "p", "f") and not row.is_partition:
            builder.put(_table(catalog, row, children))
        elif row.kind in ("v", "m"):
            builder.put(_view(catalog, row))


def _children(catalog: Catalog) -> Children:
    """The partitions of every partitioned table, by name."""
    found: Children = defaultdict(list)
    for child, parents in catalog.parents.items():
        row = catalog.relations.get(child)
        if row is not None and row.is_partition:
            found[parents[0].parent].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (catalog.space(row.space), row.name))
    return found


def _table(catalog: Catalog, row: Any, children: Children) -> Table:
    own_columns = catalog.columns.get(row.oid, ())
    own = parts(catalog, row.oid, own_columns)
    parents = () if row.is_partition else catalog.parents.get(row.oid, ())
    return Table(
        name=row.name,
        schema=catalog.space(row.space),
        columns=own_columns,
        primary_key=own.primary_key,
        uniques=own.uniques,
        foreign_keys=own.foreign_keys,
        checks=own.checks,
        exclusions=own.exclusions,
        indexes=own.indexes,
        partition=_partition(catalog, row, children, own_columns),
        inherits=tuple(_parent_name(catalog, parent) for parent in parents),
        row_security=_row_security(row),
        comment=row.comment or "",
        options=_options(catalog, row),
    )


def _parent_name(catalog: Catalog, parent: Any) -> str:
    space = catalog.space(parent.space)
    return f"{space}.{parent.name}" if space else str(parent.name)


def _row_security(row: Any) -> str:
    if row.forced:
        return "forced"
    return "enabled" if row.row_security else ""


def _partition(
    catalog: Catalog, row: Any, children: Children, of: tuple[Column, ...]
) -> Partition | None:
    """How the table is partitioned, its partitions folded in, level by level."""
    matched = _PARTITION_KEY.match(row.partition_key or "")
    if matched is None:
        return None
    return Partition(
        strategy=matched[1].lower(),
        key=catalog.facts.normal_expression(matched[2], of),
        children=tuple(_child(catalog, child, children, of) for child in children.get(row.oid, ())),
    )


def _child(
    catalog: Catalog, row: Any, children: Children, of: tuple[Column, ...]
) -> PartitionChild:
    own = parts(catalog, row.oid, of)
    return PartitionChild(
        name=row.name,
        bound=row.bound or "",
        schema=catalog.space(row.space),
        partition=_partition(catalog, row, children, of),
        primary_key=own.primary_key,
        uniques=own.uniques,
        foreign_keys=own.foreign_keys,
        checks=own.checks,
        indexes=own.indexes,
        options=_options(catalog, row),
    )


def _options(catalog: Catalog, row: Any) -> Options:
    found = dict(_pair(option) for option in row.options or ())
    if row.persistence == "u":
        found["unlogged"] = "true"
    if row.method not in (None, "heap"):
        found["using"] = row.method
    if row.tablespace:
        found["tablespace"] = row.tablespace
    if row.of_type:
        found["of"] = row.of_type
    if row.replica_identity in ("f", "n"):
        found["replica_identity"] = {"f": "full", "n": "nothing"}[row.replica_identity]
    for index in catalog.indexes.get(row.oid, ()):
        if index.replica_identity:
            found["replica_identity"] = f"using index {catalog.facts.quote(index.name)}"
    if row.server:
        found["server"] = row.server
        found.update((f"server.{k}", v) for k, v in map(_pair, row.server_options or ()))
    return tuple(sorted(found.items()))


def _pair(option: str) -> tuple[str, str]:
    name, _, value = option.partition("=")
    return name, value


def _view(catalog: Catalog, row: Any) -> View:
    described = [column for column in catalog.columns.get(row.oid, ()) if column.comment]
    options = dict(_pair(option) for option in row.options or ())
    return View(
        name=row.name,
        definition=catalog.facts.normal_query(row.query),
        schema=catalog.space(row.space),
        columns=tuple(ViewColumn(column.name, comment=column.comment) for column in described),
        materialized=row.kind == "m",
        indexes=indexes(catalog, row.oid),
        comment=row.comment or "",
        options=tuple(sorted(options.items())),
    )
