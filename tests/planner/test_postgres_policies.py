"""PostgreSQL: concurrent indexes and constraints that are validated afterwards."""

from __future__ import annotations

import pytest

from erdapp.planner import PlanOptions, plan, render
from erdapp.planner.plan import Plan
from erdapp.runner import Verdict, prove
from erdapp.schema import Dialect
from tests.planner.sources import schema

BEFORE = """
CREATE TABLE a (id int PRIMARY KEY, x int, y int);
CREATE TABLE p (id int, at date) PARTITION BY RANGE (at);
CREATE INDEX a_y ON a (y);
"""
AFTER = """
CREATE TABLE a (id int PRIMARY KEY, x int CHECK (x > -99999999), y int,
  CONSTRAINT to_a FOREIGN KEY (y) REFERENCES a (id));
CREATE TABLE p (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE n (id int PRIMARY KEY, a_id int REFERENCES a (id) CHECK (a_id <> 7));
CREATE UNIQUE INDEX a_x ON a (x);
CREATE INDEX n_a ON n (a_id);
CREATE INDEX p_at ON p (at);
"""
CONCURRENT = PlanOptions(concurrent_index=frozenset({"create", "drop"}))
NOT_VALID = PlanOptions(not_valid=True)


def planned(options: PlanOptions) -> Plan:
    return plan(schema(BEFORE, Dialect.POSTGRES), schema(AFTER, Dialect.POSTGRES), options=options)


def test_indexes_of_existing_tables_are_made_and_dropped_concurrently() -> None:
    up = {statement.sql: statement for statement in planned(CONCURRENT).up}
    for text in (
        'CREATE UNIQUE INDEX CONCURRENTLY "a_x" ON "a" ("x")',
        'DROP INDEX CONCURRENTLY "a_y"',
    ):
        assert not up[text].transactional
    assert 'CREATE INDEX "n_a" ON "n" ("a_id")' in up, "the table is new: nobody waits for it"


def test_an_index_of_a_partitioned_table_is_made_plainly_with_a_warning() -> None:
    [statement] = [s for s in planned(CONCURRENT).up if '"p_at"' in s.sql]
    assert "CONCURRENTLY" not in statement.sql
    assert "partitioned" in statement.warning


def test_one_half_of_the_policy_can_be_asked_for() -> None:
    found = planned(PlanOptions(concurrent_index=frozenset({"create"})))
    texts = [statement.sql for statement in found.up]
    assert 'DROP INDEX "a_y"' in texts
    assert any("CREATE UNIQUE INDEX CONCURRENTLY" in text for text in texts)


def test_constraints_of_existing_tables_are_added_unvalidated_then_validated() -> None:
    texts = [statement.sql for statement in planned(NOT_VALID).up]
    key = texts.index(
        'ALTER TABLE "a" ADD CONSTRAINT "to_a" FOREIGN KEY ("y") REFERENCES "a" ("id") NOT VALID'
    )
    assert texts[key + 1] == 'ALTER TABLE "a" VALIDATE CONSTRAINT "to_a"'
    assert 'ALTER TABLE "a" VALIDATE CONSTRAINT "a_x_check"' in texts
    assert not any('"n"' in text and "VALID" in text for text in texts)


@pytest.mark.parametrize("options", [CONCURRENT, NOT_VALID])
def test_the_script_says_that_it_runs_outside_a_transaction(options: PlanOptions) -> None:
    script = render(planned(options).up, Dialect.POSTGRES)
    assert script.startswith("-- atlas:txmode none\n\n-- ")
    assert "txmode" not in render(planned(PlanOptions()).up, Dialect.POSTGRES)


@pytest.mark.live
@pytest.mark.parametrize("options", [CONCURRENT, NOT_VALID])
def test_a_safer_plan_is_proved(options: PlanOptions, postgres_url: str) -> None:
    before, after = schema(BEFORE, Dialect.POSTGRES), schema(AFTER, Dialect.POSTGRES)
    proof = prove(before, after, planned(options), url=postgres_url)
    assert proof.verdict is Verdict.PROVED, proof.reason
