"""SQLite: a table rebuilt with its rows, as https://www.sqlite.org/lang_altertable.html asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from erdapp.diff.changes import (
    AddColumn,
    AddIndex,
    DropIndex,
    ModifyAttr,
    ModifyIndex,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    TableChange,
)
from erdapp.planner.plan import Statement
from erdapp.planner.sqlite_writer import SqliteWriter
from erdapp.planner.writer import say
from erdapp.schema import Column, Table


def is_simple(change: TableChange) -> bool:
    """Whether ALTER TABLE can do it in place."""
    match change:
        case RenameColumn() | AddIndex() | DropIndex() | ModifyIndex() | RenameIndex():
            return True
        case AddColumn(column):
            return _can_be_added(column)
        case ModifyAttr(name="comment") | RenameConstraint(after=""):
            return True
        case _:
            return False


def _can_be_added(column: Column) -> bool:
    """ADD COLUMN takes only defaults that are constant, and virtual generated columns."""
    if column.auto_increment or (column.generated and column.generated.stored):
        return False
    if column.generated:
        return column.null
    if column.default is None:
        return column.null
    constant = not column.default.startswith("(") and not column.default.upper().startswith(
        "CURRENT_"
    )
    return constant and (column.null or column.default.upper() != "NULL")


def rebuild(
    sql: SqliteWriter, before: Table, after: Table, taken: Collection[str]
) -> Iterator[Statement]:
    """The new table under another name, rows copied, the old one dropped, the name taken over.

    `before` bears the new column names; its indexes and triggers go with it, and views that
    mention it are away. Foreign keys of other tables keep pointing at the name.
    """
    name = after.name
    new = f"new_{name}"
    while new.lower() in taken:
        new = f"new_{new}"
    old_ident, new_ident = sql.ident(name), sql.ident(new)
    yield say(sql.create_table(after, new), f'create "{new}" table', name)
    copied = list(_copied(sql, before, after)) or _nothing_shared(sql, after)
    if copied:
        columns = ", ".join(sql.ident(column) for column, _ in copied)
        values = ", ".join(value for _, value in copied)
        yield say(
            f"INSERT INTO {new_ident} ({columns}) SELECT {values} FROM {old_ident}",
            f'copy rows from old table "{name}" to new temporary table "{new}"',
            name,
            warning=_risk(before, after),
        )
    if _counts(before) and _counts(after):
        yield from _keep_sequence(sql, name, new)
    how = "after copying rows" if copied else "without copying rows (no columns)"
    lost = "" if copied else f'drops the rows of "{name}"'
    yield say(f"DROP TABLE {old_ident}", f'drop "{name}" table {how}', name, warning=lost)
    yield say(
        f"ALTER TABLE {new_ident} RENAME TO {old_ident}",
        f'rename temporary table "{new}" to "{name}"',
        name,
    )
    for index in after.indexes:
        yield say(sql.index(after, index), f'create index "{index.name}" to table: "{name}"', name)


def _copied(sql: SqliteWriter, before: Table, after: Table) -> Iterator[tuple[str, str]]:
    """(column, expression) for all columns that both tables have and that hold values."""
    old = {column.name: column for column in before.columns}
    for column in after.columns:
        known = old.get(column.name)
        if known is None or column.generated:
            continue
        name = sql.ident(column.name)
        if known.null and not column.null and column.default is not None:
            yield column.name, f"IFNULL({name}, {column.default})"
        else:
            yield column.name, name


def _nothing_shared(sql: SqliteWriter, after: Table) -> list[tuple[str, str]]:
    """Without a column in common the rows are kept by the one that can do without a value."""
    for column in after.columns:
        if column.generated:
            continue
        if column.default is not None and "(" not in column.default:
            return [(column.name, column.default)]
        key = after.primary_key
        in_key = key is not None and column.name in key.columns
        if (column.null and not in_key) or _is_rowid(after, column):
            return [(column.name, "NULL")]
    return []


def _risk(before: Table, after: Table) -> str:
    """The columns that may keep a row from being copied, or whose values are not copied."""
    old = {column.name: column for column in before.columns}
    wanted = {column.name for column in after.columns}
    filled = [
        f'"{column.name}"'
        for column in after.columns
        if not column.null
        and column.default is None
        and not column.generated
        and (column.name not in old or old[column.name].null)
        and not _is_rowid(after, column)
    ]
    gone = [f'"{name}"' for name, c in old.items() if name not in wanted and not c.generated]
    notes = []
    if gone:
        notes.append(f"the values of {', '.join(gone)} are not copied")
    if filled:
        notes.append(f"fails if a row has no value for {', '.join(filled)}")
    return "; ".join(notes)


def _is_rowid(table: Table, column: Column) -> bool:
    """`INTEGER PRIMARY KEY` fills itself."""
    key = table.primary_key
    return bool(key and key.columns == (column.name,) and column.type.name == "integer")


def _counts(table: Table) -> bool:
    return any(column.auto_increment for column in table.columns)


def _keep_sequence(sql: SqliteWriter, name: str, new: str) -> Iterator[Statement]:
    """AUTOINCREMENT never gives a number twice, not even one whose row is gone."""
    comment = f'set sequence for "{new}" table'
    old_text, new_text = sql.string(name), sql.string(new)
    yield say(f"DELETE FROM sqlite_sequence WHERE name = {new_text}", comment, name)
    yield say(
        f"INSERT INTO sqlite_sequence (name, seq) SELECT {new_text}, seq FROM sqlite_sequence "
        f"WHERE name = {old_text}",
        comment,
        name,
    )
