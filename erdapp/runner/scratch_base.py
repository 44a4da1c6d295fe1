"""What the scratch databases of all servers share: names, the marker, opening, plain errors."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import dataclass, field

from erdapp.loaders.base import SourceError
from erdapp.loaders.database import DRIVER_ERRORS, Connection, Target, open_target, plain_message
from erdapp.schema import Dialect

PREFIX = "erdapp_scratch_"
MARKER = "scratch database of erdapp: may be dropped when it is an hour old"
LEFT_OVER_SECONDS = 3600
SESSION_SECONDS = 300
"""How long a scratch database lives at most, whatever runs in it."""
LOCK_SECONDS = 10
_STAMP = re.compile(r"(\d{10,12})_[0-9a-f]{12}")


class ScratchUnavailable(Exception):
    """There is no scratch database to be had; `str()` is one sentence, `hint` what to do."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.hint = hint


@dataclass(frozen=True)
class Beforehand:
    """What the administrator made in a PostgreSQL database before the text of a schema ran there.

    `mark` is the highest object id after that: what is younger is the schema's own.
    """

    extensions: frozenset[str] = frozenset()
    namespaces: frozenset[str] = frozenset()
    mark: int = 0


@dataclass(frozen=True)
class Scratch:
    """An open connection to an empty database, in autocommit mode."""

    dialect: Dialect
    connection: Connection
    server: str
    """`PostgreSQL 15.4`, `MariaDB 10.11.6`, `SQLite 3.45.1`."""
    beforehand: Beforehand = field(default_factory=Beforehand)


def new_stamp() -> str:
    """The time and a random part: the end of a name that tells when it was made."""
    return f"{int(time.time()):010d}_{secrets.token_hex(6)}"


def is_left_over(name: str, prefix: str = PREFIX) -> bool:
    """Whether this is a name of ours, made longer ago than any run takes."""
    match = _STAMP.fullmatch(name.removeprefix(prefix)) if name.startswith(prefix) else None
    return match is not None and time.time() - int(match[1]) > LEFT_OVER_SECONDS


def open_server(target: Target, statement_timeout: float) -> Connection:
    """The administrator's connection. Raises ScratchUnavailable."""
    try:
        return open_target(target, statement_timeout=statement_timeout)
    except SourceError as error:
        raise ScratchUnavailable(f"the scratch server: {error.message}") from None


def rows(connection: Connection, sql: str) -> list[tuple[str, ...]]:
    """What a query gives; nothing for a statement. Raises the driver's errors."""
    cursor = connection.cursor()
    try:
        cursor.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []
    finally:
        cursor.close()


def try_to(connection: Connection, sql: str) -> str:
    """Run a statement; the server's words when it refuses, else empty."""
    try:
        rows(connection, sql)
    except DRIVER_ERRORS as error:
        return plain_message(error)
    return ""
