"""A database read in a thread of its own, so that another can follow, bound and stop it."""

from __future__ import annotations

import os
import re
import socket
import struct
import threading
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

from erdapp.loaders.base import Limits, Loaded, SourceError
from erdapp.loaders.database import guard, inspect
from erdapp.loaders.database.connect import Connection, open_target
from erdapp.loaders.database.url import Target
from erdapp.schema import Dialect

STATEMENT_SECONDS = 30.0
CONNECT_SECONDS = 10.0
MOST_BYTES = 100_000_000
"""What a server may answer in all: a hostile one could fill the memory with a single result."""


class Stopped(Exception):
    """The reading was given up before its end."""


@dataclass(frozen=True)
class Progress:
    """How far a reading is: `Reading tables`, after so many queries."""

    step: str = "Connecting"
    queries: int = 0


class Reading:
    """One reading of one database; `start` it, `wait` for it, perhaps `stop` it, take `loaded`."""

    def __init__(self, target: Target, *, allow_private: bool) -> None:
        self.progress = Progress()
        self._target = target
        self._allow_private = allow_private
        self._line: socket.socket | None = None
        self._loaded: Loaded | None = None
        self._error: Exception | None = None
        self._stopped = threading.Event()
        # A daemon: a name service that never answers must not keep the process from ending.
        self._thread = threading.Thread(target=self._run, name="reading", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait that long at most; whether it has come to its end."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Give up: no further query is sent, and a server that is being waited for is hung up on.

        Returns at once. What it is still waiting for (a name, a connection) ends by itself.
        """
        self._stopped.set()
        self._hang_up()

    def received(self) -> int:
        """Bytes that the server has sent so far; 0 where the system doesn't count them."""
        line = self._line
        if line is None or not hasattr(socket, "TCP_INFO"):
            return 0
        with suppress(OSError, struct.error):
            # tcpi_bytes_received of Linux's struct tcp_info
            info = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 136)
            return int(struct.unpack_from("=Q", info, 128)[0])
        return 0

    def loaded(self) -> Loaded:
        """What was read. Raises SourceError, Stopped, or what a defect of ours raised."""
        if self._stopped.is_set():
            raise Stopped
        if self._error is not None:
            raise self._error
        if self._loaded is None:
            raise RuntimeError("the reading has not ended")
        return self._loaded

    def _run(self) -> None:
        try:
            self._loaded = self._read()
        except SourceError as error:
            # A new one: those that are chained to it may hold what the server said of us.
            self._error = SourceError(self._without_password(error.message))
        except Exception as error:
            self._error = error
        finally:
            if self._line is not None:
                self._line.close()

    def _read(self) -> Loaded:
        target = guard.resolve(self._target, allow_private=self._allow_private)
        with closing(self._opened(target)) as connection:
            self._line = _line(connection)
            path = target.parameter("search_path") if target.dialect is Dialect.POSTGRES else ""
            loaded = inspect(
                _Followed(connection, self),
                target.dialect,
                schemas=(path,) if path else (),
                default=path,
            )
        self._note("Putting it together")
        _check_size(loaded)
        return loaded

    def _opened(self, target: Target) -> Connection:
        try:
            return open_target(
                target,
                read_only=True,
                statement_timeout=STATEMENT_SECONDS,
                connect_timeout=CONNECT_SECONDS,
            )
        except SourceError:
            raise
        except Exception as error:
            # The drivers trip over a server that speaks something else, each in its own way.
            raise SourceError(
                f"what answers at {target.place} is no {target.dialect} server "
                f"({type(error).__name__})"
            ) from None

    def _note(self, step: str, queries: int = 0) -> None:
        """Before every query: say so, and go no further once stopped."""
        if self._stopped.is_set():
            raise Stopped
        self.progress = Progress(step, self.progress.queries + queries)

    def _hang_up(self) -> None:
        line = self._line
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _without_password(self, text: str) -> str:
        password = self._target.password
        return text.replace(password, "***") if password else text


def _line(connection: Any) -> socket.socket:
    """A second handle of the connection's socket: shutting it down ends every wait on the first,
    in whichever thread, while its number stays taken."""
    number = connection._sock if hasattr(connection, "_sock") else connection
    return socket.socket(fileno=os.dup(number.fileno()))


def _check_size(loaded: Loaded) -> None:
    limits = Limits()
    if len(loaded.schema.tables) > limits.tables:
        raise SourceError(f"the database has more than {limits.tables:,} tables")
    if any(len(table.columns) > limits.columns_per_table for table in loaded.schema.tables):
        raise SourceError(f"a table has more than {limits.columns_per_table:,} columns")


class _Followed:
    """A connection whose queries are told to the reading before they are sent."""

    def __init__(self, connection: Connection, reading: Reading) -> None:
        self._connection, self._reading = connection, reading

    def cursor(self) -> _FollowedCursor:
        return _FollowedCursor(self._connection.cursor(), self._reading)

    def close(self) -> None:
        self._connection.close()


class _FollowedCursor:
    def __init__(self, cursor: Any, reading: Reading) -> None:
        self._cursor, self._reading = cursor, reading

    @property
    def description(self) -> Any:
        return self._cursor.description

    def execute(self, sql: Any, *parameters: Any) -> Any:
        self._reading._note(_step(str(sql)) or self._reading.progress.step, 1)
        return self._cursor.execute(sql, *parameters)

    def fetchall(self) -> Any:
        return self._cursor.fetchall()

    def close(self) -> None:
        self._cursor.close()


_FROM = re.compile(r"\bfrom\s+(?:information_schema\.)?(\w+)", re.IGNORECASE)
_SUBJECTS = {
    "pg_class": "tables",
    "tables": "tables",
    "pg_attribute": "columns",
    "columns": "columns",
    "pg_constraint": "constraints",
    "key_column_usage": "foreign keys",
    "check_constraints": "checks",
    "pg_index": "indexes",
    "statistics": "indexes",
    "pg_inherits": "partitions",
    "partitions": "partitions",
    "pg_sequence": "sequences",
    "pg_type": "types",
    "pg_extension": "extensions",
    "pg_proc": "functions",
    "routines": "routines",
    "pg_trigger": "triggers",
    "triggers": "triggers",
    "pg_policy": "policies",
    "views": "views",
}
"""The catalog's table: what people call what it lists."""


def _step(sql: str) -> str:
    found = (_SUBJECTS.get(name.lower()) for name in _FROM.findall(sql))
    return next((f"Reading {subject}" for subject in found if subject), "")
