"""Databases of a measurement's own, with all rights on them: what a file asks for, it gets."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from erdapp.loaders.database import connect
from erdapp.loaders.database.catalog import fetch, run
from erdapp.runner import Scratch
from erdapp.schema import Dialect

PREFIX = "erdapp_bench_"

SERVERS = {
    Dialect.POSTGRES: "postgresql://postgres@127.0.0.1:5432/postgres",
    Dialect.MYSQL: "mariadb://root@127.0.0.1:3306/",
    Dialect.MARIADB: "mariadb://root@127.0.0.1:3306/",
    Dialect.SQLITE: None,
}
"""Where to look for a server when `ERDAPP_DEV_*_URL` doesn't say."""


def server(dialect: Dialect) -> str | None:
    """The URL to make databases on."""
    return os.environ.get(f"ERDAPP_DEV_{dialect.upper()}_URL", SERVERS[dialect])


class Fresh(NamedTuple):
    """A new, empty database."""

    scratch: Scratch
    url: str
    """Of the database itself, for programs that are no Python; empty for SQLite."""


@contextmanager
def fresh_database(dialect: Dialect) -> Iterator[Fresh]:
    """A database made as the user of the server's URL, dropped at the end.

    Unlike a scratch database of the runner nothing is held back: only files that are trusted
    belong here.
    """
    if dialect is Dialect.SQLITE:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
            yield Fresh(Scratch(dialect, memory, f"SQLite {sqlite3.sqlite_version}"), "")
        return
    base = server(dialect) or ""
    name = PREFIX + secrets.token_hex(6)
    quoted = f'"{name}" TEMPLATE template0' if dialect is Dialect.POSTGRES else f"`{name}`"
    with closing(connect(base)) as maintenance:
        version = str(fetch(maintenance, "SELECT version() AS version")[0].version)
        run(maintenance, f"CREATE DATABASE {quoted}")
        try:
            url = urlunsplit(urlsplit(base)._replace(path=f"/{name}"))
            with closing(connect(url)) as connection:
                yield Fresh(Scratch(dialect, connection, _label(version)), url)
        finally:
            run(maintenance, f"DROP DATABASE {quoted.removesuffix(' TEMPLATE template0')}")


def _label(version: str) -> str:
    if version.startswith("PostgreSQL"):
        return " ".join(version.split()[:2])
    return f"{'MariaDB' if 'MariaDB' in version else 'MySQL'} {version.partition('-')[0]}"
