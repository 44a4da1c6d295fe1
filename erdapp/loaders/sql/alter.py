"""ALTER TABLE: a list of changes, each read by what its first word names."""

from __future__ import annotations

from collections.abc import Callable

from erdapp.loaders.sql import alter_tables
from erdapp.loaders.sql.alter_columns import add, change, drop, modify
from erdapp.loaders.sql.alter_constraints import alter, check, nocheck, validate, with_check
from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.foreign_keys import add_implicit_indexes
from erdapp.loaders.sql.reader import Reader, ReadError
from erdapp.loaders.sql.removal import prune
from erdapp.loaders.sql.settle import settle_columns
from erdapp.loaders.sql.state import LoadState
from erdapp.loaders.sql.table_options import MYSQL_OPTIONS
from erdapp.schema import Dialect, Key, Kind, Name

Change = Callable[[Reader, LoadState, TableDraft], None]
_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)


def alter_table(reader: Reader, state: LoadState) -> None:
    """`ALTER TABLE` of every dialect."""
    reader.expect("ALTER")
    reader.modifiers("ONLINE", "OFFLINE", "IGNORE", "FOREIGN")
    reader.expect("TABLE")
    calm = reader.if_exists()
    reader.accept("ONLY")
    parts = reader.parts()
    if state.dialect is Dialect.MSSQL and parts[-1].startswith("#"):
        return
    reader.accept("*")
    if reader.accept("WAIT"):
        reader.value()
    reader.accept("NOWAIT")
    name = state.referred(parts)
    table = state.builder.table(name)
    if table is None:
        if not calm and not _concerns_another(reader, state, name):
            state.warn(f"there is no table {name} to alter")
        return
    draft = TableDraft.of(table)
    _changes(reader, state, draft)
    add_implicit_indexes(state, draft)
    if state.dialect in _MYSQL:
        prune(state, draft)
        settle_columns(state, draft)
    state.put_table(draft.table())


def _concerns_another(reader: Reader, state: LoadState, name: Name) -> bool:
    """PostgreSQL lets ALTER TABLE speak of views and sequences; what it says of them there
    (owners, mostly) is no part of the schema."""
    kinds = (Kind.VIEW, Kind.SEQUENCE)
    known = any(state.builder.get(Key(kind, name.schema, name.name)) for kind in kinds)
    return known or reader.word == "OWNER"


def _changes(reader: Reader, state: LoadState, table: TableDraft) -> None:
    while not reader.at_end:
        start = reader.pos
        try:
            _change(reader, state, table)
            if not reader.at_end and not reader.accept(","):
                raise reader.error(f"{reader.found()} is not understood")
        except ReadError as error:
            state.lose(f"{error.message}; this change was left out", error.line)
            if reader.pos <= start or not reader.at_end:
                reader.pos = max(start + 1, reader.pos)
                reader.skip_to_comma()
                if not reader.accept(","):
                    return


def _change(reader: Reader, state: LoadState, table: TableDraft) -> None:
    if (found := CHANGES.get(reader.word)) is not None:
        reader.pos += 1
        found(reader, state, table)
    elif state.dialect in _MYSQL and reader.word in MYSQL_OPTIONS:
        _options(reader, state, table)
    else:
        raise reader.error(f"ALTER TABLE … {reader.found()} is not understood")


def _options(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """Options of MySQL's tables need no commas between them."""
    while (found := MYSQL_OPTIONS.get(reader.word)) is not None:
        reader.pos += 1
        found(reader, state, table)


CHANGES: dict[str, Change] = {
    "ADD": add,
    "DROP": drop,
    "ALTER": alter,
    "MODIFY": modify,
    "CHANGE": change,
    "RENAME": alter_tables.rename,
    "SET": alter_tables.set_options,
    "RESET": alter_tables.reset_options,
    "VALIDATE": validate,
    "CHECK": check,
    "NOCHECK": nocheck,
    "WITH": with_check,
    "ATTACH": alter_tables.attach,
    "DETACH": alter_tables.detach,
    "ENABLE": alter_tables.enable,
    "DISABLE": alter_tables.disable,
    "FORCE": alter_tables.force,
    "NO": alter_tables.no,
    "INHERIT": alter_tables.add_parent,
    "REPLICA": alter_tables.replica,
    "CONVERT": alter_tables.convert,
    "ORDER": alter_tables.order,
    "PARTITION": alter_tables.partition_by,
    "REMOVE": alter_tables.remove,
    "COALESCE": alter_tables.coalesce,
    "OWNER": alter_tables.pass_over,
    "CLUSTER": alter_tables.pass_over,
    "WITHOUT": alter_tables.pass_over,
    "OF": alter_tables.pass_over,
    "NOT": alter_tables.pass_over,
    "ALGORITHM": alter_tables.pass_over,
    "LOCK": alter_tables.pass_over,
    "SWITCH": alter_tables.pass_rest,
    "REBUILD": alter_tables.rebuild,
    "ANALYZE": alter_tables.pass_rest,
    "OPTIMIZE": alter_tables.pass_rest,
    "REPAIR": alter_tables.pass_rest,
    "TRUNCATE": alter_tables.pass_rest,
    "EXCHANGE": alter_tables.pass_rest,
    "DISCARD": alter_tables.pass_rest,
    "IMPORT": alter_tables.pass_rest,
    "REORGANIZE": alter_tables.reorganize,
    "SPLIT": alter_tables.pass_rest,
    "MERGE": alter_tables.pass_rest,
    "OPTIONS": alter_tables.pass_rest,
}
"""What reads a change, by the word it begins with, which is taken already."""
