"""Plans proved on scratch databases: forward, back, and with rows in the tables."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from erdapp.diff.changes import Rename
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.planner import plan
from erdapp.planner.plan import Plan, Statement
from erdapp.runner import Proof, Verdict, prove
from erdapp.runner.rows import ROWS
from erdapp.schema import Dialect, Extension, Namespace, Schema


def load(sql: str, dialect: Dialect) -> Schema:
    loaded = load_sql((SourceFile("a.sql", sql),), LoadOptions(dialect=dialect))
    assert not loaded.problems
    return loaded.schema


def proof_of(
    before: str, after: str, dialect: Dialect, url: str | None = None, *renames: Rename
) -> Proof:
    old, new = load(before, dialect), load(after, dialect)
    return prove(old, new, plan(old, new, renames), url=url)


BEFORE = "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL);"
AFTER = (
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL, age INTEGER);"
    "CREATE INDEX by_age ON users (age);"
)


def test_sqlite_proves_in_memory_and_says_what_ran() -> None:
    proof = proof_of(BEFORE, AFTER, Dialect.SQLITE)
    assert (proof.verdict, proof.reason) == (Verdict.PROVED, "")
    assert proof.server.startswith("SQLite 3.")
    assert proof.rows == ROWS
    assert {item.direction for item in proof.statements} == {"up", "down"}
    assert proof.seconds > 0


@pytest.mark.live
def test_postgres_proves(postgres_url: str) -> None:
    proof = proof_of(BEFORE, AFTER, Dialect.POSTGRES, postgres_url)
    assert (proof.verdict, proof.reason) == (Verdict.PROVED, "")
    assert proof.server.startswith("PostgreSQL ")
    assert proof.rows == ROWS


@pytest.mark.live
def test_mariadb_proves_for_itself_and_for_mysql(mariadb_url: str) -> None:
    for dialect in (Dialect.MARIADB, Dialect.MYSQL):
        proof = proof_of(BEFORE, AFTER, dialect, mariadb_url)
        assert (proof.verdict, proof.reason) == (Verdict.PROVED, "")
        assert proof.server.startswith("MariaDB ")


def changed_plan(up: str | None = None, down: str | None = None) -> Proof:
    """The proof of a plan of which one direction is replaced by a single statement."""
    old, new = load(BEFORE, Dialect.SQLITE), load(AFTER, Dialect.SQLITE)
    found = plan(old, new)
    wrong = Plan(
        dialect=found.dialect,
        up=found.up if up is None else (Statement(sql=up),),
        down=found.down if down is None else (Statement(sql=down),),
    )
    return prove(old, new, wrong)


def test_a_plan_that_forgets_something_fails_and_says_what() -> None:
    proof = changed_plan(up="ALTER TABLE users ADD COLUMN age INTEGER")
    assert proof.verdict is Verdict.FAILED
    assert "by_age" in proof.reason


def test_a_plan_with_a_wrong_statement_fails_with_the_servers_words() -> None:
    proof = changed_plan(up="ALTER TABLE nobody ADD COLUMN age INTEGER")
    assert proof.verdict is Verdict.FAILED
    assert "no such table: nobody" in proof.reason
    assert proof.statements[-1].error


def test_a_plan_that_loses_rows_fails() -> None:
    old = load(BEFORE, Dialect.SQLITE)
    emptied = Plan(dialect=Dialect.SQLITE, up=(Statement(sql="DELETE FROM users"),), down=())
    proof = prove(old, old, emptied)
    assert proof.verdict is Verdict.FAILED
    assert "had 3 rows and has 0" in proof.reason


def test_a_way_back_that_does_not_lead_back_fails() -> None:
    proof = changed_plan(down="DROP INDEX by_age")
    assert proof.verdict is Verdict.FAILED
    assert "after the way back" in proof.reason
    assert "age" in proof.reason


def test_rows_in_the_way_leave_a_table_empty_and_a_hint() -> None:
    """A column that must have a value but has no default cannot be added to a row."""
    before = "CREATE TABLE a (x INTEGER NOT NULL); CREATE TABLE b (y INTEGER);"
    after = (
        "CREATE TABLE a (x INTEGER NOT NULL); CREATE UNIQUE INDEX one ON a (x);"
        "CREATE TABLE b (y INTEGER, z INTEGER NOT NULL);"
    )
    proof = proof_of(before, after, Dialect.SQLITE)
    assert (proof.verdict, proof.reason) == (Verdict.PROVED, "")
    assert proof.rows == ROWS
    assert "b empty" in proof.hint
    assert "DEFAULT" in proof.hint


def test_without_a_server_a_proof_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ERDAPP_DEV_POSTGRES_URL", raising=False)
    proof = proof_of(BEFORE, AFTER, Dialect.POSTGRES)
    assert proof.verdict is Verdict.UNAVAILABLE
    assert "ERDAPP_DEV_POSTGRES_URL" in proof.hint


def test_sql_server_is_never_proved() -> None:
    assert proof_of(BEFORE, AFTER, Dialect.MSSQL).verdict is Verdict.UNAVAILABLE


@pytest.mark.live
def test_a_missing_extension_is_named(postgres_url: str) -> None:
    old = load(BEFORE, Dialect.POSTGRES)
    new = replace(old, extensions=(Extension(name="no_such_extension"),))
    proof = prove(old, new, plan(old, new), url=postgres_url)
    assert proof.verdict is Verdict.UNAVAILABLE
    assert "no_such_extension" in proof.reason


def test_a_schema_of_several_databases_is_kept_away_from_the_server() -> None:
    """On a server of many databases a plan could reach those of others."""
    old = load("CREATE TABLE t (a int);", Dialect.MARIADB)
    new = replace(old, namespaces=(Namespace(name="mysql"),))
    proof = prove(old, new, plan(old, old), url="mariadb://127.0.0.1:1/")
    assert proof.verdict is Verdict.UNAVAILABLE
    assert "mysql" in proof.reason
