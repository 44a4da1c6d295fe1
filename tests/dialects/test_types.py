"""Type texts of five dialects, in canonical form and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erdapp.dialects import DIALECTS, facts
from erdapp.schema import DataType, Dialect

P, M, MARIA, L, S = (
    Dialect.POSTGRES,
    Dialect.MYSQL,
    Dialect.MARIADB,
    Dialect.SQLITE,
    Dialect.MSSQL,
)

CANONICAL = [
    (P, "INT4", DataType("integer")),
    (P, "varchar( 255 )", DataType("character varying", ("255",))),
    (P, "char", DataType("character", ("1",))),
    (P, "numeric(10)", DataType("numeric", ("10", "0"))),
    (P, "float(24)", DataType("real")),
    (P, "timestamp(3) with time zone", DataType("timestamp with time zone", ("3",))),
    (P, "timestamptz", DataType("timestamp with time zone")),
    (P, "integer ARRAY[4]", DataType("integer", dimensions=1)),
    (P, "text[][]", DataType("text", dimensions=2)),
    (P, '"char"', DataType('"char"')),
    (P, "interval day to second(3)", DataType("interval day to second", ("3",))),
    (P, "pg_catalog.int8", DataType("bigint")),
    (P, "bigserial", DataType("bigserial")),
    (P, "public.Status", DataType("status", user=True)),
    (P, 'shop."Order Status"[]', DataType("Order Status", dimensions=1, schema="shop", user=True)),
    (P, "geometry(POINT, 4326)", DataType("geometry", ("Point", "4326"), user=True)),
    (P, "geometry(multipolygonz,1)", DataType("geometry", ("MultiPolygonZ", "1"), user=True)),
    (P, "geometry(pointzm)", DataType("geometry", ("PointZM",), user=True)),
    (P, "geometry(Geometry, 0)", DataType("geometry", user=True)),
    (P, "geography(LINESTRING)", DataType("geography", ("LineString", "4326"), user=True)),
    (P, "shape(point)", DataType("shape", ("point",), user=True)),
    (P, "citext", DataType("citext", user=True)),
    (M, "INT(11)", DataType("int")),
    (M, "int(3)", DataType("int")),
    (M, "tinyint(1)", DataType("tinyint", ("1",))),
    (M, "BOOLEAN", DataType("tinyint", ("1",))),
    (M, "int(5) unsigned zerofill", DataType("int", ("5",), ("unsigned", "zerofill"))),
    (M, "bigint unsigned", DataType("bigint", modifiers=("unsigned",))),
    (M, "decimal", DataType("decimal", ("10", "0"))),
    (M, "double precision", DataType("double")),
    (M, "national varchar(9)", DataType("varchar", ("9",))),
    (M, "varchar(9) character set utf8 collate utf8_bin", DataType("varchar", ("9",))),
    (M, "enum('a','it''s',\"b,c\")", DataType("enum", ("a", "it's", "b,c"))),
    (M, "year(4)", DataType("year")),
    (M, "bit", DataType("bit", ("1",))),
    (M, "timestamp(0)", DataType("timestamp")),
    (MARIA, "json", DataType("json")),
    (MARIA, "uuid", DataType("uuid")),
    (MARIA, "integer", DataType("int")),
    (MARIA, "int(11)", DataType("int")),
    (MARIA, "int(10) unsigned", DataType("int", modifiers=("unsigned",))),
    (MARIA, "int(11) unsigned", DataType("int", ("11",), ("unsigned",))),
    (MARIA, "int(3)", DataType("int", ("3",))),
    (MARIA, "tinyint(1)", DataType("tinyint", ("1",))),
    (L, "VARCHAR (255)", DataType("varchar", ("255",))),
    (L, "unsigned  BIG int", DataType("unsigned big int")),
    (L, "INT(11) UNSIGNED", DataType("int", ("11",), ("unsigned",))),
    (L, "", DataType("")),
    (S, "[nvarchar](MAX)", DataType("nvarchar", ("max",))),
    (S, "decimal", DataType("decimal", ("18", "0"))),
    (S, "numeric(8,2)", DataType("numeric", ("8", "2"))),
    (S, "datetime2(7)", DataType("datetime2")),
    (S, "float(53)", DataType("float")),
    (S, "timestamp", DataType("rowversion")),
    (S, "varchar", DataType("varchar", ("1",))),
    (S, "[dbo].[Flag]", DataType("Flag", user=True)),
    (S, "[sys].[hierarchyid]", DataType("hierarchyid")),
    (S, "[hr].[Name]", DataType("Name", schema="hr", user=True)),
]


@pytest.mark.parametrize(("dialect", "text", "expected"), CANONICAL)
def test_a_type_has_one_canonical_form(dialect: Dialect, text: str, expected: DataType) -> None:
    assert facts(dialect).parse_type(text) == expected


SHORT = [
    (P, "timestamp with time zone", "timestamptz"),
    (P, "character varying(255)", "varchar(255)"),
    (P, "integer", "int"),
    (P, "double precision", "float8"),
    (P, "numeric(12,2)", "numeric(12,2)"),
    (P, "numeric(12)", "numeric(12)"),
    (P, "character(1)", "char"),
    (P, "text[]", "text[]"),
    (P, 'shop."Order Status"', "Order Status"),
    (M, "tinyint(1)", "bool"),
    (M, "decimal(10,2) unsigned", "decimal(10,2) unsigned"),
    (M, "enum('new','done')", "enum(new,done)"),
    (S, "decimal(18,0)", "decimal(18)"),
    (S, "nvarchar(max)", "nvarchar(max)"),
]


@pytest.mark.parametrize(("dialect", "text", "expected"), SHORT)
def test_a_card_shows_a_type_short(dialect: Dialect, text: str, expected: str) -> None:
    assert facts(dialect).short_type(facts(dialect).parse_type(text)) == expected


@pytest.mark.parametrize(("dialect", "text"), [(d, t) for d, t, _ in CANONICAL])
def test_a_type_survives_the_way_into_sql_and_back(dialect: Dialect, text: str) -> None:
    type = facts(dialect).parse_type(text)
    assert facts(dialect).parse_type(facts(dialect).type_sql(type)) == type


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)


@given(st.sampled_from([P, S]), NAMES, NAMES, st.integers(0, 2))
def test_user_types_of_any_name_survive(
    dialect: Dialect, name: str, schema: str, dimensions: int
) -> None:
    dims = dimensions if dialect is P else 0
    type = DataType(name, dimensions=dims, schema=f"x{schema}", user=True)
    assert facts(dialect).parse_type(facts(dialect).type_sql(type)) == type


@given(st.sampled_from([M, MARIA]), st.lists(st.text(max_size=10), min_size=1, max_size=5))
def test_enum_values_of_any_text_survive(dialect: Dialect, values: list[str]) -> None:
    type = DataType("enum", tuple(values))
    assert facts(dialect).parse_type(facts(dialect).type_sql(type)) == type


@given(st.sampled_from(DIALECTS), st.text(max_size=60))
def test_any_text_is_some_type(dialect: Dialect, text: str) -> None:
    type = facts(dialect).parse_type(text)
    facts(dialect).type_sql(type)
    facts(dialect).short_type(type)
