"""Which type changes may lose or refuse what is stored: for the warning beside a statement."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.diff.changes import ModifyColumn
from erdapp.schema import DataType

_INTEGERS = {"tinyint": 1, "smallint": 2, "mediumint": 3, "int": 4, "integer": 4, "bigint": 8}
_TEXTS = {"tinytext": 255, "text": 65_535, "mediumtext": 16_777_215, "longtext": 4_294_967_295}
_BLOBS = {"tinyblob": 255, "blob": 65_535, "mediumblob": 16_777_215, "longblob": 4_294_967_295}
_SIZED = frozenset(["char", "varchar", "nchar", "nvarchar", "character", "character varying"])
_BINARY = frozenset(["binary", "varbinary"])
_FLOATS = frozenset(["float", "double", "real", "double precision"])
_TIMES = {
    "date": frozenset({"datetime", "datetime2", "timestamp", "smalldatetime"}),
    "time": frozenset({"datetime", "datetime2", "timestamp"}),
}
"""Types that hold all of the first: turning them back cuts something off."""


def loss(before: DataType, after: DataType) -> str:
    """What may happen to the stored values, as the end of a sentence; empty when nothing can."""
    if before == after:
        return ""
    if gone := _values_gone(before, after):
        return f"no longer allowed: {', '.join(gone)}"
    if _widens(before, after):
        return ""
    return f"values may not fit: {before} becomes {after}"


def column_loss(change: ModifyColumn) -> str:
    """The same for a changed column: values that are renamed are not gone."""
    names = dict(change.values)
    args = tuple(names.get(value, value) for value in change.before.type.args)
    return loss(replace(change.before.type, args=args), change.after.type)


def _values_gone(before: DataType, after: DataType) -> list[str]:
    if before.name == after.name and before.name in ("enum", "set"):
        return [repr(value) for value in before.args if value not in after.args]
    return []


def _widens(before: DataType, after: DataType) -> bool:
    """Whether every value of `before` is one of `after`."""
    if before.name == after.name and before.name in ("enum", "set"):
        return True
    if before.name in _INTEGERS:
        return _integer_fits(before, after)
    if before.name in ("decimal", "numeric"):
        return after.name in ("decimal", "numeric") and _decimal_fits(before, after)
    if before.name in _FLOATS:
        return after.name in ("double", "double precision") or before.name == after.name
    old, new = _length(before), _length(after)
    if old is not None and new is not None and _kind(before) == _kind(after):
        return new >= old
    if old is not None and new is not None:
        return _kind(before) == "ascii" and _kind(after) == "national" and new >= old
    if before.name in _TIMES:
        return after.name in _TIMES[before.name]
    if before.name in ("date", "datetime", "datetime2", "time", "timestamp"):
        return before.name == after.name and _number(after, 0) >= _number(before, 0)
    return False


def _integer_fits(before: DataType, after: DataType) -> bool:
    old = _INTEGERS[before.name]
    was_unsigned, is_unsigned = "unsigned" in before.modifiers, "unsigned" in after.modifiers
    if after.name in _INTEGERS:
        new = _INTEGERS[after.name]
        if was_unsigned == is_unsigned:
            return new >= old
        return was_unsigned and new > old
    if after.name in ("decimal", "numeric"):
        digits = {1: 3, 2: 5, 3: 8, 4: 10, 8: 20}[old]
        return _number(after, 0, 18) - _number(after, 1) >= digits
    if length := _length(after):
        return length >= 20
    return False


def _decimal_fits(before: DataType, after: DataType) -> bool:
    scale_old, scale_new = _number(before, 1), _number(after, 1)
    whole_old = _number(before, 0, 18) - scale_old
    return scale_new >= scale_old and _number(after, 0, 18) - scale_new >= whole_old


def _kind(kind: DataType) -> str:
    if kind.name in _BINARY or kind.name in _BLOBS:
        return "binary"
    return "national" if kind.name in ("nchar", "nvarchar") else "ascii"


def _length(kind: DataType) -> int | None:
    """The longest value of a text or binary type; None for other types."""
    if kind.name in _TEXTS:
        return _TEXTS[kind.name]
    if kind.name in _BLOBS:
        return _BLOBS[kind.name]
    if kind.name in _SIZED or kind.name in _BINARY:
        if kind.args and kind.args[0].lower() == "max":
            return 2**31
        return _number(kind, 0, 1)
    return None


def _number(kind: DataType, at: int, missing: int = 0) -> int:
    try:
        return int(kind.args[at])
    except (IndexError, ValueError):
        return missing
