"""The type names of MySQL and MariaDB: every spelling, and what SHOW CREATE TABLE calls it."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.dialects.typetext import TypeText
from erdapp.schema import DataType

ALIASES = {
    "integer": "int",
    "int1": "tinyint",
    "int2": "smallint",
    "int3": "mediumint",
    "middleint": "mediumint",
    "int4": "int",
    "int8": "bigint",
    "dec": "decimal",
    "numeric": "decimal",
    "fixed": "decimal",
    "number": "decimal",
    "real": "double",
    "double precision": "double",
    "float4": "float",
    "float8": "double",
    "character": "char",
    "nchar": "char",
    "national char": "char",
    "national character": "char",
    "character varying": "varchar",
    "char varying": "varchar",
    "varcharacter": "varchar",
    "varchar2": "varchar",
    "nvarchar": "varchar",
    "nchar varchar": "varchar",
    "nchar varying": "varchar",
    "national varchar": "varchar",
    "national varcharacter": "varchar",
    "national char varying": "varchar",
    "national character varying": "varchar",
    "long": "mediumtext",
    "long varchar": "mediumtext",
    "long char varying": "mediumtext",
    "long character varying": "mediumtext",
    "long varbinary": "mediumblob",
    "char byte": "binary",
    "geomcollection": "geometrycollection",
}

INTEGERS = frozenset({"tinyint", "smallint", "mediumint", "int", "bigint"})
QUOTED_ARGS = frozenset({"enum", "set"})
MAX_WORDS = 12
"""More words than this are no type's name and are left out."""
_BOOLEANS = frozenset({"bool", "boolean"})
_FRACTIONS = frozenset({"datetime", "timestamp", "time"})
_NUMBERS = INTEGERS | {"decimal", "float", "double"}
_CHARSET_WORDS = frozenset(
    {"character", "charset", "collate", "ascii", "unicode", "binary", "byte", "char"}
)
_ATTRIBUTES = frozenset({"unsigned", "zerofill", "signed"})


def canonical(found: TypeText) -> DataType:
    """The type that the pieces mean, as SHOW CREATE TABLE prints it (MySQL 8.0.19 and later,
    which leave out display widths)."""
    name, attributes = _name_and_attributes(found)
    if name in _BOOLEANS:
        return DataType("tinyint", ("1",))
    name = ALIASES.get(name, name)
    modifiers = _modifiers(name, attributes)
    name, args = _arguments(name, found.args, modifiers)
    return DataType(name, args, modifiers)


def _name_and_attributes(found: TypeText) -> tuple[str, frozenset[str]]:
    """`int unsigned` is the name `int` and an attribute; charset words are left out."""
    words = [word.value for word in found.words[:MAX_WORDS]]
    name = words[:1]
    for place, word in enumerate(words[1:], start=1):
        if word in _ATTRIBUTES or (
            " ".join((*name, word)) not in _KNOWN and word in _CHARSET_WORDS
        ):
            return " ".join(name), frozenset(words[place:]) | frozenset(found.tail_words)
        name.append(word)
    return " ".join(name), frozenset(found.tail_words)


_KNOWN = frozenset(
    " ".join(alias.split()[:count])
    for alias in ALIASES
    for count in range(1, len(alias.split()) + 1)
)


def _modifiers(name: str, attributes: frozenset[str]) -> tuple[str, ...]:
    if name not in _NUMBERS:
        return ()
    if "zerofill" in attributes:
        return ("unsigned", "zerofill")
    return ("unsigned",) if "unsigned" in attributes else ()


_DEFAULT_WIDTHS = {"tinyint": "3", "smallint": "5", "mediumint": "8", "int": "10", "bigint": "20"}


def _arguments(
    name: str, args: tuple[str, ...], modifiers: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    if name in INTEGERS:
        return name, _display_width(name, args, modifiers)
    if name == "decimal":
        return name, (*(args or ("10",)), "0")[:2]
    if name in ("char", "binary", "bit") and not args:
        return name, ("1",)
    if name == "float" and len(args) == 1 and args[0].isdigit():
        return ("float" if int(args[0][:3]) <= 24 else "double"), ()
    if name in _FRACTIONS and args == ("0",):
        return name, ()
    if name == "year":
        return name, ()
    if name in ("blob", "text") and args:
        return _sized(name, args[0]), ()
    return name, args


def _display_width(name: str, args: tuple[str, ...], modifiers: tuple[str, ...]) -> tuple[str, ...]:
    """`tinyint(1)` means a boolean and a zero-filled width is padding; other widths mean
    nothing."""
    if "zerofill" in modifiers:
        return args or (_DEFAULT_WIDTHS[name],)
    return args if name == "tinyint" and args == ("1",) and not modifiers else ()


_USUAL_WIDTHS = {"tinyint": "4", "smallint": "6", "mediumint": "9", "int": "11", "bigint": "20"}


def with_width(type: DataType, args: tuple[str, ...]) -> DataType:
    """An integer with the display width that was written, as MariaDB keeps it; one of the usual
    width has none here, since the server gives it that when none is written."""
    if type.name not in INTEGERS or type.args or len(args) != 1 or not args[0].isdigit():
        return type
    usual = _DEFAULT_WIDTHS if "unsigned" in type.modifiers else _USUAL_WIDTHS
    return type if args[0] == usual[type.name] else replace(type, args=args)


def _sized(name: str, length: str) -> str:
    """`TEXT(n)` and `BLOB(n)` are the smallest kind that holds n characters (of four bytes)."""
    if not length.isdigit() or len(length) > 12:
        return name
    size = int(length) * (4 if name == "text" else 1)
    for prefix, limit in (("tiny", 1 << 8), ("", 1 << 16), ("medium", 1 << 24)):
        if size < limit:
            return prefix + name
    return "long" + name
