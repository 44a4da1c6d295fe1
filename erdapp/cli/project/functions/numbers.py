"""Functions of HCL over numbers."""

from __future__ import annotations

import math

from erdapp.cli.project.functions.signature import Function, Wrong
from erdapp.cli.project.values import Value, items, number


def _parsed(digits: str, base: int) -> int:
    try:
        return int(digits, base)
    except ValueError:
        raise Wrong(f"{digits!r} is no number of base {base}") from None


def _most(*values: int | float) -> int | float:
    return max(_some(values))


def _least(*values: int | float) -> int | float:
    return min(_some(values))


def _some(values: tuple[int | float, ...]) -> tuple[int | float, ...]:
    if not values:
        raise Wrong("it takes at least 1 argument, not 0")
    return values


def _sum(values: Value) -> int | float:
    return sum(number(value) for value in items(values))


FUNCTIONS = {
    "abs": Function(abs, "n"),
    "ceil": Function(math.ceil, "n"),
    "floor": Function(math.floor, "n"),
    "max": Function(_most, "n*"),
    "min": Function(_least, "n*"),
    "parseint": Function(_parsed, "ti"),
    "sum": Function(_sum, "l"),
}
