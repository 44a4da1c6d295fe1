"""Which types can be compared: a key and what references it are of one family."""

from __future__ import annotations

from erdapp.schema import DataType, Name, Schema

NONE = ""
"""Of types that aren't used as keys: dates, floating-point numbers, documents …"""
TEXT = "text"
_INTEGERS = frozenset(
    ("tinyint", "smallint", "mediumint", "int", "integer", "bigint", "int2", "int4", "int8",
     "smallserial", "serial", "bigserial")
)  # fmt: skip
_DECIMALS = frozenset(("numeric", "decimal", "number"))
_TEXTS = frozenset(
    ("text", "character varying", "character", "varchar", "char", "nvarchar", "nchar", "citext",
     "name", "bpchar")
)  # fmt: skip
_UUIDS = frozenset(("uuid", "uniqueidentifier"))
_BYTES = frozenset(("binary", "varbinary", "bytea"))


class Families:
    """The families of the types of one schema, whose domains are looked through."""

    def __init__(self, schema: Schema) -> None:
        self._domains = {Name(domain.schema, domain.name): domain.type for domain in schema.domains}
        self._known: dict[DataType, str] = {}

    def of(self, type: DataType) -> str:
        """`integer`, `text`, `uuid`, `bytes`, or NONE where nothing is referenced by such a
        type."""
        found = self._known.get(type)
        if found is None:
            found = self._known[type] = _family(self._base(type))
        return found

    def _base(self, type: DataType) -> DataType:
        for _ in range(len(self._domains)):  # a domain over a domain over …
            below = self._domains.get(Name(type.schema, type.name)) if type.user else None
            if below is None:
                break
            type = below
        return type


def _family(type: DataType) -> str:
    if type.user or type.dimensions:
        return NONE
    plain = type.name.casefold()
    if plain in _INTEGERS:
        return "integer"
    if plain in _DECIMALS:
        return "integer" if len(type.args) < 2 or type.args[1].strip() == "0" else NONE
    if plain in _TEXTS:
        return TEXT
    if plain in _UUIDS:
        return "uuid"
    return "bytes" if plain in _BYTES else NONE
