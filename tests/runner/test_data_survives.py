"""Rows survive a plan with renames and rebuilds: every one, with every value."""

from __future__ import annotations

import pytest

from erdapp.diff.changes import Rename
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.database.catalog import fetch, run
from erdapp.loaders.sql import load_sql
from erdapp.planner import plan
from erdapp.runner import Verdict, prove, scratch_database
from erdapp.runner.execute import execute
from erdapp.schema import Dialect, Schema

BEFORE = """
CREATE TABLE customers (
  id INTEGER PRIMARY KEY, full_name VARCHAR(40) NOT NULL, note VARCHAR(20), old INTEGER
);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id),
  total INTEGER NOT NULL
);
"""
AFTER = """
CREATE TABLE people (
  id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL, note VARCHAR(20) DEFAULT 'none',
  CHECK (id > 0)
);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  total INTEGER NOT NULL DEFAULT 0
);
"""
RENAMES = (
    Rename("table", "customers", "people"),
    Rename("column", "full_name", "name", table="people"),
)


def load(sql: str, dialect: Dialect) -> Schema:
    return load_sql((SourceFile("a.sql", sql),), LoadOptions(dialect=dialect)).schema


@pytest.fixture(params=[Dialect.SQLITE, Dialect.POSTGRES, Dialect.MARIADB])
def place(request: pytest.FixtureRequest) -> tuple[Dialect, str | None]:
    """A dialect and the server to run it on."""
    dialect: Dialect = request.param
    if dialect is Dialect.SQLITE:
        return dialect, None
    name = "postgres_url" if dialect is Dialect.POSTGRES else "mariadb_url"
    return dialect, request.getfixturevalue(name)


@pytest.mark.live
def test_every_row_is_found_again_after_a_rename_and_a_rebuild(
    place: tuple[Dialect, str | None],
) -> None:
    dialect, url = place
    old, new = load(BEFORE, dialect), load(AFTER, dialect)
    found = plan(old, new, RENAMES)
    start = plan(Schema(dialect=dialect), old)
    with scratch_database(dialect, url) as scratch:
        connection = scratch.connection
        execute(connection, dialect, start.up)
        for n in range(1, 201):
            run(
                connection,
                f"INSERT INTO customers VALUES ({n}, 'customer {n}', 'note {n % 7}', 1)",
            )
            run(connection, f"INSERT INTO orders VALUES ({n}, {n}, {n * 10})")
        execute(connection, dialect, found.up)
        people = fetch(connection, "SELECT id, name, note FROM people ORDER BY id")
        assert [tuple(row) for row in people] == [
            (n, f"customer {n}", f"note {n % 7}") for n in range(1, 201)
        ]
        orders = fetch(connection, "SELECT id, customer_id, total FROM orders ORDER BY id")
        assert [tuple(row) for row in orders] == [(n, n, n * 10) for n in range(1, 201)]
        execute(connection, dialect, found.down)
        names = fetch(connection, "SELECT full_name FROM customers ORDER BY id")
        assert [row.full_name for row in names] == [f"customer {n}" for n in range(1, 201)]


@pytest.mark.live
def test_the_proof_looks_for_the_rows_under_their_new_names(
    place: tuple[Dialect, str | None],
) -> None:
    dialect, url = place
    old, new = load(BEFORE, dialect), load(AFTER, dialect)
    proof = prove(old, new, plan(old, new, RENAMES), url=url)
    assert (proof.verdict, proof.reason) == (Verdict.PROVED, "")
    assert proof.rows == 6
