"""A source run on a dev database: what comes back, what is refused, and that nothing stays."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from erdapp.loaders.base import Loaded, LoadOptions, Severity, SourceFile
from erdapp.loaders.database import connect
from erdapp.loaders.sql import load_sql
from erdapp.runner import ScratchUnavailable, normalise
from erdapp.runner.dev import MARKER_TABLE
from erdapp.runner.scratch_base import rows
from erdapp.runner.source import statements
from erdapp.schema import Dialect


def _loaded(text: str, dialect: Dialect) -> tuple[Loaded, tuple[SourceFile, ...]]:
    files = (SourceFile("a.sql", text),)
    return load_sql(files, LoadOptions(dialect=dialect)), files


def test_a_refused_statement_is_told_with_its_place_and_the_servers_words() -> None:
    text = "CREATE TABLE t (a INTEGER);\n\nCREATE INDEX i ON u (a);\n"
    loaded, files = _loaded(text, Dialect.SQLITE)
    (problem,) = [p for p in normalise(loaded, files).problems if p.severity is Severity.ERROR]
    assert (problem.file, problem.line) == ("a.sql", 3)
    assert "no such table: main.u" in problem.message


def test_origins_are_those_of_the_file() -> None:
    loaded, files = _loaded("\nCREATE TABLE t (a INTEGER);", Dialect.SQLITE)
    found = normalise(loaded, files)
    assert found.origins == loaded.origins
    assert found.schema == loaded.schema


def test_a_source_without_statements_is_built_by_a_plan() -> None:
    loaded, _ = _loaded("CREATE TABLE t (a INTEGER, b TEXT UNIQUE);", Dialect.SQLITE)
    assert normalise(loaded).schema == loaded.schema


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("INSERT INTO t VALUES (1);", []),
        ("BEGIN; CREATE TABLE t (a int); COMMIT;", ["CREATE TABLE t (a int)"]),
        ("ALTER TABLE t OWNER TO postgres;", []),
        ("CREATE ROLE r; GRANT SELECT ON t TO r;", []),
        ("SET ROLE admin; SET statement_timeout = 0;", []),
        ("CREATE INDEX CONCURRENTLY i ON t (a);", ["CREATE INDEX i ON t (a)"]),
        ("SELECT pg_catalog.setval('s', 1);", []),
    ],
)
def test_what_is_no_part_of_a_schema_is_not_run(text: str, left: list[str]) -> None:
    found = statements((SourceFile("a.sql", text),), Dialect.POSTGRES)
    assert [statement.sql for statement in found] == left


def test_the_files_own_database_is_left_out_of_names() -> None:
    text = "CREATE DATABASE shop; USE shop; CREATE VIEW shop.v AS SELECT t.a FROM `shop`.t;"
    found = statements((SourceFile("a.sql", text),), Dialect.MYSQL)
    assert [statement.sql for statement in found] == ["CREATE VIEW v AS SELECT t.a FROM t"]


def test_a_file_of_sqlite_is_never_opened(tmp_path: object) -> None:
    loaded, files = _loaded("CREATE TABLE t (a INTEGER);", Dialect.SQLITE)
    path = f"{tmp_path}/dev.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (a)")
    assert normalise(loaded, files, url=f"sqlite://{path}").schema == loaded.schema


@pytest.fixture
def postgres_dev(postgres_url: str) -> Iterator[str]:
    name = f"erdapp_test_dev_{secrets.token_hex(4)}"
    with closing(connect(postgres_url)) as server:
        rows(server, f"DROP DATABASE IF EXISTS {name}")
        rows(server, f"CREATE DATABASE {name}")
        yield postgres_url.rpartition("/")[0] + f"/{name}"
        rows(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def mariadb_dev(mariadb_url: str) -> Iterator[str]:
    name = f"erdapp_test_dev_{secrets.token_hex(4)}"
    with closing(connect(mariadb_url)) as server:
        rows(server, f"CREATE OR REPLACE DATABASE {name}")
        yield mariadb_url.rpartition("/")[0] + f"/{name}"
        rows(server, f"DROP DATABASE {name}")


@pytest.mark.live
def test_an_empty_postgres_database_is_used_itself_and_left_empty(postgres_dev: str) -> None:
    text = """
    CREATE TABLE t (a int PRIMARY KEY);
    CREATE TABLE u (a int REFERENCES nowhere);
    CREATE SCHEMA s CREATE TABLE v (a serial);
    """
    loaded, files = _loaded(text, Dialect.POSTGRES)
    found = normalise(loaded, files, url=postgres_dev)
    assert [str(table.full_name) for table in found.schema.tables] == ["t", "s.v"]
    assert [problem.line for problem in found.problems] == [3]
    again = normalise(loaded, files, url=postgres_dev)
    assert again.schema == found.schema


@pytest.mark.live
def test_a_postgres_database_with_something_in_it_is_refused(postgres_dev: str) -> None:
    with closing(connect(postgres_dev)) as connection:
        rows(connection, "CREATE TABLE mine (a int)")
    loaded, files = _loaded("CREATE TABLE t (a int)", Dialect.POSTGRES)
    with pytest.raises(ScratchUnavailable, match="isn't empty: it has the table"):
        normalise(loaded, files, url=postgres_dev)


@pytest.mark.live
def test_extensions_no_server_has_cost_only_what_needs_them(postgres_url: str) -> None:
    text = "CREATE EXTENSION no_such_thing; CREATE TABLE t (a int);"
    loaded, files = _loaded(text, Dialect.POSTGRES)
    found = normalise(loaded, files, url=postgres_url)
    assert [table.name for table in found.schema.tables] == ["t"]
    assert "no_such_thing" in found.problems[0].message


@pytest.mark.live
def test_functions_in_c_come_back_as_they_were_read(postgres_url: str) -> None:
    text = (
        "CREATE FUNCTION f(text) RETURNS text AS '$libdir/nowhere', 'f' LANGUAGE c STRICT;"
        "CREATE TABLE t (a text); CREATE INDEX i ON t (a);"
    )
    loaded, files = _loaded(text, Dialect.POSTGRES)
    assert normalise(loaded, files, url=postgres_url).schema == loaded.schema


@pytest.mark.live
def test_an_empty_mariadb_database_is_used_itself_and_left_empty(mariadb_dev: str) -> None:
    text = """
    CREATE TABLE b (a int, FOREIGN KEY (a) REFERENCES c (a));
    CREATE TABLE c (a int PRIMARY KEY);
    CREATE VIEW v AS SELECT a FROM c;
    CREATE SEQUENCE s;
    CREATE PROCEDURE p() SELECT 1;
    """
    loaded, files = _loaded(text, Dialect.MARIADB)
    found = normalise(loaded, files, url=mariadb_dev)
    assert not found.problems
    assert [table.name for table in found.schema.tables] == ["b", "c"]
    with closing(connect(mariadb_dev)) as connection:
        assert not rows(connection, "SHOW TABLES")
        rows(connection, f"CREATE TABLE {MARKER_TABLE} (id int)")
        rows(connection, "CREATE TABLE left_by_a_crash (id int)")
    assert normalise(loaded, files, url=mariadb_dev).schema == found.schema


@pytest.mark.live
def test_a_mariadb_database_with_something_in_it_is_refused(mariadb_dev: str) -> None:
    with closing(connect(mariadb_dev)) as connection:
        rows(connection, "CREATE TABLE mine (a int)")
    loaded, files = _loaded("CREATE TABLE t (a int)", Dialect.MARIADB)
    with pytest.raises(ScratchUnavailable, match="isn't empty"):
        normalise(loaded, files, url=mariadb_dev)
    with closing(connect(mariadb_dev)) as connection:
        assert [name for (name,) in rows(connection, "SHOW TABLES")] == ["mine"]
