"""SQL Server's type names: every spelling, and what the catalogue calls it."""

from __future__ import annotations

from erdapp.dialects.keywords import words
from erdapp.dialects.typetext import TypeText
from erdapp.schema import DataType

ALIASES = {
    "integer": "int",
    "dec": "decimal",
    "double precision": "float",
    "character": "char",
    "char varying": "varchar",
    "character varying": "varchar",
    "national char": "nchar",
    "national character": "nchar",
    "national char varying": "nvarchar",
    "national character varying": "nvarchar",
    "national text": "ntext",
    "binary varying": "varbinary",
    "timestamp": "rowversion",
}

BUILT_IN = words(
    """
    bigint binary bit char cursor date datetime datetime2 datetimeoffset decimal float geography
    geometry hierarchyid image int json money nchar ntext numeric nvarchar real rowversion
    smalldatetime smallint smallmoney sql_variant sysname table text time tinyint
    uniqueidentifier varbinary varchar vector xml
    """
)

_ONE_LONG = frozenset({"char", "varchar", "nchar", "nvarchar", "binary", "varbinary"})
_SEVEN_DIGITS = frozenset({"datetime2", "datetimeoffset", "time"})


def canonical(found: TypeText) -> DataType:
    """The type that the pieces mean; `7` of datetime2 and `53` of float are left out."""
    place = found.schema.value if found.schema is not None else ""
    lower = " ".join((found.name, *found.tail_words)).strip().lower()
    name = ALIASES.get(lower, lower)
    if name not in BUILT_IN or place.lower() not in ("", "sys"):
        shown = " ".join(word.value if found.quoted else word.text for word in found.words)
        schema = "" if place.lower() == "dbo" else place
        return DataType(shown, found.args, schema=schema, user=True)
    args = tuple(arg.lower() for arg in found.args)
    return _with_arguments(name, args)


def _with_arguments(name: str, args: tuple[str, ...]) -> DataType:
    if name in ("decimal", "numeric"):
        return DataType(name, (*(args or ("18",)), "0")[:2])
    if name in _ONE_LONG and not args:
        return DataType(name, ("1",))
    if name in _SEVEN_DIGITS and args == ("7",):
        return DataType(name)
    if name == "float" and args:
        digits = int(args[0][:3]) if args[0].isdigit() else 53
        return DataType("real" if digits <= 24 else "float")
    return DataType(name, args)
