"""Patterns that jump over everything which cannot end a statement, in one step and linear time.

Each pattern matches from any offset (perhaps nothing) and stops in front of what needs a decision:
a terminator, a quote or comment that isn't closed, a nested comment, a dollar quote.
"""

from __future__ import annotations

import re
from functools import lru_cache

from erdapp.schema import Dialect

STRING = r"'(?:[^']++|'')*+'"
ESCAPED = r"'(?:[^'\\]++|\\.|'')*+'"
DOUBLE = r'"(?:[^"]++|"")*+"'
ESCAPED_DOUBLE = r'"(?:[^"\\]++|\\.|"")*+"'
BACKTICK = r"`(?:[^`]++|``)*+`"
BRACKET = r"\[(?:[^\]]++|\]\])*+\]"
SQLITE_BRACKET = r"\[[^\]]*+\]"
LINE_COMMENT = r"--[^\n]*+"
MYSQL_COMMENT = r"-{2,}+(?=[\s\x00-\x1f]|\Z)[^\n]*+|\#[^\n]*+"
BLOCK_COMMENT = r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/"
FLAT_COMMENT = r"/\*(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/"
"""A block comment with none inside, where comments nest."""
DOLLAR_TAG = r"\$(?:[^\W\d]\w*+)?\$"
_POSTGRES_STRING = rf"(?<![\w$][eE])(?<=[eE]){ESCAPED}|(?:(?<![eE])|(?<=[\w$][eE])){STRING}"

_PARTS = {
    Dialect.POSTGRES: ("'\"-/$\\", f"{DOUBLE}|{_POSTGRES_STRING}|{LINE_COMMENT}|{FLAT_COMMENT}"),
    Dialect.MYSQL: (
        "'\"`-/#",
        f"{ESCAPED}|{BACKTICK}|{ESCAPED_DOUBLE}|{MYSQL_COMMENT}|{BLOCK_COMMENT}",
    ),
    Dialect.SQLITE: (
        "'\"`[-/",
        f"{STRING}|{DOUBLE}|{BACKTICK}|{SQLITE_BRACKET}|{LINE_COMMENT}|{BLOCK_COMMENT}",
    ),
    Dialect.MSSQL: ("'\"[-/", f"{STRING}|{DOUBLE}|{BRACKET}|{LINE_COMMENT}|{FLAT_COMMENT}"),
}
_ALONE = r"[-#\\]|/(?!\*)|(?<=[\w$])\$|\$(?!(?:[^\W\d]\w*+)?\$)"
"""Characters that start something elsewhere, but not here."""


@lru_cache(maxsize=64)
def to_terminator(dialect: Dialect, *stops: str, literal: bool = False) -> re.Pattern[str]:
    """The pattern that stops at any of the texts `stops`. Unless all are literal, a stop of `\\n`
    means a line that begins with DELIMITER; one of `b`, the words BEGIN ATOMIC."""
    quotes, pieces = _PARTS[Dialect.MYSQL if dialect is Dialect.MARIADB else dialect]
    plain = [stop for stop in stops if literal or stop not in ("\n", "b")]
    refused = [re.escape(stop) for stop in plain]
    special = quotes + "".join(stop[0] for stop in plain)
    if "\n" in stops and not literal:
        special += "\n"
        refused.append(r"\n[^\S\n]*+(?i:DELIMITER)[^\S\n]")
    if "b" in stops and not literal:
        special += "bB"
        refused.append(r"(?<![\w$])(?i:BEGIN\s+ATOMIC)\b")
    others = "".join(sorted(set(special) - set(quotes)))
    alone = _ALONE + (f"|[{re.escape(others)}]" if others else "")
    return re.compile(
        f"(?:[^{re.escape(special)}]++|(?!{'|'.join(refused)})(?:{pieces}|{alone}))*+", re.DOTALL
    )


_BLANK = r"[\s\ufeff\u200b]++"
_MYSQL_BLANKS = re.compile(f"(?:{_BLANK}|{MYSQL_COMMENT}|{BLOCK_COMMENT})*+")
BLANKS = {
    Dialect.POSTGRES: re.compile(f"(?:{_BLANK}|{LINE_COMMENT}|{FLAT_COMMENT})*+"),
    Dialect.MYSQL: _MYSQL_BLANKS,
    Dialect.MARIADB: _MYSQL_BLANKS,
    Dialect.SQLITE: re.compile(f"(?:{_BLANK}|{LINE_COMMENT}|{BLOCK_COMMENT})*+"),
    Dialect.MSSQL: re.compile(f"(?:{_BLANK}|{LINE_COMMENT}|{FLAT_COMMENT})*+"),
}
"""White space and comments, as far as they go."""
_EDGE = re.compile(r"/\*|\*/")


@lru_cache(maxsize=1)
def _known_ends(text: str) -> dict[int, int]:
    """What `comment_end` found out about a text, by the offsets at which its comments begin."""
    return {}


def comment_end(text: str, start: int) -> int:
    """Where the comment that begins at `start`, perhaps with others nested in it, ends; -1 when
    it never does. Comments inside are remembered: thousands that never end are read once."""
    known = _known_ends(text)
    if start in known:
        return known[start]
    opened: list[int] = []
    for edge in _EDGE.finditer(text, start):
        if edge.group() == "/*":
            opened.append(edge.start())
            continue
        known[opened.pop()] = edge.end()
        if not opened:
            return edge.end()
    known.update(dict.fromkeys(opened, -1))
    return -1


def after_blanks(text: str, start: int, dialect: Dialect) -> int:
    """The offset of the first character from `start` on that is neither white space nor comment;
    an unclosed comment counts as a character."""
    while True:
        found = BLANKS[dialect].match(text, start)
        start = found.end() if found else start
        nested = dialect in (Dialect.POSTGRES, Dialect.MSSQL) and text.startswith("/*", start)
        if not nested or (end := comment_end(text, start)) < 0:
            return start
        start = end
