"""Functions of a C library that isn't on the scratch server: stood in for, and said so."""

from __future__ import annotations

import pytest

from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.planner import plan
from erdapp.planner.plan import Statement
from erdapp.runner import Verdict, prove
from erdapp.runner.stand_ins import stand_in
from erdapp.schema import Dialect, Schema

C_FUNCTION = """
CREATE FUNCTION public.tile("at" bigint, integer) RETURNS integer LANGUAGE c STRICT
AS '$libdir/no_such_library', 'tile_of';
"""


def load(sql: str) -> Schema:
    options = LoadOptions(dialect=Dialect.POSTGRES)
    return load_sql((SourceFile("a.sql", sql),), options).schema


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE FUNCTION f(a int) RETURNS int LANGUAGE c AS '$libdir/x', 'f'",
        "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE 'c' IMMUTABLE AS 'x'",
        "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'lib', $function$sym$function$",
    ],
)
def test_a_function_in_c_gets_a_body_that_only_raises(sql: str) -> None:
    made = stand_in(Statement(sql=sql)).sql
    assert "LANGUAGE plpgsql" in made
    assert "RAISE EXCEPTION 'stand-in for" in made
    assert made.lower().startswith("create")


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$",
        "CREATE TABLE c (language text)",
        "CREATE VIEW v AS SELECT 'x'",
        "DO $$ BEGIN CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; END $$",
        "DO LANGUAGE plpgsql $a$ BEGIN NULL; -- c\n END $a$",
    ],
)
def test_anything_else_stays_as_it_is(sql: str) -> None:
    statement = Statement(sql=sql)
    assert stand_in(statement) is statement


def test_a_block_goes_the_way_that_it_goes_for_a_superuser() -> None:
    sql = (
        "DO $$ BEGIN\n"
        "  CREATE FUNCTION f(text) RETURNS text LANGUAGE c AS '$libdir/unaccent', 'f';\n"
        "EXCEPTION WHEN insufficient_privilege THEN\n"
        "  CREATE FUNCTION f(text) RETURNS text LANGUAGE sql AS $f$ SELECT $1; $f$;\n"
        "END $$"
    )
    first, otherwise = stand_in(Statement(sql=sql)).sql.split("EXCEPTION WHEN")
    assert "LANGUAGE plpgsql AS $stand_in$" in first
    assert otherwise == sql.split("EXCEPTION WHEN")[1]


def test_two_libraries_give_two_stand_ins() -> None:
    one, two = (
        stand_in(Statement(sql=f"CREATE FUNCTION f() RETURNS int LANGUAGE c AS '{lib}', 'f'")).sql
        for lib in ("a", "b")
    )
    assert one != two


@pytest.mark.live
def test_a_proof_says_what_it_does_not_prove(postgres_url: str) -> None:
    old = load(C_FUNCTION + "CREATE TABLE t (a integer);")
    new = load(C_FUNCTION + "CREATE TABLE t (a integer, b integer);")
    proof = prove(old, new, plan(old, new), url=postgres_url)
    assert (proof.verdict, proof.reason) == (Verdict.PROVED, "")
    assert proof.stand_ins == ("tile",)
    assert "Not proved is what these do: tile." in proof.hint


@pytest.mark.live
def test_without_such_functions_there_are_no_stand_ins(postgres_url: str) -> None:
    old, new = load("CREATE TABLE t (a integer);"), load("CREATE TABLE t (a bigint);")
    assert prove(old, new, plan(old, new), url=postgres_url).stand_ins == ()
