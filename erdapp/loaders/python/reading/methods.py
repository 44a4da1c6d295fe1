"""Methods of plain data that are followed: pure ones, with bounded results."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from erdapp.loaders.python.reading.budget import LONGEST, TooLarge
from erdapp.loaders.python.reading.operators import check_widths
from erdapp.loaders.python.reading.values import Function, Place, Unknown, Value, plain

if TYPE_CHECKING:
    from erdapp.loaders.python.reading.machine import Machine

_TEXT = {
    "capitalize", "casefold", "center", "count", "encode", "endswith", "find", "format", "index",
    "isalnum", "isalpha", "isdigit", "isidentifier", "islower", "isnumeric", "isupper", "join",
    "ljust", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "replace", "rfind",
    "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip",
    "swapcase", "title", "upper", "zfill",
}  # fmt: skip
_LIST = {
    "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse",
    "sort",
}  # fmt: skip
_DICT = {"clear", "copy", "get", "items", "keys", "pop", "setdefault", "update", "values"}
_SET = {
    "add", "copy", "difference", "discard", "intersection", "issubset", "remove", "union", "update",
}  # fmt: skip
_FIELDS_IN = re.compile(r"[.\[]")


def _known(value: Value) -> set[str]:
    match value:
        case str():
            return _TEXT
        case list():
            return _LIST
        case dict():
            return _DICT
        case set() | frozenset():
            return _SET
        case tuple():
            return {"index", "count"}
        case bool():
            return set()
        case int() | float():
            return {"bit_length", "is_integer"}
        case bytes():
            return {"decode"}
        case _:
            return set()


def has(value: Value, name: str) -> bool:
    """Whether a method is followed."""
    return name in _known(value)


def call(
    machine: Machine, receiver: Value, name: str, args: tuple[Value, ...],
    keywords: dict[str, Value], place: Place,
) -> Value:  # fmt: skip
    """The result. Raises what Python raises, or TooLarge."""
    values = [plain(one) for one in args]
    if isinstance(receiver, str):
        unknown = next((one for one in values if isinstance(one, Unknown)), None)
        if unknown is not None:
            return unknown
        return _of_text(receiver, name, values, {key: plain(v) for key, v in keywords.items()})
    if name in ("pop", "get", "setdefault") and isinstance(receiver, dict):
        return (
            getattr(receiver, name)(*args[:2])
            if name != "pop"
            else receiver.pop(args[0], *args[1:2] or (None,))
        )
    if name == "sort":
        return _sort(machine, receiver, keywords, place)
    result = getattr(receiver, name)(*args, **keywords)
    machine.budget.keep(receiver)
    return list(result) if name in ("items", "keys", "values") else result


def _of_text(text: str, name: str, args: list[Value], keywords: dict[str, Value]) -> Value:
    everything = (*args, *keywords.values())
    if not all(
        isinstance(one, str | int | float | None | list | tuple | dict) for one in everything
    ):
        raise TypeError("a part of the text cannot be told")
    if name == "format":
        check_widths(text)
        if any(_FIELDS_IN.search(piece.partition("}")[0]) for piece in text.split("{")[1:]):
            raise TypeError("such a format isn't followed")
    elif name == "join":
        items = [str(plain(one)) if not isinstance(one, str) else one for one in args[0]]
        if sum(map(len, items)) + len(text) * len(items) > LONGEST:
            raise TooLarge
        return text.join(items)
    elif (name == "replace" and (text.count(args[0]) + 1) * len(str(args[1])) > LONGEST) or any(
        isinstance(one, int) and abs(one) > LONGEST for one in args
    ):
        raise TooLarge
    result = getattr(text, name)(*args, **keywords)
    return list(result) if isinstance(result, list) else result


def _sort(machine: Machine, items: Value, keywords: dict[str, Value], place: Place) -> Value:
    key = keywords.get("key")
    reverse = bool(keywords.get("reverse"))
    if key is None:
        items.sort(key=plain, reverse=reverse)
    elif isinstance(key, Function):
        items.sort(key=lambda one: plain(machine.run(key, (one,), {})), reverse=reverse)
    else:
        raise TypeError("such a key isn't followed")
    return None
