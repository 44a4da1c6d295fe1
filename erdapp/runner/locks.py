"""One run at a time: the lock that a run holds on its database, the same that Atlas takes.

It belongs to the connection that runs the statements, so that a server that goes on with a
statement after its client died keeps it until that has ended. SQLite has no such lock: there it is
one on a file beside the database, which the system lets go of when the process dies.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from erdapp.dialects import facts
from erdapp.loaders.database import DRIVER_ERRORS, Connection, Target, plain_message
from erdapp.runner.scratch_base import rows
from erdapp.schema import Dialect

NAME = "atlas_migrate_execute"
"""Unless another one is asked for."""
_PAUSE = 0.1


class LockTaken(Exception):
    """Another run holds the lock; `str()` says so and for how long was waited."""


@contextmanager
def migration_lock(
    connection: Connection, target: Target, seconds: float, name: str = NAME
) -> Iterator[None]:
    """Hold the lock of that name on the target's database. Raises LockTaken after so many
    seconds."""
    match target.dialect:
        case Dialect.POSTGRES:
            held = _postgres(connection, seconds, name)
        case Dialect.SQLITE:
            held = _file(target, seconds, name)
        case _:
            held = _mysql(connection, seconds, name)
    with held:
        yield


def _taken(seconds: float) -> LockTaken:
    return LockTaken(
        f"acquiring database lock: another migration has held it for {seconds:g}s; wait for its "
        "end, or give more time with --lock-timeout"
    )


@contextmanager
def _postgres(connection: Connection, seconds: float, name: str) -> Iterator[None]:
    key = fnv1(name)
    deadline = time.monotonic() + seconds
    while not _yes(connection, f"SELECT pg_try_advisory_lock({key})"):
        if time.monotonic() >= deadline:
            raise _taken(seconds)
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        # A connection that broke has let go of it.
        with suppress(*DRIVER_ERRORS):
            rows(connection, f"SELECT pg_advisory_unlock({key})")


@contextmanager
def _mysql(connection: Connection, seconds: float, name: str) -> Iterator[None]:
    text = facts(Dialect.MYSQL).string(name)
    if not _yes(connection, f"SELECT GET_LOCK({text}, {max(seconds, 0):.3f})"):
        raise _taken(seconds)
    try:
        yield
    finally:
        with suppress(*DRIVER_ERRORS):
            rows(connection, f"SELECT RELEASE_LOCK({text})")


def _yes(connection: Connection, sql: str) -> bool:
    try:
        return str(rows(connection, sql)[0][0]) in ("1", "True")
    except DRIVER_ERRORS as error:
        raise LockTaken(f"acquiring database lock: {plain_message(error)}") from error


@contextmanager
def _file(target: Target, seconds: float, name: str) -> Iterator[None]:
    if target.database == ":memory:" or target.parameter("mode") == "memory":
        yield
        return
    own = "migrate" if name == NAME else f"{fnv1(name):08x}"
    path = f"{target.database}-{own}.lock"
    deadline = time.monotonic() + seconds
    while (held := _locked(path)) is None:
        if time.monotonic() >= deadline:
            raise _taken(seconds)
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        os.unlink(path)
        os.close(held)


def _locked(path: str) -> int | None:
    """The locked file, or None when another process has it."""
    try:
        held = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise LockTaken(f"acquiring database lock: {path}: {error.strerror}") from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever had it before may have removed the file: then this lock keeps nobody out.
        if os.fstat(held).st_ino == os.stat(path).st_ino:
            return held
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(held)
    return None


def fnv1(text: str) -> int:
    """The 32-bit FNV-1 hash, which Atlas makes of a lock's name for PostgreSQL."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = value * 0x01000193 & 0xFFFFFFFF ^ byte
    return value
