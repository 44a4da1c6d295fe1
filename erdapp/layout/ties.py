"""Relations without a foreign key among those of a schema, each still known for what it is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec.structs import replace

from erdapp.inference import NO_LINKS, Links, Related, related
from erdapp.schema import ForeignKey, Name, Schema


class Tie(StrEnum):
    """What an edge stands for; the value is its class in the SVG."""

    DECLARED = ""
    INFERRED = "inferred"
    ACCEPTED = "accepted"


Ties = Mapping[tuple[Name, ForeignKey], Related]
"""By table and the key that stands for the relation."""
NO_TIES: Ties = MappingProxyType({})


def tied(schema: Schema, links: Links) -> tuple[Schema, Ties]:
    """The schema with a foreign key in the place of every such relation, so that rows, focus and
    arrangement take it for one; and which keys these are."""
    if links == NO_LINKS:
        return schema, NO_TIES
    found = related(schema, links)
    keys: dict[Name, list[ForeignKey]] = {}
    ties: dict[tuple[Name, ForeignKey], Related] = {}
    for one in found:
        key = one.link.as_key()
        keys.setdefault(one.link.table, []).append(key)
        ties[one.link.table, key] = one
    tables = tuple(
        replace(table, foreign_keys=(*table.foreign_keys, *more))
        if (more := keys.get(table.full_name))
        else table
        for table in schema.tables
    )
    return replace(schema, tables=tables), ties


def tie_of(related: Related | None) -> Tie:
    """What the edge of a key is that stands for this relation, or of one that is a key."""
    if related is None:
        return Tie.DECLARED
    return Tie.ACCEPTED if related.accepted else Tie.INFERRED
