"""A failure says which change, which statement, and which line of the source."""

from __future__ import annotations

import pytest

from erdapp.loaders.base import LoadOptions, Origin, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.planner import plan
from erdapp.planner.plan import Plan, Statement
from erdapp.runner import FailedAt, Verdict, placed, prove
from erdapp.runner.places import place_of
from erdapp.schema import Dialect

ORIGINS = {
    "orders": Origin("a.sql", 1),
    "orders.id": Origin("a.sql", 2),
    "orders.age": Origin("a.sql", 3),
    "shop.users": Origin("b.sql", 9),
    "shop.users.age": Origin("b.sql", 10),
}


@pytest.mark.parametrize(
    ("objects", "statement", "message", "place"),
    [
        (("orders",), "ALTER TABLE orders ADD x", "no such type", "a.sql:1 (orders)"),
        (("orders",), "ALTER TABLE orders ADD id, ADD age", "age is bad", "a.sql:3 (orders.age)"),
        (("orders",), 'ALTER TABLE "orders" ADD "age" int', "no", "a.sql:3 (orders.age)"),
        (("users",), "ALTER TABLE shop.users DROP age", "no", "b.sql:10 (shop.users.age)"),
        (("others",), "DROP TABLE others", "no", ""),
    ],
)
def test_the_place_is_that_of_the_column_else_of_the_table(
    objects: tuple[str, ...], statement: str, message: str, place: str
) -> None:
    failed = FailedAt(
        change="", objects=objects, statement=statement, number=1, total=1, message=message
    )
    assert place_of(failed, ORIGINS) == place


def test_a_failed_statement_is_told_with_its_change_its_number_and_its_line() -> None:
    old = load_sql([SourceFile("v1.sql", "CREATE TABLE t (id int);")], LITE)
    new = load_sql([SourceFile("v2.sql", "CREATE TABLE t (\n  id int,\n  age int\n);")], LITE)
    good = plan(old.schema, new.schema)
    statement = Statement(
        sql='ALTER TABLE "t" ADD COLUMN "age" int REFERENCES', comment="add it", objects=("t",)
    )
    bad = Plan(dialect=Dialect.SQLITE, up=(statement,), down=good.down)
    proof = placed(prove(old.schema, new.schema, bad), new.origins)
    assert proof.verdict is Verdict.FAILED
    assert "at statement 1 of 1, add it: ALTER TABLE" in proof.reason
    assert proof.failed_at
    assert proof.failed_at.place == "v2.sql:3 (t.age)"


LITE = LoadOptions(dialect=Dialect.SQLITE)
