"""The values of expressions: literals, names, calls, CASE, casts, arrays, rows."""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.dialects.grammar import (
    ADD,
    COMPARE,
    NOT,
    UNARY,
    Grammar,
    NotAnExpression,
    Reader,
)
from erdapp.dialects.queries import joined
from erdapp.dialects.tokens import Sort, Token
from erdapp.dialects.tree import FALSE, NOTHING, TRUE, Form, Node, cast
from erdapp.dialects.worded_calls import WORDED_CALLS, convert, extract


def parse(found: Sequence[Token], grammar: Grammar) -> Node:
    """The tree of an expression. Raises NotAnExpression for anything else."""
    parser = Parser(found, grammar)
    tree = parser.expression()
    if parser.peek() is not None:
        raise NotAnExpression
    return tree


class Parser(Reader):
    """The whole grammar."""

    def prefix(self) -> Node:
        token = self.peek()
        if token is None:
            raise NotAnExpression
        if token.sort is Sort.OPERATOR:
            return self._operator_first(token)
        if token.is_word("not"):
            self.next()
            return Node(Form.NOT, parts=(self.expression(NOT),))
        return self._value(self.next())

    def _operator_first(self, token: Token) -> Node:
        self.next()
        if token.value == "(":
            return self._parenthesis()
        if token.value == "!" and "!" in self.grammar.prefixes:
            return Node(Form.NOT, parts=(self.expression(UNARY),))
        unlisted = self.grammar.any_operator and token.value not in self.grammar.levels
        if token.value not in self.grammar.prefixes and not unlisted:
            raise NotAnExpression
        level = UNARY if token.value in "-+~" else ADD
        operand = self.expression(level)
        if token.value in "-+" and operand.form is Form.NUMBER:
            return _signed(token.value, operand)
        return operand if token.value == "+" else Node(Form.UNARY, token.value, (operand,))

    def _parenthesis(self) -> Node:
        items = self.items(")")
        if not items:
            raise NotAnExpression
        if len(items) == 1:
            return items[0]
        return Node(Form.ROW, parts=items)

    def _value(self, token: Token) -> Node:
        match token.sort:
            case Sort.NUMBER:
                return Node(Form.NUMBER, token.text.lower())
            case Sort.STRING if token.prefix in ("b", "x"):
                return Node(Form.BITS, token.prefix + token.value.lower())
            case Sort.STRING:
                return self._string(token)
            case Sort.PARAMETER:
                return Node(Form.WORD, token.text)
            case _:
                self.at -= 1
                return self._named(token)

    def _string(self, token: Token) -> Node:
        """A string; several in a row are one."""
        text = token.value
        while (after := self.peek()) is not None and after.sort is Sort.STRING:
            text += self.next().value
        return Node(Form.STRING, text)

    def _named(self, token: Token) -> Node:
        word = token.value if token.sort is Sort.WORD else ""
        special = self._special(word)
        if special is not None:
            return special
        typed = self._typed_literal(token)
        if typed is not None:
            return typed
        if word in self.grammar.reserved and not self.is_operator("(", ".", ahead=1):
            raise NotAnExpression
        names = self.dotted_name()
        if self.is_operator("("):
            return self._call(names, quoted=token.sort is Sort.NAME)
        return Node(Form.REF, names=names)

    def _special(self, word: str) -> Node | None:
        """What begins with a keyword that is no name."""
        if word in ("true", "false") and not self.is_operator(".", "(", ahead=1):
            self.next()
            return TRUE if word == "true" else FALSE
        if word in self.grammar.constants and not self.is_operator(".", ahead=1):
            return self._constant()
        if word == "case":
            return self._case()
        if word == "array" and self.grammar.arrays:
            self.next()
            self.expect("[")
            return Node(Form.ARRAY, parts=self._array_items())
        if word == "row" and self.is_operator("(", ahead=1):
            self.at += 2
            return Node(Form.ROW, parts=self.items(")"))
        if word == "interval" and not self.grammar.casts and not self.is_operator("(", ahead=1):
            self.next()
            amount = self.expression(COMPARE + 1)
            return Node(Form.INTERVAL, self.next().text.upper(), (amount,))
        if word == "binary" and "!" in self.grammar.prefixes:
            self.next()
            return cast(self.expression(UNARY), self.grammar.parse_type("binary"))
        return None

    def _array_items(self) -> tuple[Node, ...]:
        """The items of an ARRAY, nested brackets being arrays themselves."""
        items: list[Node] = []
        self.depth += 1
        while not self.take("]"):
            if items:
                self.expect(",")
            nested = self.depth < 10 and self.take("[")
            items.append(
                Node(Form.ARRAY, parts=self._array_items()) if nested else self.expression()
            )
        self.depth -= 1
        return tuple(items)

    def _constant(self) -> Node:
        """`CURRENT_TIMESTAMP`, `CURRENT_TIMESTAMP()` and `CURRENT_TIMESTAMP(3)`."""
        word = self.next().value.upper()
        if not self.take("("):
            return Node(Form.WORD, word)
        digits = self.items(")")
        if not digits:
            return Node(Form.WORD, word)
        if len(digits) > 1 or digits[0].form is not Form.NUMBER:
            raise NotAnExpression
        return Node(Form.WORD, f"{word}({digits[0].text})")

    def _case(self) -> Node:
        self.next()
        parts = [NOTHING if self.is_word("when") else self.expression()]
        while self.take_word("when"):
            parts.append(self.expression())
            self.expect("then")
            parts.append(self.expression())
        if len(parts) == 1:
            raise NotAnExpression
        parts.append(self.expression() if self.take_word("else") else NOTHING)
        self.expect("end")
        return Node(Form.CASE, parts=tuple(parts))

    def _typed_literal(self, token: Token) -> Node | None:
        """`DATE '2020-01-01'`, `timestamp with time zone '…'`, `interval '1' day`."""
        allowed = self.grammar.typed_strings
        word = token.value
        after = self.peek(1)
        any_word = "*" in allowed and after is not None and after.sort is Sort.STRING
        if word not in allowed and not any_word:
            return None
        start = self.at
        try:
            type = self.type_name()
        except NotAnExpression:
            self.at = start
            return None
        literal = self.peek()
        if literal is None or literal.sort is not Sort.STRING or literal.prefix in ("b", "x"):
            self.at = start
            return None
        value = Node(Form.STRING, self.next().value)
        if word == "interval":
            fields = []
            while self.is_word("year", "month", "day", "hour", "minute", "second", "to"):
                fields.append(self.next().value)
            if fields:
                type = self.grammar.parse_type(" ".join(("interval", *fields)))
        return Node(Form.CAST, "" if self.grammar.casts else "literal", (value,), type=type)

    def _call(self, names: tuple[str, ...], *, quoted: bool) -> Node:
        start = self.at
        if start not in self.calls:
            self.calls[start] = (self._read_call(names, quoted=quoted), self.at)
        found, self.at = self.calls[start]
        if found is None:
            raise NotAnExpression
        return found

    def _read_call(self, names: tuple[str, ...], *, quoted: bool) -> Node | None:
        start, depth = self.at, self.depth
        try:
            return self._plain_call(names, quoted=quoted)
        except NotAnExpression:
            self.at, self.depth = start, depth
        try:
            return self._kept_call(names)
        except NotAnExpression:
            return None

    def _plain_call(self, names: tuple[str, ...], *, quoted: bool) -> Node:
        self.expect("(")
        name = names[-1].lower() if not quoted else names[-1]
        if name in ("cast", "try_cast") and len(names) == 1:
            part = self.expression()
            self.expect("as")
            type = self.type_name(until=")")
            self.expect(")")
            return cast(part, type)
        if name == "convert" and self.grammar.convert and len(names) == 1:
            return convert(self, self.grammar.convert)
        if name == "extract" and self.is_word("from", ahead=1):
            return extract(self)
        form = WORDED_CALLS.get(name) if len(names) == 1 else None
        if form is not None and not self.is_operator(")"):
            return form(self)
        if self.is_operator("*") and self.is_operator(")", ahead=1):
            self.at += 2
            return self.suffix(Node(Form.CALL, parts=(Node(Form.REF, names=("*",)),), names=names))
        args: list[Node] = []
        while not self.take(")"):
            if args:
                self.expect(",")
            args.append(self._argument())
        return self.suffix(Node(Form.CALL, parts=tuple(args), names=names))

    def suffix(self, call: Node) -> Node:
        """What only a query may have behind a call, which is no expression of a table."""
        if self.is_word("over", "filter", "within"):
            raise NotAnExpression
        return call

    def _argument(self) -> Node:
        if self.is_operator("=>", ":=", ahead=1):
            name = self.one_name()
            self.next()
            return Node(Form.NAMED, name, (self.expression(),))
        if self.is_word("variadic"):
            self.next()
            return Node(Form.NAMED, "VARIADIC", (self.expression(),))
        return self.expression()

    def _kept_call(self, names: tuple[str, ...]) -> Node:
        """A call whose inside is not a list of expressions, as text."""
        start = self.at
        if not self._skip_group("(", ")"):
            raise NotAnExpression
        inside = self.found[start + 1 : self.at - 1]
        grammar = self.grammar
        text = joined(inside, grammar.reserved, grammar.name, grammar.fold_unquoted)
        return Node(Form.FORM, text, names=names)

    def postfix(self, left: Node, operator: str) -> Node:
        self.next()
        if operator == "::":
            return cast(left, self.type_name())
        if operator == "[":
            index = self.expression()
            if self.take(":"):
                raise NotAnExpression
            self.expect("]")
            return Node(Form.SUBSCRIPT, parts=(left, index))
        name = "*" if self.take("*") else self.one_name()
        return Node(Form.FIELD, parts=(left,), names=(name,))


def _signed(sign: str, operand: Node) -> Node:
    if sign == "+":
        return operand
    text = operand.text
    return Node(Form.NUMBER, text[1:] if text.startswith("-") else f"-{text}")
