"""A SQL file cut into statements, exactly as they stand there, in linear time and without errors.

Strings, comments, quoted names and bodies are respected as each dialect writes them; what is left
open at the end of the file gives a flagged statement. A first line `-- atlas:delimiter X` makes X
what ends statements, and nothing else. SQL Server's batches are in `batches`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from erdapp.loaders.sql import bodies
from erdapp.loaders.sql.raw import Cutter, RawStatement, StatementKind
from erdapp.loaders.sql.skipping import DOLLAR_TAG, after_blanks, comment_end, to_terminator
from erdapp.schema import Dialect

__all__ = ["RawStatement", "StatementKind", "own_delimiter", "split"]

_DELIMITER = re.compile(r"DELIMITER[^\S\n]+(\S+)", re.IGNORECASE)
_DELIMITER_LINE = re.compile(r"^[^\S\n]*DELIMITER[^\S\n]", re.IGNORECASE | re.MULTILINE)
_MYSQL_META = re.compile(
    r"(?:DELIMITER|SOURCE|SYSTEM|PROMPT|TEE|NOTEE|PAGER|NOPAGER|WARNINGS|NOWARNING)\b(?!\s*[(=])"
    r"|\\[.!A-Za-z]|USE[^\S\n]+[^;\n]+(?:\n|\Z)",
    re.IGNORECASE,
)
_META = {
    Dialect.POSTGRES: re.compile(r"\\"),
    Dialect.MYSQL: _MYSQL_META,
    Dialect.MARIADB: _MYSQL_META,
    Dialect.SQLITE: re.compile(r"\.[a-z]"),
}
_ATLAS_DELIMITER = re.compile(r"-- atlas:delimiter[ ]+([^\n]+?)\r?(?:\n|\Z)")
_ESCAPES = {r"\n": "\n", r"\r": "\r", r"\t": "\t"}
_ESCAPE = re.compile(r"\\[nrt]")
_COPY_IN = re.compile(r"\\?COPY\b(?s:.)*?\bFROM\s+(?:p?stdin)\b", re.IGNORECASE)
_COPY_LIMIT = 20_000
_END_OF_ROWS = re.compile(r"^\\\.[^\S\n]*$", re.MULTILINE)
_RULE = re.compile(r"CREATE\s+(?:OR\s+REPLACE\s+)?RULE\b", re.IGNORECASE)
_TAG = re.compile(DOLLAR_TAG)
_OPENED = {"'": "string", '"': "quoted name", "`": "quoted name", "[": "quoted name"}


def split(text: str, dialect: Dialect) -> Iterator[RawStatement]:
    """The statements of `text` in order. Never raises."""
    delimiter = own_delimiter(text)
    if dialect is Dialect.MSSQL and not delimiter:
        from erdapp.loaders.sql.batches import split_batches  # patterns of its own

        return split_batches(text)
    if dialect in (Dialect.MYSQL, Dialect.MARIADB):
        from erdapp.loaders.sql.conditional import unwrap  # these, too

        text = unwrap(text, dialect)
    return _Script(text, dialect, delimiter).statements()


def own_delimiter(text: str) -> str:
    """What the file's first line says ends its statements; empty when it says nothing."""
    told = _ATLAS_DELIMITER.match(text)
    return _ESCAPE.sub(lambda match: _ESCAPES[match.group()], told[1]) if told else ""


