"""What is mentioned where, and what comes before what."""

from __future__ import annotations

import pytest

from erdapp.planner import plan
from erdapp.planner.order import relations, topological, words
from erdapp.schema import Dialect
from tests.planner.sources import schema

MENTIONS = [
    ("SELECT a FROM orders", {"select", "a", "from", "orders"}),
    ("SELECT o.total FROM orders o", {"select", "o", "from", "orders"}),
    ("SELECT total AS orders FROM t", {"select", "total", "from", "t", "as"}),
    ("SELECT 1 FROM shop.orders", {"select", "from", "shop", "orders"}),
    ('SELECT 1 FROM "My Table"', {"select", "from", "my table"}),
    ("nextval('shop.numbers'::regclass)", {"nextval", "shop", "numbers", "regclass"}),
]


@pytest.mark.parametrize(("text", "found"), MENTIONS)
def test_relations_are_told_from_columns_and_aliases(text: str, found: set[str]) -> None:
    assert relations(text, {"shop"}) == found


def test_words_take_everything_even_inside_quotes() -> None:
    assert {"my table", "my", "table", "x", "o", "total"} <= words("\"My Table\" 'x' o.total")


def test_hostile_texts_are_read_in_linear_time() -> None:
    for text in ('"' * 200_000, "[" * 200_000, "`a" * 100_000, "a." * 100_000):
        words(text)
        relations(text, set())


def test_needs_come_first_and_the_rest_keeps_its_order() -> None:
    assert topological("abcd", {"a": "d", "b": "a"}) == ["c", "d", "a", "b"]


def test_a_cycle_of_wishes_breaks_at_the_first_node_whose_needs_are_met() -> None:
    assert topological("abc", {"a": "c"}, {"a": "b", "b": "a"}) == ["c", "a", "b"]


def test_a_cycle_of_needs_ends_all_the_same() -> None:
    assert topological("ab", {"a": "b", "b": "a"}) == ["a", "b"]


def test_ten_thousand_nodes_in_a_chain_and_in_a_ring() -> None:
    chain = {at: [at + 1] for at in range(10_000)}
    assert topological(range(10_000), chain) == list(reversed(range(10_000)))
    assert len(topological(range(10_000), {}, {**chain, 9_999: [0]})) == 10_000


def test_a_partition_goes_before_its_name_is_taken():
    partitioned = "CREATE TABLE m (d date) PARTITION BY RANGE (d); CREATE TABLE a (x integer);"
    before = schema(f"{partitioned} CREATE TABLE m1 PARTITION OF m DEFAULT", Dialect.POSTGRES)
    after = schema(f"{partitioned} CREATE INDEX m1 ON a (x)", Dialect.POSTGRES)
    assert [statement.sql for statement in plan(before, after).up] == [
        'DROP TABLE "m1"',
        'CREATE INDEX "m1" ON "a" ("x")',
    ]
