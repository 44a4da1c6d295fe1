"""MySQL's columns that cannot become what is wanted in place, or only after an UPDATE."""

from __future__ import annotations

from erdapp.diff.changes import ModifyColumn, ModifyTable
from erdapp.planner.mysql_writer import MySqlWriter
from erdapp.schema import DataType


def backfill(writer: MySqlWriter, change: ModifyTable, part: ModifyColumn) -> str:
    """The UPDATE that gives rows a value before a column becomes NOT NULL; empty when there is
    no default to give, and where the column is made anew with it."""
    default = part.after.default
    if (
        is_remade(part)
        or not becomes_not_null(part)
        or default is None
        or default.lower() == "null"
    ):
        return ""
    column, value = writer.ident(part.after.name), writer.default(default, part.after)
    return f"UPDATE {writer.table(change.after)} SET {column} = {value} WHERE {column} IS NULL"


def becomes_not_null(part: ModifyColumn) -> bool:
    return part.before.null and not part.after.null and part.after.generated is None


def is_remade(part: ModifyColumn) -> bool:
    """A virtual column can't become a real one in place, nor the other way round; and nothing
    becomes what the server has no cast for."""
    before, after = part.before.generated, part.after.generated
    was_virtual = before is not None and not before.stored
    is_virtual = after is not None and not after.stored
    return was_virtual != is_virtual or not _can_be_cast(part.before.type, part.after.type)


_PACKED = frozenset({"uuid", "inet4", "inet6"})
"""MariaDB's types that only texts and bytes are cast to and from (Knowledge Base, UUID and INET6
Data Type), and the addresses to each other."""
_SPATIAL = frozenset(
    {"point", "linestring", "polygon", "geometry", "geometrycollection"}
    | {"multipoint", "multilinestring", "multipolygon"}
)
_BYTES = frozenset({"binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"})
_TEXTS = frozenset(
    {"char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json", *_BYTES}
)


def _can_be_cast(before: DataType, after: DataType) -> bool:
    names = {before.name, after.name}
    if names & _SPATIAL:
        return names <= _SPATIAL | _BYTES
    if len(names) == 1 or not names & _PACKED or names == {"inet4", "inet6"}:
        return True
    return bool(names & _TEXTS)
