"""A plausible value for a column, as a SQL literal: different for every row number."""

from __future__ import annotations

import re
from collections.abc import Mapping

from erdapp.dialects import facts
from erdapp.schema import Column, DataType, Dialect, Name, Schema

_LIMITS = {"tinyint": 127, "smallint": 32767, "mediumint": 8_388_607}

_FIXED = {
    "bytea": "'\\x{n:02x}'",
    "uuid": "'00000000-0000-4000-8000-{n:012x}'",
    "json": "'{{\"n\": {n}}}'",
    "jsonb": "'{{\"n\": {n}}}'",
    "date": "'2024-01-{day:02d}'",
    "time": "'10:00:{day:02d}'",
    "time without time zone": "'10:00:{day:02d}'",
    "time with time zone": "'10:00:{day:02d}+00'",
    "datetime": "'2024-01-{day:02d} 10:00:00'",
    "timestamp": "'2024-01-{day:02d} 10:00:00'",
    "timestamp without time zone": "'2024-01-{day:02d} 10:00:00'",
    "timestamp with time zone": "'2024-01-{day:02d} 10:00:00+00'",
    "interval": "'{n} days'",
    "year": "'{year}'",
    "inet": "'10.0.{high}.{low}'",
    "cidr": "'10.0.{high}.{low}/32'",
    "inet4": "'10.0.{high}.{low}'",
    "inet6": "'2001:db8::{n:x}'",
    "macaddr": "'08:00:2b:01:02:{low:02x}'",
    "macaddr8": "'08:00:2b:01:02:03:04:{low:02x}'",
    "point": "'({n},{n})'",
    "line": "'{{1,-1,{n}}}'",
    "lseg": "'(0,0),({n},{n})'",
    "box": "'(0,0),({n},{n})'",
    "path": "'(0,0),({n},{n})'",
    "polygon": "'(0,0),({n},0),({n},{n})'",
    "circle": "'<(0,0),{n}>'",
    "tsvector": "'word{n}'",
    "tsquery": "'word{n}'",
    "xml": "'<a>{n}</a>'",
    "int4range": "'[{n},{next})'",
    "int8range": "'[{n},{next})'",
    "numrange": "'[{n},{next})'",
    "daterange": "'[2024-01-{day:02d},2024-02-01)'",
    "tsrange": "'[2024-01-{day:02d},2024-02-01)'",
    "tstzrange": "'[2024-01-{day:02d} 00:00+00,2024-02-01 00:00+00)'",
    "oid": "{n}",
    "pg_lsn": "'0/{n:X}'",
    "citext": "'text {n}'",
    "hstore": "'n=>{n}'",
    "ltree": "'a.b{n}'",
    "cube": "'({n})'",
}
"""Types whose literal only depends on the row."""

_MYSQL_SHAPES = {
    "point": "ST_GeomFromText('POINT({n} {n})')",
    "geometry": "ST_GeomFromText('POINT({n} {n})')",
    "linestring": "ST_GeomFromText('LINESTRING(0 0,{n} {n})')",
    "polygon": "ST_GeomFromText('POLYGON((0 0,{n} 0,{n} {n},0 0))')",
}

_INTEGER = re.compile(r"(?:tiny|small|medium|big)?int(?:eger)?|serial|bigserial|int\d")
_NUMBER = re.compile(r"numeric|decimal|real|double(?: precision)?|float|money|number")
_TEXT = re.compile(r".*(?:char|text|clob|name|string).*")
_BYTES = re.compile(r"(?:tiny|medium|long)?blob|(?:var)?binary")


def literal(column: Column, row: int, schema: Schema) -> str | None:
    """A literal for the column in row number `row` (from 1); None when nothing is known of its
    type."""
    return _of_type(column.type, row, schema, depth=0)


def _of_type(type_: DataType, row: int, schema: Schema, depth: int) -> str | None:
    dialect = schema.dialect
    if type_.dimensions:
        return "'{}'"
    if type_.user:
        found = _user_type(type_, row, schema, depth)
        if found is not None:
            return found
    name = type_.name
    shapes = _MYSQL_SHAPES if dialect in (Dialect.MYSQL, Dialect.MARIADB) else {}
    pattern = shapes.get(name) or _FIXED.get(name)
    if dialect is Dialect.SQLITE and name not in ("date", "datetime", "timestamp", "time"):
        pattern = None
    if pattern is not None:
        return pattern.format_map(_numbers(row))
    return _plain(type_, row, dialect)


def _numbers(row: int) -> Mapping[str, int]:
    return {
        "n": row,
        "next": row + 1,
        "day": row % 28 + 1,
        "year": 2000 + row % 100,
        "high": row // 250,
        "low": row % 250 + 1,
    }


def _user_type(type_: DataType, row: int, schema: Schema, depth: int) -> str | None:
    """An enum's value, or a value of what a domain is made of."""
    name = Name(type_.schema, type_.name)
    for enum in schema.enums:
        if Name(enum.schema, enum.name) == name and enum.values:
            return facts(schema.dialect).string(enum.values[row % len(enum.values)])
    for domain in schema.domains:
        if Name(domain.schema, domain.name) == name and depth < 8:
            return _of_type(domain.type, row, schema, depth + 1)
    return None


def _plain(type_: DataType, row: int, dialect: Dialect) -> str | None:
    name = type_.name.lower()
    string = facts(dialect).string
    if name in ("enum", "set") and type_.args:
        return string(type_.args[row % len(type_.args)])
    if name in ("boolean", "bool"):
        return ("false", "true")[row % 2] if dialect is Dialect.POSTGRES else str(row % 2)
    if name in ("bit", "bit varying"):
        return _bits(type_, row, dialect)
    if _INTEGER.fullmatch(name):
        boolean = name == "tinyint" and type_.args == ("1",)
        return str(row % 2 if boolean else row % _LIMITS.get(name, 2**31))
    if _NUMBER.fullmatch(name):
        return _decimal(type_, row)
    if _BYTES.fullmatch(name):
        return string(_short(f"b{row}", type_))
    if _TEXT.fullmatch(name):
        return string(_short(f"text {row}", type_))
    return str(row) if dialect is Dialect.SQLITE else None


def _bits(type_: DataType, row: int, dialect: Dialect) -> str:
    width = int(type_.args[0]) if type_.args and type_.args[0].isdigit() else 1
    digits = format(row % 2 ** min(width, 16), "b").rjust(min(width, 64), "0")
    return f"{'B' if dialect is Dialect.POSTGRES else 'b'}'{digits}'"


def _decimal(type_: DataType, row: int) -> str:
    """Within precision and scale: `decimal(3,3)` holds only fractions."""
    sizes = [int(arg) for arg in type_.args if arg.isdigit()]
    if len(sizes) == 2 and sizes[0] <= sizes[1]:
        return f"0.{row % 10 ** min(sizes[1], 9):0{sizes[1]}d}"
    if sizes and type_.name in ("numeric", "decimal"):
        whole = sizes[0] - (sizes[1] if len(sizes) > 1 else 0)
        return str(row % 10 ** min(whole, 9))
    return str(row)


def _short(text: str, type_: DataType) -> str:
    """The text cut to the length of the type, its end, which tells rows apart, kept."""
    length = int(type_.args[0]) if type_.args and type_.args[0].isdigit() else len(text)
    return text[-length:] if length else ""
