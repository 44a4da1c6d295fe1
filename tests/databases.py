"""Databases for tests of connections: one that answers from memory, and real scratch ones."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit, urlunsplit

import pytest

from erdapp.loaders.base import Loaded, LoadOptions, SourceFile
from erdapp.loaders.database import connect
from erdapp.loaders.database.reading import Progress, Stopped
from erdapp.loaders.database.url import Target
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema
from erdapp.store.actions import readings

URL = "postgres://reader:hunter2@db.example.com/shop"
USERS = "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL);"
ORDERS = "CREATE TABLE orders (id integer PRIMARY KEY, user_id integer REFERENCES users (id));"


class Remembered:
    """Stands in for `Reading`: what the database holds is a text, read in `rounds` looks."""

    sql = USERS
    rounds = 0
    error: Exception | None = None
    meanwhile: Callable[[], object] | None = None
    """What happens elsewhere while it is read."""
    targets: list[Target] = []  # noqa: RUF012
    stopped = False

    def __init__(self, target: Target, *, allow_private: bool) -> None:
        self.targets.append(target)
        self.progress = Progress()
        self._looks = 0

    def start(self) -> None:
        if type(self).meanwhile and not self.rounds:
            type(self).meanwhile()  # type: ignore[misc]

    def wait(self, seconds: float) -> bool:
        if self._looks == self.rounds:
            return True
        self._looks += 1
        self.progress = Progress("Reading tables", self._looks)
        if type(self).meanwhile:
            type(self).meanwhile()  # type: ignore[misc]
        return False

    def stop(self) -> None:
        type(self).stopped = True

    def received(self) -> int:
        return 0

    def loaded(self) -> Loaded:
        if self.error is not None:
            raise self.error
        if self._looks < self.rounds:
            raise Stopped
        options = LoadOptions(dialect=Dialect.POSTGRES)
        return load_sql((SourceFile("db.sql", self.sql),), options) if self.sql else _empty()


def _empty() -> Loaded:
    return Loaded(schema=Schema(dialect=Dialect.POSTGRES))


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> type[Remembered]:
    """The database at any URL: set `sql`, `rounds`, `error` on it."""
    fresh = type("Database", (Remembered,), {"targets": []})
    monkeypatch.setattr(readings, "Reading", fresh)
    return fresh


@contextlib.contextmanager
def scratch(server: str, sql: str) -> Iterator[tuple[str, Callable[[str], None]]]:
    """The URL of a new database on the server in which `sql` was run, and how to run more."""
    name = f"erdapp_{secrets.token_hex(6)}"
    parts = urlsplit(server)
    url = urlunsplit(parts._replace(path=f"/{name}"))

    def run(text: str, at: str = url) -> None:
        with contextlib.closing(connect(at)) as connection:
            for statement in filter(None, map(str.strip, text.split(";"))):
                connection.cursor().execute(statement)

    run(f"CREATE DATABASE {name}", server)
    try:
        run(sql)
        yield url, run
    finally:
        run(f"DROP DATABASE {name}", server)
