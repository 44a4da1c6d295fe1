"""Names that something old still holds and something new wants.

PostgreSQL keeps tables, indexes, sequences, views and types of a namespace under one name each, as
a table is a type too; SQLite does so for tables and indexes. Whoever holds a wanted name has to let
go of it first: a dropped table goes early, a dropped type or sequence is renamed aside and dropped
at the end, since columns may need it until then, and a table that loses an index is altered before
the name is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from erdapp.dialects.base import Facts
from erdapp.diff.changes import (
    AddExclusion,
    AddIndex,
    AddObject,
    AddPrimaryKey,
    AddTable,
    AddUnique,
    Change,
    Changes,
    DropColumn,
    DropExclusion,
    DropIndex,
    DropObject,
    DropPrimaryKey,
    DropUnique,
    ModifyIndex,
    ModifyObject,
    ModifyPrimaryKey,
    ModifyTable,
    ModifyUnique,
    RenameConstraint,
    RenameIndex,
    RenameObject,
    RenameTable,
    TableChange,
)
from erdapp.planner.obstacles import is_derived
from erdapp.planner.work import Build, Drop, Rules
from erdapp.schema import Dialect, Name, Partition, Routine, Schema, Table, View
from erdapp.schema import Sequence as DatabaseSequence

_CONSTRAINTS = frozenset({Dialect.MSSQL})
"""Where constraints of all kinds are among these names, and routines."""


def held_names(table: Table) -> Iterator[str]:
    """Names in the namespace that a table holds: its own, its keys', its indexes', those of its
    partitions."""
    yield table.name
    yield from (index.name for index in table.indexes)
    yield from _key_names(table)
    yield from partition_names(table.partition)


def partition_names(partition: Partition | None) -> Iterator[str]:
    for child in partition.children if partition else ():
        yield child.name
        keys = (child.primary_key, *child.uniques, *child.indexes)
        yield from (key.name for key in keys if key is not None and key.name)
        yield from partition_names(child.partition)


def same(facts: Facts, name: Name) -> Name:
    """The form in which the dialect compares two names: SQLite has no `a` beside `A`."""
    return Name(name.schema, facts.fold(name.name))


def freed_by_drops(facts: Facts, tables: Iterable[Table], changes: Changes) -> set[Name]:
    """What the dropped tables let go of, their sequences included."""
    dropped = {table.full_name: table for table in tables}
    names = {Name(t.schema, name) for t in dropped.values() for name in held_names(t)}
    for change in changes:
        match change:
            case DropObject(DatabaseSequence(owned_by=(table, _)) as item):
                if Name(item.schema, table) in dropped:
                    names.add(Name(item.schema, item.name))
            case _:
                continue
    return {same(facts, name) for name in names}


def wanted_names(facts: Facts, changes: Iterable[Change]) -> set[Name]:
    """The names that the changes take."""
    wanted: set[Name] = set()
    for change in changes:
        match change:
            case AddTable() | AddObject() | ModifyTable() | ModifyObject():
                wanted.update(taken_by(facts, change))
            case RenameTable():
                wanted.add(change.after)
            case RenameObject():
                wanted.add(Name(change.after.schema, change.after.name))
            case _:
                continue
    return {same(facts, name) for name in wanted}


def taken_by(facts: Facts, node: Build) -> Iterator[Name]:
    """The names that one step takes."""
    match node:
        case AddTable(table):
            yield from (Name(table.schema, name) for name in held_names(table))
        case AddObject(View() as view):
            yield Name(view.schema, view.name)
            yield from (Name(view.schema, index.name) for index in view.indexes)
        case AddObject(item) if not is_derived(item):
            yield Name(item.key.schema, item.key.name)
        case AddObject(Routine() as routine) if facts.dialect in _CONSTRAINTS:
            yield Name(routine.schema, routine.name)
        case ModifyObject(after=View() as view):
            yield from (Name(view.schema, index.name) for index in view.indexes)
        case ModifyTable():
            schema = node.after.schema
            own = facts.can.index_names_per_table
            keys = set(_key_names(node.after))
            yield from (Name(schema, name) for name in _taken_inside(node.changes, keys, own))
            if facts.dialect in _CONSTRAINTS:
                yield from (Name(schema, name) for name in _constraints(node)[1])
            new = set(partition_names(node.after.partition))
            old = set(partition_names(node.before.partition))
            yield from (Name(schema, name) for name in sorted(new - old))
        case _:
            return


def _taken_inside(
    changes: Iterable[TableChange], keys: Collection[str], own_indexes: bool
) -> Iterator[str]:
    """`own_indexes`: names of indexes are the table's own, but for those of its `keys`."""
    for part in changes:
        match part:
            case AddIndex() | ModifyIndex() | RenameIndex() if own_indexes:
                continue
            case AddIndex(index):
                yield index.name
            case AddUnique(unique):
                yield unique.name
            case AddPrimaryKey(key):
                yield key.name
            case AddExclusion(exclusion):
                yield exclusion.name
            case ModifyIndex() | ModifyUnique() | ModifyPrimaryKey():
                if part.before.name != part.after.name:
                    yield part.after.name
            case RenameIndex():
                yield part.after
            case RenameConstraint() if part.after in keys:
                yield part.after
            case _:
                continue


