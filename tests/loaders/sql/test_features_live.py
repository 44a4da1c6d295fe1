"""A file with every feature, and the database made from it, load to equal schemas."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pymysql
import pytest
from msgspec.structs import replace

from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.database import inspect
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema, Table
from tests.servers import mariadb_url, postgres_url

FEATURES = Path(__file__).parent / "features"
NAME = f"erdapp_features_{os.getpid()}"  # workers run side by side


def _from_file(dialect: Dialect, text: str) -> Schema:
    loaded = load_sql([SourceFile("features.sql", text)], LoadOptions(dialect=dialect))
    assert loaded.problems == ()
    return loaded.schema


def _differences(file: Schema, database: Schema) -> list[str]:
    """What differs, table by table, in few words."""
    ours = {table.full_name: table for table in file.tables}
    theirs = {table.full_name: table for table in database.tables}
    found = [f"{name} is only on one side" for name in ours.keys() ^ theirs.keys()]
    for name in ours.keys() & theirs.keys():
        for part in Table.__struct_fields__:
            one, other = getattr(ours[name], part), getattr(theirs[name], part)
            if one != other:
                found.append(f"{name} {part}: file {one} database {other}")
    return found


@pytest.mark.live
def test_postgres_makes_of_the_features_what_we_read() -> None:
    url = postgres_url()
    if url is None:
        pytest.skip("no PostgreSQL server: set ERDAPP_TEST_POSTGRES_URL")
    text = (FEATURES / "postgres.sql").read_text()
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME}")
        server.execute(f"CREATE DATABASE {NAME}")
        try:
            own = urlsplit(url)._replace(path=f"/{NAME}").geturl()
            with psycopg.connect(own, autocommit=True) as connection:
                for statement in text.split(";\n"):
                    connection.execute(statement.encode())
                database = inspect(connection, Dialect.POSTGRES).schema
        finally:
            server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
    file = _from_file(Dialect.POSTGRES, text)
    assert _differences(file, database) == []
    assert file.sequences == database.sequences
    assert file.enums == database.enums
    assert file.domains == database.domains


@pytest.mark.live
def test_mariadb_makes_of_the_features_what_we_read() -> None:
    url = mariadb_url()
    if url is None:
        pytest.skip("no MariaDB server: set ERDAPP_TEST_MARIADB_URL")
    parts = urlsplit(url)
    text = (FEATURES / "mariadb.sql").read_text()
    with pymysql.connect(
        host=parts.hostname,
        port=parts.port or 3306,
        user=parts.username or "root",
        password=parts.password or "",
        autocommit=True,
    ) as connection:
        cursor = connection.cursor()
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
        cursor.execute(f"CREATE DATABASE {NAME} CHARACTER SET utf8mb4")
        try:
            connection.select_db(NAME)
            for statement in filter(None, map(str.strip, text.split(";\n"))):
                cursor.execute(statement)
            database = inspect(connection, Dialect.MARIADB).schema
        finally:
            cursor.execute(f"DROP DATABASE {NAME}")
    file = _from_file(Dialect.MARIADB, text)
    assert _differences(file, _unsaid_left_out(file, database)) == []


def _unsaid_left_out(file: Schema, database: Schema) -> Schema:
    """The database's tables without the engine and character set that the file left open."""
    said = {table.full_name: dict(table.options) for table in file.tables}
    tables = tuple(
        replace(
            table,
            options=tuple(
                (name, value)
                for name, value in table.options
                if name not in ("engine", "charset", "collate") or name in said[table.full_name]
            ),
        )
        for table in database.tables
        if table.full_name in said
    )
    return replace(database, tables=tables)
