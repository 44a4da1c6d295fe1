"""The statements of SQL files that make a schema, as they may run on a dev database.

Rows, client commands, transactions, users and rights are left out: no schema has them. Databases
are left out too, and names of MySQL that spell out the file's own database lose it, because the
statements run in a database of another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.dialects.tokens import Lexis, Sort, Token, tokens
from erdapp.loaders.base import SourceFile
from erdapp.loaders.sql.raw import RawStatement, StatementKind
from erdapp.loaders.sql.split import split
from erdapp.schema import Dialect

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)
_DEFINES = re.compile(r"(?:create|alter|drop|comment|rename|do)\b", re.IGNORECASE)
_QUIET = re.compile(r"(?:set|select|call)\b", re.IGNORECASE)
"""What may fail without a loss: settings of another version, functions called for their rows."""
_OF_EXTENSION = re.compile(r"comment\s+on\s+extension\b", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"(?:create|alter|drop)\s+(?:or\s+replace\s+)?"
    r"(?:database|role|user|group|tablespace|system|login|publication|subscription)\b"
    r"|alter\s+default\s+privileges\b|comment\s+on\s+(?:database|role|tablespace)\b"
    r"|set\s+(?:global|persist|role|default_tablespace|@@global)\b"
    r"|set\s+(?:session\s+|local\s+)?(?:session\s+authorization|transaction|\w*_timeout)\b"
    r"|select\s+pg_catalog\.setval\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r"alter\b[^;'$]{0,1000}\bowner\s+to\s+\S+\s*\Z", re.IGNORECASE)
_CONCURRENTLY = re.compile(
    r"((?:create\s+(?:unique\s+)?|drop\s+)index)\s+concurrently\b", re.IGNORECASE
)
_NAMESPACE = re.compile(r"(?:create|alter|drop)\s+schema\b", re.IGNORECASE)
_NAMES_DATABASE = re.compile(
    r"(?:use|create\s+(?:or\s+replace\s+)?(?:database|schema)(?:\s+if\s+not\s+exists)?)\s+"
    r"(`(?:[^`]|``)+`|[\w$]+)",
    re.IGNORECASE,
)


class SourceStatement(Struct, frozen=True):
    """A statement to run, with its place in the source."""

    sql: str
    file: str = ""
    line: int = 0
    quiet: bool = False
    """Nothing is lost when the server refuses it."""


def statements(files: Sequence[SourceFile], dialect: Dialect) -> Iterator[SourceStatement]:
    """What of the files makes the schema, in order."""
    home = ""
    elsewhere = False
    for file in files:
        for raw in split(file.text, dialect):
            if dialect in _MYSQL and (found := _NAMES_DATABASE.match(raw.text)):
                name = facts(dialect).unquote(found[1])
                home = home or name
                elsewhere = name != home and raw.text[:3].lower() == "use"
                continue
            if elsewhere or not _wanted(raw, dialect):
                continue
            sql = _without_database(raw.text, home) if home else raw.text
            if dialect is Dialect.POSTGRES:
                sql = _CONCURRENTLY.sub(r"\1", sql)
            quiet = bool(_QUIET.match(sql) or _OF_EXTENSION.match(sql))
            yield SourceStatement(sql, file.path, raw.line, quiet)


def _wanted(raw: RawStatement, dialect: Dialect) -> bool:
    text = raw.text
    if raw.kind is not StatementKind.SQL or _OUTSIDE.match(text) or _OWNER.match(text):
        return False
    if dialect is Dialect.SQLITE:
        return bool(_DEFINES.match(text))
    if dialect in _MYSQL and (_NAMESPACE.match(text) or not _is_setting(text)):
        return bool(_DEFINES.match(text)) and not _NAMESPACE.match(text)
    return bool(_DEFINES.match(text) or _QUIET.match(text))


def _is_setting(text: str) -> bool:
    return text[:3].lower() == "set"


def _without_database(text: str, home: str) -> str:
    """The statement with `home.` before names taken out."""
    if home not in text:
        return text
    found = tokens(text, _LEXIS)
    pieces: list[str] = []
    done = 0
    for place in range(len(found) - 2):
        if _qualifies(found, place, home):
            pieces.append(text[done : found[place].start])
            done = found[place + 2].start
    return "".join((*pieces, text[done:]))


def _qualifies(found: Sequence[Token], place: int, home: str) -> bool:
    token = found[place]
    if token.sort not in (Sort.WORD, Sort.NAME) or token.value_as_name != home:
        return False
    return found[place + 1].is_operator(".") and not (
        place > 0 and found[place - 1].is_operator(".")
    )


_LEXIS = Lexis(
    name_quotes="`",
    string_quotes="'\"",
    backslash_escapes=True,
    hash_comments=True,
    variables=True,
)
"""MySQL's: the only dialect whose names spell out the database."""
