"""Changes left out by policy: the wanted schema without them, so that plan and proof stay true.

A skipped change is taken back in the wanted schema, with what cannot be there without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from erdapp.diff import apply_renames, compare, inverted
from erdapp.diff.changes import (
    AddSchema,
    AddTable,
    Change,
    DropSchema,
    DropTable,
    ModifySchema,
    ModifyTable,
    Rename,
)
from erdapp.planner.order import words
from erdapp.planner.skipped_parts import reverted
from erdapp.planner.texts import table_texts
from erdapp.schema import (
    Definition,
    Name,
    Namespace,
    Object,
    Policy,
    Schema,
    Trigger,
    View,
)
from erdapp.schema import Sequence as DatabaseSequence

T = TypeVar("T", bound=Object)


class Aim(Struct, frozen=True):
    """What is migrated from and to once the skipped changes are left out."""

    before: Schema
    """The old schema; with the namespaces whose creation is skipped, which are taken as there."""
    after: Schema
    renames: tuple[Rename, ...]


def aim(before: Schema, after: Schema, renames: Sequence[Rename], skip: frozenset[str]) -> Aim:
    """The pair of schemas between which nothing that is skipped lies."""
    if not skip:
        return Aim(before, after, tuple(renames))
    if "rename_table" in skip:
        after, renames = without_table_renames(before, after, renames)
    if "modify_table" in skip:
        before, after, renames = _untouched(before, after, renames)
    changes = compare(before, after, renames)
    before, after = _namespaces(before, after, changes, skip)
    moved = apply_renames(before, after, renames)
    after = _tables(moved, after, changes, skip)
    changed = {c.after.full_name: c for c in changes if isinstance(c, ModifyTable)}
    tables = (
        reverted(changed[table.full_name], table, skip) if table.full_name in changed else table
        for table in after.tables
    )
    after = _with_needed(moved, replace(after, tables=_sorted(tables)))
    return Aim(before, after, tuple(renames))


def _sorted(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(sorted(items, key=lambda item: item.key))


def without_table_renames(
    before: Schema, after: Schema, renames: Sequence[Rename]
) -> tuple[Schema, tuple[Rename, ...]]:
    """The wanted schema with its tables under their old names, and the other renames."""
    tables = tuple(rename for rename in renames if rename.kind == "table")
    back = inverted(tables, before)
    kept = {(rename.schema, rename.after): rename for rename in tables}
    rest = []
    for rename in renames:
        if rename.kind == "table":
            continue
        owner = kept.get((rename.schema, rename.table))
        rest.append(replace(rename, table=owner.before) if owner else rename)
    return apply_renames(after, before, back), tuple(rest)


def _untouched(
    before: Schema, after: Schema, renames: Sequence[Rename]
) -> tuple[Schema, Schema, tuple[Rename, ...]]:
    """The wanted schema with tables that are in both as they are now, but for their names."""
    kept = tuple(rename for rename in renames if not rename.table)
    old = {table.full_name: table for table in apply_renames(before, after, kept).tables}
    tables = tuple(old.get(table.full_name, table) for table in after.tables)
    return before, replace(after, tables=tables), kept


# --- namespaces -------------------------------------------------------------------------------


def _namespaces(
    before: Schema, after: Schema, changes: Sequence[Change], skip: frozenset[str]
) -> tuple[Schema, Schema]:
    old = {space.name: space for space in before.namespaces}
    new = {space.name: space for space in after.namespaces}
    for change in changes:
        match change:
            case AddSchema(space) if "add_schema" in skip:
                old[space.name] = new[space.name] = space
            case DropSchema(space) if "drop_schema" in skip:
                new[space.name] = space
            case ModifySchema(space) if "modify_schema" in skip:
                new[space.name] = space
            case _:
                continue
    return _with(before, old), _with(after, new)


def _with(schema: Schema, spaces: dict[str, Namespace]) -> Schema:
    return replace(schema, namespaces=tuple(spaces[name] for name in sorted(spaces)))


# --- tables -----------------------------------------------------------------------------------


def _tables(
    before: Schema, after: Schema, changes: Sequence[Change], skip: frozenset[str]
) -> Schema:
    if "add_table" in skip:
        new = {c.table.full_name for c in changes if isinstance(c, AddTable)}
        after = _without(after, new)
    if "drop_table" in skip:
        gone = {c.table.full_name for c in changes if isinstance(c, DropTable)}
        after = _with_kept(before, after, gone)
    return after


def _hangs_on(item: Object, tables: set[Name]) -> bool:
    match item:
        case Trigger() | Policy() | Definition():
            return bool(item.table) and Name(item.schema, item.table) in tables
        case DatabaseSequence(owned_by=(table, _)):
            return Name(item.schema, table) in tables
        case _:
            return False


def _without(schema: Schema, names: set[Name]) -> Schema:
    """The schema without tables, what hangs on them, points at them or is a view over them."""
    tables = [
        replace(
            table,
            foreign_keys=tuple(
                key
                for key in table.foreign_keys
                if Name(key.ref_schema, key.ref_table) not in names
            ),
        )
        for table in schema.tables
        if table.full_name not in names
    ]
    return replace(
        schema,
        tables=tuple(tables),
        views=_without_views(schema.views, {name.name.lower() for name in names}),
        sequences=tuple(s for s in schema.sequences if not _hangs_on(s, names)),
        triggers=tuple(t for t in schema.triggers if not _hangs_on(t, names)),
        policies=tuple(p for p in schema.policies if not _hangs_on(p, names)),
        definitions=tuple(d for d in schema.definitions if not _hangs_on(d, names)),
    )


def _without_views(views: tuple[View, ...], gone: set[str]) -> tuple[View, ...]:
    """Views that mention what is gone go too, and then those over them."""
    kept = tuple(view for view in views if not words(view.definition) & gone)
    if len(kept) == len(views):
        return views
    return _without_views(kept, gone | {view.name.lower() for view in views if view not in kept})


def _with_kept(before: Schema, after: Schema, names: set[Name]) -> Schema:
    """The wanted schema with dropped tables left in it, and what they need and carry."""
    kept = [table for table in before.tables if table.full_name in names]
    there = {table.full_name for table in after.tables} | names
    tables = [
        replace(
            table,
            foreign_keys=tuple(
                key for key in table.foreign_keys if Name(key.ref_schema, key.ref_table) in there
            ),
        )
        for table in kept
    ]
    return replace(
        after,
        namespaces=_lived_in(before, after, names),
        tables=_sorted([*after.tables, *tables]),
        triggers=_again(before.triggers, after.triggers, names),
        policies=_again(before.policies, after.policies, names),
        definitions=_again(before.definitions, after.definitions, names),
    )


def _with_needed(before: Schema, after: Schema) -> Schema:
    """The wanted schema with the types, sequences and routines of what was left in it."""
    mentioned = words("\n".join(text for table in after.tables for text in table_texts(table)))
    return replace(
        after,
        enums=_mentioned(before.enums, after.enums, mentioned),
        domains=_mentioned(before.domains, after.domains, mentioned),
        composites=_mentioned(before.composites, after.composites, mentioned),
        sequences=_mentioned(before.sequences, after.sequences, mentioned),
        routines=_mentioned(before.routines, after.routines, mentioned),
    )


def _mentioned(
    before: tuple[T, ...], after: tuple[T, ...], mentioned: frozenset[str]
) -> tuple[T, ...]:
    known = {item.key for item in after}
    kept = [i for i in before if i.key not in known and i.key.name.lower() in mentioned]
    return _sorted([*after, *kept]) if kept else after


def _again(before: tuple[T, ...], after: tuple[T, ...], tables: set[Name]) -> tuple[T, ...]:
    """`after` with those of `before` that hang on kept tables."""
    known = {item.key for item in after}
    kept = [item for item in before if item.key not in known and _hangs_on(item, tables)]
    return _sorted([*after, *kept])


def _lived_in(before: Schema, after: Schema, names: set[Name]) -> tuple[Namespace, ...]:
    known = {space.name for space in after.namespaces}
    wanted = {name.schema for name in names} - known
    kept = [space for space in before.namespaces if space.name in wanted]
    return tuple(sorted([*after.namespaces, *kept], key=lambda space: space.name))
