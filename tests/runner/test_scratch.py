"""Scratch databases: empty, of their own, gone afterwards; nothing else is touched."""

from __future__ import annotations

import sqlite3
import time

import pytest

from erdapp.loaders.database import Connection, connect
from erdapp.loaders.database.catalog import fetch, run
from erdapp.runner.scratch import MARKER, PREFIX, ScratchUnavailable, scratch_database
from erdapp.schema import Dialect


def databases(connection: Connection, dialect: Dialect) -> set[str]:
    if dialect is Dialect.POSTGRES:
        return {row.name for row in fetch(connection, "SELECT datname AS name FROM pg_database")}
    sql = "SELECT schema_name AS name FROM information_schema.schemata"
    return {row.name for row in fetch(connection, sql)}


def test_sqlite_is_in_memory_and_separate_each_time() -> None:
    with (
        scratch_database(Dialect.SQLITE) as first,
        scratch_database(Dialect.SQLITE) as second,
    ):
        run(first.connection, "CREATE TABLE t (a)")
        run(second.connection, "CREATE TABLE t (a)")
        assert first.server.startswith("SQLite 3.")


def test_sqlite_reaches_no_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with (
        scratch_database(Dialect.SQLITE) as scratch,
        pytest.raises(sqlite3.Error, match="too many attached"),
    ):
        run(scratch.connection, f"ATTACH DATABASE '{tmp_path}/a.db' AS other")
    assert list(tmp_path.iterdir()) == []


def test_sql_server_is_unavailable() -> None:
    with (
        pytest.raises(ScratchUnavailable, match="SQL Server"),
        scratch_database(Dialect.MSSQL, "sqlserver://h/db"),
    ):
        pass


def test_without_a_server_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ERDAPP_DEV_POSTGRES_URL", raising=False)
    with pytest.raises(ScratchUnavailable) as caught, scratch_database(Dialect.POSTGRES):
        pass
    assert "ERDAPP_DEV_POSTGRES_URL" in caught.value.hint


def test_a_server_of_another_dialect_is_refused() -> None:
    with (
        pytest.raises(ScratchUnavailable, match="speaks MySQL, not PostgreSQL"),
        scratch_database(Dialect.POSTGRES, "mysql://h/db"),
    ):
        pass


def test_an_unreachable_server_is_unavailable_and_keeps_its_password() -> None:
    url = "postgres://u:hunter2@127.0.0.1:1/db"
    with pytest.raises(ScratchUnavailable) as caught, scratch_database(Dialect.POSTGRES, url):
        pass
    assert "hunter2" not in str(caught.value)


@pytest.mark.live
def test_a_postgres_scratch_is_empty_and_dropped_even_after_an_error(postgres_url: str) -> None:
    _is_made_and_dropped(Dialect.POSTGRES, postgres_url)


@pytest.mark.live
def test_a_mariadb_scratch_is_empty_and_dropped_even_after_an_error(mariadb_url: str) -> None:
    _is_made_and_dropped(Dialect.MARIADB, mariadb_url)


def _is_made_and_dropped(dialect: Dialect, url: str) -> None:
    connection = connect(url)
    current = (
        "SELECT current_database() AS name"
        if dialect is Dialect.POSTGRES
        else "SELECT DATABASE() AS name"
    )
    names = []

    def use_it() -> None:
        with scratch_database(dialect, url) as scratch:
            names.append(fetch(scratch.connection, current)[0].name)
            assert names[0] in databases(connection, dialect)
            run(scratch.connection, "CREATE TABLE t (a integer)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        use_it()
    assert names[0].startswith(PREFIX)
    assert names[0] not in databases(connection, dialect)
    connection.close()


@pytest.mark.live
def test_left_overs_of_an_hour_ago_go_and_nothing_else_does(postgres_url: str) -> None:
    connection = connect(postgres_url)
    old, now = int(time.time()) - 7200, int(time.time())
    crashed = f"{PREFIX}{old}_0123456789ab"
    running = f"{PREFIX}{now}_0123456789ab"
    foreign = f"{PREFIX}{old}_ba9876543210"
    try:
        for name, comment in ((crashed, MARKER), (running, MARKER), (foreign, "my own")):
            run(connection, f"CREATE DATABASE {name} TEMPLATE template0")
            run(connection, f"COMMENT ON DATABASE {name} IS '{comment}'")
        with scratch_database(Dialect.POSTGRES, postgres_url):
            there = databases(connection, Dialect.POSTGRES)
        assert crashed not in there
        assert {running, foreign} <= there
    finally:
        for name in (crashed, running, foreign):
            run(connection, f"DROP DATABASE IF EXISTS {name}")
        connection.close()
