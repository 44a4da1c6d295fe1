"""Operators: on plain data, each bounded before it is done, and on objects that overload them."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Sequence
from typing import Any

from erdapp.loaders.python.reading.budget import BITS, LONGEST, TooLarge

SYMBOLS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.LShift: "<<", ast.RShift: ">>", ast.BitOr: "|", ast.BitAnd: "&",
    ast.BitXor: "^", ast.MatMult: "@", ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=",
    ast.Gt: ">", ast.GtE: ">=", ast.In: "in", ast.NotIn: "not in", ast.Is: "is",
    ast.IsNot: "is not", ast.UAdd: "+", ast.USub: "-", ast.Invert: "~", ast.Not: "not",
}  # fmt: skip

_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "/": operator.truediv, "//": operator.floordiv,
    ">>": operator.rshift, "|": operator.or_, "&": operator.and_, "^": operator.xor,
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge, "in": lambda a, b: a in b, "not in": lambda a, b: a not in b,
    "is": operator.is_, "is not": operator.is_not,
}  # fmt: skip
_UNARY: dict[str, Callable[[Any], Any]] = {
    "+": operator.pos, "-": operator.neg, "~": operator.invert,
}  # fmt: skip
_OVERLOADED: dict[str, Callable[[Any, Any], Any]] = {
    **{
        symbol: done
        for symbol, done in _BINARY.items()
        if symbol not in ("in", "not in", "is", "is not")  # their answers are no expressions
    },
    "*": operator.mul, "%": operator.mod, "**": operator.pow, "<<": operator.lshift,
}  # fmt: skip
_WIDE = re.compile(r"\d{5}|\*")


def binary(symbol: str, left: Any, right: Any) -> Any:
    """The result. Raises TooLarge, or what Python raises for such operands."""
    match symbol:
        case "*":
            return _times(left, right)
        case "**":
            return _power(left, right)
        case "<<":
            if not isinstance(right, int) or right > BITS:
                raise TooLarge
            return left << right
        case "%" if isinstance(left, str):
            return formatted(left, right)
        case "%":
            return left % right
        case "+" if isinstance(left, str | bytes | list | tuple):
            if len(left) + len(right) > LONGEST:
                raise TooLarge
    return _BINARY[symbol](left, right)


def unary(symbol: str, operand: Any) -> Any:
    return _UNARY[symbol](operand)


def combined(symbol: str, operands: Sequence[Any]) -> Any:
    """What an operator makes of objects that overload it, as Django's `Q` and SQLAlchemy's columns
    do: an expression that only notes it. Raises TypeError where it makes none."""
    known = _UNARY if len(operands) == 1 else _OVERLOADED
    formats = symbol == "%" and isinstance(operands[0], str)
    if symbol not in known or formats:
        raise TypeError(f"{symbol} makes no expression of them")
    found = known[symbol](*operands)
    if isinstance(found, bool):
        raise TypeError(f"{symbol} compares them when it runs")
    return found


def formatted(text: str, values: Any) -> str:
    """`text % values` without wide fields. Raises TooLarge."""
    check_widths(text)
    return str(text % values)


def check_widths(text: str) -> None:
    """Raises TooLarge when a text of formats asks for a width that is a bomb."""
    if _WIDE.search(text):
        raise TooLarge


def _times(left: Any, right: Any) -> Any:
    for series, count in ((left, right), (right, left)):
        if isinstance(series, str | bytes | list | tuple):
            if not isinstance(count, int) or len(series) * count > LONGEST:
                raise TooLarge
            return series * count
    return left * right


def _power(left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int) and right > 0:
        if left.bit_length() * right > BITS:
            raise TooLarge
    elif isinstance(left, int) and isinstance(right, int) and abs(right) > BITS:
        raise TooLarge
    return left**right
