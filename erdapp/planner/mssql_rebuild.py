"""A SQL Server table made anew, with its rows: IDENTITY can't be added to or taken off a column."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from erdapp.diff.changes import (
    AddColumn,
    Aspect,
    Changes,
    DropColumn,
    ModifyAttr,
    ModifyColumn,
    ModifyTable,
    RenameColumn,
)
from erdapp.planner.mssql_tables import furnish, period, place, versioning
from erdapp.planner.mssql_writer import MssqlWriter
from erdapp.planner.narrowing import loss
from erdapp.schema import Column, ForeignKey, Name, Schema, Table

_PLACES = frozenset({"on", "textimage_on", "graph", "memory_optimized", "durability"})


def needs_rebuild(change: ModifyTable) -> bool:
    """Whether a column begins or ends to number itself, or numbers otherwise, or the table lies
    elsewhere."""
    return any(
        (isinstance(part, ModifyColumn) and part.before.identity != part.after.identity)
        or (isinstance(part, ModifyAttr) and part.name in _PLACES)
        for part in change.changes
    )


def with_moved_keys(changes: Changes, before: Schema) -> Changes:
    """The changes, with an empty one for each column under a foreign key from or to a table that
    is rebuilt: so those foreign keys are dropped before, and added after."""
    pointed: dict[Name, set[str]] = {}
    for table in before.tables:
        for key in table.foreign_keys:
            target = Name(key.ref_schema, key.ref_table)
            pointed.setdefault(target, set()).update(_targets(key, target, before))
    return tuple(
        _with_columns(change, pointed.get(change.after.full_name, set()))
        if isinstance(change, ModifyTable) and needs_rebuild(change)
        else change
        for change in changes
    )


def _targets(key: ForeignKey, target: Name, before: Schema) -> tuple[str, ...]:
    if key.ref_columns:
        return key.ref_columns
    table = before.table(target.name, target.schema)
    return table.primary_key.columns if table and table.primary_key else ()


def _with_columns(change: ModifyTable, pointed: set[str]) -> ModifyTable:
    names = pointed | {name for key in change.before.foreign_keys for name in key.columns}
    done = {part.after.name for part in change.changes if isinstance(part, ModifyColumn)}
    more = tuple(
        ModifyColumn(column, column, (Aspect.IDENTITY,))
        for column in change.before.columns
        if column.name in names - done
    )
    return replace(change, changes=(*change.changes, *more))


def rebuild(
    sql: MssqlWriter, change: ModifyTable, taken: Collection[Name]
) -> Iterator[tuple[str, str, str]]:
    """(statement, comment, warning): a new table, the rows copied, the old one dropped, the new
    one named. What has a name of its own comes last: names are taken until the old table is gone.
    """
    after = change.after
    table, comment = sql.table(after), f'modify "{after.name}" table'
    new = replace(after, name=f"new_{after.name}")
    while new.full_name in taken:
        new = replace(new, name=f"new_{new.name}")
    lines = [sql.column(column, default=not column.default_name) for column in after.columns]
    options = dict(after.options)
    history = options.pop("system_versioning", "")
    unversioned = replace(after, options=tuple(options.items()))
    if "period system_time" in options:
        lines.append(period(sql, options["period system_time"]))
    if "system_versioning" in dict(change.before.options):
        yield f"ALTER TABLE {table} SET ({versioning('')})", comment, ""
    yield (
        f"CREATE TABLE {sql.table(new)} {sql.body(lines)}{place(sql, unversioned)}",
        f'create "{new.name}" table',
        "",
    )
    copy = f'copy rows from old table "{after.name}" to new temporary table "{new.name}"'
    numbered = any(column.identity for column in after.columns)
    if numbered:
        yield f"SET IDENTITY_INSERT {sql.table(new)} ON", copy, ""
    yield _copy(sql, change, new), copy, "; ".join(_losses(change))
    if numbered:
        yield f"SET IDENTITY_INSERT {sql.table(new)} OFF", copy, ""
    yield f"DROP TABLE {table}", f'drop "{after.name}" table after copying rows', ""
    yield (
        sql.rename(sql.full(new.full_name), after.name, "OBJECT"),
        f'rename temporary table "{new.name}" to "{after.name}"',
        "",
    )
    for column in after.columns:
        if column.default is not None and column.default_name:
            text = f"ALTER TABLE {table} ADD {sql.default(column)} FOR {sql.ident(column.name)}"
            yield text, comment, ""
    for text in furnish(sql, after, inline=False):
        yield text, comment, ""
    if history:
        yield f"ALTER TABLE {table} SET ({versioning(history)})", comment, ""


def _losses(change: ModifyTable) -> Iterator[str]:
    for part in change.changes:
        match part:
            case DropColumn(column):
                yield f'drops the column "{column.name}" and its values'
            case ModifyColumn(before, after) if text := loss(before.type, after.type):
                yield f'"{after.name}": {text}'
            case _:
                continue


def _copy(sql: MssqlWriter, change: ModifyTable, new: Table) -> str:
    old_names = {
        part.after.name: part.before.name
        for part in change.changes
        if isinstance(part, RenameColumn)
    }
    added = {part.column.name for part in change.changes if isinstance(part, AddColumn)}
    before = {column.name: column for column in change.before.columns}
    names, values = [], []
    for column in change.after.columns:
        if column.generated or column.type.name == "rowversion":
            continue
        if column.name in added or column.name not in before:
            if column.default is None or column.identity:
                continue
            value = column.default
        else:
            source = sql.ident(old_names.get(column.name, column.name))
            value = _value(source, before[column.name], column)
        names.append(column.name)
        values.append(value)
    source_table = sql.table(change.after)
    return (
        f"INSERT INTO {sql.table(new)} {sql.columns(names)} "
        f"SELECT {', '.join(values)} FROM {source_table} WITH (HOLDLOCK TABLOCKX)"
    )


def _value(source: str, before: Column, after: Column) -> str:
    if before.null and not after.null and after.default is not None:
        return f"ISNULL({source}, {after.default})"
    return source
