"""What can be said only when all statements were read: references made whole, partitions folded."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from erdapp.loaders.sql.folding import fold_partitions
from erdapp.loaders.sql.namespaces import add_missing_namespaces
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import (
    Dialect,
    ForeignKey,
    Index,
    IndexPart,
    Name,
    PrimaryKey,
    Table,
    Unique,
)

Spelling = dict[str, str]
"""Folded name to the spelling of the definition."""


def finish(state: LoadState) -> None:
    """Complete the schema: foreign keys say which columns they point at, names are spelled as
    they were defined, partitions are part of their tables."""
    fold_partitions(state)
    add_missing_namespaces(state)
    tables = state.builder.of(Table)
    by_name = {_folded(state, table.full_name): table for table in tables}
    ignores_case = state.facts.fold("A") == "a"
    for table in tables:
        done = _with_references(state, table, by_name) if table.foreign_keys else table
        if ignores_case:
            done = _spelled(done, state.facts.fold)
        if done is not table:
            state.builder.put(done)


def _folded(state: LoadState, name: Name) -> Name:
    fold = state.facts.fold
    return Name(fold(name.schema), fold(name.name))


def _with_references(state: LoadState, table: Table, by_name: dict[Name, Table]) -> Table:
    """The table with its foreign keys pointing at tables and columns by their own names."""
    keys = []
    changed = False
    for key in table.foreign_keys:
        target = by_name.get(_folded(state, Name(key.ref_schema, key.ref_table)))
        done = _with_target(state, key, target) if target else key
        changed = changed or done is not key
        keys.append(done)
    return replace(table, foreign_keys=tuple(keys)) if changed else table


def _with_target(state: LoadState, key: ForeignKey, target: Table) -> ForeignKey:
    columns = key.ref_columns
    if not columns and target.primary_key and state.dialect is not Dialect.SQLITE:
        columns = target.primary_key.columns
    if not all(target.column(name) for name in columns):
        spelling = {state.facts.fold(column.name): column.name for column in target.columns}
        columns = _names(columns, spelling, state.facts.fold)
    if (key.ref_schema, key.ref_table, key.ref_columns) == (target.schema, target.name, columns):
        return key
    return replace(key, ref_schema=target.schema, ref_table=target.name, ref_columns=columns)


def _names(
    names: tuple[str, ...], spelling: Spelling, fold: Callable[[str], str]
) -> tuple[str, ...]:
    return tuple(spelling.get(fold(name), name) for name in names)


def _spelled(table: Table, fold: Callable[[str], str]) -> Table:
    """The table with every mention of its columns in keys and indexes as they were defined."""
    known = {column.name for column in table.columns}
    if all(name in known for name in _mentioned(table)):
        return table
    spelling = {fold(column.name): column.name for column in table.columns}

    def parts(parts: tuple[IndexPart, ...]) -> tuple[IndexPart, ...]:
        return tuple(
            replace(part, column=spelling.get(fold(part.column), part.column)) for part in parts
        )

    def key(item: PrimaryKey) -> PrimaryKey:
        return replace(item, parts=parts(item.parts), include=_names(item.include, spelling, fold))

    return replace(
        table,
        primary_key=key(table.primary_key) if table.primary_key else None,
        uniques=tuple(
            replace(item, parts=parts(item.parts), include=_names(item.include, spelling, fold))
            for item in table.uniques
        ),
        indexes=tuple(
            replace(item, parts=parts(item.parts), include=_names(item.include, spelling, fold))
            for item in table.indexes
        ),
        foreign_keys=tuple(
            replace(item, columns=_names(item.columns, spelling, fold))
            for item in table.foreign_keys
        ),
    )


def _mentioned(table: Table) -> list[str]:
    keyed: list[PrimaryKey | Unique | Index] = [*table.uniques, *table.indexes]
    if table.primary_key is not None:
        keyed.append(table.primary_key)
    names = [part.column for item in keyed for part in item.parts if part.column]
    names += [name for item in keyed for name in item.include]
    return names + [name for key in table.foreign_keys for name in key.columns]
