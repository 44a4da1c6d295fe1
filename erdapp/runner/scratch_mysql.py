"""Scratch databases of MySQL and MariaDB: each with a user that has rights on it alone.

The administrator of the URL makes both and takes them away again; what a schema says runs on a
connection of the new user, triggers and routines with it. See `scratch` for what is kept apart
and what isn't.
"""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial

from erdapp.loaders.base import SourceError
from erdapp.loaders.database import DRIVER_ERRORS, Connection, Target, open_target, plain_message
from erdapp.runner.deadline import deadline
from erdapp.runner.scratch_base import (
    LOCK_SECONDS,
    MARKER,
    PREFIX,
    SESSION_SECONDS,
    Scratch,
    ScratchUnavailable,
    is_left_over,
    new_stamp,
    open_server,
    rows,
    try_to,
)
from erdapp.schema import Dialect

log = logging.getLogger(__name__)

USER_PREFIX = "erdapp_s_"
"""Of the users: MySQL allows 32 letters."""

_GRANTED = (
    "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER, "
    "CREATE TEMPORARY TABLES, LOCK TABLES, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, "
    "ALTER ROUTINE, EXECUTE, EVENT, TRIGGER"
)
"""All that a database knows but GRANT OPTION; nothing of the server."""

_RIGHTS = (
    "The user of the scratch server needs CREATE USER and all rights WITH GRANT OPTION on "
    "`erdapp\\_scratch\\_%`.*, or those rights there and no others."
)
_USAGE = re.compile(r"GRANT USAGE ON \*\.\* TO ")
_OWN = re.compile(r"GRANT .* ON `erdapp\\_scratch\\_[^`]*`\.\* TO ")


@dataclass(frozen=True)
class _Account:
    """A user as it is written in statements: names of our own letters and a quoted host."""

    name: str
    host: str

    def __str__(self) -> str:
        return f"'{self.name}'@{self.host}"


@contextmanager
def mysql_scratch(dialect: Dialect, server: Target, statement_timeout: float) -> Iterator[Scratch]:
    """A new database with a user of its own; both are gone at the end. Raises
    ScratchUnavailable."""
    stamp = new_stamp()
    name = PREFIX + stamp
    with closing(open_server(server, statement_timeout)) as maintenance:
        version = str(rows(maintenance, "SELECT VERSION()")[0][0])
        maria = "mariadb" in version.lower()
        label = f"{'MariaDB' if maria else 'MySQL'} {version.partition('-')[0]}"
        account = _Account(USER_PREFIX + stamp, _host(maintenance))
        password = secrets.token_urlsafe(20) + "-aA1"
        user = replace(server, database=name, user=account.name, password=password)
        try:
            try:
                _drop_left_overs(maintenance, maria)
                comment = f" COMMENT = '{MARKER}'" if maria else ""
                rows(maintenance, f"CREATE DATABASE `{name}`{comment}")
                if not _make_user(maintenance, account, name, password, maria):
                    user = replace(server, database=name)
            except DRIVER_ERRORS as error:
                raise ScratchUnavailable(
                    f"no scratch database could be made: {plain_message(error, user)}", _RIGHTS
                ) from None
            connection = _log_in(user, statement_timeout)
            session = int(rows(connection, "SELECT CONNECTION_ID()")[0][0])
            try:
                with deadline(SESSION_SECONDS, partial(_end_session, server, session)):
                    yield Scratch(dialect, connection, label)
            finally:
                with suppress(*DRIVER_ERRORS):
                    connection.close()
                # A statement may still run there, and hold what is to be dropped.
                try_to(maintenance, f"KILL {session}")
        finally:
            _drop(maintenance, name, account)


def _host(connection: Connection) -> str:
    """Where the server sees us come from, as a quoted host: our user may come only from there."""
    seen = str(rows(connection, "SELECT USER()")[0][0]).rpartition("@")[2]
    return f"'{seen}'" if re.fullmatch(r"[\w.:-]+", seen) else "'%'"


def _make_user(
    connection: Connection, account: _Account, name: str, password: str, maria: bool
) -> bool:
    """Make the user; False when there can be none and the administrator is harmless enough.

    One connection only: the text could give the user another password, for somebody who waits
    outside. Raises ScratchUnavailable, or the driver's errors.
    """
    # A hash for the server's log; MySQL leaves passwords out of it by itself.
    secret = f"PASSWORD '{_hashed(password)}'" if maria else f"'{password}'"
    said = try_to(
        connection,
        f"CREATE USER {account} IDENTIFIED BY {secret} WITH MAX_USER_CONNECTIONS 1",
    )
    if not said:
        # An underscore is a wildcard in the name that a right is given on.
        pattern = name.replace("_", "\\_")
        rows(connection, f"GRANT {_GRANTED} ON `{pattern}`.* TO {account}")
        return True
    granted = [str(row[0]) for row in rows(connection, "SHOW GRANTS")]
    if all(_USAGE.match(text) or _OWN.match(text) for text in granted):
        return False
    raise ScratchUnavailable(
        "the user of the scratch server cannot make a user for a proof, and has too many rights "
        "to run it itself",
        _RIGHTS,
    )


def _hashed(password: str) -> str:
    """The password as `mysql_native_password` keeps it."""
    inner = hashlib.sha1(password.encode()).digest()
    return "*" + hashlib.sha1(inner).hexdigest().upper()


def _log_in(user: Target, statement_timeout: float) -> Connection:
    try:
        connection = open_target(user, statement_timeout=statement_timeout)
    except SourceError as error:
        raise ScratchUnavailable(
            f"the user made for this proof cannot log in: {error.message}",
            "Users with a password must be able to log in to the scratch server from here.",
        ) from None
    rows(
        connection,
        f"SET SESSION lock_wait_timeout = {LOCK_SECONDS}, "
        f"innodb_lock_wait_timeout = {LOCK_SECONDS}, wait_timeout = {SESSION_SECONDS}",
    )
    return connection


def _end_session(server: Target, session: int) -> None:
    """Close a connection from outside."""
    with closing(open_server(server, LOCK_SECONDS)) as connection:
        rows(connection, f"KILL {session}")


def _drop(connection: Connection, name: str, account: _Account) -> None:
    """Take away the user, then the database; what the server refuses is left to a later run."""
    try_to(connection, f"DROP USER IF EXISTS {account}")
    said = try_to(connection, f"DROP DATABASE IF EXISTS `{name}`")
    if said:
        log.warning("the scratch database %s could not be dropped: %s", name, said)


def _drop_left_overs(connection: Connection, maria: bool) -> None:
    """Remove what crashed runs left: our name, an hour old, and our comment on the database.

    MySQL keeps no comment on a database, and neither server one on a user that both can read:
    there the name alone, with its time and its random part, is the marker.
    """
    comment = "schema_comment" if maria else f"'{MARKER}'"
    listed = rows(
        connection,
        f"SELECT schema_name, {comment} FROM information_schema.schemata "
        f"WHERE schema_name LIKE '{PREFIX}%'",
    )
    for name, said in listed:
        if said == MARKER and is_left_over(name):
            try_to(connection, f"DROP DATABASE IF EXISTS `{name}`")
    with suppress(*DRIVER_ERRORS):  # who may not read this list makes no users
        users = f"SELECT User, Host FROM mysql.user WHERE User LIKE '{USER_PREFIX}%'"
        for name, host in rows(connection, users):
            if is_left_over(name, USER_PREFIX) and re.fullmatch(r"[\w.:%-]+", host):
                account = _Account(name, f"'{host}'")
                try_to(connection, f"DROP USER IF EXISTS {account}")
