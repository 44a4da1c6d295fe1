"""Tables made after others: LIKE, INHERITS."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Column, Dialect, Name, Table

_ALL = ("COMMENTS", "COMPRESSION", "CONSTRAINTS", "DEFAULTS", "GENERATED", "IDENTITY", "INDEXES",
        "STATISTICS", "STORAGE")  # fmt: skip


def copy_table(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """MySQL `CREATE TABLE t LIKE u`: everything but foreign keys."""
    if (source := state.table(reader)) is None:
        return
    table.columns = list(source.columns)
    table.primary_key = source.primary_key
    table.indexes = list(source.indexes)
    table.options = dict(source.options)
    table.comment = source.comment
    if state.dialect is Dialect.MARIADB:
        table.checks = list(source.checks)
        return
    for check in source.checks:
        table.add_check(replace(check, name=""), state.facts)


def take_like(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """PostgreSQL `LIKE u INCLUDING …` among the items of a table."""
    source = state.table(reader)
    wanted: set[str] = set()
    while word := reader.accept_any("INCLUDING", "EXCLUDING"):
        what = reader.next().upper()
        these = _ALL if what == "ALL" else (what,)
        wanted = wanted | set(these) if word == "INCLUDING" else wanted - set(these)
    if source is None:
        return
    table.columns.extend(_copied(column, wanted) for column in source.columns)
    if "CONSTRAINTS" in wanted:
        table.checks.extend(source.checks)
    if "INDEXES" in wanted:
        _copy_keys(source, state, table)
    if "COMMENTS" in wanted and not table.comment:
        table.comment = ""


def _copied(column: Column, wanted: set[str]) -> Column:
    generated = column.generated if "GENERATED" in wanted else None
    keeps_default = "DEFAULTS" in wanted
    options = tuple(
        (name, value)
        for name, value in column.options
        if (name != "storage" or "STORAGE" in wanted)
        and (name != "compression" or "COMPRESSION" in wanted)
        and name != "statistics"
    )
    return replace(
        column,
        default=column.default if keeps_default else None,
        generated=generated,
        identity=column.identity if "IDENTITY" in wanted else None,
        comment=column.comment if "COMMENTS" in wanted else "",
        options=options,
    )


def _copy_keys(source: Table, state: LoadState, table: TableDraft) -> None:
    """Keys, unique constraints and indexes, under the names that the server chooses anew."""
    if source.primary_key is not None:
        table.set_primary_key(replace(source.primary_key, name=""), state.facts)
    for unique in source.uniques:
        table.add_unique(replace(unique, name=""), state.facts)
    for index in source.indexes:
        table.add_index(replace(index, name=""), state.facts)


def inherit(state: LoadState, table: TableDraft) -> None:
    """PostgreSQL INHERITS: the columns of the parents come first, own ones of the same name are
    merged into them."""
    own = {column.name: column for column in table.columns}
    columns: dict[str, Column] = {}
    for text in table.inherits:
        schema, _, name = text.rpartition(".")
        parent = state.builder.table(Name(schema, name))
        if parent is None:
            state.warn(f"the inherited table {text} is not known", table.line)
            continue
        for column in parent.columns:
            bare = replace(column, comment="", identity=None)
            columns.setdefault(column.name, bare)
    for name, column in own.items():
        if name in columns:
            inherited = columns[name]
            column = replace(
                column,
                null=column.null and inherited.null,
                default=column.default if column.default is not None else inherited.default,
            )
        columns[name] = column
    table.columns = list(columns.values())
