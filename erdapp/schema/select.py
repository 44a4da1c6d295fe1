"""Parts of a schema for pictures: tables by glob, and by their neighbourhood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from fnmatch import fnmatchcase

from erdapp.schema.model import Table
from erdapp.schema.names import Name

LEAST_HUB, HUB_SHARE = 8, 0.1
"""A hub is referenced by more tables than eight, and than a tenth of all."""


def matches(name: Name, patterns: Iterable[str]) -> bool:
    """Whether a pattern (`orders`, `audit_*`, `billing.*`) matches the name, with or without
    its namespace."""
    return any(fnmatchcase(str(name), p) or fnmatchcase(name.name, p) for p in patterns)


def links(tables: Iterable[Table]) -> dict[Name, set[Name]]:
    """For every table its neighbours: what it references and what references it."""
    tables = tuple(tables)
    found: dict[Name, set[Name]] = {table.full_name: set() for table in tables}
    for table in tables:
        for other in references(table):
            if other in found:
                found[table.full_name].add(other)
                found[other].add(table.full_name)
    return found


def hubs(tables: Iterable[Table]) -> frozenset[Name]:
    """Tables that so many reference that they say nothing about who belongs together."""
    tables = tuple(tables)
    counts = Counter(
        other for table in tables for other in set(references(table)) - {table.full_name}
    )
    most = max(LEAST_HUB, len(tables) * HUB_SHARE)
    return frozenset(name for name, count in counts.items() if count > most)


def neighbourhood(
    near: Mapping[Name, Set[Name]],
    centres: Set[Name],
    depth: int,
    walls: Set[Name] = frozenset(),
) -> frozenset[Name]:
    """Names of the tables at most `depth` foreign keys away from the centres, themselves included.

    A wall is reached but not passed, unless it is a centre. `near` is what `links` found.
    """
    frontier = reached = set(centres & near.keys())
    for _ in range(depth):
        passed = frontier - (walls - centres)
        frontier = {other for name in passed for other in near[name]} - reached
        reached = reached | frontier
    return frozenset(reached)


def parents(table: Table) -> tuple[Name, ...]:
    """The tables that it inherits from."""
    parts = (text.rpartition(".") for text in table.inherits)
    return tuple(Name(schema, name) for schema, _, name in parts)


def references(table: Table) -> tuple[Name, ...]:
    """The tables that the foreign keys of `table` point at."""
    return tuple(Name(fk.ref_schema, fk.ref_table) for fk in table.foreign_keys)
