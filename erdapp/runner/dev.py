"""The dev database: where a source is run to see what the server makes of it.

A URL that names only a server (no database, or `postgres`, `template1`, `mysql`, which every server
has) stands for a fresh scratch database there, made and dropped here (`scratch`). A URL that names
a database of its own is used itself, as Atlas does, and only when it is empty; it is empty again
afterwards:

- PostgreSQL runs everything in one transaction that is rolled back, so that not even a crash
  leaves anything;
- MySQL and MariaDB, which commit every definition, get a marker table first. A run holds a lock
  named after the database; whoever gets the lock and finds the marker clears what a crashed run
  left behind.

There the statements run with the rights of the URL's user: it is for one's own files. SQLite is
always in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace

from erdapp.dialects import facts
from erdapp.loaders.base import SourceError
from erdapp.loaders.database import Connection, Target, inspect, open_target, parse_url
from erdapp.runner.scratch import Scratch, ScratchUnavailable, scratch_database
from erdapp.runner.scratch_base import rows
from erdapp.schema import Dialect, Extension, Schema

MARKER_TABLE = "erdapp_dev_database_in_use"
_SERVER_ONLY = frozenset({"", "postgres", "template1", "mysql", "information_schema"})
_FAMILY = {Dialect.MARIADB: Dialect.MYSQL}
_HINT = "Name an empty database, or only the server: a scratch database is made there and dropped."


@contextmanager
def dev_database(
    dialect: Dialect,
    url: str | None = None,
    *,
    extensions: Sequence[Extension] = (),
    statement_timeout: float = 30.0,
) -> Iterator[Scratch]:
    """An empty database to run a source on; empty again, or gone, at the end.

    `url` None takes a server from the environment (`scratch_database`). Raises ScratchUnavailable,
    also for a database that isn't empty.
    """
    target = _named(dialect, url)
    if target is None:
        with (
            scratch_database(
                dialect, url, extensions=extensions, statement_timeout=statement_timeout
            ) as scratch,
            _held_back(scratch),
        ):
            yield scratch
        return
    try:
        connection = open_target(target, statement_timeout=statement_timeout)
    except SourceError as error:
        raise ScratchUnavailable(f"the dev database: {error.message}") from None
    with closing(connection):
        label = str(rows(connection, "SELECT version()")[0][0])
        label = " ".join(label.split()[:2]) if dialect is Dialect.POSTGRES else f"server {label}"
        scratch = Scratch(dialect, connection, label)
        used = _rolled_back if dialect is Dialect.POSTGRES else _cleared
        with used(scratch, target):
            yield scratch


def _named(dialect: Dialect, url: str | None) -> Target | None:
    """The database that the URL names to be used itself, if it does."""
    if url is None or dialect is Dialect.SQLITE:
        return None
    try:
        target = parse_url(url)
    except SourceError as error:
        raise ScratchUnavailable(f"the URL of the dev database: {error.message}") from None
    if _FAMILY.get(target.dialect, target.dialect) != _FAMILY.get(dialect, dialect):
        spoken, wanted = facts(target.dialect).label, facts(dialect).label
        raise ScratchUnavailable(f"the dev database speaks {spoken}, not {wanted}")
    if target.database in _SERVER_ONLY:
        return None
    parameters = {**dict(target.parameters), "search_path": "public"}
    return replace(target, parameters=tuple(parameters.items()))


@contextmanager
def _held_back(scratch: Scratch) -> Iterator[None]:
    """A transaction where statements can be undone one by one (PostgreSQL)."""
    if scratch.dialect is Dialect.POSTGRES:
        rows(scratch.connection, "BEGIN")
    yield


@contextmanager
def _rolled_back(scratch: Scratch, target: Target) -> Iterator[None]:
    _check_empty(scratch, target, inspect(scratch.connection, scratch.dialect).schema)
    rows(scratch.connection, "BEGIN")
    try:
        yield
    finally:
        rows(scratch.connection, "ROLLBACK")
    _check_empty(scratch, target, inspect(scratch.connection, scratch.dialect).schema, " any more")


@contextmanager
def _cleared(scratch: Scratch, target: Target) -> Iterator[None]:
    connection, dialect = scratch.connection, scratch.dialect
    lock = facts(dialect).string(f"erdapp {target.database}"[:64])
    if str(rows(connection, f"SELECT GET_LOCK({lock}, 10)")[0][0]) != "1":
        raise ScratchUnavailable(f"the dev database {target.database} is in use by another run")
    marked = bool(rows(connection, f"SHOW TABLES LIKE '{MARKER_TABLE}'"))
    if marked:
        _clear(connection, dialect)
    _check_empty(scratch, target, inspect(connection, dialect).schema)
    rows(connection, f"CREATE TABLE {MARKER_TABLE} (id int) COMMENT 'may be cleared by erdapp'")
    try:
        yield
    finally:
        _clear(connection, dialect)


def _check_empty(scratch: Scratch, target: Target, found: Schema, when: str = "") -> None:
    """Raises ScratchUnavailable; extensions don't count, they are the server's to have."""
    there = [str(item.key) for item in found.objects() if not isinstance(item, Extension)]
    there += [f"schema {space.name}" for space in found.namespaces if space.name]
    if there:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        raise ScratchUnavailable(
            f"the dev database {target.database} isn't empty{when}: it has the {there[0]}{more}",
            _HINT,
        )


_LISTED = {
    "VIEW": "SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE()",
    "EVENT": "SELECT event_name FROM information_schema.events WHERE event_schema = DATABASE()",
    "PROCEDURE": "SELECT routine_name FROM information_schema.routines "
    "WHERE routine_schema = DATABASE() AND routine_type = 'PROCEDURE'",
    "FUNCTION": "SELECT routine_name FROM information_schema.routines "
    "WHERE routine_schema = DATABASE() AND routine_type = 'FUNCTION'",
    "SEQUENCE": "SELECT table_name FROM information_schema.tables "
    "WHERE table_schema = DATABASE() AND table_type = 'SEQUENCE'",
    "TABLE": "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() "
    f"AND table_type NOT IN ('VIEW', 'SEQUENCE') ORDER BY table_name = '{MARKER_TABLE}'",
}
"""What to drop, in this order; triggers go with their tables, the marker goes last."""


def _clear(connection: Connection, dialect: Dialect) -> None:
    """Empty the connected database of MySQL or MariaDB, which was empty before a run of ours."""
    quote = facts(dialect).quote
    rows(connection, "SET SESSION foreign_key_checks = 0")
    for kind, listing in _LISTED.items():
        for (name,) in rows(connection, listing):
            rows(connection, f"DROP {kind} IF EXISTS {quote(name)}")


def extension_in(reason: str) -> str:
    """The extension that a scratch server hasn't or won't install, by the words of the refusal."""
    found = re.search(r"the extension ([\w-]+) ", reason)
    return found[1] if found else ""
