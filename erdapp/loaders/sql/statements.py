"""Which reader reads which statement: one dict by leading words, one set of those without DDL.

A reader is imported when the first statement wants it: most files need few of all these.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from erdapp.loaders.sql.heads import head
from erdapp.loaders.sql.objects import OBJECT_READERS
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState, StatementReader

READERS: dict[tuple[str, ...], str] = {
    **OBJECT_READERS,
    ("CREATE", "TABLE"): "tables:create_table",
    ("CREATE", "FOREIGN", "TABLE"): "tables:create_table",
    ("CREATE", "EXTERNAL", "TABLE"): "tables:create_table",
    ("CREATE", "VIRTUAL", "TABLE"): "tables:create_virtual_table",
    ("CREATE", "INDEX"): "indexes:create_index",
    ("ALTER", "TABLE"): "alter:alter_table",
    ("ALTER", "FOREIGN", "TABLE"): "alter:alter_table",
    ("ALTER", "IGNORE", "TABLE"): "alter:alter_table",
    ("ALTER", "ONLINE", "TABLE"): "alter:alter_table",
    ("DROP", "TABLE"): "drop:drop_table",
    ("DROP", "FOREIGN", "TABLE"): "drop:drop_table",
    ("DROP", "TEMPORARY", "TABLE"): "drop:drop_table",
    ("DROP", "EXTERNAL", "TABLE"): "drop:drop_table",
    ("DROP", "INDEX"): "drop:drop_index",
    ("DROP", "FULLTEXT", "INDEX"): "drop:drop_index",
    ("RENAME", "TABLE"): "rename:rename_table",
    ("RENAME", "TABLES"): "rename:rename_table",
}
"""As `module:function`, by the leading words as `heads.head` gives them; the longest entry that
fits wins."""

_LONGER = frozenset(words[:2] for words in READERS if len(words) > 2)
IGNORED: frozenset[tuple[str, ...]] = frozenset(
    {
        # Data, queries and transactions
        *((word,) for word in (
            "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "SELECT", "WITH", "VALUES", "COPY",
            "LOAD", "BULK", "TRUNCATE", "BEGIN", "COMMIT", "ROLLBACK", "START", "SAVEPOINT",
            "RELEASE", "END", "IF", "ELSE", "WHILE",
            "DECLARE", "RETURN", "LOCK", "UNLOCK", "ABORT", "HANDLER", "FETCH", "CLOSE", "OPEN",
        )),
        # Settings, rights and upkeep
        *((word,) for word in (
            "SET", "RESET", "SHOW", "PRAGMA", "ANALYZE", "VACUUM", "REINDEX", "CLUSTER", "EXPLAIN",
            "OPTIMIZE", "REPAIR", "CHECK", "CHECKSUM", "FLUSH", "GRANT", "REVOKE", "DENY", "PRINT",
            "CHECKPOINT", "RAISERROR", "THROW", "DISCARD", "LISTEN", "NOTIFY", "BACKUP", "RESTORE",
            "DBCC", "RECONFIGURE", "REFRESH", "KILL", "DESCRIBE", "DESC", "HELP", "ATTACH",
            "DETACH", "GO", "WAITFOR", "IF", "ELSE", "WHILE", "DECLARE", "RETURN", "GOTO",
            "DEALLOCATE", "BREAK", "CONTINUE", "SETUSER", "REVERT", "DELIMITER", "SOURCE",
            "REASSIGN",
        )),
        ("CREATE", "ROLE"), ("CREATE", "USER"), ("CREATE", "LOGIN"), ("CREATE", "GROUP"),
        ("ALTER", "ROLE"), ("ALTER", "USER"), ("ALTER", "LOGIN"), ("ALTER", "GROUP"),
        ("DROP", "ROLE"), ("DROP", "USER"), ("DROP", "LOGIN"), ("DROP", "GROUP"),
        ("DROP", "OWNED"), ("SECURITY", "LABEL"), ("ADD", "SIGNATURE"),
        ("ALTER", "DATABASE"), ("DROP", "DATABASE"), ("ALTER", "AUTHORIZATION"),
        ("ALTER", "DEFAULT", "PRIVILEGES"), ("ALTER", "SYSTEM"), ("ALTER", "SERVER"),
        ("CREATE", "TABLESPACE"), ("ALTER", "TABLESPACE"), ("DROP", "TABLESPACE"),
        ("CREATE", "APPLICATION", "ROLE"), ("CREATE", "CREDENTIAL"), ("CREATE", "CERTIFICATE"),
    }
)  # fmt: skip
"""Statements that change nothing of a schema; they pass without a word."""


@cache
def named(place: str) -> StatementReader:
    """The reader that is `module:function` here."""
    module, _, function = place.partition(":")
    found = getattr(import_module(f"erdapp.loaders.sql.{module}"), function)
    return cast(StatementReader, found)


def read_statement(reader: Reader, state: LoadState) -> None:
    """Apply one statement to the state. Raises ReadError when it cannot be understood."""
    if reader.at_end:
        return
    words = head(reader)
    if (usual := READERS.get(words[:2])) and words[:2] not in _LONGER:
        named(usual)(reader, state)
        return
    for length in range(len(words), 0, -1):
        if found := READERS.get(words[:length]):
            named(found)(reader, state)
            return
    if not any(words[:length] in IGNORED for length in (1, 2, 3)):
        message = f"statements that begin with {_spoken(words)} are not read"
        if words[0].isidentifier():
            state.lose(message)  # a misspelt CREATE TABLE, for all we know
        else:
            state.warn(message)  # the rest of something, such as a row behind a stray semicolon


def _spoken(words: tuple[str, ...]) -> str:
    plain = [word for word in words[:2] if word.isidentifier()]
    return " ".join(plain) or f"“{words[0][:20]}”"
