"""CREATE TABLE of SQL Server and the statements that furnish a table afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from erdapp.planner.mssql_writer import MssqlWriter
from erdapp.schema import Check, ForeignKey, PrimaryKey, Table, Unique


def create(sql: MssqlWriter, table: Table) -> str:
    """The table with its columns, keys and all constraints that may stand inside."""
    lines = [sql.column(column) for column in table.columns]
    if table.primary_key:
        lines.append(sql.primary_key(table.primary_key))
    lines += [sql.unique(unique) for unique in table.uniques]
    lines += [sql.check(check) for check in table.checks if check.validated]
    lines += [sql.foreign_key(key) for key in table.foreign_keys if key.validated]
    options = dict(table.options)
    if "period system_time" in options:
        lines.append(period(sql, options["period system_time"]))
    return f"CREATE TABLE {sql.table(table)} {sql.body(lines)}{place(sql, table)}"


def period(sql: MssqlWriter, columns: str) -> str:
    """`PERIOD FOR SYSTEM_TIME ([a], [b])`; the columns are listed by name."""
    return f"PERIOD FOR SYSTEM_TIME {sql.columns(name.strip() for name in columns.split(','))}"


def versioning(value: str) -> str:
    """`SYSTEM_VERSIONING = ON`, with whatever else is said of the history; OFF for none."""
    return f"SYSTEM_VERSIONING = {'ON' if value == 'on' else value or 'OFF'}"


_PLACED = frozenset({"on", "textimage_on", "graph", "period system_time"})


def place(sql: MssqlWriter, table: Table) -> str:
    """What stands behind the columns: AS NODE, filegroups, WITH (…)."""
    options = dict(table.options)
    text = f" AS {options['graph'].upper()}" if "graph" in options else ""
    for name, word in (("on", "ON"), ("textimage_on", "TEXTIMAGE_ON")):
        if name in options:
            text += f" {word} {sql.filegroup(options[name])}"
    settings = [f"{name.upper()} = {value}" for name, value in table.options if name not in _PLACED]
    return f"{text} WITH ({', '.join(settings)})" if settings else text


def furnish(sql: MssqlWriter, table: Table, *, inline: bool = True) -> Iterator[str]:
    """Indexes, constraints and comments of a table that stands; `inline` says that CREATE TABLE
    held the constraints it could."""
    if not inline:
        name = sql.table(table)
        if table.primary_key:
            yield f"ALTER TABLE {name} ADD {sql.primary_key(table.primary_key)}"
        for unique in table.uniques:
            yield f"ALTER TABLE {name} ADD {sql.unique(unique)}"
    clustered_first = sorted(table.indexes, key=lambda index: not index.clustered)
    for index in clustered_first:
        yield sql.create_index(table, index)
    for check in table.checks:
        if not (inline and check.validated):
            yield sql.add_constraint(table, check)
        if not check.enforced and check.name:
            yield sql.disable(table, check)
    # Foreign keys of a table that is made anew are added, and described, after this.
    yield from comments(sql, table if inline else replace(table, foreign_keys=()))


def comments(sql: MssqlWriter, table: Table) -> Iterator[str]:
    """The extended properties of a new table, its columns, indexes and constraints."""
    name = table.full_name
    if table.comment:
        yield sql.describe("", table.comment, name, "TABLE")
    for column in table.columns:
        if column.comment:
            yield sql.describe("", column.comment, name, "TABLE", inner=("COLUMN", column.name))
    for index in table.indexes:
        if index.comment:
            yield sql.describe("", index.comment, name, "TABLE", inner=("INDEX", index.name))
    key: list[PrimaryKey] = [table.primary_key] if table.primary_key else []
    items: list[PrimaryKey | Unique | Check | ForeignKey] = [*key, *table.uniques]
    for item in [*items, *table.checks, *table.foreign_keys]:
        if item.comment and item.name:
            yield sql.describe("", item.comment, name, "TABLE", inner=("CONSTRAINT", item.name))
