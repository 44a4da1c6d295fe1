"""Functions, procedures and aggregates of a file."""

from __future__ import annotations

import pytest

from erdapp.schema import Dialect
from tests.loaders.sql.objects import (
    ENUM,
    MS,
    MY,
    only,
    schema,
)


def test_a_function_is_written_as_the_server_writes_it() -> None:
    text = """
        create or replace function add(a integer default 1, variadic b int[] = '{}')
        returns setof bigint as 'select 1' strict cost 100 language SQL stable
        set search_path = public, pg_temp parallel safe security definer;"""
    routine = only(schema(text).routines)
    assert routine.signature == "integer, integer[]"
    assert routine.definition.endswith(
        "RETURNS SETOF bigint LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE "
        "SET search_path TO 'public', 'pg_temp' AS $$select 1$$"
    )


def test_overloads_are_different_routines() -> None:
    body = "RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;"
    text = f"CREATE FUNCTION f(a int) {body} CREATE FUNCTION f(a text) {body}"
    assert [item.signature for item in schema(text).routines] == ["integer", "text"]
    left = schema(
        f"{text} DROP FUNCTION f(varchar); DROP FUNCTION f(text);".replace(
            "f(varchar)", "IF EXISTS f(varchar)"
        )
    )
    assert only(left.routines).signature == "integer"


@pytest.mark.parametrize(
    ("arguments", "signature"),
    [
        ("", ""),
        ("integer, text", "integer, text"),
        ("a double precision, b character varying(5)", "double precision, character varying"),
        ("IN a int, OUT b int, INOUT c text", "integer, text"),
        ("timestamp with time zone, text[]", "timestamp with time zone, text[]"),
        ("p_a public.mood, mood", "mood, mood"),
        ("a t.x%TYPE", "bigint"),
        ("date date", "date"),
        ("numeric(10,2)", "numeric"),
    ],
)
def test_signatures_are_input_types(arguments: str, signature: str) -> None:
    text = f"{ENUM} CREATE TABLE t (x bigint); CREATE FUNCTION f({arguments}) RETURNS int LANGUAGE sql AS '';"  # noqa: E501
    assert only(schema(text).routines).signature == signature


def test_an_altered_function_carries_the_attribute() -> None:
    text = "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'x'; ALTER FUNCTION f() IMMUTABLE;"
    assert " IMMUTABLE AS " in only(schema(text).routines).definition


def test_aggregates_have_a_signature() -> None:
    text = (
        "CREATE AGGREGATE m(anyelement) (sfunc = array_append, stype = anyarray, initcond = '{}');"
    )
    routine = only(schema(text).routines)
    assert (routine.kind, routine.signature) == ("aggregate", "anyelement")
    assert only(schema(f"{text} DROP AGGREGATE IF EXISTS x(*);").routines) == routine


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("CREATE PROCEDURE p(IN a INT) BEGIN SELECT 1; SELECT 2; END;", MY),
        (
            "DELIMITER //\nCREATE DEFINER=`r`@`%` PROCEDURE p(IN a INT) BEGIN SELECT 1; SELECT 2; END//",  # noqa: E501
            MY,
        ),
        ("CREATE PROC [dbo].[p] @a int AS\nBEGIN\nSELECT 1;\nEND\nGO\n", MS),
        ("CREATE OR ALTER PROCEDURE p @a int AS SELECT 1\nGO\n", MS),
    ],
)
def test_procedures_are_kept_whole(text: str, dialect: Dialect) -> None:
    routine = only(schema(text, dialect).routines)
    assert (routine.name, routine.kind, routine.schema) == ("p", "procedure", "")
    assert routine.definition.startswith("CREATE PROCEDURE ")
    assert "DEFINER" not in routine.definition


def test_alter_procedure_of_sql_server_is_a_new_body() -> None:
    text = "CREATE PROC p AS SELECT 1\nGO\nALTER PROC p AS SELECT 2\nGO\n"
    assert only(schema(text, MS).routines).definition.endswith("SELECT 2")
