"""PostgreSQL partitions put into their parents, with only what they have of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Index, Name, PartitionChild, Table, Unique

T = TypeVar("T", Unique, Index)


def fold_partitions(state: LoadState) -> None:
    """Put every partition into its parent and take it from the tables, deepest levels first."""
    if not state.partitions:
        return
    children: dict[Name, list[Name]] = {}
    for child, (parent, _) in state.partitions.items():
        children.setdefault(parent, []).append(child)
    for parent in sorted(children, key=lambda name: -_depth(state, name)):
        table = state.builder.table(parent)
        if table is None or table.partition is None:
            continue
        folded = [_child(state, table, name) for name in children[parent]]
        kept = sorted((c for c in folded if c), key=lambda c: (c.schema, c.name))
        state.builder.put(replace(table, partition=replace(table.partition, children=tuple(kept))))


def _depth(state: LoadState, name: Name) -> int:
    depth = 0
    seen = {name}
    while (found := state.partitions.get(name)) and found[0] not in seen:
        name = found[0]
        seen.add(name)
        depth += 1
    return depth


def _child(state: LoadState, parent: Table, name: Name) -> PartitionChild | None:
    table = state.builder.table(name)
    if table is None:
        return None
    # The table goes, but what hangs on it (triggers, policies, sequences) stays.
    state.builder.take(table.key)
    own_key = table.primary_key
    if own_key and parent.primary_key and own_key.parts == parent.primary_key.parts:
        own_key = None
    return PartitionChild(
        name=table.name,
        bound=state.partitions[name][1],
        schema=table.schema,
        partition=table.partition,
        primary_key=own_key,
        uniques=_own(table.uniques, parent.uniques),
        foreign_keys=tuple(
            key
            for key in table.foreign_keys
            if not any(replace(other, name=key.name) == key for other in parent.foreign_keys)
        ),
        checks=tuple(
            check
            for check in table.checks
            if not any(other.expression == check.expression for other in parent.checks)
        ),
        indexes=tuple(
            index
            for index in _own(table.indexes, parent.indexes)
            if (name.schema, index.name) not in state.attached_indexes
        ),
        options=table.options,
    )


def _own(parts: Iterable[T], inherited: Iterable[T]) -> tuple[T, ...]:
    """The parts that aren't a partition's share of its parent's."""
    shapes = [replace(part, name="") for part in inherited]
    return tuple(part for part in parts if replace(part, name="") not in shapes)
