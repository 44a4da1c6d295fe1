"""Changes counted and said in one line."""

from __future__ import annotations

import pytest

from erdapp.diff import summarise
from tests.diff.sources import changes
from tests.planner.pairs import column, table

T = "CREATE TABLE t (a integer, b integer);"
LINES = [
    (T, T, "no changes"),
    (T, T + "CREATE TABLE u (x integer); CREATE TABLE v (y integer)", "+2 tables"),
    (T + "CREATE TABLE u (x integer)", T, "−1 table"),
    (T, "CREATE TABLE t (a integer)", "1 table changed, −1 column"),
    (T, T + "CREATE INDEX i ON t (a)", "1 table changed, +1 index"),
    (
        T,
        "CREATE TABLE t (a bigint, b integer, c text); CREATE TABLE u (x integer)",
        "+1 table, 1 changed, +1 column, 1 changed",
    ),
]


@pytest.mark.parametrize(("before", "after", "line"), LINES)
def test_line(before: str, after: str, line: str) -> None:
    summary = summarise(changes(before, after))
    assert summary.line == line
    assert bool(summary) == (line != "no changes")


def test_a_renamed_table_and_column_are_counted_as_such() -> None:
    found = changes(
        T, "CREATE TABLE s (a integer, c integer)", table("t", "s"), column("s", "b", "c")
    )
    assert summarise(found).line == "1 table renamed, 1 changed, 1 column renamed"


def test_a_headline_is_a_sentence() -> None:
    assert summarise(()).headline == "The schemas are the same"
    assert summarise(changes(T, "")).headline == "−1 table"
