"""The values of a project file, and what of them becomes what: texts, numbers, flags, lists."""

from __future__ import annotations

import json
from typing import TypeAlias, Union

Value: TypeAlias = Union[str, bool, int, float, list["Value"], dict[str, "Value"], None]  # noqa: UP007


class Unfit(Exception):
    """A value that isn't of the kind that is wanted; `str()` says so without the value."""


def kind_of(value: Value) -> str:
    """What to call the value in a message."""
    match value:
        case None:
            return "null"
        case bool():
            return "a bool"
        case str():
            return "a string"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "an object"


def text(value: Value) -> str:
    """The value as a string: strings, numbers and flags have one. Raises Unfit."""
    match value:
        case str():
            return value
        case bool():
            return str(value).lower()
        case int() | float():
            return number_text(value)
        case _:
            raise Unfit(f"a string is wanted, not {kind_of(value)}")


def number_text(value: float) -> str:
    """`3` for 3.0, as HCL has only one sort of number."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def number(value: Value) -> int | float:
    """The value as a number: strings that read as one will do. Raises Unfit."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise Unfit(f"a number is wanted, not {kind_of(value)}")
    if isinstance(value, str):
        try:
            return int(value) if value.strip("-").isdecimal() else float(value)
        except ValueError:
            raise Unfit(f"a number is wanted, not {value[:40]!r}") from None
    return value


def whole(value: Value) -> int:
    """The value as a whole number. Raises Unfit."""
    found = number(value)
    if found != int(found):
        raise Unfit(f"a whole number is wanted, not {found}")
    return int(found)


def flag(value: Value) -> bool:
    """The value as a bool: the strings "true" and "false" will do. Raises Unfit."""
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise Unfit(f"true or false is wanted, not {kind_of(value)}")


def items(value: Value) -> list[Value]:
    """The value as a list. Raises Unfit."""
    if isinstance(value, list):
        return value
    raise Unfit(f"a list is wanted, not {kind_of(value)}")


def pairs(value: Value) -> dict[str, Value]:
    """The value as an object. Raises Unfit."""
    if isinstance(value, dict):
        return value
    raise Unfit(f"an object is wanted, not {kind_of(value)}")


def texts(value: Value) -> tuple[str, ...]:
    """A string, or a list of strings. Raises Unfit."""
    if isinstance(value, list):
        return tuple(text(item) for item in value)
    return (text(value),)


def same(left: Value, right: Value) -> bool:
    """Whether two values are equal; 1 is not true, as it would be in Python."""
    return type(left) is type(right) and left == right if _is_flag(left, right) else left == right


def _is_flag(left: Value, right: Value) -> bool:
    return isinstance(left, bool) or isinstance(right, bool)


def unique(values: list[Value]) -> list[Value]:
    """The values without those that were there before."""
    seen = set[str]()
    found = []
    for value in values:
        key = json.dumps(value, sort_keys=True)
        if key not in seen:
            seen.add(key)
            found.append(value)
    return found
