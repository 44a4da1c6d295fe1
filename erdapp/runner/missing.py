"""What a built database lacks of the schema it was built from."""

from __future__ import annotations

from erdapp.dialects import facts
from erdapp.schema import Dialect, Key, Kind, Schema

_CHECKED = frozenset(
    {
        Kind.TABLE,
        Kind.VIEW,
        Kind.ENUM,
        Kind.DOMAIN,
        Kind.COMPOSITE,
        Kind.SEQUENCE,
        Kind.ROUTINE,
        Kind.TRIGGER,
        Kind.POLICY,
    }
)
"""Kinds whose objects bear the names they were given."""


def first_missing(wanted: Schema, found: Schema) -> str:
    """The first object of `wanted` that isn't in `found`, in words; empty when all are there."""
    fold = facts(wanted.dialect).fold

    def folded(key: Key) -> tuple[str, ...]:
        # Overloads aside, the argument types of a routine are the server's to spell.
        scope = "" if key.kind is Kind.ROUTINE else fold(key.scope)
        return key.kind, fold(key.schema), fold(key.name), scope

    there = {folded(item.key) for item in found.objects()}
    for item in wanted.objects():
        if item.key.kind in _CHECKED and folded(item.key) not in there:
            return f"the {item.key}"
    return ""


def other_databases(*schemas: Schema) -> tuple[str, ...]:
    """Databases of MySQL and MariaDB that these schemas name beside their own: what runs on a
    scratch server must not reach them."""
    if schemas[0].dialect not in (Dialect.MYSQL, Dialect.MARIADB):
        return ()
    names = {space.name for schema in schemas for space in schema.namespaces}
    names |= {item.key.schema for schema in schemas for item in schema.objects()}
    return tuple(sorted(names - {""}))
