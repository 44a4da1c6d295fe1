"""Renamed values of MySQL's ENUM and SET: allowed beside the old ones first, so that rows can move.

The MODIFY that follows takes the old values away. It and this one rebuild the table unless the
values only come last (MySQL 8.0 Reference Manual, 17.12.1).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from erdapp.diff.changes import ModifyColumn
from erdapp.planner.mysql_writer import MySqlWriter
from erdapp.planner.plan import Statement
from erdapp.planner.writer import say
from erdapp.schema import Table


def renamed_values(writer: MySqlWriter, before: Table, change: ModifyColumn) -> Iterator[Statement]:
    """Both names allowed, then the rows moved; `before` is the table as it is until then.

    Names that differ in case alone are one value to the server, which takes the new spelling.
    """
    old = change.before
    moved = [(value, new) for value, new in change.values if value.lower() != new.lower()]
    if not moved:
        return
    both = tuple(dict.fromkeys((*old.type.args, *(new for _, new in moved))))
    widened = replace(old, type=replace(old.type, args=both))
    columns = tuple(widened if column == old else column for column in before.columns)
    text = writer.columns_of(replace(before, columns=columns))[old.name]
    yield say(
        f"ALTER TABLE {writer.table(before)} MODIFY COLUMN {text}",
        f'allow renamed values of "{old.name}" in "{before.name}"',
        before.name,
    )
    for value, wanted in moved:
        yield say(
            f"UPDATE {writer.table(before)} SET {_renaming(writer, change, value, wanted)}",
            f'rename the value "{value}" of "{old.name}" in "{before.name}"',
            before.name,
        )


def _renaming(writer: MySqlWriter, change: ModifyColumn, value: str, wanted: str) -> str:
    """The rest of the UPDATE; a SET holds its values in one text, with commas between."""
    column = writer.ident(change.before.name)
    old, new = writer.string(value), writer.string(wanted)
    if change.before.type.name != "set":
        return f"{column} = {new} WHERE {column} = {old}"
    inside = f"CONCAT(',', {column}, ',')"
    listed = writer.string(f",{value},"), writer.string(f",{wanted},")
    replaced = f"TRIM(BOTH ',' FROM REPLACE({inside}, {listed[0]}, {listed[1]}))"
    return f"{column} = {replaced} WHERE FIND_IN_SET({old}, {column})"
