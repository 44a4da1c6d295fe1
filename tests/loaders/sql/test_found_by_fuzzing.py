"""Texts that `bench.fuzz` found: each took seconds, or gave what it should not."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from erdapp.loaders.base import LoadOptions, SourceError, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.loaders.sql.split import split
from erdapp.schema import Dialect

MARIADB, MSSQL, MYSQL, SQLITE, POSTGRES = (
    Dialect.MARIADB,
    Dialect.MSSQL,
    Dialect.MYSQL,
    Dialect.SQLITE,
    Dialect.POSTGRES,
)

SLOW = {
    "comments opened again and again in a body": (SQLITE, "CREATE TRIGGER t ", "/*!50000 "),
    "the same in MySQL": (MYSQL, "CREATE TRIGGER t ", "/*"),
    "the same in PostgreSQL": (POSTGRES, "CREATE FUNCTION f() BEGIN ATOMIC ", "/*"),
    "escaped quotes in a string that never ends": (MARIADB, "CREATE EVENT e ", "'\\'\\"),
    "a name that opens at every word": (MARIADB, "\n\n", "CREATE TABLE `"),
    "the same in SQLite": (SQLITE, "\n\n", "CREATE TABLE `"),
    "semicolons missing everywhere": (POSTGRES, "", "CREATE TABLE link_attribute\n\n"),
}


@pytest.mark.parametrize("name", SLOW)
def test_a_text_four_times_as_long_takes_far_less_than_sixteen_times_as_long(name: str) -> None:
    dialect, head, piece = SLOW[name]

    def seconds(times: int) -> float:
        """Of the processor, the least of three times: neighbours only ever add to it."""
        text = (SourceFile("found.sql", head + piece * times),)
        found = []
        for _ in range(3):
            started = time.process_time()
            load_sql(text, LoadOptions(dialect=dialect))
            found.append(time.process_time() - started)
        return min(found)

    assert seconds(16_000) < max(10 * seconds(4_000), 1.0)


@pytest.mark.parametrize("dialect", [MYSQL, MARIADB, SQLITE])
def test_a_quote_that_stays_open_in_a_body_is_said(dialect: Dialect) -> None:
    (piece,) = split("CREATE TRIGGER t AFTER INSERT ON x BEGIN SELECT 'a; END; SELECT 1;", dialect)
    assert piece.unterminated == "body"


@pytest.mark.parametrize("dialect", [POSTGRES, MYSQL, MSSQL])
def test_words_that_are_no_options_are_one_problem_however_many_they_are(dialect: Dialect) -> None:
    text = "CREATE TABLE t" + " CASE WHEN" * 500 + " END" * 500 + " (a int)"
    loaded = load_sql((SourceFile("found.sql", text),), LoadOptions(dialect=dialect))
    assert len(loaded.problems) <= 2


def test_an_option_after_words_that_are_none_is_read() -> None:
    text = "CREATE TABLE t (a int) COLOUR = blue, SHAPE (round) very ENGINE = MyISAM"
    loaded = load_sql((SourceFile("found.sql", text),), LoadOptions(dialect=MYSQL))
    assert dict(loaded.schema.tables[0].options)["engine"] == "MyISAM"
    assert [problem.message.partition(": ")[2] for problem in loaded.problems] == [
        "“COLOUR = blue” is not understood and was left out",
        "“SHAPE (round) very” is not understood and was left out",
    ]


def test_only_so_many_missing_semicolons_are_forgiven() -> None:
    text = "CREATE TABLE t (a int)\n" * 60
    loaded = load_sql((SourceFile("found.sql", text),), LoadOptions(dialect=POSTGRES))
    assert loaded.problems[-1].message.startswith("more than 50 semicolons are missing")


@pytest.mark.parametrize("end", ["", " x)" * 60])
def test_nested_calls_that_no_reading_fits_are_read_once(end: str) -> None:
    """Each way to read the outer call read the inner ones anew: 2 to the 60th times."""
    text = "CREATE VIEW v AS SELECT " + "lcase(substr(t." * 60 + "a" + end
    started = time.process_time()
    for dialect in (MYSQL, POSTGRES):
        load_sql((SourceFile("found.sql", text),), LoadOptions(dialect=dialect))
    assert time.process_time() - started < 2


@pytest.mark.parametrize("dialect", [MYSQL, MARIADB, POSTGRES, SQLITE])
@pytest.mark.parametrize("more", [" INNER JOIN a", " UNION SELECT x FROM a"])
def test_a_view_of_a_thousand_joins_is_kept_as_it_is_written(dialect: Dialect, more: str) -> None:
    text = f"CREATE TABLE a (x int);\nCREATE VIEW v AS SELECT a.x FROM a{more * 1_000};"
    loaded = load_sql((SourceFile("found.sql", text),), LoadOptions(dialect=dialect))
    (view,) = loaded.schema.views
    assert view.definition.count(more.split()[0]) == 1_000


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        (MSSQL, "/*END\n\nGO\n\n" * 20_000),
        (POSTGRES, "/* a\n;" * 50_000),
        (MYSQL, "CREATE TABLE t (a TIMESTAMP ON UPDATE " + "_" * 50_000 + ");"),
    ],
)
def test_what_is_never_closed_is_looked_for_once(dialect: Dialect, text: str) -> None:
    started = time.process_time()
    with suppress(SourceError):
        load_sql((SourceFile("found.sql", text),), LoadOptions(dialect=dialect))
    assert time.process_time() - started < 5
