"""What may share a transaction with the record of it, and what can be told after a crash.

A statement that can be in a transaction is run in one with the record that it was run: a crash
leaves both or none. The others (definitions of MySQL, CREATE INDEX CONCURRENTLY) are announced in
the record before they run.
"""

from __future__ import annotations

import re

from erdapp.migdir.statements import statements
from erdapp.schema import Dialect

_CONDITIONAL = re.compile(r"/\*M?!\d*\s*")
_CONTROL = re.compile(
    r"(?:begin(?!\s+(?:not\s+)?atomic\b)|start\s+transaction|commit|rollback(?!\s+(?:work\s+)?to\b)|end"
    r"|abort|xa|set\s+autocommit|set\s+(?:session\s+)?@@autocommit|prepare\s+transaction)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:begin|start\s+transaction)\b", re.IGNORECASE)
_ROWS = re.compile(
    r"(?:insert|update|delete|replace|with|select|values|do|set|load\s+data|savepoint|release)\b",
    re.IGNORECASE,
)
_MYSQL_QUIET = re.compile(
    r"(?:select|set|do|use|show|analyze|optimize|check|flush|grant|revoke|lock|unlock|explain)\b",
    re.IGNORECASE,
)
_POSTGRES_ALONE = re.compile(
    r"(?:create|drop|alter|reindex|detach)\b[^;'\"]*\bconcurrently\b|vacuum\b|alter\s+system\b"
    r"|(?:create|drop)\s+(?:database|tablespace|subscription)\b|alter\s+(?:database|subscription)\b"
    r"|alter\s+type\b.*\badd\s+value\b|cluster\s*;?\s*\Z|discard\s+all\b"
    r"|reindex\s+(?:\([^)]*\)\s*)?(?:database|system|schema)\b|(?:call|do)\b",
    re.IGNORECASE | re.DOTALL,
)
_TABLE_LOCK = re.compile(r"(?:un)?lock\s+tables?\b", re.IGNORECASE)
_SETTING = re.compile(r"(?:set(?!\s+(?:global|persist|password)\b)|use|pragma)\b", re.IGNORECASE)
_SQLITE_ALONE = re.compile(r"(?:pragma|vacuum|attach|detach)\b", re.IGNORECASE)
_QUIET = {
    Dialect.POSTGRES: re.compile(r"(?:vacuum|reindex|cluster|discard|analyze)\b", re.IGNORECASE),
    Dialect.SQLITE: re.compile(r"(?:pragma|vacuum|attach|detach)\b", re.IGNORECASE),
    Dialect.MYSQL: _MYSQL_QUIET,
    Dialect.MARIADB: _MYSQL_QUIET,
}


def parts(sql: str, dialect: Dialect) -> tuple[str, ...]:
    """The statements in what a file's own delimiter ends: there may be several, and only
    PostgreSQL takes them at once."""
    if ";" not in sql.rstrip().removesuffix(";") or dialect is Dialect.POSTGRES:
        return (sql,)
    return tuple(one.text for one in statements(sql, dialect)) or (sql,)


def is_table_lock(sql: str, dialect: Dialect) -> bool:
    """Whether it is MySQL's LOCK TABLES, as dumps have it: under it the record of a statement could
    not be written, and the transaction of the next statement ends it."""
    return dialect in (Dialect.MYSQL, Dialect.MARIADB) and bool(_TABLE_LOCK.match(_bare(sql)))


def is_setting(sql: str) -> bool:
    """Whether the statement only says something about the session, which ends with it."""
    return _SETTING.match(_bare(sql)) is not None


def controls_transaction(sql: str) -> bool:
    """Whether the statement begins or ends a transaction of its own."""
    return _CONTROL.match(_bare(sql)) is not None


def opens_transaction(sql: str) -> bool:
    return _OPENS.match(_bare(sql)) is not None


def is_atomic(sql: str, dialect: Dialect) -> bool:
    """Whether the statement can be taken back together with the record of it."""
    pieces = parts(sql, dialect)
    if len(pieces) > 1:
        return all(is_atomic(piece, dialect) for piece in pieces)
    bare = _bare(sql)
    if controls_transaction(sql):
        return False
    match dialect:
        case Dialect.POSTGRES:
            return _POSTGRES_ALONE.match(bare) is None
        case Dialect.SQLITE:
            return _SQLITE_ALONE.match(bare) is None
        case _:
            return _ROWS.match(bare) is not None


def may_be_repeated(sql: str, dialect: Dialect) -> bool:
    """Whether running the statement a second time changes nothing more."""
    found = _QUIET.get(dialect)
    return found is not None and found.match(_bare(sql)) is not None


def _bare(sql: str) -> str:
    """The statement without the mark of a conditional comment around it."""
    opened = _CONDITIONAL.match(sql)
    return sql[opened.end() :] if opened else sql
