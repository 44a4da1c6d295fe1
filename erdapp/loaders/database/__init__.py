"""Live databases → schemas: whole catalogs in a handful of queries, one package per server."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from msgspec.structs import replace

from erdapp.dialects import settled
from erdapp.loaders import collector
from erdapp.loaders.base import Loaded, SourceError
from erdapp.loaders.database import mysql, postgres, sqlite
from erdapp.loaders.database.connect import (
    DRIVER_ERRORS,
    Connection,
    connect,
    limit_sqlite,
    open_target,
    plain_message,
)
from erdapp.loaders.database.url import Target, dialect_of, parse_url
from erdapp.schema import Dialect

__all__ = [
    "DRIVER_ERRORS",
    "Connection",
    "Target",
    "connect",
    "dialect_of",
    "inspect",
    "inspect_url",
    "limit_sqlite",
    "open_target",
    "parse_url",
    "plain_message",
]


def inspect(
    connection: Connection,
    dialect: Dialect,
    *,
    schemas: Sequence[str] = (),
    exclude: Sequence[str] = (),
    default: str = "",
) -> Loaded:
    """The schema of the database behind an open connection.

    `schemas` are globs of the namespaces to read (none: all of PostgreSQL's, the connected
    database of MySQL); `exclude` are globs of namespaces or objects to leave out (`audit`,
    `tmp_*`, `audit.*`). `default` is the namespace that an empty `schema` will stand for, when it
    isn't the dialect's own (`public`, the connected database).
    Raises SourceError with the server's words.
    """
    try:
        with collector.held():
            found = _inspected(connection, dialect, schemas, exclude, default)
    except DRIVER_ERRORS as error:
        raise SourceError(f"the database could not be read: {plain_message(error)}") from error
    return replace(found, schema=settled(found.schema))


def _inspected(
    connection: Connection,
    dialect: Dialect,
    schemas: Sequence[str],
    exclude: Sequence[str],
    default: str,
) -> Loaded:
    match dialect:
        case Dialect.POSTGRES:
            return postgres.inspect(connection, schemas, exclude, default)
        case Dialect.MYSQL | Dialect.MARIADB:
            return mysql.inspect(connection, dialect, schemas, exclude, default)
        case Dialect.SQLITE:
            return sqlite.inspect(connection, exclude)
        case Dialect.MSSQL:
            raise SourceError("a live SQL Server cannot be read: no driver is installed")


def inspect_url(
    url: str,
    *,
    schemas: Sequence[str] = (),
    exclude: Sequence[str] = (),
    statement_timeout: float = 60.0,
) -> Loaded:
    """Open `url` read-only, inspect it, close it. `?search_path=x` reads only the namespace x."""
    target = parse_url(url)
    path = target.parameter("search_path") if target.dialect is Dialect.POSTGRES else ""
    wanted = schemas or ((path,) if path else ())
    with closing(connect(url, read_only=True, statement_timeout=statement_timeout)) as connection:
        return inspect(connection, target.dialect, schemas=wanted, exclude=exclude, default=path)
