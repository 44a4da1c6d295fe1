"""HCL's operators over values."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence

from erdapp.cli.project.functions.signature import Wrong
from erdapp.cli.project.values import Value, flag, number, same

_ARITHMETIC: dict[str, Callable[[int | float, int | float], int | float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}
_COMPARISONS: dict[str, Callable[[int | float, int | float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def operate(mark: str, operands: Sequence[Value]) -> Value:
    """The result of an operator, but for `&&` and `||`, which may leave one side alone.

    Raises Wrong, or Unfit for an operand of another kind.
    """
    if mark == "!":
        return not flag(operands[0])
    if len(operands) == 1:
        return -number(operands[0])
    left, right = operands
    if mark in ("==", "!="):
        return same(left, right) is (mark == "==")
    first, second = number(left), number(right)
    if mark in _COMPARISONS:
        return _COMPARISONS[mark](first, second)
    if mark in _ARITHMETIC:
        return _ARITHMETIC[mark](first, second)
    if second == 0:
        raise Wrong("a division by zero")
    if mark == "%":
        return first % second
    found = first / second
    return int(found) if found.is_integer() else found
