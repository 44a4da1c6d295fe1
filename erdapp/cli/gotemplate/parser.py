"""A Go template to nodes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msgspec import Struct

from erdapp.cli.gotemplate.errors import TemplateError
from erdapp.cli.gotemplate.nodes import (
    Action,
    Branch,
    Constant,
    Field,
    Group,
    Include,
    Leave,
    Named,
    Node,
    Operand,
    Parsed,
    Pipeline,
    Text,
    Variable,
)

MAX_DEPTH = 50
_ACTION = re.compile(
    r"\{\{(?P<left>-(?=[\s/]))?\s*"
    r"(?P<inside>/\*.*?\*/|(?:\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`|[^\"`}]|\}(?!\}))*?)"
    r"\s*(?P<right>(?<=\s)-|(?<=\*/)-)?\}\}",
    re.DOTALL,
)
_TOKEN = re.compile(
    r"\s+|(?P<string>\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`)"
    r"|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<field>(?:\.[^\W\d]\w*)+|\.)"
    r"|(?P<variable>\$\w*(?:\.[^\W\d]\w*)*)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<mark>:=|=|\||\(|\)|,)"
)
_CONSTANTS = {"true": True, "false": False, "nil": None}


class _Token(Struct, frozen=True):
    kind: str
    text: str


class _Piece(Struct, frozen=True):
    """A text, or the tokens of an action."""

    text: str
    tokens: tuple[_Token, ...]
    line: int


def parse(text: str, name: str = "") -> Parsed:
    """The template. Raises TemplateError with the line of what isn't one."""
    parser = _Parser(list(_pieces(text, name)), name)
    body, end = parser.body(0)
    if end is not None:
        raise TemplateError(f"{end} has nothing to end", name, parser.line)
    return Parsed(body, parser.defined)


def _pieces(text: str, name: str) -> Iterator[_Piece]:
    at, line, trim = 0, 1, False
    while at < len(text):
        start = text.find("{{", at)
        plain = text[at:] if start < 0 else text[at:start]
        action = None if start < 0 else _ACTION.match(text, start)
        at_line = line + plain.count("\n")
        if start >= 0 and action is None:
            raise TemplateError("{{ is not closed", name, at_line)
        shown = plain.lstrip() if trim else plain
        if action and action["left"]:
            shown = shown.rstrip()
        yield _Piece(shown, (), line)
        if action is None:
            return
        if not action["inside"].startswith("/*"):
            yield _Piece("", tuple(_tokens(action["inside"], name, at_line)), at_line)
        trim = bool(action["right"])
        line = at_line + action[0].count("\n")
        at = action.end()


def _tokens(text: str, name: str, line: int) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise TemplateError(f"{text[at]!r} is not understood", name, line)
        at = match.end()
        if match.lastgroup:
            # a blank before a field parts it from the operand that it might else belong to
            apart = match.start() > 0 and text[match.start() - 1].isspace()
            kind = "dot" if match.lastgroup == "field" and apart else match.lastgroup
            yield _Token(kind, match[0])
    if not text.strip():
        raise TemplateError("an action is empty", name, line)


