"""The functions that every template has."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus

import msgspec

from erdapp.cli.gotemplate.errors import TemplateError
from erdapp.cli.gotemplate.run import Function, shown, truth

_VERB = re.compile(r"%(?:%|(?P<flags>[-+# 0]*)(?P<size>\d*(?:\.\d+)?)(?P<verb>[a-zA-Z]))")


def _and(*values: Any) -> Any:
    return next((value for value in values if not truth(value)), values[-1])


def _or(*values: Any) -> Any:
    return next((value for value in values if truth(value)), values[-1])


def _index(value: Any, *keys: Any) -> Any:
    for key in keys:
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(key, int) and 0 <= key < len(value):
            value = value[key]
        else:
            raise TemplateError(f"there is no item {shown(key)}")
    return value


def _slice(value: Any, begin: int = 0, end: int | None = None) -> Any:
    return value[begin : len(value) if end is None else end]


def printf(pattern: str, *values: Any) -> str:
    """Go's `%s %d %q %v …`."""
    left = list(values)

    def put(match: re.Match[str]) -> str:
        verb = match["verb"]
        if verb is None:
            return "%"
        if not left:
            raise TemplateError(f"there is no value for {match[0]}")
        value, shape = left.pop(0), match["flags"] + match["size"]
        if verb in "dfeEgGxXo" and isinstance(value, (int, float)):
            return f"%{shape}{verb}" % value
        if verb == "q":
            return json.dumps(shown(value), ensure_ascii=False)
        if verb not in "svt":
            raise TemplateError(f"{match[0]} does not fit {shown(value)}")
        return f"%{shape}s" % shown(value)

    return _VERB.sub(put, pattern)


def to_json(value: Any, *indent: str) -> str:
    """JSON; with an indent on many lines."""
    plain = msgspec.to_builtins(value)
    if not indent:
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return json.dumps(plain, ensure_ascii=False, indent=indent[-1] or None)


BUILTINS: dict[str, Function] = {
    "and": _and,
    "or": _or,
    "not": lambda value: not truth(value),
    "eq": lambda first, *others: any(first == other for other in others),
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "len": len,
    "index": _index,
    "slice": _slice,
    "print": lambda *values: "".join(shown(value) for value in values),
    "println": lambda *values: " ".join(shown(value) for value in values) + "\n",
    "printf": printf,
    "html": lambda value: html.escape(shown(value)),
    "urlquery": lambda value: quote_plus(shown(value)),
    "json": to_json,
    "join": lambda values, separator: separator.join(shown(value) for value in values),
    "lower": lambda text: text.lower(),
    "upper": lambda text: text.upper(),
    "trim": lambda text: text.strip(),
    "add": lambda *values: sum(values),
    "sub": lambda a, b: a - b,
}
