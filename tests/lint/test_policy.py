"""What a `lint {}` block says."""

from __future__ import annotations

import pytest

from erdapp.lint.policy import PolicyError, policy_of
from erdapp.lint.report import Severity
from tests.lint.linting import codes, findings

BEFORE = "CREATE TABLE a (id int PRIMARY KEY, n int);"


def severities(text: str, block: dict[str, object]) -> set[Severity]:
    return {item.severity for item in findings("postgres", BEFORE, text, policy_of(block))}


def test_only_destructive_changes_are_errors_unless_told_otherwise() -> None:
    assert severities("DROP TABLE a;", {}) == {Severity.ERROR}
    assert severities("DROP TABLE a;", {"destructive": {"error": False}}) == {Severity.WARNING}
    adding = "ALTER TABLE a ADD m int NOT NULL;"
    assert severities(adding, {}) == {Severity.WARNING}
    assert severities(adding, {"data_depend": {"error": True}}) == {Severity.ERROR}


def test_a_check_alone_can_be_an_error_or_left_out() -> None:
    adding = "ALTER TABLE a ADD m int NOT NULL;"
    assert severities(adding, {"check": {"MF103": {"error": True}}}) == {Severity.ERROR}
    assert severities(adding, {"check": {"MF103": {"skip": True}}}) == set()


def test_concurrent_index_has_three_switches() -> None:
    text = "CREATE INDEX i ON a (n); CREATE INDEX CONCURRENTLY j ON a (n);"
    assert codes("postgres", BEFORE, text) == ["PG101", "PG103"]
    off = policy_of({"concurrent_index": {"check_create": False, "check_txmode": False}})
    assert codes("postgres", BEFORE, text, off) == []


def test_a_resource_may_have_a_pattern_of_its_own() -> None:
    naming = {"match": "^[a-z]+$", "message": "must be plain", "index": {"match": "^idx_"}}
    (found,) = findings("mysql", BEFORE, "CREATE TABLE b_c (d int, KEY idx_d (d));",
                        policy_of({"naming": naming}))  # fmt: skip
    assert found.text == 'Table named "b_c" violates the naming policy: must be plain'


def test_the_rest_of_the_block() -> None:
    policy = policy_of({"latest": 2, "git": {"base": "main", "dir": "x"}, "review": "ERROR"})
    assert (policy.latest, policy.git.base, policy.git.dir) == (2, "main", "x")


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ({"destructive": {"error": "yes"}}, "error has to be true or false, not 'yes'"),
        ({"latest": "one"}, "latest has to be a whole number, not 'one'"),
        ({"naming": {"match": "("}}, "naming match '(' is no pattern"),
        ({"naming": {"table": {"match": "["}}}, "naming match '[' is no pattern"),
        ({"naming": {"match": 1}}, "match has to be a text, not 1"),
        ({"git": 1}, "git has to be a block, not 1"),
    ],
)
def test_what_makes_no_sense_is_told(block: dict[str, object], said: str) -> None:
    with pytest.raises(PolicyError) as error:
        policy_of(block)
    assert said in str(error.value)
