"""A parser of SQL expressions: precedence climbing over our tokens, within limits.

It reads what servers allow in checks, defaults, generated columns and indexes. What it does not
know raises `NotAnExpression`; callers then keep the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from erdapp.dialects.tokens import Sort, Token
from erdapp.dialects.tree import Form, Node, binary, chain
from erdapp.schema import DataType

MAX_DEPTH = 60
"""Levels of nesting (parentheses, operators, calls) that are read."""
MAX_CHAIN = 200
"""Operators of one kind in a row, other than AND and OR."""

OR, XOR, AND, NOT, IS, COMPARE, MATCH, OTHER, BITS, SHIFT, ADD, MULTIPLY, POWER = range(1, 14)
AT, COLLATE, UNARY, SUBSCRIPT, TYPECAST, PRIMARY = range(14, 20)


class Grammar(Struct, frozen=True, kw_only=True):
    """What a dialect's expressions look like."""

    levels: Mapping[str, int]
    """Binary operators, words in lower case, with their binding strength."""
    parse_type: Callable[[str], DataType]
    fold_unquoted: Callable[[str], str]
    name: Callable[[str], str]
    """A name as text, quoted where needed."""
    constants: frozenset[str]
    """Words that are values of their own."""
    reserved: frozenset[str]
    """Words that are not names."""
    any_operator: int = 0
    """The level of operators that `levels` does not have; 0 when there are none."""
    prefixes: frozenset[str] = frozenset({"-", "+", "~"})
    typed_strings: frozenset[str] = frozenset()
    """Words that make a typed literal of the string behind them: `DATE '…'`; `*` for any."""
    convert: str = ""
    """Where CONVERT has its type: `type first`, `type last`; empty when it is a plain call."""
    casts: bool = False
    """`x::type`."""
    arrays: bool = False


class NotAnExpression(Exception):
    """The tokens are not an expression that this parser knows."""


