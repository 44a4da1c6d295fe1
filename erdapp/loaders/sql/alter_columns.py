"""ALTER TABLE: adding, changing and dropping columns."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.column_settings import SETTINGS
from erdapp.loaders.sql.columns import take_column
from erdapp.loaders.sql.constraints import is_constraint, take_constraint
from erdapp.loaders.sql.draft import ColumnDraft, TableDraft
from erdapp.loaders.sql.expressions import take_expression, take_type
from erdapp.loaders.sql.indexparts import collation_name
from erdapp.loaders.sql.partitions import take_added_partitions
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.removal import (
    drop_references,
    remove_check,
    remove_column,
    remove_constraint,
    remove_foreign_key,
    remove_index,
)
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Column, Dialect

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)


def add(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`ADD` of columns, constraints, indexes, named defaults and partitions."""
    while True:
        _add_one(reader, state, table)
        if state.dialect is not Dialect.MSSQL or not reader.accept(","):
            return


def _add_one(reader: Reader, state: LoadState, table: TableDraft) -> None:
    if reader.peek("CONSTRAINT") and reader.ahead(2) == "DEFAULT":
        reader.pos += 1
        name = reader.name()
        reader.pos += 1
        _default_for(reader, state, table, name)
    elif reader.peek("DEFAULT") and state.dialect is Dialect.MSSQL:
        reader.pos += 1
        _default_for(reader, state, table, "")
    elif reader.accept("SYSTEM", "VERSIONING"):
        table.options["system_versioning"] = "true"
    elif reader.peek("PARTITION") and state.dialect in _MYSQL:
        take_added_partitions(reader, state, table)
    elif is_constraint(reader) or _is_conditional_constraint(reader):
        take_constraint(reader, state, table)
    else:
        _add_columns(reader, state, table)


def _is_conditional_constraint(reader: Reader) -> bool:
    return reader.peek("CONSTRAINT", "IF")


def _default_for(reader: Reader, state: LoadState, table: TableDraft, name: str) -> None:
    """SQL Server `ADD CONSTRAINT d DEFAULT (…) FOR column`."""
    text = take_expression(reader)
    reader.expect("FOR")
    column = reader.name()
    reader.accept("WITH", "VALUES")
    place = place_of(reader, state, table, column)
    old = table.columns[place]
    default = state.facts.normal_default(text, old)
    table.columns[place] = replace(old, default=default, default_name=name)


def _add_columns(reader: Reader, state: LoadState, table: TableDraft) -> None:
    reader.accept("COLUMN")
    calm = reader.if_not_exists()
    if reader.accept("("):
        while True:
            _add_item(reader, state, table, calm)
            if not reader.accept(","):
                break
        reader.expect(")")
    else:
        _add_item(reader, state, table, calm)


def _add_item(reader: Reader, state: LoadState, table: TableDraft, calm: bool) -> None:
    """One column, or a constraint in MySQL's parenthesised list."""
    if is_constraint(reader):
        take_constraint(reader, state, table)
        return
    line = reader.line_of(reader.pos)
    before = len(table.checks), len(table.foreign_keys), len(table.uniques), len(table.indexes)
    draft = take_column(reader, state, table)
    if table.column_at(draft.name, state.facts) >= 0:
        del table.checks[before[0] :], table.foreign_keys[before[1] :]
        del table.uniques[before[2] :], table.indexes[before[3] :]
        if not calm:
            state.warn(f"column {draft.name} is there already; the first one counts", line)
        _position(reader, state, table, None)
        return
    put_column(reader, state, table, draft, len(table.columns))


def put_column(
    reader: Reader, state: LoadState, table: TableDraft, draft: ColumnDraft, place: int
) -> None:
    """Put a column at `place`, or where `FIRST` or `AFTER c` says."""
    if table.primary_key and state.dialect is not Dialect.SQLITE:
        draft.key = draft.key or draft.name in table.primary_key.columns
    table.columns.insert(place, draft.column(state.default))
    _position(reader, state, table, place)


def _position(reader: Reader, state: LoadState, table: TableDraft, place: int | None) -> None:
    if reader.accept("FIRST"):
        target = 0
    elif reader.accept("AFTER"):
        target = place_of(reader, state, table, reader.name()) + 1
    else:
        return
    if place is not None:
        column = table.columns.pop(place)
        table.columns.insert(target - (1 if place < target else 0), column)


def place_of(reader: Reader, state: LoadState, table: TableDraft, name: str) -> int:
    """The place of a column that has to be there. Raises ReadError when it isn't."""
    place = table.column_at(name, state.facts)
    if place < 0:
        raise reader.error(f"there is no column {name} in table {table.name}")
    return place


