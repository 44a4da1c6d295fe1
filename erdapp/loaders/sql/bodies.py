"""Where a routine or trigger ends whose body has semicolons of its own.

Blocks are counted word by word: `BEGIN … END`, `CASE … END [CASE]`, `IF … END IF` and the loops of
MySQL and MariaDB, `BEGIN ATOMIC … END` of PostgreSQL, `BEGIN … END` of SQLite's triggers.
"""

from __future__ import annotations

import re
from functools import cache

from erdapp.schema import Dialect

_USER = r"(?:`[^`]*`|'[^']*'|\"[^\"]*\"|[^\s@'\"`]+)"
_MYSQL_HEAD = (
    r"CREATE\s+(?:OR\s+REPLACE\s+)?"
    rf"(?:DEFINER\s*=\s*{_USER}(?:\s*@\s*{_USER}|\(\s*\))?\s+)?(?:AGGREGATE\s+)?"
    r"(?:TRIGGER|PROCEDURE|FUNCTION|EVENT|PACKAGE)\b"
    r"|(?:ALTER\s+EVENT|BEGIN\s+NOT\s+ATOMIC)\b"
)
_HEADS = {
    Dialect.MYSQL: _MYSQL_HEAD,
    Dialect.MARIADB: _MYSQL_HEAD,
    Dialect.SQLITE: r"CREATE\s+(?:TEMP(?:ORARY)?\s+)?TRIGGER\b",
    Dialect.POSTGRES: r"CREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)\b",
}

_WORDS = (
    r"(?P<word>END(?:\s++(?:IF|LOOP|WHILE|REPEAT|CASE|FOR)\b)?+(?![\w$])|[^\W\d][\w$]*+)"
    r"|(?P<mark>[;:().])"
)
_COMMENTS = r"--[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/"
_MYSQL_WORDS = (
    _WORDS + r"|(?P<quoted>'(?:[^'\\]++|\\.|'')*+'|\"(?:[^\"\\]++|\\.|\"\")*+\"|`[^`]*+`)|"
    r"-{2,}+(?=[\s\x00-\x1f])[^\n]*+|\#[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/"
    r"|(?P<unclosed>['\"`]|/\*)|(?P<other>\S)"
)
_TOKENS = {
    Dialect.MYSQL: _MYSQL_WORDS,
    Dialect.MARIADB: _MYSQL_WORDS,
    Dialect.SQLITE: (
        _WORDS + rf"|(?P<quoted>'[^']*+'|\"[^\"]*+\"|`[^`]*+`|\[[^\]]*+\])|{_COMMENTS}"
        r"|(?P<unclosed>['\"`\[]|/\*)|(?P<other>\S)"
    ),
    Dialect.POSTGRES: (
        r"(?P<quoted>E'(?:[^'\\]++|\\.|'')*+'|'[^']*+'|\"[^\"]*+\")|"
        rf"{_WORDS}|{_COMMENTS}|(?P<unclosed>['\"]|/\*)|(?P<other>\S)"
    ),
}
_BEFORE_STATEMENT = frozenset({
    ";", ":", "BEGIN", "THEN", "ELSE", "DO", "LOOP", "REPEAT", "ROW", "DETERMINISTIC", "DATA",
    "SQL", "DEFINER", "INVOKER", ")", "'",
})  # fmt: skip
"""What a statement inside a body may follow; `)` ends the parameters, `'` is a COMMENT."""
_BEFORE_NAME = frozenset({
    "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE", "BODY", "EXISTS", "ON"
})  # fmt: skip
"""What stands before the name of a routine, or of a trigger's table, which may be `begin`."""
_OPENS = frozenset({"IF", "LOOP", "WHILE", "REPEAT", "FOR"})


@cache
def _head(dialect: Dialect) -> re.Pattern[str]:
    return re.compile(_HEADS[dialect], re.IGNORECASE)


@cache
def _token(dialect: Dialect) -> re.Pattern[str]:
    return re.compile(_TOKENS[dialect], re.IGNORECASE | re.DOTALL)


def is_routine(text: str, start: int, dialect: Dialect) -> bool:
    """Whether the statement that begins at `start` may have semicolons inside its body."""
    return _head(dialect).match(text, start) is not None


def end_of_body(text: str, start: int, dialect: Dialect) -> tuple[int, int]:
    """The offset of the semicolon that ends the routine, and where the block, quote or comment was
    opened that is still open there (then the first is the end of the text), else -1."""
    blocks = _Blocks(dialect)
    for match in _token(dialect).finditer(text, start):
        if match["word"]:
            blocks.word(match["word"].upper(), match.start())
        elif mark := match["mark"]:
            if mark == ";" and blocks.closed:
                return match.start(), -1
            blocks.mark(mark)
        elif match["quoted"]:
            blocks.previous = "`" if match["quoted"][0] == "`" else "'"
        elif match["unclosed"]:
            return len(text), match.start()
        elif match["other"]:
            blocks.previous = match["other"]
    return len(text), blocks.opened


class _Blocks:
    """The blocks open at some place of a body, innermost last, each with its parentheses
    and where it begins."""

    def __init__(self, dialect: Dialect) -> None:
        self.previous = ""
        self._open: list[tuple[str, int, int]] = []
        self._parentheses = 0
        self._procedural = dialect in (Dialect.MYSQL, Dialect.MARIADB)

    @property
    def closed(self) -> bool:
        return not self._open

    @property
    def opened(self) -> int:
        """Where the innermost open block begins; -1 without one."""
        return self._open[-1][2] if self._open else -1

    def mark(self, mark: str) -> None:
        if mark == "(":
            self._parentheses += 1
        elif mark == ")":
            self._parentheses = max(0, self._parentheses - 1)
        elif mark == ";":
            # a semicolon never stands in parentheses: some name was not what it seemed
            self._parentheses = 0
        self.previous = mark

    def word(self, word: str, place: int) -> None:
        first, _, second = word.partition(" ") if word[:3] != "END" else ("END", "", word[3:])
        if self.previous == "." or (self.closed and self.previous in _BEFORE_NAME):
            self.previous = "`"  # a name like a keyword
            return
        if first == "END":
            self._close(second.strip() if self._procedural else "")
        elif first == "CASE" or (first == "BEGIN" and not self._parentheses):
            self._open.append((first, self._parentheses, place))
        elif self._opens_statement(first):
            self._open.append((first, 0, place))
        self.previous = word

    def _opens_statement(self, word: str) -> bool:
        if word not in _OPENS or not self._procedural or self._parentheses:
            return False
        return self.previous in _BEFORE_STATEMENT and (word, self.previous) != ("FOR", ")")

    def _close(self, kind: str) -> None:
        wanted = (kind,) if kind else ("BEGIN", "CASE")
        for place in range(len(self._open) - 1, -1, -1):
            opened, parentheses, _ = self._open[place]
            if parentheses != self._parentheses and not kind:
                return
            if opened in wanted:
                del self._open[place:]
                return
