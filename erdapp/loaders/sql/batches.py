"""SQL Server scripts cut into statements: `GO` batches, and statements that no semicolon parts.

Inside a batch a statement ends at a semicolon or where the next one begins: T-SQL reserves the
words that begin statements, so outside parentheses they are only ambiguous after a few others,
which `tsql_words` knows. A procedure, function or trigger runs to the end of its batch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from erdapp.loaders.sql import tsql_words
from erdapp.loaders.sql.raw import Cutter, RawStatement, StatementKind
from erdapp.loaders.sql.skipping import (
    BRACKET,
    DOUBLE,
    FLAT_COMMENT,
    LINE_COMMENT,
    STRING,
    after_blanks,
    comment_end,
)
from erdapp.schema import Dialect

_GO = r"[^\S\n]*+GO[^\S\n]*+\d*+[^\S\n]*+;?[^\S\n]*+(?:--[^\n]*+)?(?=\n|\Z)"
_GO_LINE = re.compile(_GO, re.IGNORECASE)
_QUOTED = f"{STRING}|{DOUBLE}|{BRACKET}"
_INSIDE = rf"[^()'\"\[/\-\n]++|{_QUOTED}|{LINE_COMMENT}|{FLAT_COMMENT}|-|/(?!\*)|\n(?!{_GO})"
_TO_GO = re.compile(f"(?:{_INSIDE}|[()])*+", re.IGNORECASE)
_TO_WORD = re.compile(
    rf"(?:[^\w@#$()'\"\[/\-;\n]++|(?!{tsql_words.PATTERN})[\w@#$]++|{_QUOTED}"
    rf"|\((?:{_INSIDE})*+\)|-(?!-)|/(?!\*)|\n(?!{_GO}))*+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w@#$]++")
_BODY = re.compile(
    r"(?:CREATE|ALTER)\s+(?:OR\s+ALTER\s+)?(?:PROC|PROCEDURE|FUNCTION|TRIGGER)\b", re.IGNORECASE
)
_BLOCK = re.compile(
    r"BEGIN(?:\s++(?:TRY|CATCH)\b)?+(?!\s++(?:TRAN|TRANSACTION|DISTRIBUTED|DIALOG|CONVERSATION)\b)"
    r"|END(?:\s++(?:TRY|CATCH)\b)?+(?!\s++CONVERSATION\b)|ELSE\b",
    re.IGNORECASE,
)
_LAST_TOKEN = re.compile(r"[\w@#$]+$|\S$")
_LOOK_BACK = 300


def split_batches(text: str) -> Iterator[RawStatement]:
    """The statements of a T-SQL script in order, `GO` and sqlcmd's lines apart."""
    return _Batches(text).statements()


