"""What a file has made itself is nobody's loss."""

from __future__ import annotations

import pytest

from tests.lint.linting import codes, findings

BEFORE = "CREATE TABLE pets (id integer PRIMARY KEY, name text);"
SILENT = {
    "a table renamed before it is dropped": "CREATE TABLE a (id int); ALTER TABLE a RENAME TO b; "
    "DROP TABLE b;",
    "a column renamed before it is dropped": "ALTER TABLE pets ADD a int; "
    "ALTER TABLE pets RENAME a TO b; ALTER TABLE pets DROP b;",
    "a schema and what is in it": "CREATE SCHEMA s; CREATE TABLE s.t (id int); "
    "DROP TABLE s.t; DROP SCHEMA s;",
    "everything of a new table": "CREATE TABLE a (id int, b int); CREATE UNIQUE INDEX i ON a (b); "
    "ALTER TABLE a ADD c int NOT NULL; ALTER TABLE a ALTER b SET NOT NULL; "
    "ALTER TABLE a ALTER b TYPE bigint; ALTER TABLE a ADD PRIMARY KEY (id); DROP INDEX i; "
    "ALTER TABLE a ADD CHECK (b > 0); ALTER TABLE a RENAME b TO d; ALTER TABLE a DROP c; "
    "ALTER TABLE a ADD FOREIGN KEY (d) REFERENCES pets (id);",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_silent(text: str) -> None:
    assert codes("postgres", BEFORE, text) == []


def test_dropping_before_making_anew_loses_the_rows() -> None:
    assert codes("postgres", BEFORE, "DROP TABLE pets; CREATE TABLE pets (id int);") == ["DS102"]


def test_the_place_is_in_bytes_and_lines() -> None:
    text = "-- für später\nSELECT 'ä';\nDROP TABLE pets;"
    (found,) = findings("postgres", BEFORE, text)
    assert (found.line, text.encode()[found.pos :]) == (3, b"DROP TABLE pets;")


def test_tables_of_a_dropped_schema_are_counted_and_not_told_one_by_one() -> None:
    before = "CREATE SCHEMA s; CREATE TABLE s.a (id int); CREATE TABLE s.b (id int);"
    (found,) = findings("postgres", before, "DROP TABLE s.a; DROP SCHEMA s CASCADE;")
    assert found.text == 'Dropping non-empty schema "s" with 1 table'


def test_mysql_drops_databases() -> None:
    assert codes("mysql", "", "DROP DATABASE IF EXISTS shop;") == ["DS101"]
