"""Statements in their commonest form, each read by one regular expression instead of word by word.

`CREATE INDEX i ON t (a, b)` and PostgreSQL's `COMMENT ON TABLE t IS '…'` make up half of a dump.
Whatever has one word more, a quoted name or a comment in it goes the usual way.
"""

from __future__ import annotations

import re

from erdapp.loaders.sql.described import describe_column, describe_table
from erdapp.loaders.sql.indexes import put_index
from erdapp.loaders.sql.keyoptions import KeyOptions
from erdapp.loaders.sql.keys import index_of
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, IndexPart

_WORD = r"[^\W\d]\w*+"
_INDEX = re.compile(
    rf"CREATE\s+(UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY\b)({_WORD})\s+ON\s+(?!ONLY\b)"
    rf"({_WORD}(?:\.{_WORD})?)\s*\(\s*({_WORD}(?:\s*,\s*{_WORD})*+)\s*\)\Z",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    rf"COMMENT\s+ON\s+((?:TABLE\s+({_WORD}(?:\.{_WORD})?)|COLUMN\s+({_WORD}(?:\.{_WORD}){{1,2}})))"
    r"\s+IS\s+'((?:[^']++|'')*+)'\Z",
    re.IGNORECASE,
)


def read_plain(text: str, line: int, state: LoadState) -> bool:
    """Apply the statement if it is of such a form; whether it was."""
    if found := _INDEX.match(text):
        _create_index(found, line, state)
    elif state.dialect is Dialect.POSTGRES and (found := _COMMENT.match(text)):
        _comment_on(found, state)
    else:
        return False
    return True


def _create_index(found: re.Match[str], line: int, state: LoadState) -> None:
    unique, name, table, columns = found.groups()
    parts = tuple(IndexPart(column=state.name(word.strip())) for word in columns.split(","))
    index = index_of(
        state.name(name), parts, KeyOptions(clustered=False), unique=unique is not None
    )
    line += found.string.count("\n", 0, found.start(3))
    put_index(state, state.referred(_names(table, state)), index, line, calm=False)


def _comment_on(found: re.Match[str], state: LoadState) -> None:
    what, table, column, said = found.groups()
    describe = describe_table if table else describe_column
    if not describe(state, _names(table or column, state), said.replace("''", "'")):
        state.warn(f"the comment is about what isn't here: {what.lower()}")


def _names(dotted: str, state: LoadState) -> tuple[str, ...]:
    return tuple(map(state.name, dotted.split(".")))
