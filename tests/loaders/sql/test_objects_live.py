"""Objects beside tables: a file, and the database made from it, load to equal objects."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pymysql
import pytest

from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.database import inspect
from erdapp.loaders.sql import load_sql
from erdapp.loaders.sql.split import split
from erdapp.schema import Dialect, Schema
from tests.servers import mariadb_url, postgres_url

FEATURES = Path(__file__).parent / "features"
NAME = f"erdapp_objects_{os.getpid()}"  # workers run side by side


def _from_file(dialect: Dialect, text: str) -> Schema:
    loaded = load_sql([SourceFile("objects.sql", text)], LoadOptions(dialect=dialect))
    assert loaded.problems == ()
    return loaded.schema


def _differences(file: Schema, database: Schema) -> list[str]:
    """The objects that only one side has, or that differ."""
    ours = {item.key: item for item in file.objects()}
    theirs = {item.key: item for item in database.objects()}
    lonely = [f"only on one side: {key}" for key in sorted(ours.keys() ^ theirs.keys())]
    return lonely + [
        f"file {ours[key]}\ndatabase {theirs[key]}"
        for key in sorted(ours.keys() & theirs.keys())
        if ours[key] != theirs[key]
    ]


@pytest.mark.live
def test_postgres_makes_of_the_objects_what_we_read() -> None:
    url = postgres_url()
    if url is None:
        pytest.skip("no PostgreSQL server: set ERDAPP_TEST_POSTGRES_URL")
    text = (FEATURES / "objects_postgres.sql").read_text()
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME}")
        server.execute(f"CREATE DATABASE {NAME}")
        try:
            own = urlsplit(url)._replace(path=f"/{NAME}").geturl()
            with psycopg.connect(own, autocommit=True) as connection:
                for piece in split(text, Dialect.POSTGRES):
                    connection.execute(piece.text.encode())
                database = inspect(connection, Dialect.POSTGRES).schema
        finally:
            server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
    file = _from_file(Dialect.POSTGRES, text)
    assert _differences(file, database) == []
    assert file.namespaces == database.namespaces


@pytest.mark.live
def test_mariadb_makes_of_the_objects_what_we_read() -> None:
    url = mariadb_url()
    if url is None:
        pytest.skip("no MariaDB server: set ERDAPP_TEST_MARIADB_URL")
    parts = urlsplit(url)
    text = (FEATURES / "objects_mariadb.sql").read_text()
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
            cursor.execute(f"USE {NAME}")
            for piece in split(text, Dialect.MARIADB):
                cursor.execute(piece.text)
            database = inspect(connection, Dialect.MARIADB).schema
        finally:
            cursor.execute(f"DROP DATABASE {NAME}")
    assert _differences(_from_file(Dialect.MARIADB, text), database) == []
