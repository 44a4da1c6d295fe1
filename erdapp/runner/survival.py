"""Whether the rows are still there: what tables held before a plan, compared with after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.diff.changes import Rename
from erdapp.loaders.database import Connection
from erdapp.runner.row_security import owner_sees_all
from erdapp.schema import Column, Dialect, Name, Schema, Table


class Held(Struct, frozen=True):
    """What a table held: its kept columns by old name, and their values row by row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def held(connection: Connection, schema: Schema, names: Sequence[Name]) -> dict[Name, Held]:
    """The contents of the tables, without generated columns."""
    found = {}
    tables = {table.full_name: table for table in schema.tables}
    with owner_sees_all(connection, schema):
        for name in names:
            columns = tuple(c.name for c in tables[name].columns if c.generated is None)
            found[name] = Held(columns, _read(connection, schema.dialect, tables[name], columns))
    return found


def lost(
    connection: Connection,
    before: Schema,
    after: Schema,
    contents: dict[Name, Held],
    renames: Sequence[Rename] = (),
) -> str:
    """One sentence about the first row or value that didn't survive; empty when all did.

    Looks at tables that are in both schemas, renamed or not, and in them at columns that kept
    their type; those are all that a plan promises to keep as they are.
    """
    with owner_sees_all(connection, after):
        return _lost(connection, before, after, contents, renames)


def _lost(
    connection: Connection,
    before: Schema,
    after: Schema,
    contents: dict[Name, Held],
    renames: Sequence[Rename],
) -> str:
    old_tables = {table.full_name: table for table in before.tables}
    new_tables = {table.full_name: table for table in after.tables}
    for name, content in contents.items():
        new = new_tables.get(_table_now(name, renames))
        if new is None:
            continue
        pairs = _kept_columns(old_tables[name], new, content.columns, renames)
        now = _read(connection, after.dialect, new, tuple(column for _, column in pairs))
        if len(now) != len(content.rows):
            return f"the table {new.full_name} had {len(content.rows)} rows and has {len(now)}"
        places = [content.columns.index(column) for column, _ in pairs]
        then = _sorted(tuple(row[place] for place in places) for row in content.rows)
        if then != now:
            return f"values in the table {new.full_name} are not what they were"
    return ""


def _table_now(name: Name, renames: Sequence[Rename]) -> Name:
    for rename in renames:
        if rename.kind == "table" and Name(rename.schema, rename.before) == name:
            return Name(rename.schema, rename.after)
    return name


def _kept_columns(
    old: Table, new: Table, columns: Sequence[str], renames: Sequence[Rename]
) -> list[tuple[str, str]]:
    """(old name, new name) of the columns that are kept with their type."""
    names = {
        rename.before: rename.after
        for rename in renames
        if rename.kind == "column" and Name(rename.schema, rename.table) == new.full_name
    }
    found = []
    for name in columns:
        before, after = old.column(name), new.column(names.get(name, name))
        if before is not None and after is not None and _same(before, after):
            found.append((before.name, after.name))
    return found


def _same(before: Column, after: Column) -> bool:
    return before.type == after.type and after.generated is None and not after.on_update


def _read(
    connection: Connection, dialect: Dialect, table: Table, columns: Sequence[str]
) -> tuple[tuple[Any, ...], ...]:
    """The table's own rows: those of tables that inherit from it are looked at there."""
    quoting = facts(dialect)
    only = "ONLY " if dialect is Dialect.POSTGRES and not table.partition else ""
    listed = ", ".join(quoting.quote(column) for column in columns) or "1"
    cursor = connection.cursor()
    try:
        cursor.execute(f"SELECT {listed} FROM {only}{quoting.qualify(table.full_name)}")
        return _sorted(tuple(row) if columns else () for row in cursor.fetchall())
    finally:
        cursor.close()


def _sorted(rows: Any) -> tuple[tuple[Any, ...], ...]:
    return tuple(sorted(rows, key=repr))
