"""SQLite in the words of `sqlite_schema` and the PRAGMAs.

A PRAGMA doesn't tell everything: what it leaves out (checks, expressions, conflict clauses …) is
read off the text of CREATE TABLE, token by token. The collation of a column is asked for by
making an index on it, last of all. `DEFAULT NULL` is no default: SQLite's manual says that a column
without one has NULL, and the two can't be told apart but by their text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from erdapp.loaders.database import Connection

_TOKEN = re.compile(
    r"""(?P<space>\s+|--[^\n]*|/\*.*?\*/)|(?P<text>'(?:[^']|'')*')
      |(?P<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])|(?P<word>\w+)|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_CLAUSES = {
    ("check",): 0,
    ("as",): 1,
    ("autoincrement",): 0,
    ("constraint",): 1,
    ("on", "conflict"): 1,
    ("deferrable",): 2,
}
"""Words that begin what no PRAGMA tells, and how many words of it follow; a group in parentheses
goes along."""


def dump(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Tables, indexes, views and triggers of the main database."""
    found: dict[str, tuple[str, ...]] = {}
    texts = {
        (kind, name): sql or ""
        for kind, name, sql in _rows(connection, "SELECT type, name, sql FROM sqlite_schema")
    }
    for (kind, name), sql in texts.items():
        if kind in ("view", "trigger"):
            found[f"{kind} {name}"] = (" ".join(_tokens(sql)),)
    tables = [name for kind, name in texts if kind == "table" and not name.startswith("sqlite_")]
    for name in tables:
        found[f"table {name}"] = tuple(sorted(_table(connection, name, texts)))
    for name in tables:
        collations = _collations(connection, name)
        found[f"table {name}"] = tuple(sorted((*found[f"table {name}"], *collations)))
    return found


def _rows(connection: Connection, sql: str) -> list[Any]:
    cursor = connection.cursor()
    cursor.execute(sql)
    return list(cursor.fetchall())


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _table(connection: Connection, name: str, texts: dict[tuple[str, str], str]) -> Iterator[str]:
    quoted = _quoted(name)
    for row in _rows(connection, f"PRAGMA table_list({quoted})"):
        yield f"table type {row[2]}, columns {row[3]}, without rowid {row[4]}, strict {row[5]}"
    for column, kind, required, default, key, hidden in (
        row[1:] for row in _rows(connection, f"PRAGMA table_xinfo({quoted})")
    ):
        value = "none" if default is None or default.upper() == "NULL" else default
        yield f"column {column} {kind}, not null {required}, default {value}, {key}, {hidden}"
    keys: dict[int, list[str]] = {}
    for number, *rest in _rows(connection, f"PRAGMA foreign_key_list({quoted})"):
        keys.setdefault(number, []).append(" ".join(map(str, rest)))
    yield from (f"foreign key {', '.join(sorted(key))}" for key in keys.values())
    for _, index, unique, origin, partial in _rows(connection, f"PRAGMA index_list({quoted})"):
        shown = index if origin == "c" else "of a constraint"
        parts = [
            f"{column} {descending} {collation}"
            for _, _, column, descending, collation, is_key in _rows(
                connection, f"PRAGMA index_xinfo({_quoted(index)})"
            )
            if is_key
        ]
        text = " ".join(_tokens(texts.get(("index", index), "")))
        yield f"index {shown} {unique} {origin} {partial} ({', '.join(parts)}) {text}"
    yield from _clauses(texts["table", name])


def _tokens(sql: str) -> Iterator[str]:
    """The tokens of a statement, names unquoted, words in lower case."""
    for token in _TOKEN.finditer(sql):
        match token.lastgroup:
            case "space":
                continue
            case "name":
                yield token.group()[1:-1].lower()
            case "text":
                yield token.group()
            case _:
                yield token.group().lower()


def _clauses(sql: str) -> Iterator[str]:
    tokens = list(_tokens(sql))
    for at, _ in enumerate(tokens):
        for words, more in _CLAUSES.items():
            if tuple(tokens[at : at + len(words)]) == words:
                end = at + len(words)
                if tokens[end : end + 1] == ["("]:
                    end = _closing(tokens, end) + 1
                yield "text " + " ".join(tokens[at : end + more])


def _closing(tokens: list[str], start: int) -> int:
    depth = 0
    for at in range(start, len(tokens)):
        depth += (tokens[at] == "(") - (tokens[at] == ")")
        if not depth:
            return at
    return len(tokens) - 1


def _collations(connection: Connection, table: str) -> Iterator[str]:
    """What an index on the column sorts by, where that isn't the default."""
    for row in _rows(connection, f"PRAGMA table_xinfo({_quoted(table)})"):
        cursor = connection.cursor()
        cursor.execute("SAVEPOINT asked")
        cursor.execute(f"CREATE INDEX erdapp_asked ON {_quoted(table)} ({_quoted(row[1])})")
        collation = _rows(connection, "PRAGMA index_xinfo(erdapp_asked)")[0][4]
        cursor.execute("ROLLBACK TO asked")
        cursor.execute("RELEASE asked")
        if collation != "BINARY":
            yield f"collation of {row[1]} {collation}"
