"""PostgreSQL's type names: every spelling, and what `format_type()` calls it."""

from __future__ import annotations

from erdapp.dialects import postgis
from erdapp.dialects.keywords import words
from erdapp.dialects.typetext import TypeText
from erdapp.schema import DataType

ALIASES = {
    "int": "integer",
    "int4": "integer",
    "int8": "bigint",
    "int2": "smallint",
    "bool": "boolean",
    "varchar": "character varying",
    "char varying": "character varying",
    "nchar varying": "character varying",
    "national char varying": "character varying",
    "national character varying": "character varying",
    "char": "character",
    "nchar": "character",
    "national char": "character",
    "national character": "character",
    "decimal": "numeric",
    "dec": "numeric",
    "float8": "double precision",
    "float4": "real",
    "timestamp": "timestamp without time zone",
    "timestamptz": "timestamp with time zone",
    "time": "time without time zone",
    "timetz": "time with time zone",
    "varbit": "bit varying",
    "serial4": "serial",
    "serial8": "bigserial",
    "serial2": "smallserial",
}

BUILT_IN = words(
    """
    aclitem any anyarray anycompatible anycompatiblearray anycompatiblemultirange
    anycompatiblenonarray anycompatiblerange anyelement anyenum anymultirange anynonarray
    anyrange bigint bigserial bit boolean box bpchar bytea character cid cidr circle cstring
    date datemultirange daterange event_trigger fdw_handler gtsvector index_am_handler inet
    int2vector int4multirange int4range int8multirange int8range integer internal interval json
    jsonb jsonpath language_handler line lseg macaddr macaddr8 money name numeric nummultirange
    numrange oid oidvector path pg_dependencies pg_lsn pg_mcv_list pg_ndistinct pg_node_tree
    pg_snapshot point polygon real record refcursor regclass regcollation regconfig
    regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype serial
    smallint smallserial table_am_handler text tid trigger tsm_handler tsmultirange tsquery
    tsrange tstzmultirange tstzrange tsvector txid_snapshot unknown uuid void xid xid8 xml
    """
) | {
    "bit varying",
    "character varying",
    "double precision",
    "time with time zone",
    "time without time zone",
    "timestamp with time zone",
    "timestamp without time zone",
}

SHORT = {
    "integer": "int",
    "character varying": "varchar",
    "character": "char",
    "double precision": "float8",
    "timestamp without time zone": "timestamp",
    "timestamp with time zone": "timestamptz",
    "time without time zone": "time",
    "time with time zone": "timetz",
    "bit varying": "varbit",
    "boolean": "bool",
}

_QUOTED = frozenset({"char", "bit"})
"""Types that differ from what the bare word means: one byte, a bit string of any length."""


def canonical(found: TypeText) -> DataType:
    """The type that the pieces mean, as `format_type()` prints it."""
    schema = _schema(found)
    builtin_place = found.schema is None or found.schema.value == "pg_catalog"
    name = " ".join((found.name, *found.tail_words)).strip()
    if found.quoted and found.name in _QUOTED and builtin_place:
        return DataType(f'"{found.name}"', dimensions=found.dimensions)
    name = ALIASES.get(name, name)
    if builtin_place and name == "float":
        return DataType(_float(found.args), dimensions=found.dimensions)
    known = name in BUILT_IN or name.startswith("interval ")
    if builtin_place and known and not (found.quoted and " " in found.name):
        return DataType(name, _args(name, found), dimensions=found.dimensions)
    word = " ".join(piece.value for piece in (*found.words, *found.tail))
    args = postgis.modifiers(word, found.args)
    return DataType(word, args, dimensions=found.dimensions, schema=schema, user=True)


def is_system(name: str) -> bool:
    """Whether the server has a type of this name, which it finds before any in `public`."""
    return name in BUILT_IN or name in ALIASES or name.startswith("pg_")


def _schema(found: TypeText) -> str:
    if found.schema is None or found.schema.value in ("public", "pg_catalog"):
        return ""
    return found.schema.value


def _args(name: str, found: TypeText) -> tuple[str, ...]:
    if name in ("character", "bit") and not found.args:
        return ("1",)
    if name == "numeric" and len(found.args) == 1:
        return (found.args[0], "0")
    return found.args


def _float(args: tuple[str, ...]) -> str:
    digits = args[0] if args else ""
    return "real" if digits.isdigit() and 1 <= int(digits[:3]) <= 24 else "double precision"


def sql(type: DataType, names: str) -> str:
    """The type as `format_type()` prints it, `names` being its quoted and qualified name."""
    args = f"({','.join(type.args)})" if type.args else ""
    first, _, rest = names.partition(" ")
    if type.user or first not in ("time", "timestamp") or not rest:
        text = names + args
    else:
        text = f"{first}{args} {rest}"
    return text + "[]" * type.dimensions
