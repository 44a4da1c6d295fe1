"""Expressions as trees: one small frozen node type, and the walk over it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from erdapp.schema import DataType


class Form(StrEnum):
    """What a node is; `text` and `parts` of Node hold what is said here."""

    NUMBER = "number"
    """`text` as written."""
    STRING = "string"
    """`text` is its meaning."""
    BITS = "bits"
    """`text` is `b` or `x` and the digits."""
    WORD = "word"
    """A constant without parentheses, in upper case: `NULL`, `CURRENT_TIMESTAMP`."""
    REF = "ref"
    """A column or variable: `names`, outermost first."""
    CALL = "call"
    """A function, `names` its name, `parts` the arguments."""
    FORM = "form"
    """A call with words inside, kept as text: `text` all of it."""
    NAMED = "named"
    """A named argument `text => part`."""
    CAST = "cast"
    """`part` as `type`."""
    UNARY = "unary"
    BINARY = "binary"
    """The operator in `text`; word operators in upper case (`NOT LIKE`, `IS DISTINCT FROM`)."""
    ESCAPE = "escape"
    """A LIKE pattern and its escape character."""
    POSTFIX = "postfix"
    """`IS NULL`, `IS NOT TRUE` …"""
    AND = "and"
    OR = "or"
    NOT = "not"
    IN = "in"
    """`text` empty or `NOT`; the operand, then the items."""
    BETWEEN = "between"
    """`text` empty, `NOT`, `SYMMETRIC` …; three parts."""
    CASE = "case"
    """Operand or nothing, condition and result in turn, the else or nothing."""
    QUANTIFIED = "quantified"
    """`ANY (…)`, `ALL (…)`."""
    ARRAY = "array"
    ROW = "row"
    SUBSCRIPT = "subscript"
    FIELD = "field"
    COLLATE = "collate"
    INTERVAL = "interval"
    """`INTERVAL part text` of MySQL."""
    QUERY = "query"
    """A query in parentheses: `query`."""
    TEMPLATE = "template"
    """`text` with a NUL for each of the parts: aggregates with ORDER BY, window functions."""
    FUNCTION = "function"
    """The name of a function: `names`."""
    NOTHING = "nothing"


class Node(Struct, frozen=True, omit_defaults=True):
    """One piece of an expression."""

    form: Form
    text: str = ""
    parts: tuple[Node, ...] = ()
    names: tuple[str, ...] = ()
    type: DataType | None = None
    query: Struct | None = None
    """A `query_tree.Query`."""

    @property
    def name(self) -> str:
        """The last part of its name."""
        return self.names[-1] if self.names else ""

    def is_call(self, *names: str) -> bool:
        """Whether it is a call of one of the unqualified functions."""
        return self.form is Form.CALL and len(self.names) == 1 and self.names[0] in names


NOTHING = Node(Form.NOTHING)
NULL = Node(Form.WORD, "NULL")
TRUE = Node(Form.WORD, "true")
FALSE = Node(Form.WORD, "false")


def number(text: str) -> Node:
    return Node(Form.NUMBER, text)


def string(text: str) -> Node:
    return Node(Form.STRING, text)


def call(name: str, *parts: Node) -> Node:
    return Node(Form.CALL, parts=parts, names=(name,))


def binary(operator: str, left: Node, right: Node) -> Node:
    return Node(Form.BINARY, operator, (left, right))


def cast(part: Node, type: DataType) -> Node:
    return Node(Form.CAST, parts=(part,), type=type)


def with_parts(node: Node, parts: tuple[Node, ...]) -> Node:
    """The node with other parts, itself where they are the same."""
    if all(one is other for one, other in zip(parts, node.parts, strict=True)):
        return node
    return Node(node.form, node.text, parts, node.names, node.type)


def chain(form: Form, parts: tuple[Node, ...]) -> Node:
    """AND or OR over the parts, those of the same form flattened into it."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if part.form is form else (part,))
    return flat[0] if len(flat) == 1 else Node(form, parts=tuple(flat))


def rewritten(node: Node, rule: Callable[[Node], Node]) -> Node:
    """The tree with `rule` applied to every node, the innermost first."""
    if node.parts:
        node = with_parts(node, tuple(rewritten(part, rule) for part in node.parts))
    return rule(node)


def names_of(node: Node | None) -> frozenset[str]:
    """All names in the tree, without regard to case; none of no tree."""
    found: set[str] = set()
    waiting = [node] if node is not None else []
    while waiting:
        node = waiting.pop()
        found.update(name.casefold() for name in node.names)
        waiting.extend(node.parts)
    return frozenset(found)
