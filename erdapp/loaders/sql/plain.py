"""Statements in their commonest form, each read by one regular expression instead of word by word.

`CREATE INDEX i ON t (a, b)` and PostgreSQL's `COMMENT ON TABLE t IS '…'` and `ALTER TABLE t ADD
FOREIGN KEY (a) REFERENCES u (b)` make up half of a dump. Whatever has one word more, a quoted name
or a comment in it goes the usual way.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from erdapp.loaders.sql.described import describe_column, describe_table
from erdapp.loaders.sql.indexes import put_index
from erdapp.loaders.sql.keyoptions import KeyOptions
from erdapp.loaders.sql.keys import index_of
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, ForeignKey, IndexPart

_WORD = r"[^\W\d]\w*+"
_WORDS = rf"\(\s*({_WORD}(?:\s*,\s*{_WORD})*+)\s*\)"
_NAME = rf"{_WORD}(?:\.{_WORD})?"
_INDEX = re.compile(
    rf"CREATE\s+(UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY\b)({_WORD})\s+ON\s+(?!ONLY\b)"
    rf"({_NAME})\s*{_WORDS}\Z",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    rf"COMMENT\s+ON\s+((?:TABLE\s+({_NAME})|COLUMN\s+({_WORD}(?:\.{_WORD}){{1,2}})))"
    r"\s+IS\s+'((?:[^']++|'')*+)'\Z",
    re.IGNORECASE,
)

_FOREIGN_KEY = re.compile(
    rf"ALTER\s+TABLE\s+(?:ONLY\s+)?(?!ONLY\b)({_NAME})\s+ADD\s+(?:CONSTRAINT\s+({_WORD})\s+)?"
    rf"FOREIGN\s+KEY\s*{_WORDS}\s*REFERENCES\s+({_NAME})(?:\s*{_WORDS})?"
    r"((?:\s*ON\s+(?:DELETE|UPDATE)\s+(?:CASCADE|RESTRICT|SET\s+(?:NULL|DEFAULT)|NO\s+ACTION))*+)\Z",
    re.IGNORECASE,
)
_ACTION = re.compile(r"ON\s+(DELETE|UPDATE)\s+((?:(?:SET|NO)\s+)?\w+)", re.IGNORECASE)


def read_plain(text: str, line: int, state: LoadState) -> bool:
    """Apply the statement if it is of such a form; whether it was."""
    if found := _INDEX.match(text):
        _create_index(found, line, state)
        return True
    if state.dialect is not Dialect.POSTGRES:
        return False
    if found := _COMMENT.match(text):
        _comment_on(found, state)
        return True
    found = _FOREIGN_KEY.match(text)
    return found is not None and _add_foreign_key(found, state)


def _create_index(found: re.Match[str], line: int, state: LoadState) -> None:
    unique, name, table, columns = found.groups()
    parts = tuple(IndexPart(column=column) for column in _listed(columns, state))
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


def _add_foreign_key(found: re.Match[str], state: LoadState) -> bool:
    """Add the key to its table; False when there is none of that name."""
    dotted, name, columns, target, others, actions = found.groups()
    table = state.builder.table(state.referred(_names(dotted, state)))
    if table is None:
        return False
    parts = _names(target, state)
    owner = table.full_name if parts == (table.name,) else state.referred(parts)
    on = {event.upper(): " ".join(said.lower().split()) for event, said in _ACTION.findall(actions)}
    key = ForeignKey(
        columns=_listed(columns, state),
        ref_table=owner.name,
        ref_columns=_listed(others, state) if others else (),
        ref_schema=owner.schema,
        name=state.name(name) if name else "",
        on_delete=on.get("DELETE", "").removeprefix("no action"),
        on_update=on.get("UPDATE", "").removeprefix("no action"),
    )
    if not name:
        key = replace(key, name=state.facts.foreign_key_name(table, key))
    state.put_table(replace(table, foreign_keys=(*table.foreign_keys, key)))
    return True


def _listed(words: str, state: LoadState) -> tuple[str, ...]:
    return tuple(state.name(word.strip()) for word in words.split(","))
