"""`atlas:nolint` in front of a statement, and at the top of a file."""

from __future__ import annotations

import pytest

from erdapp.lint.policy import policy_of
from tests.lint.linting import codes

BEFORE = "CREATE TABLE a (id int PRIMARY KEY, n int); CREATE TABLE b (id int);"
TWO = "ALTER TABLE a DROP COLUMN n, ADD m int NOT NULL;"


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("-- atlas:nolint", []),
        ("--atlas:nolint", []),
        ("/* atlas:nolint */", []),
        ("-- erdapp:nolint", []),
        ("-- atlas:nolint destructive", ["MF103"]),
        ("-- atlas:nolint MF103", ["DS103"]),
        ("-- atlas:nolint DS103 data_depend", []),
        ("-- atlas:nolint condrop", ["DS103", "MF103"]),
        ("-- nolint", ["DS103", "MF103"]),
    ],
)
def test_a_statement(comment: str, left: list[str]) -> None:
    assert codes("postgres", BEFORE, f"SELECT 1;\n{comment}\n{TWO}") == left


def test_hash_comments_of_mysql() -> None:
    assert codes("mysql", BEFORE, "#atlas:nolint\nDROP TABLE b;") == []


def test_only_the_statement_behind_it() -> None:
    assert codes("postgres", BEFORE, "-- atlas:nolint\nDROP TABLE a;\nDROP TABLE b;") == ["DS102"]


def test_behind_a_statement_on_its_line_it_says_nothing_of_the_next() -> None:
    text = "SELECT 1; -- atlas:nolint\nDROP TABLE b;"
    assert codes("postgres", BEFORE, text) == ["DS102"]


def test_a_file() -> None:
    assert codes("postgres", BEFORE, "-- atlas:nolint\n\nDROP TABLE a;\nDROP TABLE b;") == []
    some = f"-- atlas:nolint DS102\n\nDROP TABLE b;\n{TWO}"
    assert codes("postgres", BEFORE, some) == ["DS103", "MF103"]


def test_force_lets_no_directive_silence_an_analyzer() -> None:
    policy = policy_of({"destructive": {"force": True}})
    text = "-- atlas:nolint\n\nDROP TABLE b;"
    assert codes("postgres", BEFORE, text, policy) == ["DS102"]
