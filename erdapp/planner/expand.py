"""Expand and contract: renames and changes of type in two steps, with both names in between.

The schema in between has what the old version has, and beside it what the new one adds: a second
column for each that is renamed or changes its type. After the first step programs of both versions
run; the second step takes the old away. Both steps are ordinary plans between ordinary schemas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from erdapp.diff import compare
from erdapp.diff.changes import Aspect, ModifyColumn, ModifyTable, Rename, RenameColumn
from erdapp.planner.narrowing import column_loss
from erdapp.planner.order import words
from erdapp.planner.skipped_parts import without_columns
from erdapp.planner.skipping import without_table_renames
from erdapp.schema import Column, Enum, Name, Object, Schema, Table

T = TypeVar("T", bound=Object)


class Move(Struct, frozen=True):
    """A column whose values move to another one of its table."""

    table: Name
    """By its old name, which it has in between."""
    old: Column
    new: Column
    """As it is in between: it may be empty, and has the name it keeps or waits under."""
    final: str
    """What it is called in the end."""


class Stages(Struct, frozen=True, kw_only=True):
    """The schemas that the two steps go through, and what has to be told of them."""

    between: Schema
    parted: Schema
    """Without the old columns whose names are wanted again."""
    softened: Schema
    """On the way back: the old columns are there again, but need no values yet."""
    moves: tuple[Move, ...]
    tables: tuple[tuple[Table, Name], ...]
    """Renamed tables with the columns of the new version, and their new names."""
    renames: tuple[Rename, ...]
    """From `parted` to the new version."""


def stages(before: Schema, after: Schema, renames: Sequence[Rename]) -> Stages:
    """How to get from one schema to the other in two steps."""
    named, inner = without_table_renames(before, after, renames)
    moves = tuple(_moves(before, named, inner))
    moved = {(move.table, move.old.name) for move in moves}
    between = _between(before, named, moves)
    waiting = [move for move in moves if move.new.name != move.final]
    names = {_origin(r): Name(r.schema, r.after) for r in renames if r.kind == "table"}
    rest = tuple(
        rename
        for rename in renames
        if not (rename.kind == "column" and _is_moved(rename, names, moved))
    )
    return Stages(
        between=between,
        parted=_parted(between, waiting),
        softened=_softened(between, moves),
        moves=moves,
        tables=tuple(_renamed_tables(named, names)),
        renames=(*rest, *(_waiting_rename(move, names) for move in waiting)),
    )


def _origin(rename: Rename) -> Name:
    if "." in rename.before:
        return Name(*rename.before.split(".", 1))
    return Name(rename.schema, rename.before)


def _is_moved(rename: Rename, names: dict[Name, Name], moved: set[tuple[Name, str]]) -> bool:
    owner = Name(rename.schema, rename.table)
    old = next((old for old, new in names.items() if new == owner), owner)
    return (old, rename.before) in moved


def _renamed_tables(named: Schema, names: dict[Name, Name]) -> Iterator[tuple[Table, Name]]:
    for table in named.tables:
        if table.full_name in names:
            yield table, names[table.full_name]


def _waiting_rename(move: Move, names: dict[Name, Name]) -> Rename:
    owner = names.get(move.table, move.table)
    return Rename("column", move.new.name, move.final, owner.schema, owner.name)


# --- which columns move -------------------------------------------------------------------------


def _moves(before: Schema, after: Schema, renames: Sequence[Rename]) -> Iterator[Move]:
    for change in compare(before, after, renames):
        if not isinstance(change, ModifyTable) or change.before.partition:
            continue
        old_names = {c.after.name: c.before for c in change.changes if isinstance(c, RenameColumn)}
        changed = {c.after.name: c for c in change.changes if isinstance(c, ModifyColumn)}
        for column in change.after.columns:
            part = changed.get(column.name)
            old = old_names.get(column.name) or (part.before if part and _narrows(part) else None)
            if old is None or not (_is_plain(old) and _is_plain(column)):
                continue
            name = column.name
            if old.name == name:
                name = _free(change.after, f"{name}_new")
            new = replace(
                column, name=name, null=True, default=None, default_name="", on_update=None
            )
            yield Move(change.after.full_name, old, new, column.name)


def _narrows(part: ModifyColumn) -> bool:
    return Aspect.TYPE in part.aspects and bool(column_loss(part))


def _is_plain(column: Column) -> bool:
    """Numbers and computed values can't be kept in two places."""
    numbered = column.identity or column.auto_increment or "nextval" in (column.default or "")
    return not numbered and column.generated is None


def _free(table: Table, name: str) -> str:
    while table.column(name):
        name += "_"
    return name


# --- the schemas on the way ---------------------------------------------------------------------


def _between(before: Schema, after: Schema, moves: Sequence[Move]) -> Schema:
    old = {table.full_name: table for table in before.tables}
    tables = [_widened(table, _find(after, table.full_name), moves) for table in before.tables]
    there = {table.full_name: table for table in tables}
    new = [table for table in after.tables if table.full_name not in old]
    there |= {table.full_name: table for table in new}
    tables += [_reachable(table, there) for table in new]
    return replace(
        before,
        namespaces=tuple(
            sorted(
                {s.name: s for s in (*after.namespaces, *before.namespaces)}.values(),
                key=lambda space: space.name,
            )
        ),
        tables=tuple(sorted(tables, key=lambda table: table.key)),
        views=_both(before.views, after.views),
        enums=tuple(_longer(enum, after) for enum in _both(before.enums, after.enums)),
        domains=_both(before.domains, after.domains),
        composites=_both(before.composites, after.composites),
        sequences=_both(before.sequences, after.sequences),
        routines=_both(before.routines, after.routines),
        extensions=_both(before.extensions, after.extensions),
    )


