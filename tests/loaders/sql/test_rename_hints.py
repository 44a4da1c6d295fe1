"""Facts about `-- atlas:renamed_from old` in SQL sources."""

from __future__ import annotations

import pytest

from erdapp.diff.changes import Rename
from erdapp.loaders.base import Loaded, LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect


def load(text: str, dialect: Dialect = Dialect.POSTGRES) -> Loaded:
    return load_sql([SourceFile("schema.sql", text)], LoadOptions(dialect=dialect))


TABLE = "CREATE TABLE people (\n  id int PRIMARY KEY,\n  full_name text\n);"
PEOPLE = Rename("table", "users", "people")

IN_FRONT = [
    ("-- atlas:renamed_from users\n" + TABLE, PEOPLE),
    ("-- erdapp:renamed_from users\n" + TABLE, PEOPLE),
    ("--atlas:renamed_from users\n" + TABLE, PEOPLE),
    ("/* atlas:renamed_from users */ " + TABLE, PEOPLE),
    ("-- Everyone.\n-- atlas:renamed_from users\n-- More.\n" + TABLE, PEOPLE),
    ("SELECT 1; -- nothing\n-- atlas:renamed_from users\n" + TABLE, PEOPLE),
    ('-- atlas:renamed_from "Users"\n' + TABLE, Rename("table", "Users", "people")),
    ("-- atlas:renamed_from old.users\n" + TABLE, Rename("table", "old.users", "people")),
    ("-- atlas:renamed_from public.users\n" + TABLE, PEOPLE),
    (
        "-- atlas:renamed_from mood\nCREATE TYPE feeling AS ENUM ('sad');",
        Rename("enum", "mood", "feeling"),
    ),
    (
        "-- atlas:renamed_from pair\nCREATE TYPE couple AS (a int);",
        Rename("composite", "pair", "couple"),
    ),
    ("-- atlas:renamed_from a\nCREATE OR REPLACE VIEW b AS SELECT 1;", Rename("view", "a", "b")),
    (
        "-- atlas:renamed_from a\nCREATE MATERIALIZED VIEW IF NOT EXISTS b AS SELECT 1 AS x;",
        Rename("view", "a", "b"),
    ),
    (
        f"{TABLE}\n-- atlas:renamed_from i\nCREATE UNIQUE INDEX j ON ONLY people (full_name);",
        Rename("index", "i", "j", "", "people"),
    ),
    (
        f"{TABLE}\n-- atlas:renamed_from c\nALTER TABLE ONLY people ADD CONSTRAINT d CHECK (id>0);",
        Rename("constraint", "c", "d", "", "people"),
    ),
]


@pytest.mark.parametrize(("text", "rename"), IN_FRONT)
def test_a_hint_in_front_of_a_statement_is_about_what_it_makes(text: str, rename: Rename) -> None:
    found = load(text)
    assert found.renames == (rename,)
    assert found.problems == ()


COLUMN = Rename("column", "name", "full_name", "", "people")
INSIDE = [
    ("  id int,\n  -- atlas:renamed_from name\n  full_name text", COLUMN),
    ("  id int,\n  full_name text -- atlas:renamed_from name", COLUMN),
    ("  full_name text, -- atlas:renamed_from name\n  id int", COLUMN),
    ("  full_name text /* erdapp:renamed_from name */,\n  id int", COLUMN),
    (
        "  id int,\n  -- atlas:renamed_from a\n  CONSTRAINT b CHECK (id > 0)",
        Rename("constraint", "a", "b", "", "people"),
    ),
]


@pytest.mark.parametrize(("body", "rename"), INSIDE)
def test_a_hint_inside_a_table_is_about_its_line_or_the_next(body: str, rename: Rename) -> None:
    found = load(f"CREATE TABLE people (\n{body}\n);")
    assert found.renames == (rename,)
    assert found.problems == ()


def test_values_of_an_enum_type_are_renamed_where_they_stand() -> None:
    text = "CREATE TYPE mood AS ENUM (\n 'sad', -- atlas:renamed_from 'very bad'\n 'happy'\n);"
    assert load(text).renames == (Rename("value", "very bad", "sad", "", "mood"),)


def test_values_and_keys_of_mysql_are_renamed_where_they_stand() -> None:
    text = """CREATE TABLE t (
      id int,
      state enum('open', -- erdapp:renamed_from new
                 'closed') NOT NULL,
      # atlas:renamed_from old_key
      KEY new_key (id)
    );"""
    assert load(text, Dialect.MYSQL).renames == (
        Rename("value", "new", "open", "", "t", "state"),
        Rename("index", "old_key", "new_key", "", "t"),
    )


@pytest.mark.parametrize(
    "text",
    [
        f"{TABLE} -- atlas:renamed_from users\nCREATE TABLE b (id int);",
        "-- atlas:renamed_from f\nCREATE EXTENSION citext;",
        "CREATE TABLE t (id int\n-- atlas:renamed_from x\n);",
        "CREATE TABLE t (id int, -- atlas:renamed_from x\n\n CHECK (id > 0));".replace(
            "id int, --", "CHECK (id > 1), --"
        ),
    ],
)
def test_a_hint_that_says_nothing_is_a_warning_with_its_line(text: str) -> None:
    found = load(text)
    assert found.renames == ()
    assert any("renamed_from" in problem.message for problem in found.problems)
