"""What goes along when a column, a constraint or an index goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec.structs import replace

from erdapp.dialects.base import Facts
from erdapp.loaders.sql.draft import TableDraft
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import (
    Check,
    Dialect,
    Exclusion,
    ForeignKey,
    Index,
    IndexPart,
    Name,
    PrimaryKey,
    Sequence,
    Table,
    Unique,
    quotes,
)

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)


def remove_column(state: LoadState, table: TableDraft, name: str) -> bool:
    """Remove a column; False when there is none.

    PostgreSQL drops the keys, constraints and indexes that involve it, MySQL takes it out of its
    indexes, the others refuse, so that what is left over there goes as well.
    """
    place = table.column_at(name, state.facts)
    if place < 0:
        return False
    column = table.columns.pop(place).name
    fold = state.facts.fold
    same = fold(column)

    def involves(names: tuple[str, ...]) -> bool:
        return any(fold(other) == same for other in names)

    if state.dialect in _MYSQL:
        _strip_parts(table, involves)
    else:
        _drop_involved(state.facts, table, involves, column)
        table.foreign_keys = [key for key in table.foreign_keys if not involves(key.columns)]
    going = [check for check in table.checks if mentions(state.facts, check.expression, column)]
    if state.dialect in _MYSQL:
        table.going += going
    else:
        table.checks = [check for check in table.checks if check not in going]
    for sequence in state.builder.of(Sequence):
        if sequence.schema == table.name.schema and sequence.owned_by == (table.name.name, column):
            state.builder.drop(sequence.key)
    return True


def prune(state: LoadState, table: TableDraft) -> None:
    """MySQL: at the end of a statement, foreign keys and checks go whose columns are gone, and
    indexes that have none left. Not before: the same statement may yet drop them by name."""
    fold = state.facts.fold
    known = {fold(column.name) for column in table.columns}
    table.foreign_keys = [
        key for key in table.foreign_keys if all(fold(column) in known for column in key.columns)
    ]
    table.indexes = [index for index in table.indexes if index.parts]
    table.checks = [check for check in table.checks if check not in table.going]


_QUOTED = {
    "`": re.compile(f"{quotes.STRING}|{quotes.BACKTICKS}"),
    '"': re.compile(f"{quotes.STRING}|{quotes.DOUBLE}"),
    "[": re.compile(f"{quotes.STRING}|{quotes.BRACKETS}"),
}


def mentions(facts: Facts, expression: str, column: str) -> bool:
    """Whether an expression in normal form mentions a column, quoted or as a plain word."""
    quoted = facts.quote(column)
    if quoted in expression:
        return True
    if column not in expression or facts.needs_quotes(column):
        return False
    bare = _QUOTED[quoted[0]].sub(" ", expression)
    return re.search(rf"(?<![\w$]){re.escape(column)}(?![\w$(])", bare) is not None


Involves = Callable[[tuple[str, ...]], bool]


def _columns(parts: tuple[IndexPart, ...]) -> tuple[str, ...]:
    return tuple(part.column for part in parts if part.column)


def _drop_involved(facts: Facts, table: TableDraft, involves: Involves, column: str) -> None:
    def keeps(item: PrimaryKey | Unique | Index) -> bool:
        if involves(_columns(item.parts)) or involves(item.include):
            return False
        texts = [part.expression for part in item.parts if part.expression]
        if isinstance(item, Index) and item.where:
            texts.append(item.where)
        return not any(mentions(facts, text, column) for text in texts)

    if table.primary_key is not None and not keeps(table.primary_key):
        table.primary_key = None
    table.uniques = [unique for unique in table.uniques if keeps(unique)]
    table.indexes = [index for index in table.indexes if keeps(index)]
    table.exclusions = [
        item for item in table.exclusions if not mentions(facts, item.definition, column)
    ]


def _strip_parts(table: TableDraft, involves: Involves) -> None:
    def left(parts: tuple[IndexPart, ...]) -> tuple[IndexPart, ...]:
        return tuple(part for part in parts if not (part.column and involves((part.column,))))

    if table.primary_key is not None:
        parts = left(table.primary_key.parts)
        table.primary_key = replace(table.primary_key, parts=parts) if parts else None
    table.indexes = [replace(index, parts=left(index.parts)) for index in table.indexes]


def remove_constraint(state: LoadState, table: TableDraft, name: str) -> bool:
    """Remove a constraint of any kind by name, a named default of SQL Server among them."""
    fold = state.facts.fold
    same = fold(name)
    found = [
        remove_check(state, table, name),
        remove_foreign_key(state, table, name),
        _remove(state, table.uniques, name),
        _remove(state, table.exclusions, name),
    ]
    if any(found):
        return True
    if table.primary_key is not None and fold(table.primary_key.name) == same:
        table.primary_key = None
        return True
    for place, column in enumerate(table.columns):
        if column.default_name and fold(column.default_name) == same:
            table.columns[place] = replace(column, default=None, default_name="")
            return True
    return state.facts.can.unique_is_index and remove_index(state, table, name)


def remove_foreign_key(state: LoadState, table: TableDraft, name: str) -> bool:
    """Remove a foreign key alone: MySQL lets a check be called like it."""
    return _remove(state, table.foreign_keys, name)


def remove_check(state: LoadState, table: TableDraft, name: str) -> bool:
    """Remove a check alone."""
    _remove(state, table.going, name)
    return _remove(state, table.checks, name)


def remove_index(state: LoadState, table: TableDraft, name: str) -> bool:
    """Remove an index by name."""
    return _remove(state, table.indexes, name)


P = TypeVar("P", Unique, ForeignKey, Check, Exclusion, Index)


def _remove(state: LoadState, parts: list[P], name: str) -> bool:
    """Take the parts of that name out of the list; whether there were any."""
    fold = state.facts.fold
    kept = [part for part in parts if fold(part.name) != fold(name)]
    found = len(kept) < len(parts)
    parts[:] = kept
    return found


def drop_references(state: LoadState, target: Name, columns: Iterable[str] = ()) -> None:
    """Drop the foreign keys of other tables that point at a table; with `columns`, only those
    that point at one of them."""
    gone = set(columns)
    for table in state.builder.of(Table):
        if not table.foreign_keys or table.full_name == target:
            continue
        kept = tuple(key for key in table.foreign_keys if not _points_at(key, target, gone))
        if len(kept) < len(table.foreign_keys):
            state.builder.put(replace(table, foreign_keys=kept))


def _points_at(key: ForeignKey, target: Name, columns: set[str]) -> bool:
    if Name(key.ref_schema, key.ref_table) != target:
        return False
    return not columns or not key.ref_columns or not columns.isdisjoint(key.ref_columns)
