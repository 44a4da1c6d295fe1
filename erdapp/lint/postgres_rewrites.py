"""Which changes of a column's type PostgreSQL makes without touching the rows.

From the manual (ALTER TABLE, "Notes") and what the server does: types that are stored alike, and
limits that get wider. `tests/lint/test_rewrites_live.py` asks a server for each of these.
"""

from __future__ import annotations

from erdapp.schema import DataType

_NUMBERED = ("oid", "regclass", "regtype", "regproc", "regrole", "regnamespace")
"""Stored as the number of what they name."""
_ALIKE = frozenset(
    {
        ("character varying", "text"),
        ("text", "character varying"),
        ("cidr", "inet"),
        ("xml", "text"),
        ("xml", "character varying"),
        ("bit", "bit varying"),
        ("bit varying", "bit"),
        *(pair for name in _NUMBERED for pair in (("integer", name), (name, "integer"))),
        *(pair for name in _NUMBERED[1:] for pair in (("oid", name), (name, "oid"))),
    }
)
"""Pairs stored alike, as long as the new type sets no limit."""
_WIDENED = frozenset(
    {
        "character varying",
        "bit varying",
        "timestamp without time zone",
        "timestamp with time zone",
        "time without time zone",
        "time with time zone",
        "interval",
    }
)
"""Types whose one limit may grow or go."""

_FINEST = ("6",)
"""Digits of a second where a type of time sets no limit."""
_MOMENTS = frozenset(name for name in _WIDENED if name.startswith(("time", "interval")))


def rewrites(before: DataType, after: DataType) -> bool:
    """Whether every row is written anew; domains and casts of one's own are for the caller."""
    if before == after:
        return False
    if before.dimensions != after.dimensions:
        return True
    if before.name == after.name and before.schema == after.schema:
        return not _wider(before, after)
    if (before.name, after.name) not in _ALIKE or before.modifiers != after.modifiers:
        return True
    if after.args and after.name != "bit":
        return not (before.name == "character varying" and _wider(before, after))
    return after.name == "bit"


def _wider(before: DataType, after: DataType) -> bool:
    """Whether all old values fit as they are stored."""
    if before.name == "numeric":
        return _wider_number(before.args, after.args)
    if before.name not in _WIDENED:
        return False
    if not after.args:
        return True
    limit = before.args or (_FINEST if before.name in _MOMENTS else ())
    return bool(limit) and int(after.args[0]) >= int(limit[0])


def _wider_number(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """More digits before the point, as many after it."""
    if not after:
        return True
    if not before:
        return False
    old_scale, new_scale = (args[1] if len(args) > 1 else "0" for args in (before, after))
    return int(after[0]) >= int(before[0]) and old_scale == new_scale
