"""Schema files as published, run statement by statement on a database of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from erdapp.loaders.database import DRIVER_ERRORS, plain_message
from erdapp.loaders.database.catalog import fetch, run
from erdapp.loaders.sql.raw import RawStatement, StatementKind
from erdapp.loaders.sql.split import split
from erdapp.runner import Scratch
from erdapp.schema import Dialect, Schema

_WANTED = re.compile(r"(?:create|alter|drop|set|comment|rename|do)\b", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"(?:create|alter|drop)\s+(?:or\s+replace\s+)?"
    r"(?:database|role|user|group|tablespace|server|system|login)\b|set\s+(?:global|persist)\b",
    re.IGNORECASE,
)
"""What would reach beyond the scratch database."""

_NAMESPACE = re.compile(r"(?:create|alter|drop)\s+schema\b", re.IGNORECASE)
_SEARCH_PATH = re.compile(r"select\s+pg_catalog\.set_config\(", re.IGNORECASE)
_SET_PATH = re.compile(r"set\s+search_path\s*(?:=|to)\s*'?(\w+)", re.IGNORECASE)
_USE = re.compile(r"^\s*use\s+`?(\w+)`?\s*;", re.IGNORECASE | re.MULTILINE)


class Refused(NamedTuple):
    """A statement of a file that the server doesn't take, and what it says of it."""

    statement: RawStatement
    message: str

    def __str__(self) -> str:
        return f"line {self.statement.line}: {self.message}"


def run_original(scratch: Scratch, text: str, namespaces: Sequence[str] = ()) -> list[Refused]:
    """Run the DDL of a file; rows, databases and users are left out. Gives what failed.

    `namespaces` are made before: those that the file takes for granted.
    """
    failed = []
    dialect = scratch.dialect
    if dialect in (Dialect.MYSQL, Dialect.MARIADB):
        run(scratch.connection, "SET SESSION foreign_key_checks = 0")
    for name in namespaces:
        run(scratch.connection, f'CREATE SCHEMA "{name}"')
    home = database_of(text, dialect)
    for statement in split(text, dialect):
        if statement.kind is not StatementKind.SQL or not _inside(statement.text, dialect):
            continue
        try:
            _make_namespace(scratch, statement.text)
            if _SEARCH_PATH.match(statement.text):
                fetch(scratch.connection, statement.text)
            else:
                run(scratch.connection, unqualified(statement.text, home))
        except DRIVER_ERRORS as error:
            failed.append(Refused(statement, plain_message(error)))
    return failed


def database_of(text: str, dialect: Dialect) -> str:
    """The database that a file of MySQL says it is for; empty when it doesn't."""
    found = _USE.search(text) if dialect in (Dialect.MYSQL, Dialect.MARIADB) else None
    return found[1] if found else ""


def unqualified(sql: str, database: str) -> str:
    """The statement without the file's own database before names: here it has another name."""
    if not database:
        return sql
    return re.sub(rf"(?<![\w.])`?{re.escape(database)}`?\.(?=[`\w])", "", sql)


def taken_for_granted(schema: Schema, text: str) -> list[str]:
    """The namespaces that a file of PostgreSQL uses and doesn't make."""
    if schema.dialect is not Dialect.POSTGRES:
        return []
    return [
        space.name
        for space in schema.namespaces
        if space.name
        and not re.search(
            rf'create\s+schema\s+(?:if\s+not\s+exists\s+)?"?{re.escape(space.name)}\b',
            text,
            re.IGNORECASE,
        )
    ]


def without(text: str, dialect: Dialect, refused: Sequence[Refused]) -> str:
    """The file without the statements that the server refused; comments before them stay."""
    offsets = {item.statement.offset for item in refused}
    return "".join(
        piece.leading + ("" if piece.offset in offsets else piece.text + piece.terminator)
        for piece in split(text, dialect)
    )


def _make_namespace(scratch: Scratch, text: str) -> None:
    """A file that only sets the search path expects its namespace to be there."""
    found = _SET_PATH.match(text)
    if found and scratch.dialect is Dialect.POSTGRES:
        run(scratch.connection, f"CREATE SCHEMA IF NOT EXISTS {found[1]}")


def _inside(text: str, dialect: Dialect) -> bool:
    if _SEARCH_PATH.match(text):
        return True
    if not _WANTED.match(text) or _OUTSIDE.match(text):
        return False
    return dialect is Dialect.POSTGRES or not _NAMESPACE.match(text)
