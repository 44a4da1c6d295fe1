"""Our own small SQL lexer: tokens of expressions, types and statements, in one linear pass.

It never fails: a character that starts nothing is an operator, an unclosed string, comment or
quoted name runs to the end of the text.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct


class Sort(StrEnum):
    """What a token is."""

    WORD = "word"
    """An unquoted identifier or keyword."""
    NAME = "name"
    """A quoted identifier."""
    STRING = "string"
    NUMBER = "number"
    OPERATOR = "operator"
    PARAMETER = "parameter"
    """`$1`, `@variable`."""


class Token(NamedTuple):
    """One token. `value` is the meaning: the name or the string without quotes and escapes, the
    word in lower case; `prefix` is what stood before a string's quote (`e`, `n`, `x`,
    `_utf8mb4`), lower case; `start` is the offset of the text."""

    sort: Sort
    text: str
    value: str
    start: int
    prefix: str = ""

    def is_word(self, *words: str) -> bool:
        """Whether this is one of the unquoted words, given in lower case."""
        return self.sort is Sort.WORD and self.value in words

    @property
    def value_as_name(self) -> str:
        """The name it is as written: a word keeps its case."""
        return self.text if self.sort is Sort.WORD else self.value

    def is_operator(self, *operators: str) -> bool:
        return self.sort is Sort.OPERATOR and self.value in operators


class Lexis(Struct, frozen=True, kw_only=True):
    """How a dialect writes its tokens."""

    name_quotes: str = '"'
    """Opening quotes of identifiers, of `"`, a backtick, `[`."""
    string_quotes: str = "'"
    backslash_escapes: bool = False
    """In every string, not only in `E'…'`."""
    dollar_quotes: bool = False
    hash_comments: bool = False
    nested_comments: bool = False
    long_operators: bool = False
    """Any run of sign characters is one operator (`@>`, `#>>`, `?|`), as in PostgreSQL."""
    name_signs: str = "$"
    """What unquoted names may have in them beside letters, digits and `_`."""
    variables: bool = False
    """`@name` and `@@name`."""


_NUMBER = r"0[xX][0-9a-fA-F]+|0[bB][01]+|(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_VARIABLE = r"|@{1,2}[\w$#]+"
_SIGNS = "<>=!~@#%^&|?"
_OPERATOR = rf"::|:=|=>|->>|->|\.\.|[{re.escape(_SIGNS)}]+|[-+*/(),.;:\[\]{{}}]"
_LONG_SIGNS = "+-*/<>=~!@#%^&|?"
_LONG_RUN = re.compile(rf"[{re.escape(_LONG_SIGNS)}]+")
_PREFIXES = frozenset({"e", "n", "x", "b", "u&"})
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0", "Z": "\x1a"}
_CLOSING = {"[": "]"}


@lru_cache
def _plain(lexis: Lexis) -> re.Pattern[str]:
    hash_sign = r"|\#[^\n]*" if lexis.hash_comments else ""
    variable = _VARIABLE if lexis.variables else ""
    return re.compile(
        rf"(?P<skip>\s+|--[^\n]*{hash_sign})"
        rf"|(?P<number>{_NUMBER})"
        rf"|(?P<word>[^\W\d][\w{re.escape(lexis.name_signs)}]*)"
        rf"|(?P<parameter>\$\d+{variable})"
        rf"|(?P<operator>{_OPERATOR})"
        r"|(?P<other>.)",
        re.DOTALL,
    )


def tokens(text: str, lexis: Lexis) -> list[Token]:
    """The tokens of `text`; white space and comments are left out."""
    found: list[Token] = []
    pattern = _plain(lexis)
    at, end = 0, len(text)
    while at < end:
        special = _special(text, at, lexis)
        if special is not None:
            at, token = special
            if token is not None:
                found.append(token)
            continue
        match = pattern.match(text, at)
        assert match is not None  # `other` takes any character
        group, piece = match.lastgroup, match.group()
        if group == "operator":
            piece = _operator_run(text, at, piece, lexis)
        if group == "word" and (string := _prefixed(text, at, piece, lexis)) is not None:
            at = string.start + len(string.text)
            found.append(string)
            continue
        if group == "word":
            found.append(Token(Sort.WORD, piece, piece.lower(), at))
        elif group in ("operator", "other"):
            found.append(Token(Sort.OPERATOR, piece, piece, at))
        elif group != "skip":
            found.append(Token(Sort(str(group)), piece, piece, at))
        at += len(piece)
    return found


def _operator_run(text: str, at: int, piece: str, lexis: Lexis) -> str:
    """The operator that starts at `at`, `piece` being the longest guess."""
    if lexis.long_operators and piece[0] in _LONG_SIGNS:
        return _long_operator(text, at)
    if len(piece) == 1 or piece[0] not in _SIGNS:
        return piece
    for length in (3, 2):
        if piece[:length] in ("<=>", "<>", "<=", ">=", "!=", "==", "||", "&&", "<<", ">>", "!<"):
            return piece[:length]
    return "!>" if piece.startswith("!>") else piece[0]


def _long_operator(text: str, at: int) -> str:
    """PostgreSQL's rule: a run of signs, up to a comment; it ends in `+` or `-` only when it has
    one of the rarer signs in it."""
    match = _LONG_RUN.match(text, at)
    assert match is not None
    run = match.group()
    for comment in ("--", "/*"):
        cut = run.find(comment, 1)
        run = run[:cut] if cut > 0 else run
    if not any(sign in run for sign in "~!@#%^&|?`"):
        run = run[0] + run[1:].rstrip("+-")
    return run


def _special(text: str, at: int, lexis: Lexis) -> tuple[int, Token | None] | None:
    """A comment, string, quoted name or dollar quote starting at `at`, with where it ends."""
    char = text[at]
    if char == "/" and text.startswith("/*", at):
        return _comment_end(text, at, nested=lexis.nested_comments), None
    if char in lexis.string_quotes:
        escapes = lexis.backslash_escapes
        end, value = _quoted(text, at, char, backslash=escapes)
        return end, Token(Sort.STRING, text[at:end], value, at)
    if char in lexis.name_quotes:
        end, value = _quoted(text, at, _CLOSING.get(char, char), backslash=False)
        return end, Token(Sort.NAME, text[at:end], value, at)
    if char == "$" and lexis.dollar_quotes:
        return _dollar_quote(text, at)
    return None


def _prefixed(text: str, at: int, word: str, lexis: Lexis) -> Token | None:
    """The string that `word` is the prefix of: `E'…'`, `N'…'`, `_utf8mb4'…'`, `U&'…'`."""
    after, prefix = at + len(word), word.lower()
    if prefix == "u" and text.startswith("&'", after):
        after, prefix = after + 1, "u&"
    if not text.startswith("'", after):
        return None
    introducer = prefix.startswith("_") and lexis.backslash_escapes
    if prefix not in _PREFIXES and not introducer:
        return None
    backslash = prefix == "e" or lexis.backslash_escapes
    end, value = _quoted(text, after, "'", backslash=backslash)
    return Token(Sort.STRING, text[at:end], value, at, prefix)


def _quoted(text: str, at: int, quote: str, *, backslash: bool) -> tuple[int, str]:
    """The end of a quoted piece whose opening quote is at `at`, and what it means."""
    value: list[str] = []
    start = at = at + 1
    stops = re.compile(r"[\\'\"]" if backslash else re.escape(quote))
    while True:
        match = stops.search(text, at)
        if match is None:
            return len(text), "".join(value) + text[start:]
        at = match.start()
        char = text[at]
        if char == quote and not text.startswith(quote, at + 1):
            return at + 1, "".join(value) + text[start:at]
        if char == quote:
            value.append(text[start : at + 1])
            start = at = at + 2
        elif char == "\\" and at + 1 < len(text):
            escaped = text[at + 1]
            value.append(text[start:at])
            value.append(escaped_character(escaped))
            start = at = at + 2
        else:
            at += 1


def escaped_character(char: str) -> str:
    """What a backslash and `char` mean; `\\%` and `\\_` keep the backslash (they are for LIKE)."""
    if char in "%_":
        return "\\" + char
    return _ESCAPES.get(char, char)


def _comment_end(text: str, at: int, *, nested: bool) -> int:
    if not nested:
        end = text.find("*/", at + 2)
        return len(text) if end < 0 else end + 2
    depth = 0
    for match in re.compile(r"/\*|\*/").finditer(text, at):
        depth += 1 if match.group() == "/*" else -1
        if depth == 0:
            return match.end()
    return len(text)


_DOLLAR = re.compile(r"\$(?:[^\W\d]\w*)?\$")


def _dollar_quote(text: str, at: int) -> tuple[int, Token] | None:
    match = _DOLLAR.match(text, at)
    if match is None:
        return None
    tag = match.group()
    close = text.find(tag, match.end())
    end = len(text) if close < 0 else close + len(tag)
    value = text[match.end() : close if close >= 0 else end]
    return end, Token(Sort.STRING, text[at:end], value, at, "$")
