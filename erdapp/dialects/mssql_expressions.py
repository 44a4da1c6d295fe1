"""SQL Server's expressions in one form: it stores checks with brackets and parentheses around
everything, IN as a chain of OR (last item first), BETWEEN as two comparisons, CAST as CONVERT.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from erdapp.dialects import rules
from erdapp.dialects.tree import Form, Node, binary, call, chain, rewritten

_CLOCK = {"CURRENT_TIMESTAMP": "getdate"}
_DATE_PARTS = frozenset({"year", "month", "day"})
_PART_NAMES = {
    "yy": "year", "yyyy": "year", "mm": "month", "m": "month", "dd": "day", "d": "day",
    "hh": "hour", "mi": "minute", "n": "minute", "ss": "second", "s": "second", "ms": "millisecond",
    "qq": "quarter", "q": "quarter", "wk": "week", "ww": "week", "dw": "weekday", "dy": "dayofyear",
}  # fmt: skip
_WITH_PARTS = frozenset(
    {"datepart", "dateadd", "datediff", "datename", "datediff_big", "datetrunc"}
)


def normal_tree(tree: Node, spelling: Mapping[str, str]) -> Node:
    """The tree in normal form; `spelling` has the columns' names by their folded ones."""
    return rewritten(tree, lambda node: _rule(node, spelling))


def _rule(node: Node, spelling: Mapping[str, str]) -> Node:
    match node.form:
        case Form.REF:
            known = spelling.get(node.name.casefold())
            return node if known is None else Node(Form.REF, names=(known,))
        case Form.WORD if node.text in _CLOCK:
            return call(_CLOCK[node.text])
        case Form.CALL:
            return _call(node)
        case Form.BETWEEN:
            return rules.between_as_comparisons(node)
        case Form.IN:
            return _in(node)
        case Form.AND:
            return chain(node.form, node.parts)
        case Form.OR:
            return _or(chain(node.form, node.parts))
        case Form.NOT:
            return _not(node.parts[0])
        case _:
            return node


def _call(node: Node) -> Node:
    names = node.names if len(node.names) > 1 else (node.name.lower(),)
    parts = node.parts
    if len(names) == 1 and names[0] in _DATE_PARTS and len(parts) == 1:
        return call("datepart", Node(Form.REF, names=names), *parts)
    if names[0] in _WITH_PARTS and parts and parts[0].form is Form.REF:
        part = parts[0].name.lower()
        parts = (Node(Form.REF, names=(_PART_NAMES.get(part, part),)), *parts[1:])
    return replace(node, names=names, parts=parts)


def _in(node: Node) -> Node:
    """IN with its items in one order, for the server turns them round."""
    operand, *items = node.parts
    kept = _sorted(items)
    if len(kept) == 1:
        return binary("<>" if node.text else "=", operand, kept[0])
    return Node(Form.IN, node.text, (operand, *kept))


def _sorted(items: list[Node]) -> tuple[Node, ...]:
    return tuple(sorted(dict.fromkeys(items), key=repr))


def _or(node: Node) -> Node:
    """Equalities of one operand with constants, next to each other, as one IN."""
    if node.form is not Form.OR:
        return node
    grouped: list[Node] = []
    for part in node.parts:
        before = grouped[-1] if grouped else None
        if before is not None and (joined := _joined(before, part)) is not None:
            grouped[-1] = joined
        else:
            grouped.append(part)
    return chain(Form.OR, tuple(_in(part) if part.form is Form.IN else part for part in grouped))


def _joined(one: Node, other: Node) -> Node | None:
    """`x = 1 OR x = 2` as `x IN (1, 2)`, not yet sorted."""
    first, second = _alternatives(one), _alternatives(other)
    if not first or not second or first[0] != second[0]:
        return None
    return Node(Form.IN, parts=(first[0], *first[1:], *second[1:]))


def _alternatives(node: Node) -> tuple[Node, ...]:
    """The operand and the constants it is compared with; nothing for other conditions."""
    if node.form is Form.IN and not node.text:
        return node.parts
    if node.form is Form.BINARY and node.text == "=" and _is_literal(node.parts[1]):
        return node.parts
    return ()


def _is_literal(node: Node) -> bool:
    return node.form in (Form.STRING, Form.NUMBER, Form.BITS)


def _not(part: Node) -> Node:
    """`NOT (x IN …)` as `x NOT IN …`, `NOT (x LIKE …)` as `x NOT LIKE …`."""
    if part.form is Form.IN and not part.text:
        return Node(Form.IN, "NOT", part.parts)
    if part.form is Form.BINARY and part.text == "LIKE":
        return binary("NOT LIKE", *part.parts)
    if part.form is Form.POSTFIX and part.text == "IS NULL":
        return Node(Form.POSTFIX, "IS NOT NULL", part.parts)
    return Node(Form.NOT, parts=(part,))


ADDED = "()[] "
"""What the server adds to an expression when it stores it, sign by sign."""


def bare(expression: str) -> str:
    """An expression as it can be told from others in `sys.check_constraints`: in lower case and
    without what the server adds."""
    return "".join(sign for sign in expression.lower() if sign not in ADDED)