class Reader:
    """Tokens with a place in them, and the binary part of the grammar."""

    def __init__(self, found: Sequence[Token], grammar: Grammar) -> None:
        self.found = found
        self.grammar = grammar
        self.at = 0
        self.depth = 0
        self.calls: dict[int, tuple[Node | None, int]] = {}
        """What was read of the call whose parenthesis opens at a token, and where it ended: one way
        to read a text that fails leads to others over the same calls."""

    def peek(self, ahead: int = 0) -> Token | None:
        place = self.at + ahead
        return self.found[place] if place < len(self.found) else None

    def next(self) -> Token:
        token = self.peek()
        if token is None:
            raise NotAnExpression
        self.at += 1
        return token

    def is_word(self, *words: str, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return token is not None and token.is_word(*words)

    def is_operator(self, *operators: str, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return token is not None and token.is_operator(*operators)

    def take_word(self, *words: str) -> str:
        """The next token's word when it is one of those, else nothing."""
        return self.next().value if self.is_word(*words) else ""

    def take(self, *operators: str) -> bool:
        if self.is_operator(*operators):
            self.at += 1
            return True
        return False

    def expect(self, what: str) -> None:
        token = self.next()
        if not (token.is_word(what) or token.is_operator(what)):
            raise NotAnExpression

    def expression(self, level: int = 0) -> Node:
        """What binds at least as strongly as `level`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotAnExpression
        left = self.prefix()
        for _ in range(MAX_CHAIN):
            found = self._operator()
            if found is None or found[1] < level:
                break
            left = self._infix(left, *found)
        else:
            raise NotAnExpression
        self.depth -= 1
        return left

    def prefix(self) -> Node:
        """A value with what stands before it; given by `primary.Parser`."""
        raise NotAnExpression

    def postfix(self, left: Node, operator: str) -> Node:
        """Casts, subscripts and fields behind a value; given by `primary.Parser`."""
        raise NotAnExpression

    def _operator(self) -> tuple[str, int] | None:
        """The operator that comes next, with its level."""
        token = self.peek()
        if token is None or token.sort not in (Sort.OPERATOR, Sort.WORD):
            return None
        if token.sort is Sort.WORD:
            level = self.grammar.levels.get(self._operator_word(token))
            return None if level is None else (token.value, level)
        if token.value in _CLOSERS:
            return None
        level = self.grammar.levels.get(token.value, self.grammar.any_operator)
        return (token.value, level) if level else None

    def _operator_word(self, token: Token) -> str:
        """The word that says how strongly it binds: `like` of `NOT LIKE`."""
        if token.value != "not":
            return token.value
        after = self.peek(1)
        word = after.value if after is not None else ""
        return "is" if word == "null" else word if word in _NEGATED else ""

    def _infix(self, left: Node, operator: str, level: int) -> Node:
        if operator in ("::", "[", "."):
            return self.postfix(left, operator)
        self.next()
        match operator:
            case "and" | "or" | "&&" | "||" if level in (AND, OR):
                return self._chain(left, level)
            case "not":
                return self._matched(left, self.next().value, "NOT ", level)
            case "is":
                return self._is(left)
            case "isnull":
                return Node(Form.POSTFIX, "IS NULL", (left,))
            case "notnull":
                return Node(Form.POSTFIX, "IS NOT NULL", (left,))
            case "collate":
                return Node(Form.COLLATE, parts=(left,), names=self.dotted_name())
            case "at":
                self.expect("time")
                self.expect("zone")
                return binary("AT TIME ZONE", left, self.expression(level + 1))
            case _ if operator in _NEGATED:
                return self._matched(left, operator, "", level)
        return binary(_OPERATORS.get(operator, operator.upper()), left, self._operand(level))

    def _operand(self, level: int) -> Node:
        if self.is_word("any", "all", "some") and self.is_operator("(", ahead=1):
            quantifier = self.next().value.upper().replace("SOME", "ANY")
            self.expect("(")
            inner = self.expression()
            self.expect(")")
            return Node(Form.QUANTIFIED, quantifier, (inner,))
        return self.expression(level + 1)

    def _chain(self, left: Node, level: int) -> Node:
        """All of `… AND … AND …` at once, so that long chains are not deep."""
        words = ("and", "&&") if level == AND else ("or", "||")
        parts = [left, self.expression(level + 1)]
        while self.is_word(words[0]) or (
            self.is_operator(words[1]) and self.grammar.levels.get(words[1]) == level
        ):
            self.next()
            parts.append(self.expression(level + 1))
        return chain(Form.AND if level == AND else Form.OR, tuple(parts))

    def _matched(self, left: Node, operator: str, negated: str, level: int) -> Node:
        """IN, BETWEEN, LIKE and their kin, `negated` being `NOT ` or nothing."""
        if operator == "in":
            self.expect("(")
            items = self.items(")")
            return Node(Form.IN, negated.strip(), (left, *items))
        if operator == "between":
            kind = negated + self.take_word("symmetric", "asymmetric").upper()
            low = self.expression(max(level, COMPARE) + 1)
            self.expect("and")
            high = self.expression(max(level, COMPARE) + 1)
            kind = kind.replace("ASYMMETRIC", "").strip()
            return Node(Form.BETWEEN, kind, (left, low, high))
        if operator == "similar":
            self.expect("to")
            operator = "similar to"
        if operator == "null":
            return Node(Form.POSTFIX, "IS NOT NULL", (left,))
        right = self._operand(max(level, COMPARE))
        if self.take_word("escape"):
            right = Node(Form.ESCAPE, parts=(right, self.expression(max(level, COMPARE) + 1)))
        word = _OPERATORS.get(operator, operator.upper())
        return binary(negated + word, left, right)

    def _is(self, left: Node) -> Node:
        negated = "NOT " if self.take_word("not") else ""
        if self.take_word("distinct"):
            self.expect("from")
            right = self.expression(COMPARE + 1)
            return binary(f"IS {negated}DISTINCT FROM", left, right)
        words: list[str] = []
        while self.is_word(*_IS_WORDS):
            words.append(self.next().value.upper())
        if words:
            return Node(Form.POSTFIX, f"IS {negated}{' '.join(words)}", (left,))
        return binary(f"IS {negated}".strip(), left, self.expression(COMPARE + 1))

    def items(self, closing: str) -> tuple[Node, ...]:
        """Expressions with commas between, and the closing operator."""
        items: list[Node] = []
        while not self.take(closing):
            if items:
                self.expect(",")
            items.append(self.expression())
        return tuple(items)

    def dotted_name(self) -> tuple[str, ...]:
        """A name as its parts, folded as the server stores them."""
        names = [self.one_name()]
        while self.is_operator(".") and (after := self.peek(1)) is not None:
            star = after.is_operator("*")
            if after.sort not in (Sort.WORD, Sort.NAME) and not star:
                break
            self.next()
            names.append(self.next().text if star else self.one_name())
        return tuple(names)

    def one_name(self) -> str:
        token = self.next()
        if token.sort is Sort.NAME:
            return token.value
        if token.sort is not Sort.WORD:
            raise NotAnExpression
        return self.grammar.fold_unquoted(token.text)

    def type_name(self, *, until: str = "") -> DataType:
        """A type: everything up to the closing `until`, or as much as a type can be."""
        start = self.at
        if until:
            self._skip_to(until)
        else:
            self._skip_type()
        text = " ".join(token.text for token in self.found[start : self.at])
        if not text:
            raise NotAnExpression
        return self.grammar.parse_type(text)

    def _skip_to(self, closing: str) -> None:
        depth = 0
        while not (depth == 0 and self.is_operator(closing, ",")):
            token = self.next()
            depth += token.is_operator("(") - token.is_operator(")")

    def _skip_type(self) -> None:
        first = self.next()
        if first.sort not in (Sort.WORD, Sort.NAME):
            raise NotAnExpression
        while self.take("."):
            self.next()
        while self.is_word(*_TYPE_WORDS.get(first.value, ())):
            self.next()
        self._skip_group("(", ")")
        if first.is_word("time", "timestamp") and self.is_word("with", "without"):
            self.at += 3
        if self.grammar.arrays and self.take_word("array"):
            pass
        while self.grammar.arrays and self._skip_group("[", "]"):
            pass

    def _skip_group(self, opening: str, closing: str) -> bool:
        if not self.take(opening):
            return False
        depth = 1
        while depth:
            token = self.next()
            depth += token.is_operator(opening) - token.is_operator(closing)
        return True


_CLOSERS = frozenset({")", "]", ",", ";", "}", "{", ":", "=>", ":="})
_NEGATED = frozenset(
    {"in", "between", "like", "ilike", "similar", "regexp", "rlike", "glob", "match", "null"}
)
_IS_WORDS = ("null", "true", "false", "unknown", "document", "normalized", "nfc", "nfd", "nfkc")
_OPERATORS = {"!=": "<>", "==": "=", "^=": "<>", "rlike": "REGEXP", "!<": ">=", "!>": "<="}
_TYPE_WORDS: Mapping[str, tuple[str, ...]] = {
    "double": ("precision",),
    "character": ("varying",),
    "char": ("varying",),
    "bit": ("varying",),
    "national": ("character", "char", "varying"),
    "interval": ("year", "month", "day", "hour", "minute", "second", "to"),
}
