"""MySQL's plans by the word of the loader, there and back."""

from __future__ import annotations

import pytest

from erdapp.diff.changes import Rename
from erdapp.schema import Dialect
from tests.planner.pairs import Pair, column, table
from tests.planner.roads import read_there_and_back
from tests.planner.sources import schema

PAIRS = {
    "names of columns and indexes move along": Pair(
        "CREATE TABLE t (a int, b text, KEY i (a), KEY j (b(9)))",
        "CREATE TABLE t (b int, c text, KEY j (b), KEY k (c(9)))",
        (
            column("t", "a", "b"),
            column("t", "b", "c"),
            Rename("index", "i", "j", table="t"),
            Rename("index", "j", "k", table="t"),
        ),
    ),
    "a renamed check and index over a renamed column": Pair(
        "CREATE TABLE t (a int, g int AS (a + 1), KEY i (g), CONSTRAINT c CHECK (a > 0))",
        "CREATE TABLE t (b int, g int AS (b + 1), KEY j (g), CONSTRAINT d CHECK (b > 0))",
        (
            column("t", "a", "b"),
            Rename("index", "i", "j", table="t"),
            Rename("constraint", "c", "d", table="t"),
        ),
    ),
    "an index called like the old name of its column, as another one takes that": Pair(
        "CREATE TABLE t (b int, a int, KEY b2 (b))",
        "CREATE TABLE t (b2 int, b int, KEY b (b2))",
        (column("t", "b", "b2"), column("t", "a", "b"), Rename("index", "b2", "b", table="t")),
    ),
    "two tables told to be called alike": Pair(
        "CREATE TABLE t (a int); CREATE TABLE u (a int)",
        "CREATE TABLE v (a int)",
        (table("t", "v"), table("u", "v")),
    ),
    "a check takes the name of a foreign key": Pair(
        "CREATE TABLE t (id int PRIMARY KEY, a int, KEY k (a),"
        " CONSTRAINT c FOREIGN KEY (a) REFERENCES t (id), CONSTRAINT d CHECK (a > 0))",
        "CREATE TABLE t (id int PRIMARY KEY, a int, KEY k (a),"
        " CONSTRAINT e FOREIGN KEY (a) REFERENCES t (id), CONSTRAINT c CHECK (a > 0))",
        (Rename("constraint", "d", "c", table="t"), Rename("constraint", "c", "e", table="t")),
    ),
    "a view gives its name to a table": Pair(
        "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t",
        "CREATE TABLE v (a int); CREATE VIEW w AS SELECT a FROM v",
        (table("t", "v"), Rename("view", "v", "w")),
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_plan_leads_there_and_back(name: str) -> None:
    pair = PAIRS[name]
    before, after = (schema(text, Dialect.MYSQL) for text in (pair.before, pair.after))
    read_there_and_back(before, after, pair.renames)
