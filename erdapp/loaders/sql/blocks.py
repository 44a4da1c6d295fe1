"""`DO $$ … $$` of PostgreSQL: the DDL in a plain block is read, code with logic is not run.

Migration tools wrap statements in a block to let them fail (`EXCEPTION WHEN duplicate_object`) or
to ask first (`IF NOT EXISTS … THEN`). On an empty database both run, so both are read.
"""

from __future__ import annotations

from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.loaders.sql.tokens import is_string, string_value

_READ = frozenset({"CREATE", "ALTER", "DROP", "COMMENT"})
_HARMLESS = frozenset({"RAISE", "NULL", "PERFORM", "INSERT", "UPDATE", "DELETE", "GRANT", "REVOKE",
                       "RETURN"})  # fmt: skip


def do_block(reader: Reader, state: LoadState) -> None:
    """Read the statements of the block, or warn that it wasn't run."""
    for place, token in enumerate(reader.words):
        if token and is_string(token):
            body = string_value(token, state.dialect)
            before = token[: token.find(body)] if body else ""
            line = reader.line_of(place) + before.count("\n")
            statements = _statements(state.reader(body, line))
            if statements is None:
                break
            state.guarded = True
            state.leftover.extend(statements)
            return
    state.warn("a DO block was not run: what it would make is missing")


def _statements(reader: Reader) -> list[tuple[str, int]] | None:
    """The DDL statements of a block and their lines; None when there is logic in it."""
    found: list[tuple[str, int]] = []
    if not reader.accept("BEGIN"):
        return None
    while not reader.at_end and not reader.peek("EXCEPTION"):
        if reader.accept("IF"):
            reader.skip_to("THEN", ";")
            if not reader.accept("THEN"):
                return None
        elif reader.accept("END"):
            reader.skip_to(";")
        elif reader.word in _READ:
            line = reader.line_of(reader.pos)
            found.append((reader.skip_to(";"), line))
        elif reader.word in _HARMLESS:
            reader.skip_to(";")
        elif not reader.accept(";"):
            return None
    return found
