"""Shorthands for tests of objects beside tables."""

from __future__ import annotations

from typing import Any

from erdapp.loaders.base import Loaded, LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema

PG, MY, MA, LITE, MS = (
    Dialect.POSTGRES,
    Dialect.MYSQL,
    Dialect.MARIADB,
    Dialect.SQLITE,
    Dialect.MSSQL,
)
ENUM = "CREATE TYPE mood AS ENUM ('sad', 'ok');"
TABLE = "CREATE TABLE t (a int, b int);"
FUNCTION = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'x';"


def load(text: str, dialect: Dialect = PG) -> Loaded:
    return load_sql([SourceFile("x.sql", text)], LoadOptions(dialect=dialect))


def schema(text: str, dialect: Dialect = PG) -> Schema:
    """The schema of a text that has to read without any problem."""
    loaded = load(text, dialect)
    assert loaded.problems == ()
    return loaded.schema


def only(items: tuple[Any, ...]) -> Any:
    assert len(items) == 1
    return items[0]
