"""One statement of a file, with what is found inside it, applied to the state of a load."""

from __future__ import annotations

import re

from erdapp.loaders.sql import remembered
from erdapp.loaders.sql.raw import RawStatement
from erdapp.loaders.sql.reader import ReadError
from erdapp.loaders.sql.state import LoadState

SKIPPED = re.compile(r"(?:insert|update|delete|truncate|grant|print)\b", re.IGNORECASE)
"""Statements without meaning for a schema that make up most of a dump; not worth tokenising."""


def read_one(raw: RawStatement, path: str, state: LoadState) -> None:
    """Apply a statement. What cannot be understood becomes a problem of the state."""
    state.at(path, raw.line, raw.text)
    state.guarded = bool(raw.guard)
    if raw.guard[:4].upper() == "ELSE":
        state.note("a statement under ELSE was left out: the branch before it is the one read")
        return
    state.begun_anew = 0
    waiting = [(raw.text, raw.line)]
    while waiting:
        text, line = waiting.pop(0)
        state.at(path, line, text)
        try:
            remembered.read(text, line, state)
        except ReadError as error:
            state.lose(error.message, error.line)
        waiting += state.leftover
        state.leftover.clear()