class _Batches:
    def __init__(self, text: str) -> None:
        self.text = text
        self.cutter = Cutter(text)
        self._guards: list[str] = []
        """One for each open BEGIN: the condition it stands under."""
        self._pending = ""
        """The condition that holds for the next statement."""
        self._opened = 0

    def statements(self) -> Iterator[RawStatement]:
        text, cutter = self.text, self.cutter
        while True:
            start = after_blanks(text, cutter.done, Dialect.MSSQL)
            if start >= len(text):
                break
            go = _GO_LINE.match(text, start) if self._begins_line(start) else None
            if go:
                self._guards, self._pending = [], ""
                yield cutter.cut(start, start, go.end(), StatementKind.EMPTY)
            elif text[start] == ";":
                yield cutter.cut(start, start, start + 1, StatementKind.EMPTY)
            elif text[start] == ":" and self._begins_line(start):
                end = cutter.line_end(start)
                yield cutter.cut(start, end, end, StatementKind.META)
            else:
                yield self._statement(start)
        if text[cutter.done :].strip("\ufeff \t\r\n"):
            yield cutter.cut(start, start, start, StatementKind.EMPTY)

    def _begins_line(self, place: int) -> bool:
        """Whether only blanks stand before `place` in its line."""
        before = self.text[max(0, place - _LOOK_BACK) : place]
        _, newline, indent = before.rpartition("\n")
        return not indent.strip(" \t\r\ufeff") and (bool(newline) or place <= _LOOK_BACK)

    def _statement(self, start: int) -> RawStatement:
        block = _BLOCK.match(self.text, start)
        if block:
            return self._block(start, block)
        if _BODY.match(self.text, start):
            stop, end, flaw = self._to_go(start)
        else:
            stop, end, flaw = self._to_next(start)
        guard = self._pending or (self._guards[-1] if self._guards else "")
        piece = self.cutter.cut(
            start, stop, end, guard=guard, unterminated=flaw, opened=self._opened
        )
        first = piece.text[:6].upper()
        self._pending = piece.text if first.startswith(("IF", "WHILE")) else ""
        if _GO_LINE.match(piece.terminator.rpartition("\n")[2]) and piece.terminator:
            self._guards, self._pending = [], ""
        return piece

    def _block(self, start: int, block: re.Match[str]) -> RawStatement:
        """BEGIN, END and ELSE as statements of their own, which keeps the ones inside apart."""
        word = block.group()[:4].upper()
        if word == "BEGI":
            outer = self._pending or (self._guards[-1] if self._guards else "")
            self._guards.append(outer)
            self._pending = ""
        elif word == "ELSE":
            self._pending = "ELSE"
        else:
            self._pending = ""
            if self._guards:
                self._guards.pop()
        return self.cutter.cut(start, block.end(), block.end())

    def _to_go(self, start: int) -> tuple[int, int, str]:
        place = start
        while True:
            found = _TO_GO.match(self.text, place)
            place = found.end() if found else place
            if place >= len(self.text):
                return place, place, ""
            if self.text[place] == "\n":
                return self._at_go(place, place)
            if (after := self._after_comment(place)) < 0:
                return self._open_end(place)
            place = after

    def _to_next(self, start: int) -> tuple[int, int, str]:
        """Where the statement stops, where its terminator ends, and its flaw."""
        text, depth = self.text, 0
        words = tsql_words.Words(text, start)
        first = _WORD.match(text, start)
        place = stop = first.end() if first else start + 1
        while True:
            found = _TO_WORD.match(text, place)
            after = found.end() if found else place
            consumed = text[place:after].rstrip()
            stop = place + len(consumed) if consumed else stop
            place = after
            sign = text[place] if place < len(text) else ""
            if not sign:
                return stop, stop, ""
            if sign == ";":
                return stop, place + 1, ""
            if sign == "\n":
                return self._at_go(stop, place)
            if sign in "()":
                depth = max(0, depth + (1 if sign == "(" else -1))
                place = stop = place + 1
            elif sign in "-/'\"[":
                if (after := self._after_comment(place)) < 0:
                    return self._open_end(place)
                place = after
            else:
                word = _WORD.match(text, place)
                assert word is not None  # the pattern stops nowhere else
                previous = self._previous(start, stop)
                if not depth and words.begins(
                    word.group().upper(), place, previous, self._begins_line(place)
                ):
                    return stop, stop, ""
                place = stop = word.end()

    def _previous(self, start: int, stop: int) -> str:
        found = _LAST_TOKEN.search(self.text[max(start, stop - 64) : stop])
        return found.group().upper() if found else ""

    def _at_go(self, stop: int, place: int) -> tuple[int, int, str]:
        go = _GO_LINE.match(self.text, place + 1)
        assert go is not None  # the patterns stop at a line break only before GO
        return stop, go.end(), ""

    def _after_comment(self, place: int) -> int:
        """The end of the comment at `place`; -1 when it, or a quote there, is never closed."""
        if self.text.startswith("--", place):
            return self.cutter.line_end(place)
        return comment_end(self.text, place) if self.text.startswith("/*", place) else -1

    def _open_end(self, opened: int) -> tuple[int, int, str]:
        end = len(self.text)
        self._opened = opened
        return end, end, "string or comment"
