"""A URL → an open DB-API connection, with timeouts, read-only where asked, no secrets in errors."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol
from urllib.parse import quote

import psycopg
import pymysql

from erdapp.loaders.base import SourceError
from erdapp.loaders.database.pinned import libpq_options, mysql_tls, open_socket
from erdapp.loaders.database.url import Target, parse_url
from erdapp.schema import Dialect

DRIVER_ERRORS = (psycopg.Error, pymysql.Error, sqlite3.Error, sqlite3.Warning)
"""What the drivers raise when a server, a file or a statement misbehaves."""


class Cursor(Protocol):
    """The part of a DB-API cursor that is used here."""

    @property
    def description(self) -> Sequence[Sequence[Any]] | None: ...
    def execute(self, sql: Any, parameters: Any = ..., /) -> Any: ...
    def fetchall(self) -> Sequence[Any]: ...
    def close(self) -> Any: ...


class Connection(Protocol):
    """The part of a DB-API connection that is used here; every one is in autocommit mode."""

    def cursor(self) -> Any: ...
    def close(self) -> Any: ...


def connect(
    url: str,
    *,
    read_only: bool = False,
    statement_timeout: float = 60.0,
    connect_timeout: float = 10.0,
) -> Connection:
    """Open the database that `url` names; seconds for the timeouts, 0 for none.

    Raises SourceError with the driver's words, but never with the URL or the password.
    """
    return open_target(
        parse_url(url),
        read_only=read_only,
        statement_timeout=statement_timeout,
        connect_timeout=connect_timeout,
    )


def open_target(
    target: Target,
    *,
    read_only: bool = False,
    statement_timeout: float = 60.0,
    connect_timeout: float = 10.0,
) -> Connection:
    """The same for a URL already read."""
    with _plain_errors(target):
        match target.dialect:
            case Dialect.POSTGRES:
                return _postgres(target, read_only, statement_timeout, connect_timeout)
            case Dialect.MYSQL | Dialect.MARIADB:
                return _mysql(target, read_only, statement_timeout, connect_timeout)
            case Dialect.SQLITE:
                return _sqlite(target, read_only, statement_timeout)
            case Dialect.MSSQL:
                raise SourceError(
                    "a live SQL Server cannot be read: no driver for it is installed; "
                    "script the database to a .sql file and load that"
                )


@contextmanager
def _plain_errors(target: Target) -> Iterator[None]:
    """Driver errors as one-line SourceErrors without the password."""
    try:
        yield
    except (*DRIVER_ERRORS, OSError) as error:
        raise SourceError(f"cannot open {target.place}: {plain_message(error, target)}") from None


def plain_message(error: Exception, target: Target | None = None) -> str:
    """A driver's message on one line, at most 500 characters, with the password taken out."""
    if isinstance(error, pymysql.Error) and len(error.args) > 1:
        text = f"{error.args[1]} ({error.args[0]})"
    elif isinstance(error, psycopg.Error) and error.diag.message_primary:
        detail = error.diag.message_detail
        text = error.diag.message_primary + (f" ({detail})" if detail else "")
    else:
        text = str(error) or type(error).__name__
    if target is not None and target.password:
        text = text.replace(target.password, "***")
    return " ".join(text.split())[:500]


_LIBPQ = ("sslmode", "sslrootcert", "application_name", "channel_binding", "gssencmode")
"""Parameters handed on to libpq; others could name files or other hosts."""


def _postgres(
    target: Target, read_only: bool, statement_timeout: float, connect_timeout: float
) -> Connection:
    given = {name: target.parameter(name) for name in _LIBPQ if target.parameter(name)}
    given |= {"password": target.password} if target.password else {}
    connection = psycopg.connect(
        host=target.host,
        port=target.port,
        user=target.user or None,
        dbname=target.database or target.user or "postgres",
        connect_timeout=int(connect_timeout) or None,
        autocommit=True,
        # A prepared statement would remember the columns a table had before an ALTER.
        prepare_threshold=None,
        **(given | libpq_options(target)),
    )
    cursor = connection.cursor()
    cursor.execute(
        "SELECT set_config('statement_timeout', %s, false), set_config('lock_timeout', %s, false)",
        (str(int(statement_timeout * 1000)), str(int(statement_timeout * 1000))),
    )
    if target.parameter("search_path"):
        cursor.execute(
            "SELECT set_config('search_path', %s, false)", (target.parameter("search_path"),)
        )
    if read_only:
        cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
    return connection


def _mysql(
    target: Target, read_only: bool, statement_timeout: float, connect_timeout: float
) -> Connection:
    connection = pymysql.connect(
        host=target.host,
        port=target.port,
        user=target.user or "root",
        password=target.password,
        database=target.database or None,
        charset="utf8mb4",
        connect_timeout=int(connect_timeout) or 10,
        read_timeout=int(statement_timeout) + 30 if statement_timeout else None,
        autocommit=True,
        local_infile=False,
        defer_connect=True,
        **mysql_tls(target),
    )
    connection.connect(open_socket(target, connect_timeout) if target.address else None)
    cursor = connection.cursor()
    if statement_timeout:
        cursor.execute("SELECT VERSION()")
        maria = "mariadb" in str(cursor.fetchall()).lower()
        limit = (
            f"max_statement_time = {statement_timeout:.3f}"
            if maria
            else f"max_execution_time = {int(statement_timeout * 1000)}"
        )
        cursor.execute(f"SET SESSION {limit}, SESSION lock_wait_timeout = 30")
    if read_only:
        cursor.execute("SET SESSION TRANSACTION READ ONLY")
    cursor.close()
    return connection


def _sqlite(target: Target, read_only: bool, statement_timeout: float) -> Connection:
    memory = target.database == ":memory:" or target.parameter("mode") == "memory"
    if read_only and not memory and not os.path.isfile(target.database):
        raise SourceError(f"{target.database}: there is no such file")
    mode = "memory" if memory else "ro" if read_only else "rwc"
    shared = "&cache=shared" if target.parameter("cache") == "shared" else ""
    name = quote(target.database.removeprefix(":memory:"))
    connection = sqlite3.connect(
        f"file:{name}?mode={mode}{shared}", uri=True, isolation_level=None, timeout=30
    )
    if target.parameter("_fk") in ("1", "true", "on"):
        connection.execute("PRAGMA foreign_keys = ON")
    if statement_timeout:
        limit_sqlite(connection, statement_timeout)
    connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    return connection


def limit_sqlite(connection: sqlite3.Connection, seconds: float) -> None:
    """Stop everything on the connection after `seconds` from now: SQLite has no timeout."""
    deadline = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
