"""Changes inside one table left out by policy: the wanted table without them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar, assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from erdapp.diff.changes import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddUnique,
    DropColumn,
    DropForeignKey,
    DropIndex,
    DropUnique,
    ModifyColumn,
    ModifyForeignKey,
    ModifyIndex,
    ModifyTable,
    ModifyUnique,
    RenameConstraint,
    TableChange,
)
from erdapp.planner.order import words
from erdapp.planner.texts import index_texts
from erdapp.schema import Column, ForeignKey, Index, Table, Unique

P = TypeVar("P", Column, Index, Unique, ForeignKey)


class _Draft(Struct):
    """A table's parts by name while changes are taken back."""

    table: Table
    columns: dict[str, Column] = field(default_factory=dict)
    indexes: list[Index] = field(default_factory=list)
    uniques: list[Unique] = field(default_factory=list)
    foreign_keys: list[ForeignKey] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """Constraints and indexes to call by their old names."""


def reverted(change: ModifyTable, table: Table, skip: frozenset[str]) -> Table:
    """`table`, the wanted one, as it is without the skipped changes."""
    draft = _Draft(
        table,
        {column.name: column for column in table.columns},
        list(table.indexes),
        list(table.uniques),
        list(table.foreign_keys),
    )
    for part in change.changes:
        if skip_of(part) in skip:
            _take_back(draft, part)
    return _whole(draft, change.before)


def without_columns(table: Table, names: frozenset[str]) -> Table:
    """The table without columns, what is computed from them, and all parts over them."""
    lower = {name.lower() for name in names}
    computed = {
        column.name
        for column in table.columns
        if column.generated and words(column.generated.expression) & lower
    }
    gone = names | computed
    draft = _Draft(
        table,
        {column.name: column for column in table.columns if column.name not in gone},
        [i for i in table.indexes if not words(" ".join(index_texts(i))) & lower],
        list(table.uniques),
        list(table.foreign_keys),
    )
    return _whole(draft, table)


def skip_of(change: TableChange) -> str:
    """The name under which a change can be skipped; empty for one that never is."""
    return _NAMES.get(type(change).__name__, "")


_NAMES = {
    "AddColumn": "add_column",
    "DropColumn": "drop_column",
    "ModifyColumn": "modify_column",
    "AddIndex": "add_index",
    "AddUnique": "add_index",
    "DropIndex": "drop_index",
    "DropUnique": "drop_index",
    "ModifyIndex": "modify_index",
    "ModifyUnique": "modify_index",
    "AddForeignKey": "add_foreign_key",
    "DropForeignKey": "drop_foreign_key",
    "ModifyForeignKey": "modify_foreign_key",
    "RenameConstraint": "rename_constraint",
}


def _take_back(draft: _Draft, part: TableChange) -> None:
    match part:
        case AddColumn(column):
            draft.columns.pop(column.name, None)
        case DropColumn(column) | ModifyColumn(before=column):
            draft.columns[column.name] = column
        case AddIndex() | DropIndex() | ModifyIndex():
            _index(draft, part)
        case AddUnique() | DropUnique() | ModifyUnique():
            _unique(draft, part)
        case AddForeignKey() | DropForeignKey() | ModifyForeignKey():
            _foreign_key(draft, part)
        case RenameConstraint(before, after):
            draft.names[after] = before
        case _:
            return


def _index(draft: _Draft, part: AddIndex | DropIndex | ModifyIndex) -> None:
    match part:
        case AddIndex(index):
            draft.indexes.remove(index)
        case DropIndex(index):
            draft.indexes.append(index)
        case ModifyIndex(before=old, after=index):
            draft.indexes[draft.indexes.index(index)] = old
        case _:
            assert_never(part)


def _unique(draft: _Draft, part: AddUnique | DropUnique | ModifyUnique) -> None:
    match part:
        case AddUnique(unique):
            draft.uniques.remove(unique)
        case DropUnique(unique):
            draft.uniques.append(unique)
        case ModifyUnique(before=old, after=unique):
            draft.uniques[draft.uniques.index(unique)] = old
        case _:
            assert_never(part)


def _foreign_key(draft: _Draft, part: AddForeignKey | DropForeignKey | ModifyForeignKey) -> None:
    match part:
        case AddForeignKey(key):
            draft.foreign_keys = [k for k in draft.foreign_keys if not _same_key(k, key)]
        case DropForeignKey(key):
            draft.foreign_keys.append(key)
        case ModifyForeignKey(before=old, after=key):
            kept = [k for k in draft.foreign_keys if not _same_key(k, key)]
            draft.foreign_keys = [*kept, old]
        case _:
            assert_never(part)


def _same_key(key: ForeignKey, other: ForeignKey) -> bool:
    """Equal but for referenced columns that go without saying."""
    return replace(key, ref_columns=()) == replace(other, ref_columns=()) and (
        not key.ref_columns or key.ref_columns == other.ref_columns
    )


def _whole(draft: _Draft, before: Table) -> Table:
    """The table again: columns in their order, and no part over a column that isn't there."""
    there = frozenset(draft.columns)
    order = {column.name: at for at, column in enumerate(before.columns)}
    kept = [name for name in draft.columns if name in {c.name for c in draft.table.columns}]
    back = sorted((name for name in there if name not in kept), key=lambda name: order[name])
    gone = {c.name.lower() for c in draft.table.columns} - {name.lower() for name in there}
    key = draft.table.primary_key
    return replace(
        draft.table,
        columns=tuple(draft.columns[name] for name in (*kept, *back)),
        primary_key=key if key and set(key.columns) <= there else None,
        indexes=_named([i for i in draft.indexes if _columns(i) <= there], draft.names),
        uniques=_named([u for u in draft.uniques if set(u.columns) <= there], draft.names),
        foreign_keys=_named(
            [k for k in draft.foreign_keys if set(k.columns) <= there], draft.names
        ),
        checks=tuple(
            replace(check, name=draft.names.get(check.name, check.name))
            for check in draft.table.checks
            if not words(check.expression) & gone
        ),
        exclusions=tuple(e for e in draft.table.exclusions if not words(e.definition) & gone),
    )


def _columns(index: Index) -> set[str]:
    return {part.column for part in index.parts if part.column} | set(index.include)


def _named(parts: Iterable[P], names: dict[str, str]) -> tuple[P, ...]:
    renamed = (replace(part, name=names.get(part.name, part.name)) for part in parts)
    return tuple(sorted(renamed, key=lambda part: part.name))
