"""A schema and what some edits make of it: things added, dropped, renamed, changed, replaced.

The edited schema is made of the same decisions as the first one, but for a few that are taken
otherwise (`decisions`), so that both are schemas that a server takes, whatever was edited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hypothesis import strategies as st

from erdapp.diff.changes import Rename
from erdapp.schema import Dialect, Enum, Kind, Schema, Table
from tests.strategies import MAKERS
from tests.strategies.chance import Chance, Drawn
from tests.strategies.decisions import Address, Decisions

_MOST = 6
"""Edits of one pair."""


class Edited(NamedTuple):
    """Two schemas, and the renames that are told of those that happened."""

    before: Schema
    after: Schema
    renames: tuple[Rename, ...]


@st.composite
def edited(draw: st.DrawFn, dialect: Dialect) -> Edited:
    """A schema of the dialect and an edit of it."""
    return made(dialect, Drawn(draw))


def made(dialect: Dialect, chance: Chance) -> Edited:
    """A pair by any chance."""
    first = MAKERS[dialect](chance)
    before = first.schema()
    taken = first.decisions.taken
    second = MAKERS[dialect](chance, Decisions(taken, _otherwise(list(taken), chance)))
    after = second.schema()
    told = _renames(before, after, first.named, second.named)
    return Edited(before, after, tuple(one for one in told if chance.datum() < 60))


def _otherwise(addresses: list[Address], chance: Chance) -> set[Address]:
    """Where to decide anew: single decisions, sometimes all about one member of a list."""
    found = set()
    for _ in range(chance.number(1, _MOST)):
        address = addresses[chance.place(len(addresses))]
        if address.members and chance.datum() < 20:
            found |= {one for one in addresses if one.members == address.members}
        else:
            found.add(address)
    return found


def _renames(
    before: Schema,
    after: Schema,
    names_before: Mapping[Address, str],
    names_after: Mapping[Address, str],
) -> Iterator[Rename]:
    """A rename for everything that bears another name than what was made of the same decision."""
    old, new = _Names(before), _Names(after)
    for address, name in names_before.items():
        other = names_after.get(address, name)
        if other == name:
            continue
        yield from _of_tables_and_objects(old, new, name, other)
        yield from _of_parts(old, new, name, other, address, names_after)
    yield from _of_values(before, after)


class _Names:
    """What is called how in a schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.objects = [item.key for item in schema.objects()]
        self.tables = {table.name: table for table in schema.tables}

    def has_column(self, name: str) -> bool:
        return any(table.column(name) for table in self.schema.tables)

    def owners(self, name: str) -> Iterator[tuple[str, Table]]:
        """The tables that have an index or a constraint of that name, and which of the two."""
        for table in self.schema.tables:
            if any(index.name == name for index in table.indexes):
                yield "index", table
            key = (table.primary_key,) if table.primary_key else ()
            named = (*key, *table.uniques, *table.foreign_keys, *table.checks, *table.exclusions)
            if any(item.name == name for item in named):
                yield "constraint", table


def _of_tables_and_objects(old: _Names, new: _Names, name: str, other: str) -> Iterator[Rename]:
    for key in old.objects:
        for to in new.objects if key.name == name else ():
            if to.name == other and to.kind == key.kind:
                moved = key.schema != to.schema and key.schema
                before = f"{key.schema}.{name}" if moved else name
                table = to.scope if to.kind is Kind.TRIGGER else ""
                yield Rename(to.kind.value, before, other, to.schema, table)


def _of_parts(
    old: _Names,
    new: _Names,
    name: str,
    other: str,
    address: Address,
    names_after: Mapping[Address, str],
) -> Iterator[Rename]:
    for kind, _ in old.owners(name):
        for kind_after, table in new.owners(other):
            if kind == kind_after:
                yield Rename(kind, name, other, table.schema, table.name)
    if address.members and address.members[-1][0] in ("index", "unique", "check"):
        return
    owner = address.members[:1]
    tables = [new.tables.get(names_after[one]) for one in names_after if one.members == owner]
    for table in filter(None, tables if owner and owner[0][0] == "table" else ()):
        if table.column(other) and old.has_column(name):
            yield Rename("column", name, other, table.schema, table.name)


def _of_values(before: Schema, after: Schema) -> Iterator[Rename]:
    """One value of an enum that became another one."""
    known: dict[str, Enum] = {enum.name: enum for enum in before.enums}
    for enum in after.enums:
        values = known[enum.name].values if enum.name in known else ()
        changed = [pair for pair in zip(values, enum.values, strict=False) if pair[0] != pair[1]]
        if len(values) == len(enum.values) and len(changed) == 1:
            yield Rename("value", *changed[0], enum.schema, enum.name)
