"""Literal values as servers print them back: timestamps, times, JSON."""

from __future__ import annotations

import json
import re
from typing import Any

_DATE = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_TIME = r"(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?"
_ZONE = r"(?:\s*(Z|[+-]\d{2}(?::?\d{2})?))?"
_TIMESTAMP = re.compile(rf"{_DATE}(?:[ T]+{_TIME})?{_ZONE}", re.IGNORECASE)
_ONLY_TIME = re.compile(_TIME)
_ONLY_DATE = re.compile(_DATE)


def timestamp(text: str, *, digits: int = 0, zone: bool = False) -> str:
    """`2020-1-1` as `2020-01-01 00:00:00`, with at least `digits` of fraction; a zone of UTC is
    left out with `zone`. What is no such text stays."""
    match = _TIMESTAMP.fullmatch(text.strip())
    if match is None:
        return text
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    if offset and (not zone or offset.strip("+-:0").upper() not in ("", "Z")):
        return text
    clock = _clock(hour or "0", minute or "00", second, fraction, digits)
    return f"{year}-{int(month):02}-{int(day):02} {clock}"


def time(text: str, *, digits: int = 0) -> str:
    """`9:30` as `09:30:00`."""
    match = _ONLY_TIME.fullmatch(text.strip())
    if match is None:
        return text
    hour, minute, second, fraction = match.groups()
    return _clock(hour, minute, second, fraction, digits)


def date(text: str) -> str:
    """`2020-1-1` as `2020-01-01`."""
    match = _ONLY_DATE.fullmatch(text.strip())
    if match is None:
        return text
    year, month, day = match.groups()
    return f"{year}-{int(month):02}-{int(day):02}"


def _clock(hour: str, minute: str, second: str | None, fraction: str | None, digits: int) -> str:
    decimals = (fraction or ".")[1:].rstrip("0").ljust(digits, "0")
    point = f".{decimals}" if decimals else ""
    return f"{int(hour):02}:{minute}:{second or '00'}{point}"


class _Raw(str):
    """A number as it was written."""


def jsonb(text: str) -> str:
    """JSON as PostgreSQL's jsonb prints it: keys by length then text, one blank after `:` and
    `,`. What is no JSON, or nested too deep, stays."""
    if len(text) > 100_000 or text.count("[") + text.count("{") > 500:
        return text
    try:
        value = json.loads(text, parse_int=_Raw, parse_float=_Raw, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return text
    return _printed(value)


def _refuse(word: str) -> None:
    raise ValueError(word)


def _printed(value: Any) -> str:
    match value:
        case dict():
            keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
            inside = (f"{_printed(key)}: {_printed(value[key])}" for key in keys)
            return "{" + ", ".join(inside) + "}"
        case list():
            return "[" + ", ".join(_printed(item) for item in value) + "]"
        case _Raw():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)
