"""MF101 to MF104: changes that succeed or fail by the rows that are there."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.dialects import facts
from erdapp.diff.changes import (
    AddColumn,
    AddIndex,
    AddUnique,
    Aspect,
    ModifyColumn,
    ModifyIndex,
)
from erdapp.lint.analyzers.base import MYSQL, Analyzer
from erdapp.lint.analyzers.mysql_zero import fails_on_rows
from erdapp.lint.columns import default_for, is_required
from erdapp.lint.context import Look
from erdapp.lint.edits import before
from erdapp.lint.guards import guard_duplicates, guard_nulls, is_guarded
from erdapp.lint.policy import Policy
from erdapp.lint.report import Diagnostic, SuggestedFix
from erdapp.lint.rows import copied_value, copies, copy_of, is_emptied, is_filled
from erdapp.lint.spans import ResourceSpan
from erdapp.lint.sql_words import has
from erdapp.schema import Column, Dialect, Index, IndexPart, Table


def check(look: Look, policy: Policy) -> Iterator[Diagnostic]:
    for change, part in look.statement.table_changes():
        table = change.after
        if look.spans.is_new(table.full_name) or is_emptied(look, table):
            continue
        match part:
            case AddIndex(index) if index.unique:
                yield from _unique(look, table, "index", index.name, index.parts, index.where or "")
            case AddUnique(unique) if not has(look.reader(), "USING", "INDEX"):
                yield from _unique(look, table, "constraint", unique.name, unique.parts)
            case ModifyIndex(after=index, aspects=aspects):
                if Aspect.UNIQUE in aspects and index.unique:
                    yield from _made_unique(look, table, index)
            case AddColumn(column):
                yield from _added(look, table, column)
            case ModifyColumn() if part.before.null and not part.after.null:
                yield from _made_required(look, table, part.before, part.after)
            case _:
                pass


def _unique(
    look: Look,
    table: Table,
    what: str,
    name: str,
    parts: tuple[IndexPart, ...],
    only: str = "",
) -> Iterator[Diagnostic]:
    """New columns hold nothing yet, or the same in all rows, which is another fault."""
    names = [
        part.column
        for part in parts
        if part.column and ResourceSpan.ADDED not in look.spans.column(table.full_name, part.column)
    ]
    if not names or _was_unique(look, table, parts):
        return
    if all(is_guarded(look, "MF101", table, column) for column in names):
        return
    quoted = ", ".join(f'"{column}"' for column in names)
    where = f"column {quoted} contains" if len(names) == 1 else f"columns {quoted} contain"
    text = f'Adding a unique {what} "{name}" on table "{table.name}" might fail in case {where}'
    mend = f"Add a pre-migration check to ensure {quoted} holds no duplicate entries"
    fix = before(look, mend, guard_duplicates(look, "MF101", table, parts, only))
    yield look.found("MF101", f"{text} duplicate entries", table, names[0], fixes=[fix])


def _was_unique(look: Look, table: Table, parts: tuple[IndexPart, ...]) -> bool:
    """Whether the file found the columns unique already, alone or some of them."""
    start = look.at_start(table.full_name)
    if start is None:
        return False
    origin = look.spans.column_origin
    wanted = {
        (origin(table.full_name, part.column), part.expression, part.prefix) for part in parts
    }
    kept = [item.parts for item in start.uniques]
    kept += [item.parts for item in start.indexes if item.unique and not item.where]
    kept += [start.primary_key.parts] if start.primary_key else []
    return any(
        {(part.column, part.expression, part.prefix) for part in known} <= wanted for known in kept
    )


def _made_unique(look: Look, table: Table, index: Index) -> Iterator[Diagnostic]:
    name, columns = index.name, [part.column for part in index.parts if part.column]
    if look.spans.index(table.full_name, name) & ResourceSpan.ADDED and not _rebuilds(look, table):
        return
    if columns and all(is_guarded(look, "MF102", table, column) for column in columns):
        return
    text = f'Modifying an index "{name}" on table "{table.name}" might fail in case of duplicate'
    mend = "Add a pre-migration check to ensure its columns hold no duplicate entries"
    fix = before(look, mend, guard_duplicates(look, "MF102", table, index.parts, index.where or ""))
    yield look.found("MF102", f"{text} entries", table, fixes=[fix])


def _rebuilds(look: Look, table: Table) -> bool:
    return table.full_name in look.statement.rebuilt


def _added(look: Look, table: Table, column: Column) -> Iterator[Diagnostic]:
    copying = copy_of(look, table)
    if not is_required(column) or (copying and copies(copying, column.name, look.dialect)):
        return
    if look.dialect in MYSQL and not fails_on_rows(column, look.dialect):
        return  # MY101 tells what the server puts there
    kind = facts(look.dialect).short_type(column.type)
    text = f'Adding a non-nullable "{kind}" column "{column.name}" will fail in case table'
    yield look.found(
        "MF103",
        f'{text} "{table.name}" is not empty',
        table,
        column.name,
        fixes=default_for(look, table, column),
    )


def _made_required(look: Look, table: Table, old: Column, new: Column) -> Iterator[Diagnostic]:
    if is_filled(look, table, new.name) or _is_new_with_values(look, table, old):
        return
    if is_guarded(look, "MF104", table, new.name):
        return
    copying = copy_of(look, table)
    if copying is not None:
        if look.dialect is Dialect.SQLITE and new.default is None:
            return  # LT101 tells it
        if "(" in copied_value(copying, new.name, look.dialect):
            return
    text = f'Modifying nullable column "{new.name}" to non-nullable might fail in case it contains'
    fix = _without_nulls(look, table, new, new.default or old.default, copied=copying is not None)
    yield look.found("MF104", f"{text} NULL values", table, new.name, fixes=[fix], at=copying)


def _without_nulls(
    look: Look, table: Table, column: Column, value: str | None, *, copied: bool
) -> SuggestedFix:
    """The DEFAULT in the place of NULL values; without one only a check, as nobody but the team
    knows what belongs there."""
    name, quoted = look.quoted(table.full_name), look.name(column.name)
    mend = f'Replace the NULL values of "{column.name}" first'
    if copied:
        return SuggestedFix(message=mend)
    if value is not None:
        return before(look, mend, f"UPDATE {name} SET {quoted} = {value} WHERE {quoted} IS NULL;")
    told = f"{mend}, or add a pre-migration check to ensure there are none"
    return before(look, told, guard_nulls(look, "MF104", table, column.name))


def _is_new_with_values(look: Look, table: Table, column: Column) -> bool:
    """Whether the file has added the column, with a default: then no row has a NULL there."""
    added = ResourceSpan.ADDED in look.spans.column(table.full_name, column.name)
    return added and column.default is not None


ANALYZER = Analyzer(
    name="data_depend",
    heading="data dependent changes detected",
    codes=("MF101", "MF102", "MF103", "MF104"),
    check=check,
)
