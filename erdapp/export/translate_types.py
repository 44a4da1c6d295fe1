"""Types between dialects: each name means a neutral kind, each kind has a spelling everywhere.

Manuals: PostgreSQL chapter 8, MySQL chapter 13, SQLite "Datatypes", SQL Server "Data types".
"""

from __future__ import annotations

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.export.translate_spellings import SPELLINGS, WITH_ARGS
from erdapp.schema import DataType, Dialect

_MYSQL = {
    "tinyint": "int8",
    "smallint": "int16",
    "mediumint": "int24",
    "int": "int32",
    "bigint": "int64",
    "decimal": "decimal",
    "float": "float32",
    "double": "float64",
    "char": "char",
    "varchar": "varchar",
    "tinytext": "text",
    "text": "text",
    "mediumtext": "text",
    "longtext": "text",
    "binary": "binary",
    "varbinary": "varbinary",
    "tinyblob": "blob",
    "blob": "blob",
    "mediumblob": "blob",
    "longblob": "blob",
    "date": "date",
    "time": "time",
    "datetime": "datetime",
    "timestamp": "timestamptz",
    "year": "year",
    "json": "json",
    "enum": "enum",
    "set": "set",
    "bit": "bits",
    "uuid": "uuid",
    "inet4": "inet",
    "inet6": "inet",
    "geometry": "geometry",
    "point": "point",
    "linestring": "geometry",
    "polygon": "geometry",
    "multipoint": "geometry",
    "multilinestring": "geometry",
    "multipolygon": "geometry",
    "geometrycollection": "geometry",
}

READ: dict[Dialect, dict[str, str]] = {
    Dialect.POSTGRES: {
        "boolean": "boolean",
        "smallint": "int16",
        "integer": "int32",
        "bigint": "int64",
        "oid": "int64",
        "numeric": "decimal",
        "money": "money",
        "real": "float32",
        "double precision": "float64",
        "character": "char",
        '"char"': "char",
        "bpchar": "text",
        "character varying": "varchar",
        "text": "text",
        "name": "varchar",
        "bytea": "blob",
        "date": "date",
        "time without time zone": "time",
        "time with time zone": "timetz",
        "timestamp without time zone": "datetime",
        "timestamp with time zone": "timestamptz",
        "interval": "interval",
        "uuid": "uuid",
        "json": "json",
        "jsonb": "json",
        "xml": "xml",
        "bit": "bits",
        "bit varying": "varbits",
        "inet": "inet",
        "cidr": "inet",
        "macaddr": "macaddr",
        "macaddr8": "macaddr",
        "point": "point",
        "tsvector": "tsvector",
        "geometry": "geometry",
        "geography": "geometry",
        "hstore": "json like",
        "citext": "citext",
        "ltree": "path",
    },
    Dialect.MYSQL: _MYSQL,
    Dialect.MARIADB: _MYSQL,
    Dialect.SQLITE: {
        "boolean": "boolean",
        "bool": "boolean",
        "bit": "boolean",
        "tinyint": "int16",
        "smallint": "int16",
        "int2": "int16",
        "mediumint": "int32",
        "int": "int64",
        "integer": "int64",
        "bigint": "int64",
        "int8": "int64",
        "decimal": "decimal",
        "numeric": "decimal",
        "money": "money",
        "float": "float64",
        "real": "float64",
        "double": "float64",
        "double precision": "float64",
        "char": "char",
        "nchar": "char",
        "character": "char",
        "varchar": "varchar",
        "nvarchar": "varchar",
        "character varying": "varchar",
        "text": "text",
        "clob": "text",
        "blob": "blob",
        "binary": "blob",
        "varbinary": "blob",
        "date": "date",
        "time": "time",
        "datetime": "datetime",
        "timestamp": "datetime",
        "json": "json",
        "uuid": "uuid",
    },
    Dialect.MSSQL: {
        "bit": "boolean",
        "tinyint": "uint8",
        "smallint": "int16",
        "int": "int32",
        "bigint": "int64",
        "decimal": "decimal",
        "numeric": "decimal",
        "money": "money",
        "smallmoney": "small money",
        "float": "float64",
        "real": "float32",
        "char": "char",
        "nchar": "char",
        "varchar": "varchar",
        "nvarchar": "varchar",
        "sysname": "varchar",
        "text": "text",
        "ntext": "text",
        "binary": "binary",
        "varbinary": "varbinary",
        "image": "blob",
        "date": "date",
        "time": "time",
        "datetime": "datetime",
        "datetime2": "datetime",
        "smalldatetime": "datetime",
        "datetimeoffset": "timestamptz",
        "uniqueidentifier": "uuid",
        "xml": "xml",
        "json": "json",
        "rowversion": "row version",
        "hierarchyid": "path",
        "sql_variant": "anything",
        "geometry": "geometry",
        "geography": "geometry",
    },
}
"""What the canonical names of each dialect mean."""

