"""Rewrites that hold in every dialect, or in more than one."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from erdapp.dialects.tree import Form, Node, binary, chain, number


def plain_numbers(node: Node) -> Node:
    """Numbers without exponents, leading zeros and the point of `5.`; scale stays (`1.50`)."""
    if node.form is not Form.NUMBER:
        return node
    text = plain_number(node.text)
    return node if text == node.text else number(text)


def plain_number(text: str) -> str:
    """`1e3` as `1000`, `007` as `7`, `.5` as `0.5`; what is no decimal number as it is."""
    if len(text) > 100 or "x" in text:
        return text
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if not value.is_finite() or abs(value.adjusted()) > 40:
        return text
    return format(value, "f")


def between_as_comparisons(node: Node) -> Node:
    """`x BETWEEN a AND b` as `x >= a AND x <= b`; SYMMETRIC stays."""
    if node.form is not Form.BETWEEN or "SYMMETRIC" in node.text:
        return node
    one, low, high = node.parts
    if node.text == "NOT":
        return chain(Form.OR, (binary("<", one, low), binary(">", one, high)))
    return chain(Form.AND, (binary(">=", one, low), binary("<=", one, high)))


def single_in(node: Node) -> Node:
    """`x IN (a)` as `x = a`."""
    if node.form is not Form.IN or len(node.parts) != 2 or node.parts[1].form is Form.QUERY:
        return node
    return binary("<>" if node.text else "=", *node.parts)


def distinct_negated(node: Node) -> Node:
    """`NOT (a IS DISTINCT FROM b)` as `a IS NOT DISTINCT FROM b`."""
    if node.form is Form.NOT and node.parts[0].form is Form.BINARY:
        inner = node.parts[0]
        if inner.text == "IS DISTINCT FROM":
            return binary("IS NOT DISTINCT FROM", *inner.parts)
    return node
