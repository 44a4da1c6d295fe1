"""A statement as it was cut out of a file, and the knife that keeps count of the lines."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

RENAMED_FROM = "renamed_from"
"""The word in front of the name that an object had before, see `rename_hints`."""


class StatementKind(StrEnum):
    """What a piece of a file is."""

    SQL = "sql"
    META = "meta"
    """A line for the client program: `DELIMITER`, `SOURCE`, `\\connect`, `:setvar`, `.read`."""
    DATA = "data"
    """The rows that follow `COPY … FROM stdin`, up to and without `\\.`."""
    EMPTY = "empty"
    """Nothing to run: comments alone, or a terminator alone."""


class RawStatement(Struct, frozen=True, kw_only=True):
    """A piece of a file. `leading + text + terminator` of all pieces in a row is the file (except
    white space at its end, and with conditional comments of MySQL unwrapped)."""

    text: str
    """From the first token to the last character before the terminator, white space trimmed."""
    line: int
    """1-based line of the first character of `text`."""
    offset: int
    """Of the first character of `text` in the file, in characters."""
    kind: StatementKind = StatementKind.SQL
    leading: str = ""
    """White space and comments before the statement."""
    terminator: str = ""
    """What ended it, with the white space before: `;`, a `GO` line, a delimiter; empty when the
    next statement (or the end of the file) did."""
    guard: str = ""
    """SQL Server: the `IF …` or `ELSE` that the statement stands under."""
    unterminated: str = ""
    """What was still open at the end of the file: `string`, `comment`, `body`, `data` …"""
    opened: int = 0
    """Where that was opened, as an offset in the file."""

    @property
    def may_hint(self) -> bool:
        """Whether it is worth looking for an earlier name: most statements hold none."""
        return RENAMED_FROM in self.leading or RENAMED_FROM in self.text


class Cutter:
    """Cuts a text into statements from front to back, counting lines on the way."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.done = 0
        """Everything before this offset has been given out."""
        self._seen, self._line = 0, 1

    def cut(
        self,
        start: int,
        stop: int,
        end: int,
        kind: StatementKind = StatementKind.SQL,
        *,
        guard: str = "",
        unterminated: str = "",
        opened: int = 0,
    ) -> RawStatement:
        """The piece whose text is `[start, stop)`, white space trimmed, and which the terminator
        `[stop, end)` ends."""
        body = self.text[start:stop].rstrip()
        stop = start + len(body)
        self._line += self.text.count("\n", self._seen, start)
        piece = RawStatement(
            text=body,
            line=self._line,
            offset=start,
            kind=kind,
            leading=self.text[self.done : start],
            terminator=self.text[stop:end],
            guard=guard,
            unterminated=unterminated,
            opened=opened,
        )
        self._seen, self.done = start, end
        return piece

    def line_end(self, start: int) -> int:
        """The offset of the end of the line, without its line break."""
        found = self.text.find("\n", start)
        return len(self.text) if found < 0 else found