def _constraints(node: ModifyTable) -> tuple[list[str], list[str]]:
    """The names of checks and defaults that go, and that come."""
    names: list[set[str]] = []
    for table in (node.before, node.after):
        found = {column.default_name for column in table.columns}
        names.append((found | {check.name for check in table.checks}) - {""})
    gone, new = names[0] - names[1], names[1] - names[0]
    for part in node.changes:
        if isinstance(part, RenameConstraint):
            gone.add(part.before)
            new.add(part.after)
    return sorted(gone), sorted(new)


Owned = Mapping[tuple[str, str, str], Sequence[Name]]
"""Sequences by the namespace, table and column that they go with."""


def owned_sequences(schema: Schema) -> Owned:
    found: dict[tuple[str, str, str], list[Name]] = {}
    for item in schema.sequences:
        if item.owned_by:
            owner = (item.schema, *item.owned_by)
            found.setdefault(owner, []).append(Name(item.schema, item.name))
    return found


def freed_by(facts: Facts, node: Build, owned: Owned) -> Iterator[Name]:
    """The names that altering a table lets go of; `owned` are the sequences there were."""
    if not isinstance(node, ModifyTable):
        yield from _freed_by_view(node)
        return
    schema = node.before.schema
    if facts.dialect in _CONSTRAINTS:
        yield from (Name(schema, name) for name in _constraints(node)[0])
    keys = set(_key_names(node.before)) | set(_key_names(node.after))
    stay = set(partition_names(node.after.partition))
    for name in partition_names(node.before.partition):
        if name not in stay:
            yield Name(schema, name)
    for part in node.changes:
        match part:
            case DropIndex() | DropUnique() | DropPrimaryKey() | DropExclusion():
                yield Name(schema, _part_name(part))
            case ModifyIndex() | ModifyUnique() | ModifyPrimaryKey():
                if part.before.name != part.after.name:
                    yield Name(schema, part.before.name)
            case RenameIndex():
                yield Name(schema, part.before)
            case RenameConstraint() if part.after in keys:
                yield Name(schema, part.before)
            case DropColumn():
                yield from owned.get((schema, node.before.name, part.column.name), ())
            case _:
                continue


def _freed_by_view(node: Build) -> Iterator[Name]:
    """The names of a materialized view's indexes that go."""
    match node:
        case ModifyObject(before=View() as before, after=View() as after):
            stay = {index.name for index in after.indexes}
            for index in before.indexes:
                if index.name not in stay:
                    yield Name(before.schema, index.name)
        case _:
            return


def _key_names(table: Table) -> Iterator[str]:
    """Names of constraints that are names of indexes too."""
    yield from (unique.name for unique in table.uniques if unique.name)
    yield from (exclusion.name for exclusion in table.exclusions if exclusion.name)
    if table.primary_key and table.primary_key.name:
        yield table.primary_key.name


def _part_name(part: DropIndex | DropUnique | DropPrimaryKey | DropExclusion) -> str:
    match part:
        case DropIndex(index):
            return index.name
        case DropUnique(unique):
            return unique.name
        case DropPrimaryKey(key):
            return key.name
        case DropExclusion(exclusion):
            return exclusion.name


def set_aside(
    rules: Rules, drops: Sequence[Drop], wanted: set[Name]
) -> tuple[tuple[RenameObject, ...], tuple[Drop, ...]]:
    """Renames that free wanted names, and the drops under the names given instead."""
    renames: list[RenameObject] = []
    kept: list[Drop] = []
    for drop in drops:
        if isinstance(drop, DropObject) and rules.sets_aside(drop.object):
            key = drop.object.key
            if same(rules.facts, Name(key.schema, key.name)) in wanted:
                spare = f"{key.name}_dropped"
                renames.append(RenameObject(key, key._replace(name=spare)))
                kept.append(DropObject(replace(drop.object, name=spare)))
                continue
        kept.append(drop)
    return tuple(renames), tuple(kept)
