"""A statement as words: one regular expression per dialect, positions kept, comments left out.

The readers need to know where a token stands, whether it is quoted and nothing else, so a token
is its source text. That is more exact than a lexer made for queries, which joins words
(`PRIMARY KEY`), takes braces for templates and swallows what follows a word it takes for a command.
"""

from __future__ import annotations

import re
import sys
from functools import cache

from erdapp.schema import Dialect

_SPACE = r"[\s\ufeff\u200b]++"
_LINE_COMMENT = r"--[^\n]*+"
_MYSQL_COMMENT = r"-{2,}+(?=[\s\x00-\x1f]|\Z)[^\n]*+|\#[^\n]*+"
_BLOCK_COMMENT = r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)"
_WORD = r"[^\s\x00-@\[-^`{-\x7f\ufeff\u200b][^\s\x00-#%-/:-@\[-^`{-\x7f\ufeff\u200b]*+"
_TSQL_WORD = r"[^\s\x00-\"$-?\[-^`{-\x7f\ufeff\u200b][^\s\x00-\"%-/:-?\[-^`{-\x7f\ufeff\u200b]*+"
_NUMBER = r"\d++(?:\.\d++)?(?:[eE][+-]?\d++)?\w*+"
_REST = r"(?s:.)"
_SOLID = r"[^\s\ufeff\u200b]"

_STRING = r"'[^']*+(?:''[^']*+)*+(?:'|\Z)"
_ESCAPED = r"'[^'\\]*+(?:(?:''|\\[\s\S])[^'\\]*+)*+(?:'|\\?\Z)"
_DOUBLE = r'"[^"]*+(?:""[^"]*+)*+(?:"|\Z)'
_ESCAPED_DOUBLE = r'"[^"\\]*+(?:(?:""|\\[\s\S])[^"\\]*+)*+(?:"|\\?\Z)'
_BACKTICK = r"`[^`]*+(?:``[^`]*+)*+(?:`|\Z)"
_BRACKET = r"\[[^\]]*+(?:\]\][^\]]*+)*+(?:\]|\Z)"
_SQLITE_BRACKET = r"\[[^\]]*+(?:\]|\Z)"


_MYSQL = (
    _SPACE,
    "[nNbBxX]" + _ESCAPED,
    _WORD,
    _ESCAPED,
    _BACKTICK,
    _NUMBER,
    _MYSQL_COMMENT,
    _BLOCK_COMMENT,
    _ESCAPED_DOUBLE,
    r"@@?(?:(?:global|session)\.)?",
    _REST,
)
_ALTERNATIVES = {
    Dialect.POSTGRES: (
        _SPACE,
        "[eE]" + _ESCAPED,
        "[bBxXnN]" + _STRING,
        "[uU]&(?:" + _STRING + "|" + _DOUBLE + ")",
        _WORD,
        _STRING,
        _DOUBLE,
        _NUMBER,
        _LINE_COMMENT,
        _BLOCK_COMMENT,
        "::",
        _REST,
    ),
    Dialect.MYSQL: _MYSQL,
    Dialect.MARIADB: _MYSQL,
    Dialect.SQLITE: (
        _SPACE,
        "[xX]" + _STRING,
        _WORD,
        _STRING,
        _DOUBLE,
        _BACKTICK,
        _SQLITE_BRACKET,
        _NUMBER,
        _LINE_COMMENT,
        _BLOCK_COMMENT,
        _REST,
    ),
    Dialect.MSSQL: (
        _SPACE,
        "[nN]" + _STRING,
        r"\$\(\w++\)",
        _TSQL_WORD,
        _BRACKET,
        _STRING,
        _DOUBLE,
        _NUMBER,
        _LINE_COMMENT,
        _BLOCK_COMMENT,
        _REST,
    ),
}
"""What a piece of a text may be, white space first."""


@cache
def _pieces(dialect: Dialect) -> re.Pattern[str]:
    """Pieces of which a text consists."""
    return re.compile("|".join(_ALTERNATIVES[dialect]))


@cache
def _bare(dialect: Dialect) -> re.Pattern[str]:
    """The tokens of a text without comments, white space passed over with them."""
    *tokens, _ = _ALTERNATIVES[dialect][1:]
    return re.compile(f"({'|'.join((*tokens, _SOLID))})(?:{_SPACE})?")


@cache
def _commented(dialect: Dialect) -> re.Pattern[str]:
    """Signs that a text may have comments (or PostgreSQL's dollar quotes) in it."""
    sign = r"\#" if dialect in (Dialect.MYSQL, Dialect.MARIADB) else r"\$"
    return re.compile(rf"--|/\*|{sign}|\A[\s\ufeff\u200b]")


