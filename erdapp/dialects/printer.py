"""Trees back to SQL: keywords upper case, names quoted only where needed, few parentheses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from erdapp.dialects.grammar import (
    ADD,
    AND,
    AT,
    COLLATE,
    IS,
    MATCH,
    MULTIPLY,
    NOT,
    OR,
    OTHER,
    PRIMARY,
    TYPECAST,
    UNARY,
)
from erdapp.dialects.tree import Form, Node
from erdapp.schema import DataType


class Style(Struct, frozen=True, kw_only=True):
    """How a dialect writes its expressions."""

    levels: Mapping[str, int]
    name: Callable[[str], str]
    """A name, quoted where needed."""
    string: Callable[[str], str]
    type_sql: Callable[[DataType], str]
    casts: bool = False
    """`x::type` rather than `CAST(x AS type)`."""
    typed_strings: bool = False
    """A cast of a string is written `DATE '…'` (MySQL)."""
    keyword_calls: bool = False
    """`trim`, `position` and `overlay` take words rather than commas (PostgreSQL)."""


def to_sql(node: Node, style: Style) -> str:
    """The expression as text that the dialect's parser reads back to the same tree."""
    return Printer(style).text(node)


class Printer:
    """Prints the expressions of one dialect."""

    def __init__(self, style: Style) -> None:
        self.style = style

    def text(self, node: Node) -> str:
        match node.form:
            case Form.NUMBER | Form.WORD:
                return node.text
            case Form.STRING:
                return self.style.string(node.text)
            case Form.BITS:
                return f"{node.text[0]}'{node.text[1:]}'"
            case Form.REF:
                return self.dotted(node.names)
            case Form.CALL | Form.FORM | Form.NAMED | Form.CAST | Form.CASE:
                return self.with_parentheses_of_its_own(node)
            case Form.ARRAY:
                return f"ARRAY[{self.list(node.parts)}]"
            case Form.ROW:
                return f"({self.list(node.parts)})" if len(node.parts) > 1 else self.row(node)
            case Form.QUANTIFIED:
                return f"{node.text} ({self.list(node.parts)})"
            case Form.AND | Form.OR:
                word = " AND " if node.form is Form.AND else " OR "
                return word.join(self.inside(part, NOT) for part in node.parts)
            case _:
                return self.operator(node)

    def row(self, node: Node) -> str:
        return f"ROW({self.list(node.parts)})"

    def operator(self, node: Node) -> str:
        parts = node.parts
        match node.form:
            case Form.NOT:
                return f"NOT {self.inside(parts[0], COLLATE)}"
            case Form.UNARY:
                gap = "" if node.text == "-" and parts[0].form is not Form.NUMBER else " "
                gap = "" if node.text == "~" else gap
                return f"{node.text}{gap}{self.inside(parts[0], PRIMARY)}"
            case Form.BINARY:
                return self.binary(node)
            case Form.ESCAPE:
                return " ESCAPE ".join(self.inside(part, OTHER) for part in parts)
            case Form.POSTFIX:
                return f"{self.inside(parts[0], COLLATE)} {node.text}"
            case Form.IN:
                word = f"{node.text} IN".strip()
                return f"{self.inside(parts[0], OTHER)} {word} ({self.list(parts[1:])})"
            case Form.BETWEEN:
                words = node.text.split()
                negated = "NOT " if "NOT" in words else ""
                kind = " SYMMETRIC" if "SYMMETRIC" in words else ""
                one, low, high = (self.inside(part, OTHER) for part in parts)
                return f"{one} {negated}BETWEEN{kind} {low} AND {high}"
            case Form.COLLATE:
                return f"{self.inside(parts[0], COLLATE)} COLLATE {self.dotted(node.names)}"
            case Form.SUBSCRIPT:
                plain = parts[0].form in (Form.REF, Form.SUBSCRIPT)
                base = self.text(parts[0]) if plain else f"({self.text(parts[0])})"
                return f"{base}[{self.text(parts[1])}]"
            case Form.FIELD:
                return f"({self.text(parts[0])}).{self.dotted(node.names)}"
            case Form.INTERVAL:
                return f"INTERVAL {self.inside(parts[0], OTHER)} {node.text}"
            case _:
                return ""

    def binary(self, node: Node) -> str:
        left, right = node.parts
        level = self.level(node)
        if level <= MATCH:
            ends = self.inside(left, MATCH + 1), self.inside(right, MATCH + 1)
        else:
            first = level if self.may_follow(left, node, level) else PRIMARY - 1
            ends = self.inside(left, first), self.inside(right, level + 1)
        return f"{ends[0]} {node.text} {ends[1]}"

    def may_follow(self, left: Node, node: Node, level: int) -> bool:
        """Whether the left side needs no parentheses although it binds no tighter: `a - b - c`,
        `a * b + c`, but not `a & b | c`, which few can read."""
        if left.form is not Form.BINARY or level in (ADD, MULTIPLY, AT):
            return True
        return left.text == node.text or self.level(left) > OTHER

    def level(self, node: Node) -> int:
        word = node.text.lower().removeprefix("not ")
        if word.startswith("is"):
            return IS
        if word == "at time zone":
            return AT
        if word == "similar to":
            return MATCH
        return self.style.levels.get(word, OTHER)

    def inside(self, node: Node, wanted: int) -> str:
        """A part, in parentheses when it binds less tightly than wanted."""
        text = self.text(node)
        return text if self.strength(node) >= wanted else f"({text})"

    def strength(self, node: Node) -> int:
        match node.form:
            case Form.OR:
                return OR
            case Form.AND:
                return AND
            case Form.NOT:
                return NOT
            case Form.POSTFIX:
                return IS
            case Form.IN | Form.BETWEEN:
                return MATCH
            case Form.BINARY:
                return self.level(node)
            case Form.COLLATE:
                return COLLATE
            case Form.UNARY | Form.INTERVAL:
                return UNARY
            case Form.NUMBER if node.text.startswith("-"):
                return UNARY
            case Form.CAST if self.style.casts:
                return TYPECAST
            case Form.ESCAPE | Form.QUANTIFIED:
                return PRIMARY
            case _:
                return PRIMARY

    def with_parentheses_of_its_own(self, node: Node) -> str:
        match node.form:
            case Form.CALL:
                return self.call(node)
            case Form.FORM:
                return f"{self.dotted(node.names, called=True)}({node.text})"
            case Form.NAMED:
                arrow = " " if node.text == "VARIADIC" else " => "
                return f"{node.text}{arrow}{self.text(node.parts[0])}"
            case Form.CASE:
                return self.case(node.parts)
            case _:
                return self.cast(node)

    def call(self, node: Node) -> str:
        parts = node.parts
        if node.is_call("extract") and node.text:
            return f"EXTRACT({node.text} FROM {self.list(parts)})"
        if node.is_call("convert") and node.text:
            return self.convert(node)
        if self.style.keyword_calls and node.is_call("trim", "ltrim", "rtrim") and len(parts) == 2:
            side = {"ltrim": "LEADING", "rtrim": "TRAILING"}.get(node.name, "BOTH")
            return f"trim({side} {self.text(parts[1])} FROM {self.text(parts[0])})"
        if self.style.keyword_calls and node.is_call("position") and len(parts) == 2:
            wanted, place = (self.inside(part, OTHER) for part in reversed(parts))
            return f"position({wanted} IN {place})"
        if self.style.keyword_calls and node.is_call("overlay") and len(parts) > 2:
            words = ("", " PLACING ", " FROM ", " FOR ")
            pieces = (w + self.text(p) for w, p in zip(words, parts, strict=False))
            return f"overlay({''.join(pieces)})"
        if parts and parts[0].form is Form.REF and parts[0].names == ("*",):
            return f"{self.dotted(node.names, called=True)}(*)"
        return f"{self.dotted(node.names, called=True)}({self.list(parts)})"

    def convert(self, node: Node) -> str:
        if node.type is None:
            return f"convert({self.text(node.parts[0])} USING {node.text})"
        return f"convert({self.style.type_sql(node.type)}, {self.list(node.parts)})"

    def case(self, parts: Sequence[Node]) -> str:
        words = ["CASE"]
        if parts[0].form is not Form.NOTHING:
            words.append(self.text(parts[0]))
        for when, then in zip(parts[1:-1:2], parts[2:-1:2], strict=True):
            words += ["WHEN", self.text(when), "THEN", self.text(then)]
        if parts[-1].form is not Form.NOTHING:
            words += ["ELSE", self.text(parts[-1])]
        return " ".join((*words, "END"))

    def cast(self, node: Node) -> str:
        assert node.type is not None
        type = self.style.type_sql(node.type)
        if self.style.casts:
            return f"{self.inside(node.parts[0], TYPECAST)}::{type}"
        if self.style.typed_strings and node.text == "literal":
            return f"{type.upper()} {self.text(node.parts[0])}"
        return f"CAST({self.text(node.parts[0])} AS {type})"

    def list(self, parts: Sequence[Node]) -> str:
        return ", ".join(self.text(part) for part in parts)

    def dotted(self, names: Sequence[str], *, called: bool = False) -> str:
        if called and len(names) == 1 and names[0].isidentifier() and names[0].islower():
            return names[0]
        return ".".join(name if name == "*" else self.style.name(name) for name in names)