def modify(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """MySQL `MODIFY [COLUMN] c definition`."""
    reader.accept("COLUMN")
    calm = reader.if_exists()
    name = reader.words[reader.pos]
    place = table.column_at(reader.unquote(name), state.facts)
    draft = take_column(reader, state, table)
    if place < 0:
        if not calm:
            raise reader.error(f"there is no column {draft.name} in table {table.name}")
        return
    del table.columns[place]
    put_column(reader, state, table, draft, place)


def change(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """MySQL `CHANGE [COLUMN] old new definition`."""
    reader.accept("COLUMN")
    calm = reader.if_exists()
    old = reader.name()
    place = table.column_at(old, state.facts)
    if place < 0 and calm:
        reader.skip_to_comma()
        return
    place = place_of(reader, state, table, old)
    new = reader.unquote(reader.token)
    if new != table.columns[place].name:
        rename_column(state, table, table.columns[place].name, new)
    draft = take_column(reader, state, table)
    del table.columns[place]
    put_column(reader, state, table, draft, place)


def rename_column(state: LoadState, table: TableDraft, old: str, new: str) -> None:
    """Rename a column of a table that is being altered, wherever it is mentioned."""
    state.builder.put(table.table())
    state.builder.rename_column(table.name, old, new, state.facts.name)
    changed = state.builder.table(table.name)
    if changed is not None:
        table.columns = list(changed.columns)
        table.primary_key = changed.primary_key
        table.uniques, table.indexes = list(changed.uniques), list(changed.indexes)
        table.foreign_keys, table.checks = list(changed.foreign_keys), list(changed.checks)
        table.exclusions, table.partition = list(changed.exclusions), changed.partition
    origin = state.forget_origin(f"{table.name}.{old}")
    if origin is not None:
        state.origins[f"{table.name}.{new}"] = origin


def drop(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`DROP` of columns, constraints, keys, indexes; SQL Server lists several."""
    kind = _drop_one(reader, state, table, "")
    while state.dialect is Dialect.MSSQL and reader.accept(","):
        kind = _drop_one(reader, state, table, kind)


def _drop_one(reader: Reader, state: LoadState, table: TableDraft, kind: str) -> str:
    """Take what comes after DROP; `kind` is that of the item before in a list."""
    if reader.accept("PRIMARY", "KEY"):
        table.primary_key = None
        return "CONSTRAINT"
    if reader.accept("SYSTEM", "VERSIONING"):
        table.options.pop("system_versioning", None)
        return ""
    if reader.accept("PERIOD", "FOR"):
        table.options.pop(f"period {reader.name().lower()}", None)
        return ""
    if reader.peek("PARTITION") and state.dialect in _MYSQL:
        _drop_partitions(reader, table)
        return ""
    if reader.accept("FOREIGN", "KEY"):
        word = "FOREIGN KEY"
    else:
        word = reader.accept_any("COLUMN", "CONSTRAINT", "INDEX", "KEY", "CHECK")
    word = word or kind or ("CONSTRAINT" if state.dialect is Dialect.MSSQL else "COLUMN")
    calm = reader.if_exists()
    name = reader.name()
    keyed = _keyed_columns(table, name, word)
    found = _REMOVERS[word](state, table, name)
    if not found and not calm:
        state.warn(f"there is no {word.lower()} {name} in table {table.name}")
    if reader.accept_any("CASCADE", "RESTRICT") == "CASCADE" and keyed:
        drop_references(state, table.name, keyed)
    if reader.accept("WITH"):
        reader.skip_parenthesised()
    return word


def _keyed_columns(table: TableDraft, name: str, word: str) -> tuple[str, ...]:
    """The columns that foreign keys elsewhere can no longer point at without the part."""
    if word == "COLUMN":
        return (name,)
    if table.primary_key is not None and table.primary_key.name == name:
        return table.primary_key.columns
    return next((unique.columns for unique in table.uniques if unique.name == name), ())


_REMOVERS = {
    "COLUMN": remove_column,
    "CONSTRAINT": remove_constraint,
    "FOREIGN KEY": remove_foreign_key,
    "CHECK": remove_check,
    "INDEX": remove_index,
    "KEY": remove_index,
}


def _drop_partitions(reader: Reader, table: TableDraft) -> None:
    reader.expect("PARTITION")
    reader.if_exists()
    names = [reader.name()]
    while reader.accept(","):
        names.append(reader.name())
    if table.partition is not None:
        kept = tuple(child for child in table.partition.children if child.name not in names)
        table.partition = replace(table.partition, children=kept)


def alter_column(reader: Reader, state: LoadState, table: TableDraft) -> None:
    """`ALTER [COLUMN] c …` of every dialect."""
    reader.accept("COLUMN")
    calm = reader.if_exists()
    name = reader.name()
    place = table.column_at(name, state.facts)
    if place < 0 and calm:
        reader.skip_to_comma()
        return
    place = place_of(reader, state, table, name)
    column = table.columns[place]
    if reader.accept("SET", "DATA", "TYPE") or (reader.peek("TYPE") and reader.accept("TYPE")):
        table.columns[place] = _retyped(reader, state, column)
        return
    for words, setting in SETTINGS.items():
        if reader.accept(*words):
            table.columns[place] = setting(reader, state, column)
            return
    if state.dialect is not Dialect.MSSQL:
        raise reader.error(f"what happens to column {name} is not understood: {reader.found()}")
    _redefined(reader, state, table, place)


def _retyped(reader: Reader, state: LoadState, column: Column) -> Column:
    """PostgreSQL `TYPE t [COLLATE c] [USING e]`."""
    type = state.type(take_type(reader))
    collation = collation_name(reader, state) if reader.accept("COLLATE") else ""
    if reader.accept("USING"):
        reader.skip_to_comma()
    changed = replace(column, type=type, collation=collation)
    if column.default is None:
        return changed
    return replace(changed, default=state.facts.normal_default(column.default, changed))


def _redefined(reader: Reader, state: LoadState, table: TableDraft, place: int) -> None:
    """SQL Server `ALTER COLUMN c type [COLLATE c] [NULL | NOT NULL]`."""
    old = table.columns[place]
    reader.pos -= 1
    draft = take_column(reader, state, table)
    changed = draft.column(state.default)
    table.columns[place] = replace(
        old,
        type=changed.type,
        collation=changed.collation,
        null=changed.null and not _is_key(table, old.name),
    )


def _is_key(table: TableDraft, name: str) -> bool:
    return table.primary_key is not None and name in table.primary_key.columns
