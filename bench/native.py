"""Databases made by the servers' own clients: the door that nothing of ours has a hand in."""

from __future__ import annotations

import os
import secrets
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager

from bench.original import database_of, taken_for_granted, unqualified
from erdapp.loaders.database import Connection, connect, parse_url
from erdapp.loaders.database.catalog import run
from erdapp.loaders.sql.raw import StatementKind
from erdapp.loaders.sql.split import split
from erdapp.schema import Dialect, Schema

_ROWS = ("insert", "copy", "update", "delete", "select setval", "select pg_catalog.setval")
_DATABASES = (
    "set client_encoding",
    "create database",
    "drop database",
    "use ",
    "create role",
    "create user",
    "grant",
)


def definitions(text: str, dialect: Dialect) -> str:
    """The file without rows, and without what would reach beyond its database."""
    kept = []
    mysql = dialect in (Dialect.MYSQL, Dialect.MARIADB)
    home = database_of(text, dialect)
    for piece in split(text, dialect):
        start = " ".join(piece.text[:60].lower().split())
        outside = _DATABASES + (("create schema", "drop schema") if mysql else ())
        if piece.kind is StatementKind.SQL and not start.startswith((*_ROWS, *outside)):
            end = "\n//\n" if mysql else ";\n"
            kept.append(unqualified(piece.text, home) + end)
    # The client cuts at delimiters of its own, so that bodies need no care.
    return ("DELIMITER //\nSET foreign_key_checks = 0\n//\n" if mysql else "") + "".join(kept)


@contextmanager
def made_by_client(
    dialect: Dialect, url: str | None, text: str, own: Schema
) -> Iterator[Connection]:
    """A database with what `psql`, `mariadb` or SQLite make of the file; dropped at the end."""
    sql = definitions(text, dialect)
    if dialect is Dialect.SQLITE or url is None:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.executescript(sql)
            yield connection
        return
    name = f"erdapp_doors_{secrets.token_hex(4)}"
    target = parse_url(url)
    postgres = dialect is Dialect.POSTGRES
    with closing(connect(url)) as server:
        run(server, f"CREATE DATABASE {name}{' TEMPLATE template0' if postgres else ''}")
        try:
            place = [f"--host={target.host}", f"--port={target.port}"]
            if postgres:
                command = ["psql", "-q", "-X", *place, f"--username={target.user}", name]
                spaces = taken_for_granted(own, sql)
                sql = "".join(f'CREATE SCHEMA "{name}";\n' for name in spaces) + sql
            else:
                command = [
                    "mariadb",
                    "--force",
                    "--comments",
                    *place,
                    f"--user={target.user}",
                    name,
                ]
            # Nothing here has to survive a crash, so no statement waits for the disk.
            quick = os.environ | {
                "PGOPTIONS": "-c synchronous_commit=off",
                "PGCLIENTENCODING": "UTF8",
            }
            subprocess.run(command, input=sql.encode(), capture_output=True, check=False, env=quick)
            base, _, query = url.partition("?")
            head = base.split("://")[0] + "://" + base.split("://")[1].split("/")[0]
            with closing(connect(f"{head}/{name}" + (f"?{query}" if query else ""))) as connection:
                yield connection
        finally:
            run(server, f"DROP DATABASE {name}{' WITH (FORCE)' if postgres else ''}")
