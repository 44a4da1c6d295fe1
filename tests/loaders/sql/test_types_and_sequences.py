"""Types, domains and sequences of a file."""

from __future__ import annotations

from typing import Any

import pytest

from erdapp.schema import Composite, Dialect, Sequence
from tests.loaders.sql.objects import (
    ENUM,
    MA,
    MS,
    PG,
    only,
    schema,
)


@pytest.mark.parametrize(
    ("change", "values"),
    [
        ("", ("sad", "ok")),
        ("ALTER TYPE mood ADD VALUE 'happy'", ("sad", "ok", "happy")),
        ("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok'", ("sad", "ok")),
        ("ALTER TYPE mood ADD VALUE 'so' BEFORE 'ok'", ("sad", "so", "ok")),
        ("ALTER TYPE mood ADD VALUE 'so' AFTER 'sad'", ("sad", "so", "ok")),
        ("ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'", ("sad", "fine")),
    ],
)
def test_enum_values_keep_their_order(change: str, values: tuple[str, ...]) -> None:
    assert only(schema(f"{ENUM}{change};").enums).values == values


def test_a_renamed_type_is_renamed_in_columns() -> None:
    found = schema(
        f"CREATE SCHEMA s; {ENUM} CREATE TABLE t (a mood, b mood[]);"
        "ALTER TYPE mood RENAME TO state; ALTER TYPE state SET SCHEMA s;"
    )
    assert (only(found.enums).schema, only(found.enums).name) == ("s", "state")
    types = [str(column.type) for column in only(found.tables).columns]
    assert types == ["s.state", "s.state[]"]


def test_composite_types_are_altered_attribute_by_attribute() -> None:
    found = schema(
        'CREATE TYPE a AS (x int, y text COLLATE "C", z date);'
        "ALTER TYPE a ADD ATTRIBUTE w numeric(10,2), DROP ATTRIBUTE z, ALTER ATTRIBUTE x TYPE bigint;"  # noqa: E501
        "ALTER TYPE a RENAME ATTRIBUTE y TO t;"
    )
    composite: Composite = only(found.composites)
    assert [(item.name, str(item.type)) for item in composite.attributes] == [
        ("x", "bigint"),
        ("t", "text"),
        ("w", "numeric(10,2)"),
    ]


def test_range_types_are_kept_as_text() -> None:
    found = schema("CREATE TYPE r AS RANGE (subtype = float8, subtype_diff = float8mi);")
    definition = only(found.definitions)
    assert definition.kind == "range type"
    assert "SUBTYPE = double precision" in definition.definition


def test_a_shell_type_says_nothing() -> None:
    assert schema("CREATE TYPE box;").objects() == ()


def test_domains_and_their_constraints() -> None:
    found = schema(
        "CREATE DOMAIN email AS varchar(200) NOT NULL DEFAULT 'x' CHECK (VALUE ~ '@')"
        " CONSTRAINT long CHECK (length(VALUE) > 3);"
        "ALTER DOMAIN email DROP NOT NULL; ALTER DOMAIN email DROP CONSTRAINT long;"
        "ALTER DOMAIN email ADD CHECK (VALUE <> '');"
    )
    domain = only(found.domains)
    assert (str(domain.type), domain.null) == ("character varying(200)", True)
    assert [check.name for check in domain.checks] == ["email_check", "email_check1"]


def test_alias_and_table_types_of_sql_server() -> None:
    found = schema(
        "CREATE TYPE [dbo].[Flag] FROM bit NOT NULL\nGO\n"
        "CREATE TYPE dbo.Ids AS TABLE (id int NOT NULL PRIMARY KEY)\nGO\n",
        MS,
    )
    assert (only(found.domains).name, only(found.domains).null) == ("Flag", False)
    assert only(found.definitions).kind == "table type"


@pytest.mark.parametrize("kind", ["TYPE", "DOMAIN"])
def test_types_are_dropped(kind: str) -> None:
    text = f"CREATE DOMAIN a AS int; CREATE DOMAIN b AS int; DROP {kind} IF EXISTS a, b, c CASCADE;"
    assert schema(text).objects() == ()


# Sequences


@pytest.mark.parametrize(
    ("options", "fields", "dialect"),
    [
        ("", {}, PG),
        ("START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1", {}, PG),
        ("AS integer START 1 MAXVALUE 2147483647", {"type": "integer"}, PG),
        ("INCREMENT -1 START -1", {"increment": -1}, PG),
        ("START 100 CACHE 20 CYCLE", {"start": 100, "cache": 20, "cycle": True}, PG),
        ("MINVALUE 5 MAXVALUE 9 NO CYCLE", {"min_value": 5, "max_value": 9}, PG),
        ("START WITH 1 INCREMENT BY 1 CACHE 1000 NOCYCLE", {}, MA),
        ("START = 5", {"start": 5}, MA),
        ("AS bigint START WITH -9223372036854775808 NO CACHE", {}, MS),
        ("AS [int] START WITH 1", {"type": "int", "start": 1}, MS),
    ],
)  # fmt: skip
def test_defaults_of_a_sequence_are_left_out(
    options: str, fields: dict[str, Any], dialect: Dialect
) -> None:
    assert only(schema(f"CREATE SEQUENCE s {options};", dialect).sequences) == Sequence(
        name="s", **fields
    )


def test_a_sequence_is_owned_altered_renamed_and_dropped() -> None:
    text = (
        "CREATE TABLE t (id int); CREATE SEQUENCE s; CREATE SEQUENCE u;"
        "ALTER SEQUENCE s OWNED BY t.id; ALTER SEQUENCE s INCREMENT BY 5;"
        "ALTER SEQUENCE s RENAME TO n; DROP SEQUENCE u;"
    )
    assert only(schema(text).sequences) == Sequence(name="n", increment=5, owned_by=("t", "id"))
