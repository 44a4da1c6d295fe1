"""CREATE TABLE in all its forms."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.dialects.base import Facts
from erdapp.loaders.sql.columns import add_column
from erdapp.loaders.sql.constraints import is_constraint, take_constraint
from erdapp.loaders.sql.copies import copy_table, inherit, take_like
from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.foreign_keys import add_implicit_indexes
from erdapp.loaders.sql.heads import take_create
from erdapp.loaders.sql.items import take_items
from erdapp.loaders.sql.partitions import take_partition_of
from erdapp.loaders.sql.queries import take_query_columns
from erdapp.loaders.sql.reader import Reader, ReadError
from erdapp.loaders.sql.settle import settle_columns
from erdapp.loaders.sql.state import LoadState
from erdapp.loaders.sql.table_options import take_table_options
from erdapp.schema import Dialect, PrimaryKey, Unique

_TEMPORARY = frozenset({"TEMP", "TEMPORARY", "GLOBAL", "LOCAL"})


def create_table(reader: Reader, state: LoadState) -> None:
    """`CREATE TABLE`, `CREATE FOREIGN TABLE`."""
    said = take_create(reader)
    foreign = reader.accept("FOREIGN")
    reader.accept("EXTERNAL")
    reader.expect("TABLE")
    calm = reader.if_not_exists()
    line = reader.line_of(reader.pos)
    parts = reader.parts()
    if _TEMPORARY & said.keys() or _is_temporary(parts, state.dialect):
        state.note(f"temporary table {parts[-1]} was left out")
        return
    name = state.created(parts)
    existing = state.builder.table(name)
    if existing is not None and calm:
        return
    if existing is not None and "REPLACE" not in said:
        state.warn(f"table {name} is created again; the last definition counts", line)
    table = TableDraft(name, line=line)
    if "UNLOGGED" in said:
        table.options["unlogged"] = "true"
    if foreign:
        table.options["foreign"] = "true"
    take_definition(reader, state, table)


def _is_temporary(parts: tuple[str, ...], dialect: Dialect) -> bool:
    """Whether the name alone says so: `#t`, `tempdb..t` of SQL Server."""
    return dialect is Dialect.MSSQL and (parts[-1].startswith("#") or "tempdb" in parts[:-1])


def take_definition(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """Take what follows the name of a new table, and add the table."""
    if reader.accept("LIKE"):
        copy_table(reader, state, table)
    elif reader.accept("PARTITION", "OF"):
        take_partition_of(reader, state, table)
    elif reader.accept("OF"):
        table.options["of"] = state.shown(reader.parts())
    if reader.peek("(") and reader.ahead(1) not in ("SELECT", "WITH"):
        _body(reader, state, table)
        _trust(table)
        if state.dialect is Dialect.POSTGRES:
            _merge_alike(table, state.facts)
    take_table_options(reader, state, table)
    if not reader.at_end:
        take_query_columns(reader, state, table)
    if table.inherits:
        inherit(state, table)
    add_implicit_indexes(state, table)
    settle_columns(state, table)
    state.add_table(table.table(), table.line)


def _body(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """Take the items in parentheses: one that doesn't read is reported and passed over."""
    reader.expect("(")
    if reader.opened and take_items(reader, state, table, _item):
        return
    end = False
    while not end:
        start = reader.pos
        try:
            _item(reader, state, table)
            if reader.word not in (",", ")"):
                raise reader.error(f"expected , or ) but found {reader.found()}")
        except ReadError as error:
            if reader.at_end:
                raise
            state.lose(f"{error.message}; this part was left out", error.line)
            reader.pos = start
            reader.skip_to_comma()
        end = not reader.accept(",") or reader.peek(")")
    reader.expect(")")


def _trust(table: TableDraft) -> None:
    """A new table has no rows that NOT VALID could be about, so the server ignores it there."""
    if any(not key.validated for key in table.foreign_keys):
        table.foreign_keys = [replace(key, validated=True) for key in table.foreign_keys]
    if any(not check.validated for check in table.checks):
        table.checks = [replace(check, validated=True) for check in table.checks]


def _merge_alike(table: TableDraft, facts: Facts) -> None:
    """PostgreSQL makes one constraint of those over the same columns in one CREATE TABLE, the
    primary key first; one without a name takes that of another (`transformIndexConstraints`)."""

    def chosen(key: PrimaryKey | Unique) -> str:
        made_up = facts.is_generated_name(key.name, table.name.name, key.columns)
        return "" if made_up else key.name

    kept: list[PrimaryKey | Unique] = [table.primary_key] if table.primary_key else []
    for unique in table.uniques:
        for place, other in enumerate(kept):
            distinct = not isinstance(other, Unique) or other.nulls_distinct
            ours = (unique.parts, unique.include, unique.deferrable, unique.nulls_distinct)
            if ours == (other.parts, other.include, other.deferrable, distinct):
                kept[place] = replace(other, name=chosen(other) or chosen(unique) or other.name)
                break
        else:
            kept.append(unique)
    table.primary_key = next((key for key in kept if isinstance(key, PrimaryKey)), None)
    table.uniques = [key for key in kept if isinstance(key, Unique)]


def _item(reader: Reader, state: LoadState, table: TableDraft) -> None:
    if is_constraint(reader):
        take_constraint(reader, state, table)
    elif reader.word == "LIKE" and state.dialect is not Dialect.SQLITE:
        reader.pos += 1
        take_like(reader, state, table)
    else:
        add_column(reader, state, table)


def create_virtual_table(reader: Reader, state: LoadState) -> None:
    """`CREATE VIRTUAL TABLE t USING module(arguments)` of SQLite."""
    take_create(reader)
    reader.expect("VIRTUAL", "TABLE")
    calm = reader.if_not_exists()
    line = reader.line_of(reader.pos)
    name = state.created(reader.parts())
    if calm and state.builder.table(name):
        return
    reader.expect("USING")
    table = TableDraft(name, line=line)
    table.options["virtual"] = " ".join(reader.rest().split())
    state.add_table(table.table(), line)
