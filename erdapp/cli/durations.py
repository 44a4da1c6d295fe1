"""Durations as Go writes them: `10s`, `1m30s`, `250ms` in flags, `1.5ms` in reports."""

from __future__ import annotations

import re
from typing import Any

import click

_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)")
_UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}


class Duration(click.ParamType[float]):
    """A duration in seconds."""

    name = "duration"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        if isinstance(value, float):
            return value
        text = str(value).strip()
        parts = _PART.findall(text)
        if text == "0":
            return 0.0
        if not parts or "".join(number + unit for number, unit in parts) != text:
            self.fail(f"{value!r} is no duration: write 10s, 1m30s or 500ms", param, ctx)
        return sum(float(number) * _UNITS[unit] for number, unit in parts)


def go_duration(seconds: float) -> str:
    """`2m3.5s`, `1.2ms`, `45µs`: the largest unit that leaves a whole part."""
    if seconds >= 60:
        minutes, rest = divmod(seconds, 60)
        hours, minutes = divmod(int(minutes), 60)
        head = f"{hours}h{minutes}m" if hours else f"{minutes}m"
        return head + _trimmed(rest, "s")
    if seconds >= 1:
        return _trimmed(seconds, "s")
    if seconds >= 1e-3:
        return _trimmed(seconds * 1e3, "ms")
    return _trimmed(seconds * 1e6, "µs") if seconds > 0 else "0s"


def _trimmed(number: float, unit: str) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".") + unit
