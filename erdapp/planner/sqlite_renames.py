"""What keeps SQLite from renaming a column.

With a UNIQUE constraint over a column of the primary key, a WITHOUT ROWID table has an index that
SQLite does not rewrite: `ALTER TABLE … RENAME COLUMN` fails there with "no such column" (3.40), so
that such constraints are away meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.planner.sqlite_writer import SqliteWriter
from erdapp.schema import Table
from erdapp.schema.renames import column_renamed


def uniques_in_the_way(table: Table, renamed: Sequence[str]) -> frozenset[int]:
    """The places of such constraints; `table` has the new names, and `renamed` are those."""
    key = table.primary_key
    if key is None or "without_rowid" not in dict(table.options):
        return frozenset()
    moved = set(renamed) & set(key.columns)
    return frozenset(at for at, item in enumerate(table.uniques) if moved & set(item.columns))


def as_it_was(sql: SqliteWriter, table: Table, renames: Sequence[tuple[str, str]]) -> Table:
    """The table with the old names of its columns; `renames` are old and new."""
    owner = table.full_name
    for at, (_, new) in enumerate(renames):
        table = column_renamed(table, owner, new, f"__renamed_{at}__")
    for at, (old, _) in enumerate(renames):
        table = column_renamed(table, owner, f"__renamed_{at}__", old, sql.facts.name)
    return table
