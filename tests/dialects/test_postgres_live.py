"""What PostgreSQL stores has the same normal form as what was written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from erdapp.dialects import facts
from erdapp.schema import Check, Column, Dialect, ForeignKey, Index, IndexPart, Table
from tests.dialects import postgres_probes as probes

pytestmark = pytest.mark.live
POSTGRES = facts(Dialect.POSTGRES)
DATABASE = f"erdapp_dialects_{os.getpid()}"  # workers run side by side

COLUMNS = tuple(
    Column(name=POSTGRES.unquote(name), type=POSTGRES.parse_type(probes.BASES.get(type, type)))
    for name, type in probes.COLUMNS.items()
)


@pytest.fixture(scope="module")
def database(postgres_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        server.execute(f"CREATE DATABASE {DATABASE}")
        url = psycopg.conninfo.make_conninfo(postgres_url, dbname=DATABASE)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SET timezone = 'UTC'")
            for statement in probes.SETUP:
                connection.execute(statement)
            yield connection
        server.execute(f"DROP DATABASE {DATABASE}")


def one(connection: psycopg.Connection[Any], query: str) -> Any:
    row = connection.execute(query).fetchone()
    return None if row is None else row[0]


def test_stored_checks_have_the_normal_form_of_the_written_ones(
    database: psycopg.Connection[Any],
) -> None:
    columns = ", ".join(f"{name} {type}" for name, type in probes.COLUMNS.items())
    database.execute(f"CREATE TABLE checked ({columns})")
    wrong = []
    for written in probes.CHECKS:
        database.execute(f"ALTER TABLE checked ADD CONSTRAINT probe CHECK ({written})")
        stored = one(
            database,
            "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname = 'probe'",
        )
        database.execute("ALTER TABLE checked DROP CONSTRAINT probe")
        normal = POSTGRES.normal_expression(written, COLUMNS)
        if normal != POSTGRES.normal_expression(stored, COLUMNS):
            wrong.append((written, normal, POSTGRES.normal_expression(stored, COLUMNS)))
        database.execute(f"ALTER TABLE checked ADD CONSTRAINT probe CHECK ({normal})")
        database.execute("ALTER TABLE checked DROP CONSTRAINT probe")
    assert not wrong


def test_stored_defaults_have_the_normal_form_of_the_written_ones(
    database: psycopg.Connection[Any],
) -> None:
    wrong = []
    for type, written in probes.DEFAULTS:
        column = Column(name="c", type=POSTGRES.parse_type(probes.BASES.get(type, type)))
        normal = POSTGRES.normal_default(written, column)
        for text in (written, normal or "NULL"):
            database.execute(f"CREATE TABLE kept (c {type} DEFAULT {text})")
            stored = one(
                database,
                "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef "
                "WHERE adrelid = 'kept'::regclass",
            )
            database.execute("DROP TABLE kept")
            found = None if stored is None else POSTGRES.normal_default(stored, column)
            if found != normal:
                wrong.append((type, text, normal, found))
    assert not wrong


NAMED = (
    ("plain", "a int PRIMARY KEY, b int UNIQUE, c int CHECK (c > 0)"),
    ("two_columns", "a int, b int, UNIQUE (a, b), CHECK (a > b), CHECK (a > 0)"),
    ("again", "a int CHECK (a > 0) CHECK (a < 9), b int UNIQUE, UNIQUE (b, a)"),
    ("self_reference", "a int PRIMARY KEY, b int REFERENCES self_reference"),
    ("x" * 50, f"{'y' * 50} int UNIQUE CHECK ({'y' * 50} > 0)"),
    ("ä" * 25, f"{'ö' * 20} int UNIQUE"),
)


def test_generated_names_are_those_of_the_server(database: psycopg.Connection[Any]) -> None:
    wrong = []
    for name, body in NAMED:
        database.execute(f"CREATE TABLE {name} ({body})")
        rows = database.execute(
            "SELECT conname, contype::text, pg_get_expr(conbin, conrelid), "
            "ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY k(num, place) "
            "JOIN pg_attribute ON attrelid = conrelid AND attnum = num ORDER BY place) "
            "FROM pg_constraint WHERE conrelid = %s::regclass ORDER BY oid",
            (f'"{name}"',),
        ).fetchall()
        columns = one(
            database,
            "SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute "
            f"WHERE attrelid = '\"{name}\"'::regclass AND attnum > 0",
        )
        integer = POSTGRES.parse_type("int")
        table = Table(name=name, columns=tuple(Column(name=c, type=integer) for c in columns))
        for found, kind, expression, keys in rows:
            guess = _guess(table, kind, expression, tuple(keys))
            taken = any(check.name == found for check in table.checks)
            if guess != found and not taken:
                wrong.append((found, guess))
            if not POSTGRES.is_generated_name(found, name, tuple(keys)):
                wrong.append((found, "taken for a name of its own"))
            if kind == "c":
                check = Check(expression=expression, name=found)
                table = Table(name=name, columns=table.columns, checks=(*table.checks, check))
    assert not wrong


def _guess(table: Table, kind: str, expression: str, keys: tuple[str, ...]) -> str:
    match kind:
        case "p":
            return POSTGRES.primary_key_name(table)
        case "u":
            return POSTGRES.unique_name(table, keys)
        case "f":
            return POSTGRES.foreign_key_name(table, ForeignKey(columns=keys, ref_table=table.name))
        case _:
            return POSTGRES.check_name(table, expression, "")


INDEXED = (
    ("a",),
    ("a", "b"),
    ("lower(t)",),
    ("(a + b)",),
    ("a", "lower(t)", "upper(t)", "lower(t)"),
    ("(a + b)", "(a - b)"),
    ("a", "b", "t"),
)


def test_generated_index_names_are_those_of_the_server(database: psycopg.Connection[Any]) -> None:
    integer = POSTGRES.parse_type("int")
    columns = tuple(Column(name=name, type=integer) for name in ("a", "b", "t"))
    database.execute("CREATE TABLE indexed (a int, b int, t text)")
    table = Table(name="indexed", columns=columns)
    for parts in INDEXED:
        guess = POSTGRES.index_name(table, parts)
        database.execute(f"CREATE INDEX ON indexed ({', '.join(parts)})")
        found = one(
            database, "SELECT relname FROM pg_class WHERE relkind = 'i' ORDER BY oid DESC LIMIT 1"
        )
        assert guess == found
        index = Index(name=found, parts=(IndexPart(column="a"),))
        table = Table(name="indexed", columns=columns, indexes=(*table.indexes, index))


TYPES = (
    "int", "int2", "int8", "bool", "varchar(20)", "varchar", "char", "char(3)", "bpchar", "text",
    "numeric", "numeric(10)", "numeric(10,2)", "decimal(5,1)", "float", "float(10)", "float(30)",
    "real", "float4", "float8", "timestamp", "timestamp(3)", "timestamptz", "timestamptz(0)",
    "timestamp(2) with time zone", "time", "timetz(2)", "time(3) without time zone", "date",
    "interval", "interval(3)", "interval day to second(3)", "interval year", "bit", "bit(3)",
    "bit varying", "varbit(9)", "int[]", "text[][]", "integer ARRAY", "varchar(5)[]", "uuid",
    '"char"', "name", "json", "jsonb", "xml", "inet", "cidr", "macaddr", "bytea", "money", "point",
    "tsvector", "int4range", "tstzmultirange", "oid", "regclass", "mood", "public.mood[]",
    "pg_catalog.int4", "national character varying(7)", "dec(4)", "positive", "email",
)  # fmt: skip


def test_types_are_called_what_the_server_calls_them(database: psycopg.Connection[Any]) -> None:
    wrong = []
    for written in TYPES:
        database.execute(f"CREATE TABLE typed (c {written})")
        stored = one(
            database,
            "SELECT format_type(atttypid, atttypmod) FROM pg_attribute "
            "WHERE attrelid = 'typed'::regclass AND attname = 'c'",
        )
        database.execute("DROP TABLE typed")
        type = POSTGRES.parse_type(written)
        dimensions = max(type.dimensions, 1) if type.dimensions else 0
        shown = POSTGRES.type_sql(type).replace("[]" * dimensions, "[]") if dimensions else None
        if (shown or POSTGRES.type_sql(type)) != stored:
            wrong.append((written, POSTGRES.type_sql(type), stored))
        database.execute(f"CREATE TABLE typed (c {POSTGRES.type_sql(type)})")
        database.execute("DROP TABLE typed")
    assert not wrong


DEFINITIONS = (
    "create or replace function f1(x int, y text default 'a', out z int) as "
    "$$ begin z := x; end; $$ language plpgsql immutable strict",
    "create function f2() returns trigger language 'plpgsql' as $body$\nbegin\n  new.a = 1; -- 1\n"
    "  return new;\nend\n$body$",
    "create function f3(a int, b int) returns int as 'select a + b' language sql",
    "create function f4(variadic x int[]) returns setof t language sql stable security definer "
    "set search_path = public, pg_temp cost 5 rows 10 as 'select * from t'",
    "create function f5(p numeric(10,2)) returns table(q int, r varchar(5)) language sql "
    "parallel safe leakproof called on null input as $_$ select 1, 'a'::varchar(5) $_$",
    "create function f6() returns int return 1",
    "create function f7(timestamp with time zone, double precision) returns void language sql "
    "as 'select'",
    "create function \"F 8\"(public.t) returns public.t language sql as 'select $1'",
    "create function f9(a text = 'x'::text, b int[] default '{}') returns varchar(10) "
    "volatile cost 100 language sql as $$ select 'a$$b'::text $$".replace("a$$b", "ab"),
    "create procedure p1(inout x int) language plpgsql as $$ begin x := 1; end $$",
    "create trigger t1 before insert or update on t for each row execute procedure f2()",
    "create trigger t2 after update of a, b or insert or delete on public.t for each row "
    "execute function f2('x', 1)",
    "create trigger t3 after delete on t execute function f2()",
    "create constraint trigger t4 after insert on t deferrable initially deferred for each row "
    "execute function f2()",
    "create trigger t5 after insert on t referencing new table as nt for each statement "
    "execute function f2()",
    "create trigger t6 before update on t for each row when (old.* is distinct from new.*) "
    "execute function f2()",
    "create trigger t7 before update on t for each row when (new.a in (1, 2) and old.b = 'x') "
    "execute function f2()",
    "create rule r1 as on insert to t where new.a = 1 do instead nothing",
)

STORED = {
    "function": "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE oid > 16383 ORDER BY oid DESC",
    "trigger": "SELECT pg_get_triggerdef(oid) FROM pg_trigger ORDER BY oid DESC",
    "rule": "SELECT pg_get_ruledef(oid) FROM pg_rewrite ORDER BY oid DESC",
}


def test_stored_definitions_have_the_normal_form_of_the_written_ones(
    database: psycopg.Connection[Any],
) -> None:
    database.execute("CREATE TABLE t (a int, b text)")
    wrong = []
    for written in DEFINITIONS:
        database.execute(written)
        words = written.partition(" on ")[0].partition("(")[0]
        kind = next((kind for kind in ("trigger", "rule") if f" {kind} " in words), "function")
        stored = one(database, f"{STORED[kind]} LIMIT 1")
        normal = POSTGRES.normal_definition(written)
        if normal != POSTGRES.normal_definition(stored):
            wrong.append((normal, POSTGRES.normal_definition(stored)))
        assert POSTGRES.normal_definition(normal) == normal
    assert not wrong
