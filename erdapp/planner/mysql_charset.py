"""A table's new default charset, said to the columns that inherit it.

ALTER TABLE … DEFAULT CHARSET changes nothing but new columns, and CONVERT TO changes too much:
columns with a charset of their own, and the sizes of TEXT columns. So each column that inherits is
modified along, which also moves the foreign keys over it out of the way.
"""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.diff.changes import (
    Aspect,
    Changes,
    ModifyAttr,
    ModifyColumn,
    ModifyTable,
)

_TEXT_TYPES = frozenset(
    ["char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set"]
)


def with_recoded_columns(changes: Changes) -> Changes:
    """The changes, with a ModifyColumn for each column that takes on a new table charset."""
    return tuple(
        _with_columns(change) if isinstance(change, ModifyTable) and _recodes(change) else change
        for change in changes
    )


def _recodes(change: ModifyTable) -> bool:
    return any(
        isinstance(part, ModifyAttr) and part.name in ("charset", "collate")
        for part in change.changes
    )


def _with_columns(change: ModifyTable) -> ModifyTable:
    done = {part.after.name for part in change.changes if isinstance(part, ModifyColumn)}
    before = {column.name: column for column in change.before.columns}
    more = tuple(
        ModifyColumn(before[column.name], column, (Aspect.CHARSET,))
        for column in change.after.columns
        if column.name in before.keys() - done
        and column.type.name in _TEXT_TYPES
        and not (column.charset and column.collation)
    )
    return replace(change, changes=(*change.changes, *more))
