"""Schemas that the exports are tried on: a shop in PostgreSQL and MySQL, and hostile names."""

from __future__ import annotations

from erdapp.schema import (
    Check,
    Column,
    DataType,
    Dialect,
    Enum,
    ForeignKey,
    Generated,
    Identity,
    Index,
    IndexPart,
    Namespace,
    PrimaryKey,
    Routine,
    Schema,
    Sequence,
    Table,
    Trigger,
    Unique,
    View,
)

INTEGER = DataType("integer")
BIGINT = DataType("bigint")
TEXT = DataType("text")


def key(*columns: str, name: str = "") -> PrimaryKey:
    return PrimaryKey(parts=tuple(map(IndexPart, columns)), name=name)


def identity_column() -> Column:
    return Column(name="id", type=BIGINT, null=False, identity=Identity())


SHOP = Schema(
    dialect=Dialect.POSTGRES,
    namespaces=(Namespace(name="stock", comment="Where things lie"),),
    enums=(Enum(name="status", values=("new", "it's paid", "sent")),),
    sequences=(Sequence(name="invoice_no", start=1000, increment=10, cycle=True),),
    routines=(
        Routine(
            name="touch",
            definition="CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$\n"
            "BEGIN\n\n  NEW.note = '${x}';\n  RETURN NEW;\nEND\n$$",
        ),
    ),
    tables=(
        Table(
            name="orders",
            comment="What was bought | by whom",
            columns=(
                identity_column(),
                Column(name="user_id", type=BIGINT, null=False),
                Column(name="gift_for", type=BIGINT),
                Column(
                    name="status",
                    type=DataType("status", user=True),
                    null=False,
                    default="'new'::status",
                ),
                Column(name="total", type=DataType("numeric", ("10", "2")), default="0"),
                Column(
                    name="net",
                    type=DataType("numeric", ("10", "2")),
                    generated=Generated("total * 0.8", True),
                ),
                Column(name="tags", type=DataType("text", dimensions=1), comment="free\nwords"),
                Column(name="placed", type=DataType("timestamp with time zone"), default="now()"),
            ),
            primary_key=key("id", name="orders_pkey"),
            foreign_keys=(
                ForeignKey(
                    name="orders_gift_for_fkey",
                    columns=("gift_for",),
                    ref_table="users",
                    ref_columns=("id",),
                    on_delete="set null",
                ),
                ForeignKey(name="orders_user_id_fkey", columns=("user_id",), ref_table="users"),
            ),
            checks=(Check(name="orders_total_check", expression="total >= 0"),),
            indexes=(
                Index(name="orders_open", parts=(IndexPart("status"),), where="net IS NULL"),
                Index(
                    name="orders_placed",
                    parts=(IndexPart("placed", desc=True), IndexPart(expression="lower(note)")),
                    method="gin",
                ),
            ),
        ),
        Table(
            name="profiles",
            columns=(
                Column(name="user_id", type=BIGINT, null=False),
                Column(name="boss_id", type=BIGINT),
            ),
            primary_key=key("user_id"),
            foreign_keys=(
                ForeignKey(name="profiles_boss", columns=("boss_id",), ref_table="profiles"),
                ForeignKey(name="profiles_user", columns=("user_id",), ref_table="users"),
            ),
        ),
        Table(
            name="users",
            columns=(
                identity_column(),
                Column(name="email", type=DataType("character varying", ("255",)), null=False),
            ),
            primary_key=key("id", name="users_pkey"),
            uniques=(Unique(name="users_email_key", parts=(IndexPart("email"),)),),
        ),
        Table(
            name="users",
            schema="stock",
            columns=(
                Column(name="a", type=INTEGER, null=False),
                Column(name="b", type=INTEGER, null=False),
            ),
            primary_key=key("a", "b"),
        ),
    ),
    triggers=(
        Trigger(
            name="orders_touch",
            table="orders",
            definition="CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW "
            "EXECUTE FUNCTION touch()",
        ),
    ),
    views=(View(name="open_orders", definition="SELECT orders.id\nFROM orders"),),
)

MYSQL_SHOP = Schema(
    dialect=Dialect.MYSQL,
    tables=(
        Table(
            name="items",
            columns=(
                Column(
                    name="id",
                    type=DataType("int", modifiers=("unsigned",)),
                    null=False,
                    auto_increment=True,
                ),
                Column(
                    name="size",
                    type=DataType("enum", ("S", "M", 'X"L')),
                    null=False,
                    default="'M'",
                    charset="latin1",
                    collation="latin1_bin",
                ),
                Column(name="seen", type=DataType("timestamp"), on_update="CURRENT_TIMESTAMP"),
                Column(name="body", type=DataType("text"), invisible=True),
            ),
            primary_key=key("id"),
            indexes=(
                Index(name="body", parts=(IndexPart("body", prefix=20),), unique=True, comment="c"),
            ),
            options=(("charset", "utf8mb4"), ("engine", "MyISAM")),
        ),
    ),
)

NASTY = (
    'a"b`c]d',
    "<script>alert(1)</script>",
    "x | y \\ z",
    "50% ${a} %{b}",
    "line\nbreak",
    "}} end note @enduml",
    "emoji 🦊 ñ",
    "'single' /* c */ -- d",
    "1",
    "PK",
    "to",
    "[b](javascript:x) *bold* __u__",
)


def hostile() -> Schema:
    """A table for each nasty name, with a column, a comment and a reference named alike."""
    tables = []
    for before, name in zip(("", *NASTY), NASTY, strict=False):
        tables.append(
            Table(
                name=name,
                comment=name,
                columns=(Column(name=name, type=DataType(name, user=True), comment=name),),
                primary_key=key(name),
                foreign_keys=(
                    ForeignKey(name=name, columns=(name,), ref_table=before, ref_columns=(before,)),
                )
                if before
                else (),
                checks=(Check(name=name, expression=f"x <> '{name}'"),),
                indexes=(Index(name=name, parts=(IndexPart(name),)),),
            )
        )
    enums = tuple(Enum(name=f"e {name}", values=(name,), comment=name) for name in NASTY)
    return Schema(dialect=Dialect.POSTGRES, tables=tuple(tables), enums=enums)
