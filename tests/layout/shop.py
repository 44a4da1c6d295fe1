"""A small shop to draw: every kind of row, edge and end is in it."""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.schema import (
    Column,
    DataType,
    Dialect,
    ForeignKey,
    Index,
    IndexPart,
    PrimaryKey,
    Schema,
    Table,
    Unique,
    View,
    ViewColumn,
)


def parts(names: str) -> tuple[IndexPart, ...]:
    return tuple(IndexPart(name) for name in names.split(","))


def column(text: str) -> Column:
    """`name type`, with `?` at the end where NULL is allowed."""
    name, kind = text.rstrip("?").rsplit(" ", 1)
    return Column(name=name, type=DataType(kind), null=text.endswith("?"))


def reference(columns: str, table: str, to: str = "id") -> ForeignKey:
    return ForeignKey(
        columns=tuple(columns.split(",")), ref_table=table, ref_columns=tuple(to.split(","))
    )


def table(
    name: str,
    columns: str,
    *,
    key: str = "id",
    references: Sequence[ForeignKey] = (),
    unique: Sequence[str] = (),
    index: Sequence[str] = (),
) -> Table:
    return Table(
        name=name,
        columns=tuple(column(text.strip()) for text in columns.split(",")),
        primary_key=PrimaryKey(parts=parts(key)) if key else None,
        uniques=tuple(Unique(parts=parts(names)) for names in unique),
        foreign_keys=tuple(references),
        indexes=tuple(Index(name=f"ix_{names}", parts=parts(names)) for names in index),
    )


CUSTOMERS = table(
    "customers", "id bigint, email citext, name text, deleted_at timestamptz?", unique=["email"]
)
ADDRESSES = table(
    "addresses",
    "id bigint, customer_id bigint, city text, country char",
    references=[reference("customer_id", "customers")],
    index=["country"],
)
ORDERS = table(
    "orders",
    "id bigint, customer_id bigint, ship_to_id bigint?, status text, total numeric, note text?",
    references=[reference("customer_id", "customers"), reference("ship_to_id", "addresses")],
    index=["status"],
)
ITEMS = table(
    "order_items",
    "order_id bigint, line integer, product_id bigint, quantity integer",
    key="order_id,line",
    references=[reference("order_id", "orders"), reference("product_id", "products")],
)
RETURNS = table(
    "returns",
    "id bigint, order_id bigint, line integer, reason text?",
    references=[reference("order_id,line", "order_items", "order_id,line")],
)
INVOICES = table(
    "invoices",
    "order_id bigint, number text",
    key="order_id",
    references=[reference("order_id", "orders")],
)
PRODUCTS = table("products", "id bigint, sku text, price numeric", unique=["sku"])
CATEGORIES = table(
    "categories",
    "id bigint, parent_id bigint?, name text",
    references=[reference("parent_id", "categories")],
)
SETTINGS = table("settings", "name text, value jsonb?", key="name")
REPORT = View(
    name="sales",
    definition="SELECT 1",
    columns=(ViewColumn("day", DataType("date")), ViewColumn("sum")),
)

SHOP = Schema(
    dialect=Dialect.POSTGRES,
    tables=(
        ADDRESSES,
        CATEGORIES,
        CUSTOMERS,
        INVOICES,
        ITEMS,
        ORDERS,
        PRODUCTS,
        RETURNS,
        SETTINGS,
    ),
    views=(REPORT,),
)


def schema(*tables: Table) -> Schema:
    return Schema(dialect=Dialect.POSTGRES, tables=tables)