_SLOW = re.compile(r"\$(?:[^\W\d]\w*+)?\$|/\*[^*/]*+(?:\*(?!/)[^*/]*+|/(?!\*)[^*/]*+)*+/\*")
_DOLLAR = re.compile(r"\$(?:[^\W\d]\w*+)?\$")
_COMMENT_EDGE = re.compile(r"/\*|\*/")

_MAYBE_BLANK = frozenset(
    {c for c in map(chr, range(0x3001)) if c.isspace()} | set("-/#\ufeff\u200b")
)
"""First characters of blanks and comments, and of two operators."""


def bare_words(text: str, dialect: Dialect) -> list[str] | None:
    """The tokens of a text that has no comments, much faster than `tokenise` finds them; None when
    it may have some. Only white space stands between them, so `starts_of` finds them again."""
    return None if _commented(dialect).search(text) else _bare(dialect).findall(text)


def starts_of(words: list[str], text: str, place: int = 0) -> list[int]:
    """The offset in `text` of each of the tokens, which begin at `place` and between which there is
    only white space."""
    starts: list[int] = []
    find = text.find
    for word in words:
        place = find(word, place)
        starts.append(place)
        place += len(word)
    return starts


def tokenise(text: str, dialect: Dialect) -> tuple[list[str], list[int]]:
    """The tokens of `text` as they stand there, and the offset of each.

    Quoted tokens keep their quotes; an unterminated quote or comment reaches to the end.
    """
    found = _pieces(dialect).findall(text)
    if dialect is Dialect.POSTGRES and _SLOW.search(text):
        found = _postgres_pieces(text)
    words: list[str] = []
    starts: list[int] = []
    position = 0
    for piece in found:
        if piece[0] not in _MAYBE_BLANK or _is_operator(piece, dialect):
            words.append(piece)
            starts.append(position)
        position += len(piece)
    return words, starts


def _is_operator(piece: str, dialect: Dialect) -> bool:
    if piece == "#":
        return dialect not in (Dialect.MYSQL, Dialect.MARIADB)
    return piece in ("-", "/") or (piece[0] == "#" and dialect is Dialect.MSSQL)


def _postgres_pieces(text: str) -> list[str]:
    """Pieces of a text with dollar-quoted strings or nested comments, which need a look-back."""
    pieces: list[str] = []
    match = _pieces(Dialect.POSTGRES).match
    position = 0
    while found := match(text, position):
        end = found.end()
        if text.startswith("/*", position):
            end = _nested_comment_end(text, position)
        elif text[position] == "$" and (tag := _DOLLAR.match(text, position)):
            close = text.find(tag.group(), tag.end())
            end = close + len(tag.group()) if close >= 0 else len(text)
        pieces.append(text[position:end])
        position = end
    return pieces


def _nested_comment_end(text: str, start: int) -> int:
    depth = 0
    for edge in _COMMENT_EDGE.finditer(text, start):
        depth += 1 if edge.group() == "/*" else -1
        if depth == 0:
            return edge.end()
    return len(text)


_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[\s\S])")
_MYSQL_ESCAPE = re.compile(r"\\([\s\S])")
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_MYSQL_CONTROL = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "0": "\0",
    "Z": "\x1a",
    "%": "\\%",
    "_": "\\_",
}
_UNICODE_ESCAPE = re.compile(r"\\(\\|[0-9a-fA-F]{4}|\+[0-9a-fA-F]{6})")


def is_string(token: str) -> bool:
    """Whether the token is a string literal in single quotes (prefixes `N`, `E`, `U&` included),
    in dollar quotes, or one in double quotes for dialects that have them."""
    return token[-1:] == "'" or (token[0] == "$" and len(token) > 3) or token[0] == "'"


def string_value(token: str, dialect: Dialect) -> str:
    """The text that a string literal stands for."""
    if token[0] == "$":
        tag = _DOLLAR.match(token)
        return token[tag.end() : -len(tag.group())] if tag else token
    quote = '"' if token[-1] == '"' and "'" not in token[:3] else "'"
    prefix, _, body = token.partition(quote)
    body = body.removesuffix(quote).replace(quote * 2, quote)
    match prefix.upper():
        case "E":
            return _ESCAPE.sub(_postgres_escape, body)
        case "U&":
            return _UNICODE_ESCAPE.sub(_unicode_escape, body)
    if dialect in (Dialect.MYSQL, Dialect.MARIADB):
        return _MYSQL_ESCAPE.sub(lambda m: _MYSQL_CONTROL.get(m[1], m[1]), body)
    return body


def _postgres_escape(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "xuU" and len(code) > 1:
        return _character(int(code[1:], 16))
    if code[0] in "01234567":
        return _character(int(code, 8))
    return _CONTROL.get(code, code)


def _unicode_escape(match: re.Match[str]) -> str:
    return "\\" if match[1] == "\\" else _character(int(match[1].lstrip("+"), 16))


def _character(code: int) -> str:
    return chr(code) if code <= sys.maxunicode else "\ufffd"
