"""Interval literals as PostgreSQL prints them back: `1 year 6 mons 2 days 01:30:00`."""

from __future__ import annotations

import re

_MONTHS = {"year": 12, "y": 12, "yr": 12, "month": 1, "mon": 1, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "d": 1, "week": 7, "w": 7}
_SECONDS = {"hour": 3600, "h": 3600, "hr": 3600, "minute": 60, "min": 60, "m": 60}
_SECONDS |= {"second": 1, "sec": 1, "s": 1}
_SINGULAR = {"centuries": "century"}
_PIECE = re.compile(r"\s*([+-]?\d{1,9})\s*([a-z]+)|\s*(\d{1,4}):(\d\d)(?::(\d\d))?(?!\S)")


def interval(text: str) -> str:
    """The text as the server spells it; what has fractions or other forms stays as it is."""
    months = days = seconds = 0
    at, end = 0, len(text.rstrip())
    lower = text.lower()
    if not end or end > 100:
        return text
    while at < end:
        piece = _PIECE.match(lower, at)
        if piece is None:
            return text
        at = piece.end()
        if piece[1] is None:
            seconds += int(piece[3]) * 3600 + int(piece[4]) * 60 + int(piece[5] or 0)
            continue
        amount, unit = int(piece[1]), piece[2]
        unit = _SINGULAR.get(unit, unit)
        if unit not in _MONTHS | _DAYS | _SECONDS:
            unit = unit.removesuffix("s")
        if unit in _MONTHS:
            months += amount * _MONTHS[unit]
        elif unit in _DAYS:
            days += amount * _DAYS[unit]
        elif unit in _SECONDS:
            seconds += amount * _SECONDS[unit]
        else:
            return text
    if months < 0 or days < 0 or seconds < 0:
        return text
    return _spelled(months, days, seconds)


def _spelled(months: int, days: int, seconds: int) -> str:
    years, months = divmod(months, 12)
    counted = ((years, "year"), (months, "mon"), (days, "day"))
    pieces = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in counted if count]
    if seconds or not pieces:
        minutes, seconds = divmod(seconds, 60)
        pieces.append(f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}")
    return " ".join(pieces)
