"""A SQLite database read back: its own statements, checked against its PRAGMAs."""

from __future__ import annotations

import sqlite3

import pytest

from erdapp.loaders.database import connect, inspect, inspect_url
from erdapp.loaders.database.catalog import fetch
from erdapp.schema import Dialect, Schema
from tests.corpus import CORPUS, needs_corpus

DDL = """
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL UNIQUE COLLATE NOCASE,
  age INTEGER DEFAULT 18 CHECK (age >= 0),
  label TEXT GENERATED ALWAYS AS (email || age) STORED
);
CREATE TABLE "an ""odd"" name" (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE orders (
  id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX by_age ON users (age DESC) WHERE age > 1;
CREATE VIEW grown AS SELECT id FROM users WHERE age >= 18;
CREATE TRIGGER stamp AFTER INSERT ON users BEGIN
  UPDATE users SET age = 1 WHERE id = new.id; DELETE FROM orders;
END;
CREATE VIRTUAL TABLE notes USING fts5(title, body);
"""


@pytest.fixture
def connection() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(DDL)
    return connection


def test_every_object_is_read_and_shadow_tables_are_not(connection: sqlite3.Connection) -> None:
    loaded = inspect(connection, Dialect.SQLITE)
    assert [str(item.key) for item in loaded.schema.objects()] == [
        'table an "odd" name',
        "table notes",
        "table orders",
        "table users",
        "view grown",
        "trigger stamp [users]",
    ]
    assert loaded.problems == ()


def test_the_details_survive(connection: sqlite3.Connection) -> None:
    users = inspect(connection, Dialect.SQLITE).schema.table("users")
    assert users is not None
    by_name = {column.name: column for column in users.columns}
    assert by_name["id"].auto_increment
    assert by_name["email"].collation.upper() == "NOCASE"
    assert by_name["label"].generated is not None
    assert [index.where for index in users.indexes] == ["age > 1"]
    assert len(users.checks) == 1


def test_an_empty_database_is_an_empty_schema() -> None:
    found = inspect(sqlite3.connect(":memory:"), Dialect.SQLITE)
    assert found.schema == Schema(dialect=Dialect.SQLITE)


def test_a_file_is_read_by_its_url(tmp_path) -> None:  # type: ignore[no-untyped-def]
    url = f"sqlite://{tmp_path}/a.db"
    connect(url).cursor().execute("CREATE TABLE t (a INTEGER)")
    assert [table.name for table in inspect_url(url).schema.tables] == ["t"]


def test_what_is_left_out_takes_its_triggers_along(connection: sqlite3.Connection) -> None:
    schema = inspect(connection, Dialect.SQLITE, exclude=("users", "notes")).schema
    assert [str(item.key) for item in schema.objects()] == [
        'table an "odd" name',
        "table orders",
        "view grown",
    ]


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("name", ["chinook", "northwind", "sakila"])
def test_what_is_read_agrees_with_the_pragmas(name: str) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript((CORPUS / "sqlite" / f"{name}.sql").read_text(encoding="utf-8-sig"))
    for table in inspect(connection, Dialect.SQLITE).schema.tables:
        told = fetch(connection, "SELECT * FROM pragma_table_xinfo(?)", (table.name,))
        assert [column.name for column in table.columns] == [row.name for row in told]
        key = sorted((row.pk, row.name) for row in told if row.pk)
        found = table.primary_key.columns if table.primary_key else ()
        assert found == tuple(name for _, name in key)
        keys = fetch(connection, "SELECT * FROM pragma_foreign_key_list(?)", (table.name,))
        assert len(table.foreign_keys) == len({row.id for row in keys})
        listed = fetch(connection, "SELECT * FROM pragma_index_list(?)", (table.name,))
        assert {row.name for row in listed if row.origin == "c"} == {
            index.name for index in table.indexes
        }
        assert sum(row.origin == "u" for row in listed) == len(table.uniques)
