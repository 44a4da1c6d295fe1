"""Scratch databases of PostgreSQL: each with a role of its own that can do nothing elsewhere.

The administrator of the URL makes the role and its database and takes them away again; what a
schema says runs on a connection logged in as that role, never by SET ROLE, which a text could
reset. See `scratch` for what is kept apart and what isn't.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial

from erdapp.loaders.base import SourceError
from erdapp.loaders.database import DRIVER_ERRORS, Connection, Target, open_target, plain_message
from erdapp.runner.deadline import deadline
from erdapp.runner.extensions import for_the_administrator, install
from erdapp.runner.scratch_base import (
    LOCK_SECONDS,
    MARKER,
    PREFIX,
    SESSION_SECONDS,
    Beforehand,
    Scratch,
    ScratchUnavailable,
    is_left_over,
    new_stamp,
    open_server,
    rows,
    try_to,
)
from erdapp.schema import Dialect, Extension

log = logging.getLogger(__name__)

_TEMP_FILES = "1GB"
_RIGHTS = "The user of the scratch server needs the rights CREATEDB and CREATEROLE."

_SELF = """
SELECT rolsuper, rolcreaterole,
  rolreplication OR rolbypassrls
    OR EXISTS (SELECT FROM pg_catalog.pg_auth_members m WHERE m.member = r.oid)
FROM pg_catalog.pg_roles r WHERE rolname = current_user
"""

_POWER = "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = session_user"

_TERMINATE = """
SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
WHERE datname = '{name}' AND pid <> pg_catalog.pg_backend_pid()
"""

_LEFT_OVERS = f"""
SELECT d.datname FROM pg_catalog.pg_database d
WHERE d.datname LIKE '{PREFIX}%'
  AND '{MARKER}' IN (shobj_description(d.oid, 'pg_database'),
                     shobj_description(d.datdba, 'pg_authid'))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)