class _Parser:
    def __init__(self, pieces: list[_Piece], name: str) -> None:
        self._pieces, self._at = pieces, 0
        self._tokens: tuple[_Token, ...] = ()
        self._place = 0
        self._name, self.line = name, 1
        self.defined: dict[str, tuple[Node, ...]] = {}

    def error(self, message: str) -> TemplateError:
        return TemplateError(message, self._name, self.line)

    def body(self, depth: int) -> tuple[tuple[Node, ...], str | None]:
        """Nodes up to `end` or `else`, and which it was; None at the end of the template."""
        if depth > MAX_DEPTH:
            raise self.error(f"blocks are nested deeper than {MAX_DEPTH}")
        nodes: list[Node] = []
        while self._at < len(self._pieces):
            piece = self._pieces[self._at]
            self._at += 1
            if not piece.tokens:
                if piece.text:
                    nodes.append(Text(piece.text))
                continue
            self._tokens, self._place, self.line = piece.tokens, 0, piece.line
            word = piece.tokens[0].text
            if word in ("end", "else"):
                self._place = 1
                return tuple(nodes), word
            node = self._node(word, depth)
            if node is not None:
                nodes.append(node)
        return tuple(nodes), None

    def _node(self, word: str, depth: int) -> Node | None:
        if word in ("if", "with", "range"):
            self._place = 1
            return self._branch(word, depth)
        if word in ("break", "continue"):
            return Leave(word)
        if word in ("define", "block"):
            return self._define(word, depth)
        if word == "template":
            self._place = 1
            name = self._string()
            given = self._pipeline() if self._place < len(self._tokens) else None
            return Include(name, given, self.line)
        found = Action(self._pipeline())
        self._done()
        return found

    def _branch(self, kind: str, depth: int) -> Branch:
        pipeline = self._pipeline(several=kind == "range")
        self._done()
        body, end = self.body(depth + 1)
        otherwise: tuple[Node, ...] = ()
        if end == "else":
            if self._place < len(self._tokens):  # else if …
                word = self._tokens[self._place].text
                self._place += 1
                otherwise = (self._branch(word, depth + 1),)
                return Branch(kind, pipeline, body, otherwise)
            otherwise, end = self.body(depth + 1)
        if end != "end":
            raise self.error(f"{kind} has no end")
        return Branch(kind, pipeline, body, otherwise)

    def _define(self, word: str, depth: int) -> Node | None:
        self._place = 1
        name = self._string()
        given = self._pipeline() if word == "block" else None
        line = self.line
        self.defined[name], end = self.body(depth + 1)
        if end != "end":
            raise self.error(f"{word} has no end")
        return Include(name, given, line) if word == "block" else None

    # Inside an action

    def _peek(self) -> _Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _take(self) -> _Token:
        token = self._peek()
        if token is None:
            raise self.error("something is missing before }}")
        self._place += 1
        return token

    def _done(self) -> None:
        token = self._peek()
        if token is not None:
            raise self.error(f"{token.text!r} is not expected")

    def _string(self) -> str:
        token = self._take()
        if token.kind != "string":
            raise self.error(f"expected a name in quotes but found {token.text!r}")
        return self._unquoted(token.text)

    def _unquoted(self, text: str) -> str:
        if text.startswith("`"):
            return text[1:-1]
        try:
            return str(json.loads(text))
        except ValueError:
            raise self.error(f"{text} is not a string") from None

    def _pipeline(self, several: bool = False) -> Pipeline:
        variables: list[str] = []
        assigns = False
        begin = self._place
        while (token := self._peek()) and token.kind == "variable":
            variables.append(self._take().text)
            following = self._peek()
            if following and following.text == "," and several:
                self._place += 1
                continue
            if following and following.text in (":=", "="):
                assigns = following.text == "="
                self._place += 1
            else:
                variables, self._place = [], begin
            break
        commands = [self._command()]
        while (token := self._peek()) and token.text == "|":
            self._place += 1
            commands.append(self._command())
        return Pipeline(tuple(commands), tuple(variables), self.line, assigns)

    def _command(self) -> tuple[Operand, ...]:
        operands: list[Operand] = []
        while (token := self._peek()) and token.text not in ("|", ")"):
            operands.append(self._operand())
        if not operands:
            raise self.error("something is missing before | or }}")
        return tuple(operands)

    def _operand(self) -> Operand:
        token = self._take()
        match token.kind:
            case "string":
                return Constant(self._unquoted(token.text))
            case "number":
                whole = token.text.lstrip("-").isdecimal()
                return Constant(int(token.text) if whole else float(token.text))
            case "field" | "dot":
                return Field(_names(token.text))
            case "variable":
                name, *names = token.text.split(".")
                return Variable(name, tuple(names))
            case "word":
                if token.text in _CONSTANTS:
                    return Constant(_CONSTANTS[token.text])
                return Named(token.text)
            case _ if token.text == "(":
                return self._group()
        raise self.error(f"{token.text!r} is not expected")

    def _group(self) -> Group:
        pipeline = self._pipeline()
        if self._take().text != ")":
            raise self.error("a ) is missing")
        token = self._peek()
        if token is not None and token.kind == "field":
            self._place += 1
            return Group(pipeline, _names(token.text))
        return Group(pipeline, ())


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(".") if name)
