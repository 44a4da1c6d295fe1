"""DBML as tokens with their lines, and a reader over them."""

from __future__ import annotations

import re
import textwrap

from msgspec import Struct

from erdapp.loaders.base import SourceError, SourceFile

_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r\ufeff]+|//[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/)
      | (?P<line>\n)
      | (?P<long>'''(?:[^'\\]|\\.|'(?!''))*+''')
      | (?P<string>'(?:[^'\\\n]|\\.)*+')
      | (?P<name>"(?:[^"\\\n]|\\.)*+")
      | (?P<expression>`[^`]*+`)
      | (?P<number>-?\d+(?:\.\d+)?(?![\w]))
      | (?P<colour>\#\w+)
      | (?P<word>\w+)
      | (?P<mark><>|[^\w\s])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(\r?\n|.)", re.DOTALL)


class Token(Struct, frozen=True):
    """A token: its sort (a group of the pattern), its meaning, where it is."""

    sort: str
    value: str
    line: int
    start: int
    end: int


class Reader:
    """A place among the tokens of one file."""

    def __init__(self, file: SourceFile) -> None:
        self.file, self.text = file.path, file.text
        self._tokens = _tokens(file)
        self._at = 0

    @property
    def token(self) -> Token:
        return self._tokens[self._at]

    def next(self) -> Token:
        """Take a token; the last one, an end, stays."""
        token = self.token
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def error(self, message: str) -> SourceError:
        """An error, to be raised, at the token here."""
        found = self.token.value if self.token.sort != "end" else "the end of the file"
        found = "the end of the line" if self.token.sort == "line" else found
        line = self.token.line
        return SourceError(f"{message} but found {found[:40]}", file=self.file, line=line)

    def lines(self) -> None:
        """Pass line breaks."""
        while self.token.sort == "line":
            self.next()

    def is_mark(self, mark: str) -> bool:
        return self.token.sort == "mark" and self.token.value == mark

    def accept(self, mark: str) -> bool:
        if self.is_mark(mark):
            self.next()
            return True
        return False

    def expect(self, mark: str) -> None:
        if not self.accept(mark):
            raise self.error(f"expected {mark}")

    def is_word(self, *words: str) -> bool:
        return self.token.sort == "word" and self.token.value.lower() in words

    def accept_word(self, *words: str) -> str:
        """Take one of the words, whatever its case; empty when it isn't here."""
        return self.next().value.lower() if self.is_word(*words) else ""

    def name(self) -> str:
        if self.token.sort not in ("word", "name", "number"):
            raise self.error("expected a name")
        return self.next().value

    def path(self) -> tuple[str, ...]:
        """A dotted name."""
        parts = [self.name()]
        while self.is_mark("."):
            self.next()
            if self.is_mark("("):
                break
            parts.append(self.name())
        return tuple(parts)

    def string(self) -> str:
        if self.token.sort not in ("string", "long", "name", "expression"):
            raise self.error("expected a string")
        return self.next().value

    def skip_block(self) -> None:
        """Pass `{ … }`, blocks inside it too."""
        self.expect("{")
        depth = 1
        while depth:
            if self.token.sort == "end":
                raise self.error("expected }")
            depth += self.is_mark("{") - self.is_mark("}")
            self.next()


def _tokens(file: SourceFile) -> list[Token]:
    found: list[Token] = []
    at, line = 0, 1
    while at < len(file.text):
        match = _TOKEN.match(file.text, at)
        if match is None:
            raise SourceError("a quote is not closed", file=file.path, line=line)
        sort, text = str(match.lastgroup), match.group()
        if sort == "mark" and text in "'\"`":
            raise SourceError(f"the quote {text} is not closed", file=file.path, line=line)
        if sort != "blank":
            found.append(Token(sort, _meaning(sort, text), line, at, match.end()))
        line += text.count("\n")
        at = match.end()
    found.append(Token("end", "", line, at, at))
    return found


def _meaning(sort: str, text: str) -> str:
    match sort:
        case "long":
            return _unescaped(_dedented(text[3:-3]))
        case "string" | "name":
            return _unescaped(text[1:-1])
        case "expression":
            return text[1:-1]
    return text


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda m: "" if m[1].endswith("\n") else m[1], text)


def _dedented(text: str) -> str:
    """Text that begins on a line of its own is without the indentation of its lines."""
    first, mark, rest = text.partition("\n")
    if first.strip() or not mark:
        return text
    return textwrap.dedent(rest).rstrip(" \t").removesuffix("\n")