UNION
SELECT r.rolname FROM pg_catalog.pg_roles r
WHERE r.rolname LIKE '{PREFIX}%' AND shobj_description(r.oid, 'pg_authid') = '{MARKER}'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_database d WHERE d.datname = r.rolname)
"""


@dataclass(frozen=True)
class _Administrator:
    """What the user of the URL may do."""

    superuser: bool
    creates_roles: bool
    has_more: bool
    """Other rights, or those of other roles: too much to run a schema with."""
    version: int


@contextmanager
def postgres_scratch(
    server: Target, statement_timeout: float, extensions: Sequence[Extension]
) -> Iterator[Scratch]:
    """A new database with a role of its own; both are gone at the end. Raises
    ScratchUnavailable."""
    name = PREFIX + new_stamp()
    with closing(open_server(server, statement_timeout)) as maintenance:
        label = " ".join(str(rows(maintenance, "SELECT version()")[0][0]).split()[:2])
        try:
            mine = _administrator(maintenance)
            _drop_left_overs(maintenance, mine.version)
            wanted = for_the_administrator(maintenance, extensions)
        except DRIVER_ERRORS as error:
            raise _refused(error, server) from None
        if wanted and not mine.superuser:
            raise ScratchUnavailable(
                f"only a superuser can install the extension {wanted[0].name}, and the user of "
                "the scratch server is none",
                "Name a superuser in the URL: the schemas themselves still run without its rights.",
            )
        try:
            user = _make(maintenance, mine, server, name, statement_timeout)
            there = _prepare(server, mine, user, name, wanted)
            with (
                closing(_log_in(user, statement_timeout)) as connection,
                deadline(SESSION_SECONDS, partial(_end_sessions, server, name)),
            ):
                yield Scratch(Dialect.POSTGRES, connection, label, there)
        finally:
            _drop(maintenance, name, mine.version)


def _administrator(connection: Connection) -> _Administrator:
    version = int(rows(connection, "SHOW server_version_num")[0][0])
    superuser, creates_roles, has_more = (bool(value) for value in rows(connection, _SELF)[0])
    return _Administrator(superuser, creates_roles, has_more, version)


def _make(
    connection: Connection, mine: _Administrator, server: Target, name: str, timeout: float
) -> Target:
    """Make the role and the database; the target to log in with as that role."""
    password = secrets.token_urlsafe(24)
    alone = not (mine.superuser or mine.creates_roles)
    if alone and mine.has_more:
        raise ScratchUnavailable(
            "the user of the scratch server cannot make a role for a proof, and has too many "
            "rights to run it itself",
            _RIGHTS,
        )
    try:
        if not alone:
            rows(connection, _role(connection, mine, name, password, timeout))
        strategy = " STRATEGY wal_log" if mine.version >= 150000 else ""
        owner = "" if alone else f' OWNER "{name}"'
        # template0 is as the server was born: template1 may hold objects of its owner.
        rows(connection, f'CREATE DATABASE "{name}"{owner} TEMPLATE template0{strategy}')
        rows(
            connection,
            f"COMMENT ON DATABASE \"{name}\" IS '{MARKER}';"
            f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC',
        )
    except DRIVER_ERRORS as error:
        raise _refused(error, replace(server, password=password)) from None
    if alone:
        return replace(server, database=name)
    return replace(server, database=name, user=name, password=password)


def _refused(error: Exception, target: Target) -> ScratchUnavailable:
    said = plain_message(error, target)
    return ScratchUnavailable(f"no scratch database could be made: {said}", _RIGHTS)


def _role(
    connection: Connection, mine: _Administrator, name: str, password: str, timeout: float
) -> str:
    """The statements that make the role, in one transaction.

    One connection only: the text could give the role another password, for somebody who waits
    outside. The password goes over hashed, as the server keeps it, for the server's log.
    """
    settings = {
        "statement_timeout": f"{timeout:.0f}s",
        "lock_timeout": f"{LOCK_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{SESSION_SECONDS}s",
        # Nothing here has to survive a crash, and no query is long enough for a compiler.
        "synchronous_commit": "off",
        "jit": "off",
    }
    if mine.version >= 140000:
        settings["idle_session_timeout"] = f"{SESSION_SECONDS}s"
    if mine.superuser:
        settings["temp_file_limit"] = _TEMP_FILES
    hashed = connection.pgconn.encrypt_password(  # type: ignore[attr-defined]
        password.encode(), name.encode()
    ).decode()
    ends = rows(connection, f"SELECT (now() + interval '{2 * SESSION_SECONDS} seconds')::text")
    return ";".join(
        (
            f'CREATE ROLE "{name}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE '
            f"NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 1 PASSWORD '{hashed}' "
            f"VALID UNTIL '{ends[0][0]}'",
            f"COMMENT ON ROLE \"{name}\" IS '{MARKER}'",
            *(f"ALTER ROLE \"{name}\" SET {key} = '{to}'" for key, to in settings.items()),
            # Who is no superuser can only give a database to a role it is in.
            *(() if mine.superuser else (f'GRANT "{name}" TO CURRENT_USER',)),
        )
    )


def _prepare(
    server: Target, mine: _Administrator, user: Target, name: str, wanted: Sequence[Extension]
) -> Beforehand:
    """What only the administrator can do inside the database, done while it is empty: later the
    text could have laid out functions for the administrator to step on."""
    takes_public = mine.superuser and mine.version < 150000 and user.user == name
    if not wanted and not takes_public:
        return Beforehand()
    with closing(open_server(replace(server, database=name), SESSION_SECONDS)) as connection:
        try:
            if takes_public:
                rows(connection, f'ALTER SCHEMA public OWNER TO "{name}"')
            return install(connection, wanted, owner=name)
        except DRIVER_ERRORS as error:
            said = plain_message(error, server)
            raise ScratchUnavailable(
                f"the extensions of the schema could not be installed: {said}"
            ) from None


def _log_in(user: Target, statement_timeout: float) -> Connection:
    try:
        connection = open_target(user, statement_timeout=statement_timeout)
    except SourceError as error:
        raise ScratchUnavailable(
            f"the role made for this proof cannot log in: {error.message}",
            "Let pg_hba.conf of the scratch server accept roles with a password from here, as in "
            "“host all all <this host> scram-sha-256”, and name the server by host and port.",
        ) from None
    if rows(connection, _POWER)[0][0]:
        connection.close()
        raise ScratchUnavailable("the scratch server logs proofs in as a superuser", _RIGHTS)
    return connection


def _end_sessions(server: Target, name: str) -> None:
    """Close what is connected to the database, from outside."""
    with closing(open_server(server, LOCK_SECONDS)) as connection:
        rows(connection, _TERMINATE.format(name=name))


def _drop(connection: Connection, name: str, version: int) -> None:
    """Take away the database, then the role; what the server refuses is left to a later run."""
    if version < 130000:
        try_to(connection, _TERMINATE.format(name=name))
    force = " WITH (FORCE)" if version >= 130000 else ""
    said = try_to(connection, f'DROP DATABASE IF EXISTS "{name}"{force}')
    said = said or try_to(connection, f'DROP ROLE IF EXISTS "{name}"')
    if said:
        log.warning("the scratch database %s could not be dropped: %s", name, said)


def _drop_left_overs(connection: Connection, version: int) -> None:
    """Remove what crashed runs left: our name, our marker, an hour old, not in use.

    The marker on the role counts too: the owner of a database may change the comment on it, but
    nobody the one on its own role.
    """
    names = [name for (name,) in rows(connection, _LEFT_OVERS)]
    for name in filter(is_left_over, names):
        _drop(connection, name, version)
