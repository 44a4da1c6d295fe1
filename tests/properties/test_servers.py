"""What a server keeps of any schema is that schema."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from hypothesis import given

from erdapp.diff import compare
from erdapp.loaders.database import Connection, connect, inspect, open_target, parse_url
from erdapp.loaders.database.catalog import run
from erdapp.planner import plan
from erdapp.schema import Dialect, Schema
from tests.databases import scratch
from tests.properties.examples import differences, some
from tests.strategies import schemas


def build(connection: Connection, schema: Schema) -> Schema:
    """Run the whole DDL of the schema, and read what there is then."""
    for statement in plan(Schema(dialect=schema.dialect), schema).up:
        try:
            run(connection, statement.sql)
        except Exception as error:
            raise AssertionError(f"{error}\n{statement.sql}") from error
    return inspect(connection, schema.dialect).schema


def test_sqlite_keeps_any_schema() -> None:
    @some
    @given(schemas(Dialect.SQLITE))
    def holds(schema: Schema) -> None:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            assert differences(schema, build(connection, schema)) == ""

    holds()


@pytest.mark.live
@pytest.mark.xdist_group("postgres_properties")
def test_postgres_keeps_any_schema(postgres_url: str) -> None:
    """In a transaction that is rolled back: one database does for all schemas."""

    @some
    @given(schemas(Dialect.POSTGRES))
    def holds(schema: Schema) -> None:
        with rolled_back(connection):
            assert differences(schema, build(connection, schema)) == ""

    with own_database(postgres_url) as connection:
        holds()


@pytest.mark.live
@pytest.mark.xdist_group("mariadb_properties")
def test_mariadb_keeps_any_schema(mariadb_url: str) -> None:
    """But for what a table says of engine and charset only on the server."""

    @some
    @given(schemas(Dialect.MARIADB))
    def holds(schema: Schema) -> None:
        with emptied(connection, "properties") as empty:
            assert compare(schema, build(empty, schema)) == ()

    with closing(open_target(parse_url(mariadb_url))) as connection:
        holds()


@contextmanager
def own_database(server: str) -> Iterator[Connection]:
    """A connection to a new PostgreSQL database without the time limits of a scratch one: all
    examples of a property run on it."""
    with scratch(server, "") as (url, _), closing(connect(url)) as connection:
        yield connection


@contextmanager
def rolled_back(connection: Connection) -> Iterator[None]:
    run(connection, "BEGIN")
    try:
        yield
    finally:
        run(connection, "ROLLBACK")


@contextmanager
def emptied(connection: Connection, what: str) -> Iterator[Connection]:
    """A database of our own, anew for each schema: MariaDB rolls no DDL back."""
    name = f"erdapp_test_{what}_{os.getpid()}"
    run(connection, f"DROP DATABASE IF EXISTS {name}")
    run(connection, f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
    run(connection, f"USE {name}")
    try:
        yield connection
    finally:
        run(connection, f"DROP DATABASE IF EXISTS {name}")
