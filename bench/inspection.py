"""Inspecting a database of many tables, against SQLAlchemy and pg_dump.

`python -m bench.inspection [tables [dialects]]`.

The generated schema is made on a scratch database of its own, which is dropped at the end. All
read it in turn, round after round, and the medians are printed. Queries are counted as the driver
sends them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from statistics import median
from typing import Any

import sqlalchemy

from bench.fresh import server
from bench.generate import generate
from erdapp.loaders.database import connect, inspect, parse_url
from erdapp.schema import Dialect

ROUNDS = 3
_DATABASE = "erdapp_bench_inspection"
_DRIVERS = {Dialect.POSTGRES: "postgresql+psycopg", Dialect.MARIADB: "mariadb+pymysql"}


class Counted:
    """A connection that counts the statements sent over it."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.queries = 0

    def cursor(self) -> Any:
        return _CountedCursor(self._connection.cursor(), self)

    def close(self) -> None:
        self._connection.close()


class _CountedCursor:
    def __init__(self, cursor: Any, counted: Counted) -> None:
        self._cursor, self._counted = cursor, counted

    def execute(self, *statement: Any) -> Any:
        self._counted.queries += 1
        return self._cursor.execute(*statement)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


@contextmanager
def database(url: str, dialect: Dialect, script: str) -> Iterator[str]:
    """The URL of a scratch database in which the script was run."""
    with closing(connect(url, statement_timeout=0)) as home:
        cursor = home.cursor()
        cursor.execute(f"DROP DATABASE IF EXISTS {_DATABASE}")
        cursor.execute(f"CREATE DATABASE {_DATABASE}")
        target = url.rpartition("/")[0] + "/" + _DATABASE
        try:
            with closing(connect(target, statement_timeout=0)) as scratch:
                for statement in script.split(";\n"):
                    if statement.strip():
                        scratch.cursor().execute(statement)
            yield target
        finally:
            cursor.execute(f"DROP DATABASE {_DATABASE}")


def ours(url: str, dialect: Dialect) -> tuple[int, int]:
    """(tables, queries) of one inspection, the connection included in the time but not counted."""
    with closing(connect(url, read_only=True)) as connection:
        counted = Counted(connection)
        return len(inspect(counted, dialect).schema.tables), counted.queries


def reflection(url: str, dialect: Dialect) -> tuple[int, int]:
    """(tables, queries) of `MetaData.reflect`."""
    engine = sqlalchemy.create_engine(_DRIVERS[dialect] + url[url.index("://") :])
    queries = 0

    def count(*_: Any) -> None:
        nonlocal queries
        queries += 1

    sqlalchemy.event.listen(engine, "before_cursor_execute", count)
    found = sqlalchemy.MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
    engine.dispose()
    return len(found.tables), queries


def dump(url: str, dialect: Dialect) -> tuple[int, int]:
    """(tables, 0) of the server's own dump program, its process included."""
    target = parse_url(url)
    place = ["-h", target.host, "-u" if dialect is Dialect.MARIADB else "-U", target.user]
    if dialect is Dialect.POSTGRES:
        command = ["pg_dump", "--schema-only", *place, "-p", str(target.port), target.database]
    else:
        command = ["mariadb-dump", "--no-data", *place, "-P", str(target.port), target.database]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return text.count("CREATE TABLE "), 0


def measure(url: str, dialect: Dialect) -> dict[str, tuple[float, int, int]]:
    """By name: median seconds, tables, queries."""
    program = "pg_dump" if dialect is Dialect.POSTGRES else "mariadb-dump"
    runs: dict[str, Callable[[str, Dialect], tuple[int, int]]] = {
        "ours": ours,
        "SQLAlchemy MetaData.reflect": reflection,
    }
    if shutil.which(program):
        runs[f"{program}, no data"] = dump
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    counts: dict[str, tuple[int, int]] = {}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            start = time.perf_counter()
            counts[name] = run(url, dialect)
            seconds[name].append(time.perf_counter() - start)
    return {name: (median(seconds[name]), *counts[name]) for name in runs}


def main() -> None:
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print("| server | what | tables | queries | seconds | × ours |")
    print("|---" * 6 + "|")
    wanted = [Dialect(word) for word in sys.argv[2:]] or list(_DRIVERS)
    for dialect in wanted:
        url = server(dialect)
        if not url:
            print(f"| {dialect} | no server: see bench.doors for its variable | | | | |")
            continue
        with database(url, dialect, generate(tables, dialect)) as target:
            found = measure(target, dialect)
        unit = found["ours"][0]
        for name, (seconds, count, queries) in found.items():
            print(
                f"| {dialect} | {name} | {count} | {queries or ''} | {seconds:.2f} "
                f"| {seconds / unit:.1f} |"
            )


if __name__ == "__main__":
    main()
