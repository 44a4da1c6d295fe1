"""Statements run one by one: timed, in a transaction where the dialect has one."""

from __future__ import annotations

import pytest

from erdapp.loaders.database.catalog import fetch
from erdapp.planner.plan import Statement
from erdapp.runner.execute import StatementFailed, execute
from erdapp.runner.hints import caused_by_rows, hint
from erdapp.runner.scratch import scratch_database
from erdapp.schema import Dialect


def statements(*texts: str) -> tuple[Statement, ...]:
    return tuple(Statement(sql=text) for text in texts)


def test_each_statement_is_timed() -> None:
    with scratch_database(Dialect.SQLITE) as scratch:
        ran = execute(
            scratch.connection,
            Dialect.SQLITE,
            statements("CREATE TABLE a (x)", "SELECT 1", "INSERT INTO a VALUES ('100%s')"),
        )
    assert [item.direction for item in ran] == ["up"] * 3
    assert all(item.seconds >= 0 and not item.error for item in ran)


def test_a_failure_names_the_statement_and_rolls_all_back() -> None:
    with scratch_database(Dialect.SQLITE) as scratch:
        with pytest.raises(StatementFailed, match="no such table: b") as caught:
            execute(
                scratch.connection,
                Dialect.SQLITE,
                statements("CREATE TABLE a (x)", "DROP TABLE b", "CREATE TABLE c (x)"),
                "down",
            )
        assert caught.value.statement.sql == "DROP TABLE b"
        assert [item.error for item in caught.value.ran] == ["", "no such table: b"]
        assert fetch(scratch.connection, "SELECT name FROM sqlite_master") == []


def test_what_must_be_outside_a_transaction_is() -> None:
    """SQLite ignores this PRAGMA inside a transaction, without a word."""
    with scratch_database(Dialect.SQLITE) as scratch:
        off = Statement(sql="PRAGMA foreign_keys = OFF", transactional=False)
        execute(scratch.connection, Dialect.SQLITE, (*statements("CREATE TABLE a (x)"), off))
        assert fetch(scratch.connection, "PRAGMA foreign_keys")[0].foreign_keys == 0


@pytest.mark.live
def test_postgres_rolls_back_what_it_did(postgres_url: str) -> None:
    with scratch_database(Dialect.POSTGRES, postgres_url) as scratch:
        with pytest.raises(StatementFailed, match="does not exist"):
            execute(
                scratch.connection,
                Dialect.POSTGRES,
                statements("CREATE TABLE a (x text DEFAULT '%s')", "DROP TABLE b"),
            )
        assert fetch(scratch.connection, "SELECT to_regclass('a') AS a")[0].a is None


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ('extension "postgis" is not available', "isn't installed on the scratch server"),
        ("Unknown collation: 'utf8mb4_0900_ai_ci' (1273)", "collation"),
        ('column "age" of relation "users" contains null values', "DEFAULT"),
        ("Duplicate entry '1' for key 'x' (1062)", "unique"),
        ("syntax error", ""),
    ],
)
def test_known_causes_have_a_hint(message: str, words: str) -> None:
    assert words in hint(message)
    assert bool(words) == bool(hint(message))


def test_rows_in_the_way_are_told_from_wrong_statements() -> None:
    with scratch_database(Dialect.SQLITE) as scratch:
        run = scratch.connection.cursor().execute
        run("CREATE TABLE a (x)")
        run("INSERT INTO a VALUES (1), (1)")
        for sql, rows in (
            ("CREATE UNIQUE INDEX i ON a (x)", True),
            ("ALTER TABLE a ADD COLUMN y TEXT NOT NULL", True),
            ("DROP TABLE missing", False),
        ):
            with pytest.raises(StatementFailed) as caught:
                execute(scratch.connection, Dialect.SQLITE, statements(sql))
            assert caused_by_rows(caught.value.cause) is rows
