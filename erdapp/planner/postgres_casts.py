"""PostgreSQL: which type changes need a USING clause, and which one."""

from __future__ import annotations

from erdapp.schema import DataType

TEXTS = frozenset({"text", "character varying", "character", "bpchar", "char", "name", "citext"})
NUMBERS = frozenset(
    {"smallint", "integer", "bigint", "numeric", "real", "double precision", "money"}
)
_FAMILIES = (
    NUMBERS - {"money"},
    frozenset({"date", "timestamp without time zone", "timestamp with time zone"}),
    frozenset({"time without time zone", "time with time zone", "interval"}),
    frozenset({"json", "jsonb"}),
    frozenset({"inet", "cidr"}),
    frozenset({"bit", "bit varying"}),
)
"""Types with assignment casts in both directions between any two of a family."""


def using(column: str, before: DataType, after: DataType, spelled: str) -> str:
    """The USING expression for the quoted column; empty where the server casts by itself.

    `spelled` is the new type as SQL. Types without a cast go through text, which the server
    always accepts; the rows decide whether it succeeds.
    """
    if before.dimensions != after.dimensions:
        return f"{column}::text::{spelled}"
    if before.name == after.name and before.schema == after.schema:
        return ""
    if not after.user and after.name in TEXTS:
        return ""
    if any(before.name in family and after.name in family for family in _FAMILIES):
        return ""
    if before.dimensions:
        return f"{column}::text[]::{spelled}"
    if before.name in TEXTS:
        return f"{column}::{spelled}"
    if after.name == "boolean" and before.name in NUMBERS:
        return f"{column} <> 0"
    if before.name == "boolean" and after.name in NUMBERS:
        return f"{column}::integer::{spelled}"
    return f"{column}::text::{spelled}"
