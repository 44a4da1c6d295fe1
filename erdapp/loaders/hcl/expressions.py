"""HCL's expressions: values, references, calls, templates, operators, conditionals, `for`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from erdapp.loaders.base import SourceFile
from erdapp.loaders.hcl.syntax import (
    Call,
    Conditional,
    Expression,
    For,
    Items,
    Literal,
    Number,
    Operation,
    Pairs,
    Path,
    Splat,
    Step,
)
from erdapp.loaders.hcl.templates import Templates

MAX_DEPTH = 40
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_DIGITS = re.compile(r"\d+")
_FOR = re.compile(r"for(?=\s+[^\W\d])")
_CONSTANTS = {"true": True, "false": False, "null": None}
_OPERATORS = (("||",), ("&&",), ("==", "!="), ("<=", ">=", "<", ">"), ("+", "-"), ("*", "/", "%"))
"""From the loosest to the tightest."""
_TIGHTEST = len(_OPERATORS)


class Expressions(Templates):
    """Reads one expression after the other."""

    def __init__(self, file: SourceFile) -> None:
        super().__init__(file)
        self._bracketed = False
        """Whether line breaks mean nothing here, as between brackets."""

    def expression(self, depth: int) -> Expression:
        """One expression; line breaks inside brackets don't end it."""
        if depth > MAX_DEPTH:
            raise self.error(f"expressions are nested deeper than {MAX_DEPTH}")
        line = self.line()
        test = self._operation(depth, 0)
        self._gap()
        if not self.accept("?"):
            return test
        self._gap()
        yes = self.expression(depth + 1)
        self._gap()
        self.expect(":")
        self._gap()
        return Conditional(test, yes, self.expression(depth + 1), line)

    def _gap(self) -> None:
        self.blank(lines=self._bracketed)

    @contextmanager
    def within(self, bracketed: bool) -> Iterator[None]:
        before, self._bracketed = self._bracketed, bracketed
        yield
        self._bracketed = before

    # Operators

    def _operation(self, depth: int, level: int) -> Expression:
        """Operands joined by operators that bind at least as tightly as `level`."""
        line = self.line()
        left = self._unary(depth)
        while True:
            self._gap()
            found = self._operator(level)
            if found is None:
                return left
            mark, tighter = found
            self.at += len(mark)
            self._gap()
            left = Operation(mark, (left, self._operation(depth + 1, tighter)), line)

    def _operator(self, level: int) -> tuple[str, int] | None:
        for place in range(level, _TIGHTEST):
            for mark in _OPERATORS[place]:
                if self.text.startswith(mark, self.at):
                    return mark, place + 1
        return None

    def _unary(self, depth: int) -> Expression:
        line, mark = self.line(), self.text[self.at : self.at + 1]
        if depth > MAX_DEPTH:
            raise self.error(f"expressions are nested deeper than {MAX_DEPTH}")
        if mark == "!" or (mark == "-" and not _NUMBER.match(self.text, self.at)):
            self.at += 1
            self._gap()
            return Operation(mark, (self._unary(depth + 1),), line)
        return self._steps(self._term(depth), depth)

    # Terms

    def _term(self, depth: int) -> Expression:
        line, mark = self.line(), self.text[self.at : self.at + 1]
        if mark == '"':
            return self.string(depth)
        if self.text.startswith("<<", self.at):
            return self.heredoc(depth)
        if mark == "[":
            self.at += 1
            return self._for("]", depth) or Items(self._list("]", depth), line)
        if mark == "{":
            self.at += 1
            return self._for("}", depth) or self._object(depth)
        if mark == "(":
            self.at += 1
            return self._parenthesis(depth)
        if number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            return Literal(Number(number.group()), line)
        return self._named(depth)

    def _parenthesis(self, depth: int) -> Expression:
        with self.within(True):
            self.blank()
            inner = self.expression(depth + 1)
            self.blank()
            self.expect(")")
        return inner

    def _named(self, depth: int) -> Expression:
        line, name = self.line(), self.word()
        if self.accept("("):
            return Call(name, self._list(")", depth), line)
        if name in _CONSTANTS:
            return Literal(_CONSTANTS[name], line)
        parts: list[str | Expression] = [name]
        while not self.text.startswith((".*", "[*]"), self.at):
            key = self._step(depth)
            if key is None:
                break
            parts.append(key)
        return Path(tuple(parts), line)

    def _steps(self, value: Expression, depth: int) -> Expression:
        """What is taken from a value: `.name`, `[key]`, `[*].name`."""
        while True:
            line = self.line()
            if self.accept(".*") or self.accept("[*]"):
                keys: list[Expression] = []
                while (key := self._step(depth)) is not None:
                    keys.append(Literal(key, line) if isinstance(key, str) else key)
                value = Splat(value, tuple(keys), line)
                continue
            key = self._step(depth)
            if key is None:
                return value
            value = Step(value, Literal(key, line) if isinstance(key, str) else key, line)

    def _step(self, depth: int) -> str | Expression | None:
        if not self.text.startswith("...", self.at) and self.accept("."):
            digits = _DIGITS.match(self.text, self.at)
            if digits:
                self.at = digits.end()
            return digits.group() if digits else self.word()
        if not self.text.startswith("[", self.at) or self.text.startswith("[*]", self.at):
            return None
        self.at += 1
        with self.within(True):
            self.blank()
            key = self.expression(depth + 1)
            self.blank()
            self.expect("]")
        return key

    def _list(self, end: str, depth: int) -> tuple[Expression, ...]:
        items: list[Expression] = []
        with self.within(True):
            while True:
                self.blank()
                if self.accept(end):
                    return tuple(items)
                items.append(self.expression(depth + 1))
                self.blank()
                if not self.accept(",") and not self.text.startswith(end, self.at):
                    raise self.error(f"expected ',' or {end!r} but found {self.found()}")

    def _object(self, depth: int) -> Expression:
        line = self.line()
        pairs: list[tuple[Expression, Expression]] = []
        with self.within(False):
            while True:
                self.blank()
                if self.accept("}"):
                    return Pairs(tuple(pairs), line)
                key = self._key(depth)
                self.blank()
                if not self.accept("="):
                    self.expect(":")
                self.blank()
                pairs.append((key, self.expression(depth + 1)))
                self.blank(lines=False)
                self.accept(",")

    def _key(self, depth: int) -> Expression:
        if depth >= MAX_DEPTH:
            raise self.error(f"expressions are nested deeper than {MAX_DEPTH}")
        return self._steps(self._term(depth + 1), depth + 1)

    # `for`

    def _for(self, end: str, depth: int) -> For | None:
        """`for k, v in items : value if test` after an opening bracket; None for anything else."""
        begin = self.at
        with self.within(True):
            self.blank()
            line, head = self.line(), _FOR.match(self.text, self.at)
            if head is None:
                self.at = begin
                return None
            self.at = head.end()
            names = self.names_of_for()
            items = self.expression(depth + 1)
            self.blank()
            self.expect(":")
            self.blank()
            key, value = None, self.expression(depth + 1)
            self.blank()
            if self.accept("=>"):
                self.blank()
                key, value = value, self.expression(depth + 1)
                self.blank()
            grouped, test = self.accept("..."), None
            self.blank()
            if self._word_is("if"):
                self.blank()
                test = self.expression(depth + 1)
                self.blank()
            if (end == "}") != (key is not None):
                raise self.error("{for …} makes pairs with =>, [for …] makes values without")
            self.expect(end)
        return For(names, items, key, value, test, grouped, line)

    def names_of_for(self) -> tuple[str, ...]:
        """`k, v in` of a `for`."""
        self.blank()
        names = [self.word()]
        self.blank()
        if self.accept(","):
            self.blank()
            names.append(self.word())
            self.blank()
        if not self._word_is("in"):
            raise self.error(f"expected 'in' but found {self.found()}")
        self.blank()
        return tuple(names)

    def _word_is(self, word: str) -> bool:
        begin = self.at
        if self.text[begin : begin + 1].isalpha() and self.word() == word:
            return True
        self.at = begin
        return False
