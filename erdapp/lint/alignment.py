"""How PostgreSQL lays out a row: the padding between columns, and the order that needs least.

A value of fixed size begins at a multiple of its alignment. A value of variable size may end
anywhere, so what follows it is counted as if it needed no padding: what is told is certain.
The row ends at a multiple of eight, which counts only where all sizes are known.
"""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.schema import Column, DataType, Schema

_ROW = 8
FIXED: dict[str, tuple[int, int]] = {
    "boolean": (1, 1),
    '"char"': (1, 1),
    "smallint": (2, 2),
    "integer": (4, 4),
    "real": (4, 4),
    "date": (4, 4),
    "oid": (4, 4),
    "xid": (4, 4),
    "cid": (4, 4),
    "tid": (6, 2),
    "regclass": (4, 4),
    "regtype": (4, 4),
    "regproc": (4, 4),
    "regrole": (4, 4),
    "regnamespace": (4, 4),
    "bigint": (8, 8),
    "double precision": (8, 8),
    "money": (8, 8),
    "timestamp without time zone": (8, 8),
    "timestamp with time zone": (8, 8),
    "time without time zone": (8, 8),
    "time with time zone": (12, 8),
    "interval": (16, 8),
    "xid8": (8, 8),
    "pg_lsn": (8, 8),
    "macaddr": (6, 4),
    "macaddr8": (8, 4),
    "uuid": (16, 1),
    "name": (64, 1),
    "point": (16, 8),
    "line": (24, 8),
    "lseg": (32, 8),
    "box": (32, 8),
    "circle": (24, 8),
}
"""Size and alignment by type; what isn't here is of variable size."""

Place = tuple[int, int] | None
"""Size and alignment of a value; None when its size varies."""


def place_of(type: DataType, schema: Schema) -> Place:
    """How a value of the type is placed; an enum is a number, a domain its base type."""
    if type.dimensions:
        return None
    if not type.user:
        return FIXED.get("interval" if type.name.startswith("interval ") else type.name)
    if any((e.schema, e.name) == (type.schema, type.name) for e in schema.enums):
        return (4, 4)
    for domain in schema.domains:
        if (domain.schema, domain.name) == (type.schema, type.name) and domain.type != type:
            return place_of(domain.type, schema)
    return None


def padding(places: Sequence[Place]) -> int:
    """Bytes that are certainly lost in each row of columns in this order."""
    lost, at = 0, 0
    known, varied = True, False
    for place in places:
        if place is None:
            known, varied = False, True
            continue
        size, alignment = place
        if not known:
            at, known = 0, True
        gap = -at % alignment
        lost += gap
        at += gap + size
    return lost if varied else lost + -at % _ROW


def best_order(columns: Sequence[Column], schema: Schema) -> list[Column]:
    """The columns from the strictest alignment to the loosest, those of variable size last."""

    def strictness(column: Column) -> int:
        place = place_of(column.type, schema)
        return -place[1] if place else 0

    return sorted(columns, key=strictness)