class _Script:
    """A file of statements that semicolons (or MySQL's delimiters, or only `fixed`) end."""

    def __init__(self, text: str, dialect: Dialect, fixed: str = "") -> None:
        self.text, self.dialect = text, dialect
        self.cutter = Cutter(text)
        self.delimiter = fixed or ";"
        self._fixed = bool(fixed)
        self._opened = 0
        mysql = dialect in (Dialect.MYSQL, Dialect.MARIADB)
        self._lines = ("\n",) if mysql and _DELIMITER_LINE.search(text) else ()

    def statements(self) -> Iterator[RawStatement]:
        text, cutter = self.text, self.cutter
        while True:
            start = after_blanks(text, cutter.done, self.dialect)
            if start >= len(text):
                break
            told = self._lines and _DELIMITER.match(text, start)
            ended = "" if told else self._terminator_at(start)
            if ended:
                yield cutter.cut(start, start, start + len(ended), StatementKind.EMPTY)
                continue
            if not self._fixed and _META[self.dialect].match(text, start):
                piece = self._meta(start)
            else:
                stop, end, flaw = self._end(start)
                opened = self._opened if flaw else 0
                piece = cutter.cut(start, stop, end, unterminated=flaw, opened=opened)
            yield piece
            if self.dialect is Dialect.POSTGRES and not self._fixed and _copies_in(piece.text):
                yield self._rows()
        if text[cutter.done :].strip("\ufeff \t\r\n"):
            yield cutter.cut(start, start, start, StatementKind.EMPTY)

    def _terminator_at(self, place: int) -> str:
        if self.text.startswith(self.delimiter, place):
            return self.delimiter
        return ";" if not self._fixed and self.text.startswith(";", place) else ""

    def _meta(self, start: int) -> RawStatement:
        end = self.cutter.line_end(start)
        is_use = self.text[start : start + 3].upper() == "USE"
        kind = StatementKind.SQL if is_use else StatementKind.META
        piece = self.cutter.cut(start, end, end, kind)
        if found := _DELIMITER.match(piece.text):
            self._set_delimiter(found[1], end)
        return piece

    def _set_delimiter(self, wanted: str, start: int) -> None:
        """A delimiter that never comes before the next directive is one the author forgot."""
        if len(wanted) > 2 and wanted[0] == wanted[-1] and wanted[0] in "'\"`":
            wanted = wanted[1:-1].replace(wanted[0] * 2, wanted[0])
        following = _DELIMITER_LINE.search(self.text, start)
        limit = following.start() if following else len(self.text)
        unusable = wanted[0] in "'\"`\\" or self.text.find(wanted, start, limit) < 0
        self.delimiter = ";" if unusable else wanted

    def _end(self, start: int) -> tuple[int, int, str]:
        """Where the statement at `start` stops, where its terminator ends, and its flaw."""
        if self._fixed:
            return self._run(start, self.delimiter, "(", ")")
        routine = bodies.is_routine(self.text, start, self.dialect)
        if self.delimiter != ";":
            stops = (self.delimiter,) if routine else (self.delimiter, ";")
            return self._run(start, *stops, *self._lines)
        if self.dialect is Dialect.POSTGRES:
            if _RULE.match(self.text, start):
                return self._run(start, ";", "(", ")")
            return self._run(start, ";", "b") if routine else self._run(start, ";", "\\g")
        if routine:
            return self._body(start)
        return self._run(start, ";", *self._lines)

    def _body(self, start: int) -> tuple[int, int, str]:
        stop, opened = bodies.end_of_body(self.text, start, self.dialect)
        end = min(stop + 1, len(self.text))
        self._opened = opened
        return stop, end, "body" if opened >= 0 else ""

    def _run(self, start: int, *stops: str) -> tuple[int, int, str]:
        text, depth = self.text, 0
        skip = to_terminator(self.dialect, *stops, literal=self._fixed)
        place = start
        while True:
            found = skip.match(text, place)
            place = found.end() if found else place
            if place >= len(text):
                return place, place, ""
            sign = text[place]
            if sign in "()" and sign in stops:
                depth += 1 if sign == "(" else -1
                place += 1
            elif ended := next((s for s in stops if text.startswith(s, place)), ""):
                if depth <= 0:
                    return self._terminated(place, ended)
                place += len(ended)
            elif sign in "bB" and not self._fixed:
                return self._body(place)
            elif (after := self._after_long_quote(place)) >= 0:
                place = after
            else:
                self._opened = place
                return len(text), len(text), _OPENED.get(sign, "comment" if sign == "/" else "body")

    def _terminated(self, place: int, ended: str) -> tuple[int, int, str]:
        if ended == "\n" and not self._fixed:
            return place, place, ""
        if ended == "\\g" and not self._fixed:
            return place, self.cutter.line_end(place), ""
        return place, place + len(ended), ""

    def _after_long_quote(self, place: int) -> int:
        """The end of the nested comment or dollar quote at `place`; -1 when it is never closed."""
        tag = _TAG.match(self.text, place)
        if tag and self.dialect is Dialect.POSTGRES:
            close = self.text.find(tag.group(), tag.end())
            return close + len(tag.group()) if close >= 0 else -1
        nested = self.dialect in (Dialect.POSTGRES, Dialect.MSSQL)
        if nested and self.text.startswith("/*", place):
            return comment_end(self.text, place)
        return -1

    def _rows(self) -> RawStatement:
        """The rows after COPY, which end with a line of a backslash and a full stop."""
        text = self.text
        start = min(self.cutter.line_end(self.cutter.done) + 1, len(text))
        close = _END_OF_ROWS.search(text, start)
        if close:
            return self.cutter.cut(start, close.start(), close.end(), StatementKind.DATA)
        end = len(text)
        data = StatementKind.DATA
        return self.cutter.cut(start, end, end, data, unterminated="data", opened=start)


def _copies_in(statement: str) -> bool:
    r"""Whether rows follow the statement (or psql's `\copy`)."""
    if statement[:5].lstrip("\\").upper()[:4] != "COPY":
        return False
    return _COPY_IN.match(statement[:_COPY_LIMIT]) is not None