_DIGITS = {
    Dialect.POSTGRES: "6",
    Dialect.MYSQL: "0",
    Dialect.MARIADB: "0",
    Dialect.SQLITE: "6",
    Dialect.MSSQL: "7",
}
"""Fractions of a second where a type doesn't say."""
_OWN_DIGITS = {"datetime": {Dialect.MSSQL: "3"}, "smalldatetime": {Dialect.MSSQL: "0"}}
_CLOCKS = frozenset({"time", "timetz", "datetime", "timestamptz"})
_UNSIGNED = {"int8": "uint8", "int16": "uint16", "int24": "uint24", "int32": "uint32"}
LIMITS = {
    ("varchar", Dialect.POSTGRES): 10_485_760,
    ("varchar", Dialect.MYSQL): 16_000,
    ("varchar", Dialect.MSSQL): 4000,
    ("varbinary", Dialect.MYSQL): 65_000,
    ("varbinary", Dialect.MSSQL): 8000,
    ("char", Dialect.MYSQL): 255,
    ("char", Dialect.MSSQL): 4000,
    ("binary", Dialect.MYSQL): 255,
    ("binary", Dialect.MSSQL): 8000,
}
"""Longest lengths; what is longer becomes the next kind of _LONGER."""
_LONGER = {"char": "varchar", "varchar": "text", "binary": "varbinary", "varbinary": "blob"}


LONG = frozenset({"longtext", "longblob"})
"""What MySQL calls texts and bytes without a length."""


class Neutral(Struct, frozen=True):
    """A type that belongs to no dialect. `args` are a length in characters or bytes, precision and
    scale, fractions of a second, or the values of an enum."""

    kind: str
    args: tuple[str, ...] = ()


class Spelled(Struct, frozen=True):
    """A type of the target; `near` says that it holds the values only nearly."""

    type: DataType
    near: bool = False


def neutral(type: DataType, dialect: Dialect) -> Neutral:
    """What the type means; `other` for one that only its own database knows."""
    if type.dimensions:
        return Neutral("array")
    name = type.name.partition("(")[0] if dialect is Dialect.POSTGRES else type.name
    kind = READ[dialect].get(name.lower() if type.user else name, "")
    if not kind and dialect is Dialect.POSTGRES and name.startswith("interval"):
        kind = "interval"
    if not kind and dialect is Dialect.SQLITE:
        kind = _affinity(name)
    return _with_args(kind or "other", type, dialect)


def _affinity(name: str) -> str:
    """SQLite's rule for words it doesn't know."""
    if not name:
        return "anything"
    for part, kind in (
        ("int", "int64"),
        ("char", "text"),
        ("clob", "text"),
        ("text", "text"),
        ("blob", "blob"),
        ("real", "float64"),
        ("floa", "float64"),
        ("doub", "float64"),
    ):
        if part in name:
            return kind
    return "decimal"


def _with_args(kind: str, type: DataType, dialect: Dialect) -> Neutral:
    if "unsigned" in type.modifiers:
        return Neutral(_UNSIGNED.get(kind, "uint64" if kind == "int64" else kind), type.args)
    if kind in _CLOCKS:
        own = _OWN_DIGITS.get(type.name, {}).get(dialect)
        return Neutral(kind, (own or (type.args or (_DIGITS[dialect],))[0],))
    if (kind == "int8" and type.args == ("1",)) or (kind == "bits" and _one_bit(type, dialect)):
        return Neutral("boolean")
    if kind == "varchar" and type.name in ("name", "sysname"):
        return Neutral(kind, ("63" if type.name == "name" else "128",))
    if type.args == ("max",) or (kind in ("varchar", "varbinary") and not type.args):
        return Neutral(_LONGER[kind])
    if kind == "char":
        return Neutral(kind, type.args or ("1",))
    return Neutral(kind, type.args if kind in WITH_ARGS else ())


def _one_bit(type: DataType, dialect: Dialect) -> bool:
    return type.args == ("1",) and dialect in (Dialect.MYSQL, Dialect.MARIADB)


def spelled(found: Neutral, to: Dialect) -> Spelled:
    """The type as the target has it."""
    kind, args = found.kind, found.args
    family = Dialect.MYSQL if to is Dialect.MARIADB else to
    while kind in _LONGER and int(args[0] if args and args[0].isdigit() else 1) > LIMITS.get(
        (kind, family), 1 << 40
    ):
        kind = _LONGER[kind]
        args = args if kind in WITH_ARGS else ()
    if kind in _CLOCKS:
        args = _fraction(args, to)
    if kind == "decimal":
        args = _precision(args, family)
    if kind == "bits" and to in (Dialect.MYSQL, Dialect.MARIADB) and int(args[0][:6]) > 64:
        kind = "varbits"
    text = SPELLINGS[kind][family]
    shown = f"({','.join(args)})" if args else ""
    type = facts(to).parse_type(text.removeprefix("~").replace("{}", shown))
    return Spelled(type, near=text.startswith("~"))


def _fraction(args: tuple[str, ...], to: Dialect) -> tuple[str, ...]:
    """Fractions of a second, left out where the target's own default holds as many."""
    digits = int(args[0][:3]) if args and args[0].isdigit() else 6
    if to in (Dialect.MYSQL, Dialect.MARIADB):
        return (str(min(digits, 6)),) if digits else ()
    if to is Dialect.SQLITE or digits == 0 or digits >= 6:
        return ()
    return (str(digits),)


def _precision(args: tuple[str, ...], family: Dialect) -> tuple[str, ...]:
    """A precision where the target's default would cut: PostgreSQL and SQLite know none."""
    most = {Dialect.MYSQL: (65, 30), Dialect.MSSQL: (38, 38)}.get(family)
    if most is None:
        return args
    if not args or not all(arg.isdigit() for arg in args):
        return ("38", "10")
    digits, scale = int(args[0][:4]), int((*args, "0")[1][:4])
    return (str(min(digits, most[0])), str(min(scale, most[1])))
