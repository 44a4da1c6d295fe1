"""Fresh empty databases for proofs: made here, marked as ours, dropped at the end.

What runs there comes from people's files: functions, triggers, defaults and materialized views do
as they are written. So nothing of it runs with the rights of the user in the server's URL. That
user, the administrator, only makes a database and a throw-away user for it, with a random
password, and takes both away again; everything else runs on a connection of the throw-away user:

- PostgreSQL (`scratch_postgres`): a role without any attribute, that owns the database and is a
  member of nothing, and may have one connection. What needs a superuser fails, or is stood in for
  (`stand_ins`); extensions are another chapter (`extensions`).
- MySQL, MariaDB (`scratch_mysql`): a user with the rights of a database on its own one alone.
- SQLite: in memory, without ATTACH.

A statement, a lock, an idle session and the whole session have their time. Not kept apart: what a
server gives to everybody (names of databases and roles, settings, rights of PUBLIC or of MySQL's
anonymous user), its processor, and its disk but for temporary files. So the server should be one
for this purpose. `docs/proofs.md` tells how to set it up.

Nothing is ever touched that wasn't made here. What a crashed run left behind is removed an hour
later by the next run on that server, recognised by name and marker.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace

from erdapp.dialects import facts
from erdapp.loaders.base import SourceError
from erdapp.loaders.database import Target, limit_sqlite, parse_url
from erdapp.runner.scratch_base import MARKER, PREFIX, Scratch, ScratchUnavailable
from erdapp.runner.scratch_mysql import mysql_scratch
from erdapp.runner.scratch_postgres import postgres_scratch
from erdapp.schema import Dialect, Extension

__all__ = ["MARKER", "PREFIX", "Scratch", "ScratchUnavailable", "scratch_database"]

_SQLITE_SECONDS = 120.0
_SQLITE_BYTES = 50_000_000
"""Of one row or string."""

ENVIRONMENT = {
    Dialect.POSTGRES: ("ERDAPP_DEV_POSTGRES_URL",),
    Dialect.MYSQL: ("ERDAPP_DEV_MYSQL_URL", "ERDAPP_DEV_MARIADB_URL"),
    Dialect.MARIADB: ("ERDAPP_DEV_MARIADB_URL",),
}
"""Where the URL of a scratch server is looked for, in that order. MariaDB can stand in for MySQL;
a proof says which server it ran on."""

_FAMILY = {Dialect.MYSQL: "mysql", Dialect.MARIADB: "mysql"}


@contextmanager
def scratch_database(
    dialect: Dialect,
    url: str | None = None,
    *,
    extensions: Sequence[Extension] = (),
    statement_timeout: float = 30.0,
) -> Iterator[Scratch]:
    """A new, empty database of the dialect, dropped at the end; seconds for the timeout.

    `url` names the server to make it on; None takes it from the environment. SQLite is always to
    be had, in memory. `extensions` are those of PostgreSQL that will be asked for there: what
    only a superuser can install is there from the start. Raises ScratchUnavailable.
    """
    match dialect:
        case Dialect.SQLITE:
            with closing(_sqlite()) as connection:
                yield Scratch(dialect, connection, f"SQLite {sqlite3.sqlite_version}")
        case Dialect.POSTGRES:
            server = _server(dialect, url)
            with postgres_scratch(server, statement_timeout, extensions) as scratch:
                yield scratch
        case _:
            with mysql_scratch(dialect, _server(dialect, url), statement_timeout) as scratch:
                yield scratch


def _sqlite() -> sqlite3.Connection:
    """A database in memory that can reach no file, with limits on time and size."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _SQLITE_BYTES)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    limit_sqlite(connection, _SQLITE_SECONDS)
    return connection


def _server(dialect: Dialect, url: str | None) -> Target:
    if dialect not in ENVIRONMENT:
        raise ScratchUnavailable(
            "plans for SQL Server are not run: no driver for a SQL Server is installed",
            "Run the SQL on a test server before you rely on it.",
        )
    names = ENVIRONMENT[dialect]
    found = url or next((os.environ[name] for name in names if os.environ.get(name)), None)
    if not found:
        raise ScratchUnavailable(
            f"there is no scratch server for {facts(dialect).label}",
            f"Set {' or '.join(names)} to a server whose user may create databases and users.",
        )
    try:
        target = parse_url(found)
    except SourceError as error:
        raise ScratchUnavailable(f"the URL of the scratch server: {error.message}") from None
    if _FAMILY.get(target.dialect, target.dialect) != _FAMILY.get(dialect, dialect):
        spoken, wanted = facts(target.dialect).label, facts(dialect).label
        raise ScratchUnavailable(f"the scratch server speaks {spoken}, not {wanted}")
    parameters = {**dict(target.parameters), "search_path": "public"}
    return replace(target, parameters=tuple(parameters.items()))
