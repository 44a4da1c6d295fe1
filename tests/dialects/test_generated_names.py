"""Names that servers make up, and how they are told from names that people gave."""

from __future__ import annotations

import pytest

from erdapp.dialects import facts
from erdapp.dialects.postgres import sequence_name
from erdapp.schema import Check, Column, Dialect, ForeignKey, Index, IndexPart, Table, Unique

P, M, MARIA, L, S = (
    Dialect.POSTGRES,
    Dialect.MYSQL,
    Dialect.MARIADB,
    Dialect.SQLITE,
    Dialect.MSSQL,
)


def table(dialect: Dialect, name: str = "orders") -> Table:
    integer = facts(dialect).parse_type("int")
    columns = tuple(Column(name=column, type=integer) for column in ("id", "shop_id", "total"))
    return Table(name=name, columns=columns)


def key(*columns: str, name: str = "") -> ForeignKey:
    return ForeignKey(columns=columns, ref_table="shops", name=name)


def test_postgres_joins_table_columns_and_a_label() -> None:
    orders, postgres = table(P), facts(P)
    assert postgres.primary_key_name(orders) == "orders_pkey"
    assert postgres.unique_name(orders, ("shop_id", "id")) == "orders_shop_id_id_key"
    assert postgres.foreign_key_name(orders, key("shop_id", "id")) == "orders_shop_id_id_fkey"
    assert postgres.index_name(orders, ("total", "lower(id)")) == "orders_total_lower_idx"
    assert postgres.index_name(orders, ("(total + 1)",)) == "orders_expr_idx"
    assert sequence_name("orders", "id") == "orders_id_seq"


def test_postgres_names_a_check_by_the_one_column_it_mentions() -> None:
    orders, postgres = table(P), facts(P)
    assert postgres.check_name(orders, "total > 0", "") == "orders_total_check"
    assert postgres.check_name(orders, "total > 0 OR total < 9", "") == "orders_total_check"
    assert postgres.check_name(orders, "total > shop_id", "total") == "orders_check"
    assert postgres.check_name(orders, "f('total')", "") == "orders_check"


def test_postgres_counts_up_and_cuts_at_63_bytes() -> None:
    taken = Unique(name="orders_id_key", parts=(IndexPart("id"),))
    orders = Table(name="orders", columns=table(P).columns, uniques=(taken,))
    assert facts(P).unique_name(orders, ("id",)) == "orders_id_key1"
    long = Table(name="t" * 60)
    name = facts(P).unique_name(long, ("c" * 60,))
    assert name == f"{'t' * 29}_{'c' * 29}_key"
    assert len(sequence_name("ö" * 40, "ä" * 40).encode()) <= 63


def test_mysql_numbers_foreign_keys_and_checks() -> None:
    orders = Table(
        name="orders",
        foreign_keys=(key("id", name="orders_ibfk_3"), key("id", name="mine")),
        checks=(Check(expression="1", name="orders_chk_1"),),
    )
    assert facts(M).primary_key_name(orders) == "PRIMARY"
    assert facts(M).foreign_key_name(orders, key("shop_id")) == "orders_ibfk_4"
    assert facts(M).check_name(orders, "total > 0", "total") == "orders_chk_2"
    assert facts(MARIA).check_name(orders, "total > 0", "") == "CONSTRAINT_1"
    assert facts(MARIA).check_name(orders, "total > 0", "total") == ""


def test_mysql_names_an_index_by_its_first_column() -> None:
    one = Index(name="Shop_ID", parts=(IndexPart("shop_id"),))
    orders = Table(name="orders", columns=table(M).columns, indexes=(one,))
    assert facts(M).index_name(orders, ("total", "id")) == "total"
    assert facts(M).index_name(orders, ("shop_id",)) == "shop_id_2"
    assert facts(M).index_name(orders, ("(lower(`a`))",)) == "functional_index"
    assert facts(M).unique_name(Table(name="t"), ("primary",)) == "primary_2"


@pytest.mark.parametrize("dialect", [L, S])
def test_sqlite_and_sql_server_give_no_name_that_can_be_foretold(dialect: Dialect) -> None:
    orders, known = table(dialect), facts(dialect)
    assert known.primary_key_name(orders) == ""
    assert known.unique_name(orders, ("id",)) == ""
    assert known.foreign_key_name(orders, key("shop_id")) == ""
    assert known.check_name(orders, "total > 0", "total") == ""


GENERATED = [
    (P, "orders_pkey", True),
    (P, "orders_shop_id_key", True),
    (P, "orders_shop_id_fkey12", True),
    (P, "orders_shop_id_check1", True),
    (P, "orders_check", True),
    (P, "orders_shop_unique", False),
    (P, "fk_orders_shop", False),
    (M, "PRIMARY", True),
    (M, "orders_ibfk_1", True),
    (M, "orders_chk_12", True),
    (M, "shop_id_2", True),
    (M, "shop", False),
    (MARIA, "CONSTRAINT_1", True),
    (L, "sqlite_autoindex_orders_1", True),
    (L, "orders_shop", False),
    (S, "PK__orders__3213E83F0AD2A005", True),
    (S, "DF__orders__total__5BE2A6F2", True),
    (S, "PK_orders", False),
    (S, "", True),
]


@pytest.mark.parametrize(("dialect", "name", "expected"), GENERATED)
def test_a_made_up_name_is_told_from_a_given_one(
    dialect: Dialect, name: str, expected: bool
) -> None:
    assert facts(dialect).is_generated_name(name, "orders", ("shop_id",)) is expected