def _find(schema: Schema, name: Name) -> Table | None:
    return schema.table(name.name, name.schema)


def _both(before: tuple[T, ...], after: tuple[T, ...]) -> tuple[T, ...]:
    known = {item.key for item in before}
    added = [item for item in after if item.key not in known]
    return tuple(sorted([*before, *added], key=lambda item: item.key))


def _longer(enum: Enum, after: Schema) -> Enum:
    """An enum that only gains values has them already."""
    wanted = next((other for other in after.enums if other.key == enum.key), enum)
    kept = tuple(value for value in wanted.values if value in enum.values)
    return wanted if kept == enum.values else enum


def _widened(table: Table, wanted: Table | None, moves: Sequence[Move]) -> Table:
    """A table with the columns and plain indexes that the new version adds."""
    if wanted is None:
        return table
    own = [move for move in moves if move.table == table.full_name]
    finals = {move.new.name for move in own}
    known = {column.name for column in table.columns}
    added = [
        _optional(column)
        for column in wanted.columns
        if column.name not in known
        and column.name not in finals
        and not any(move.final == column.name for move in own)
    ]
    columns = (*table.columns, *added, *(move.new for move in own))
    names = {index.name for index in table.indexes}
    there = {column.name for column in columns}
    indexes = [
        index
        for index in wanted.indexes
        if index.name not in names
        and not index.unique
        and all(part.column in there for part in index.parts)
    ]
    both = tuple(sorted([*table.indexes, *indexes], key=lambda index: (index.name, repr(index))))
    return replace(table, columns=columns, indexes=both)


def _optional(column: Column) -> Column:
    """Old programs don't know the column, so it must do without them."""
    filled = column.default is not None or not _is_plain(column) or column.null
    return column if filled else replace(column, null=True)


def _reachable(table: Table, there: dict[Name, Table]) -> Table:
    """A new table with the foreign keys whose targets are keys already."""
    kept = []
    for key in table.foreign_keys:
        target = there.get(Name(key.ref_schema, key.ref_table))
        keys = [target.primary_key, *target.uniques, *target.indexes] if target else []
        columns = {tuple(p.column for p in k.parts) for k in keys if k}
        if target and (not key.ref_columns or key.ref_columns in columns):
            kept.append(key)
    return replace(table, foreign_keys=tuple(kept))


def _parted(schema: Schema, moves: Iterable[Move]) -> Schema:
    """Without the old columns of the moves, and all that leans on them."""
    return _unleaned(schema, _by_table(moves), keep=False)


def _softened(schema: Schema, moves: Iterable[Move]) -> Schema:
    """With the old columns, but nothing over them and no need of values."""
    return _unleaned(schema, _by_table(moves), keep=True)


def _by_table(moves: Iterable[Move]) -> dict[Name, frozenset[str]]:
    found: dict[Name, frozenset[str]] = {}
    for move in moves:
        found[move.table] = found.get(move.table, frozenset()) | {move.old.name}
    return found


def _unleaned(schema: Schema, gone: dict[Name, frozenset[str]], *, keep: bool) -> Schema:
    if not gone:
        return schema
    tables = []
    for table in schema.tables:
        columns = gone.get(table.full_name, frozenset())
        bare = without_columns(table, columns) if columns else table
        if keep and columns:
            soft = tuple(
                replace(c, null=True) if c.name in columns else c
                for c in table.columns
                if c.name in columns or bare.column(c.name)
            )
            bare = replace(bare, columns=soft)
        keys = tuple(
            key
            for key in bare.foreign_keys
            if not gone.get(Name(key.ref_schema, key.ref_table), frozenset()) & set(key.ref_columns)
        )
        tables.append(replace(bare, foreign_keys=keys))
    named = [({name.name.lower()}, {c.lower() for c in columns}) for name, columns in gone.items()]
    return replace(
        schema,
        tables=tuple(tables),
        views=_apart(schema.views, named),
        triggers=_apart(schema.triggers, named),
        policies=_apart(schema.policies, named),
    )


def _apart(items: tuple[T, ...], named: list[tuple[set[str], set[str]]]) -> tuple[T, ...]:
    """The objects without those that mention a table together with one of its columns, and
    without those that mention such an object."""
    kept, going = list(items), True
    while going:
        lost = [item for item in kept if _mentions(item, named)]
        kept = [item for item in kept if item not in lost]
        named = [({item.key.name.lower()}, {item.key.name.lower()}) for item in lost]
        going = bool(lost)
    return tuple(kept)


def _mentions(item: Object, named: list[tuple[set[str], set[str]]]) -> bool:
    mentioned = words(getattr(item, "definition", ""))
    return any(mentioned & table and mentioned & columns for table, columns in named)
