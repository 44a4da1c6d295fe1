"""A parser for Prisma's schema language."""

from __future__ import annotations

import re

from erdapp.loaders.base import SourceError, SourceFile
from erdapp.loaders.prisma.tree import Attribute, Block, Call, Field, Value, Word

MAX_DEPTH = 20
_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r\ufeff]+|//[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/)
      | (?P<line>\n)
      | (?P<string>"(?:[^"\\\n]|\\.)*+")
      | (?P<number>-?\d[\w.+:-]*)
      | (?P<word>[^\W\d][\w-]*)
      | (?P<mark>@@|[^\w\s])""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t"}
_KINDS = ("model", "view", "enum", "datasource", "generator", "type")

Token = tuple[str, str, int]
"""Sort, text, line."""


def parse(file: SourceFile) -> list[Block]:
    """The blocks of a file. Raises SourceError with the line of what isn't Prisma's language."""
    return _Parser(file).blocks()


class _Parser:
    def __init__(self, file: SourceFile) -> None:
        self.file = file.path
        self.tokens = _tokens(file)
        self.at = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def next(self) -> Token:
        token = self.token
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def error(self, message: str) -> SourceError:
        sort, text, line = self.token
        found = {"end": "the end of the file", "line": "the end of the line"}.get(sort, text[:40])
        return SourceError(f"{message} but found {found}", file=self.file, line=line)

    def is_mark(self, mark: str) -> bool:
        return self.token[0] == "mark" and self.token[1] == mark

    def accept(self, mark: str) -> bool:
        if self.is_mark(mark):
            self.next()
            return True
        return False

    def expect(self, mark: str) -> None:
        if not self.accept(mark):
            raise self.error(f"expected {mark}")

    def lines(self) -> None:
        while self.token[0] == "line":
            self.next()

    def word(self) -> str:
        if self.token[0] != "word":
            raise self.error("expected a name")
        return self.next()[1]

    def blocks(self) -> list[Block]:
        found: list[Block] = []
        while True:
            self.lines()
            if self.token[0] == "end":
                return found
            line = self.token[2]
            kind = self.word()
            if kind not in _KINDS:
                self.at -= 1
                raise self.error("expected model, enum or datasource")
            found.append(self._block(Block(kind, self.word(), self.file, line)))

    def _block(self, block: Block) -> Block:
        self.expect("{")
        while True:
            self.lines()
            if self.accept("}"):
                return block
            if self.accept("@@"):
                block.attributes.append(self._attribute())
            elif block.kind in ("datasource", "generator"):
                name = self.word()
                self.expect("=")
                block.settings[name] = self._value(0)
            else:
                block.fields.append(self._field(block.kind))
            if self.token[0] != "line" and not self.is_mark("}"):
                raise self.error("expected the end of the line")

    def _field(self, kind: str) -> Field:
        line = self.token[2]
        field = Field(self.word(), line)
        if kind != "enum":
            field.type = self.word()
            if self.accept("("):
                value = self._value(0)
                field.unsupported = value if isinstance(value, str) else ""
                self.expect(")")
            if self.accept("["):
                self.expect("]")
                field.many = True
            field.optional = self.accept("?")
        while self.accept("@"):
            field.attributes.append(self._attribute())
        return field

    def _attribute(self) -> Attribute:
        line = self.token[2]
        name = self.word()
        while self.accept("."):
            name += f".{self.word()}"
        return Attribute(name, self._arguments(0) if self.accept("(") else (), line)

    def _arguments(self, depth: int) -> tuple[tuple[str, Value], ...]:
        found: list[tuple[str, Value]] = []
        while True:
            self.lines()
            if self.accept(")"):
                return tuple(found)
            name = ""
            if self.token[0] == "word" and self.tokens[self.at + 1][1] == ":":
                name = self.word()
                self.next()
                self.lines()
            found.append((name, self._value(depth + 1)))
            self.lines()
            if not self.accept(",") and not self.is_mark(")"):
                raise self.error("expected , or )")

    def _value(self, depth: int) -> Value:
        if depth > MAX_DEPTH:
            raise self.error(f"expressions are nested deeper than {MAX_DEPTH}")
        self.lines()
        sort, text, _ = self.token
        if sort == "string":
            self.next()
            return _ESCAPE.sub(_unescaped, text[1:-1])
        if self.accept("["):
            items: list[Value] = []
            while True:
                self.lines()
                if self.accept("]"):
                    return tuple(items)
                items.append(self._value(depth + 1))
                self.lines()
                if not self.accept(",") and not self.is_mark("]"):
                    raise self.error("expected , or ]")
        if sort == "number":
            self.next()
            return Word(text)
        name = self.word()
        while self.accept("."):
            name += f".{self.word()}"
        return Call(name, self._arguments(depth)) if self.accept("(") else Word(name)


def _tokens(file: SourceFile) -> list[Token]:
    found: list[Token] = []
    at, line = 0, 1
    while at < len(file.text):
        match = _TOKEN.match(file.text, at)
        sort = str(match.lastgroup) if match else ""
        if match is None or match.group() == '"':
            raise SourceError("a string is not closed", file=file.path, line=line)
        if sort != "blank":
            found.append((sort, match.group(), line))
        line += match.group().count("\n")
        at = match.end()
    end = ("end", "", line)
    return [*found, end, end]


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if len(code) == 5 else _LETTERS.get(code, code)
