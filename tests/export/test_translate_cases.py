"""Columns that only their case tells apart, in a dialect that doesn't look at it."""

from __future__ import annotations

import pytest

from erdapp.export.translate import translate
from erdapp.schema import Dialect
from tests.planner.sources import schema

TEXT = """CREATE TABLE t (a integer PRIMARY KEY, "A" integer CHECK ("A" > 0), "A_2" integer);
    CREATE TABLE u (t integer, FOREIGN KEY (t) REFERENCES t (a));
    CREATE INDEX i ON t ("A");"""


@pytest.mark.parametrize("to", [Dialect.SQLITE, Dialect.MYSQL])
def test_columns_called_alike_get_names_of_their_own(to: Dialect) -> None:
    found = translate(schema(TEXT, Dialect.POSTGRES), to)
    t, u = found.schema.tables
    assert [column.name for column in t.columns] == ["a", "A_3", "A_2"]
    assert "A_3" in t.checks[0].expression
    assert t.indexes[0].parts[0].column == "A_3"
    assert u.foreign_keys[0].ref_columns == ("a",)
    assert [lost.instead for lost in found.lost if lost.what == "name"] == ["A_3"]


def test_a_dialect_that_tells_them_apart_keeps_their_names() -> None:
    before = schema('CREATE TABLE "T" ("A" int, b int)', Dialect.SQLITE)
    assert [c.name for c in translate(before, Dialect.POSTGRES).schema.tables[0].columns] == [
        "A",
        "b",
    ]
