"""Comments, namespaces, and statements that are not read."""

from __future__ import annotations

import pytest

from erdapp.schema import Column, Dialect
from tests.loaders.sql.objects import (
    ENUM,
    FUNCTION,
    LITE,
    MS,
    MY,
    PG,
    TABLE,
    load,
    only,
    schema,
)


def test_comments_on_everything() -> None:
    found = schema(
        f"CREATE SCHEMA s; {ENUM} {TABLE} {FUNCTION}"
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0); CREATE INDEX i ON t (a);"
        "CREATE VIEW v AS SELECT a FROM t; CREATE SEQUENCE q; CREATE DOMAIN d AS int;"
        "CREATE TRIGGER x AFTER INSERT ON t EXECUTE FUNCTION f();"
        "COMMENT ON SCHEMA s IS '1'; COMMENT ON TYPE mood IS '2'; COMMENT ON TABLE t IS '3';"
        "COMMENT ON COLUMN t.a IS 'it''s 4'; COMMENT ON FUNCTION f() IS '5';"
        "COMMENT ON CONSTRAINT c ON t IS '6'; COMMENT ON INDEX i IS '7'; COMMENT ON VIEW v IS '8';"
        "COMMENT ON COLUMN v.a IS '9'; COMMENT ON SEQUENCE q IS '10'; COMMENT ON DOMAIN d IS '11';"
        "COMMENT ON TRIGGER x ON t IS '12'; COMMENT ON DATABASE postgres IS 'no';"
        "COMMENT ON SCHEMA public IS 'standard public schema'; COMMENT ON TABLE t IS '13';"
    )
    table, view = only(found.tables), only(found.views)
    assert only(found.namespaces).comment == "1"
    assert [only(found.enums).comment, table.comment] == ["2", "13"]
    assert [column.comment for column in table.columns] == ["it's 4", ""]
    assert only(found.routines).comment == "5"
    assert [table.checks[0].comment, table.indexes[0].comment] == ["6", "7"]
    assert [view.comment, view.columns[0].comment] == ["8", "9"]
    assert [only(found.sequences).comment, only(found.domains).comment] == ["10", "11"]
    assert only(found.triggers).comment == "12"


def test_a_comment_is_taken_away_by_null() -> None:
    text = f"{TABLE} COMMENT ON TABLE t IS 'a'; COMMENT ON TABLE t IS NULL;"
    assert only(schema(text).tables).comment == ""


@pytest.mark.parametrize(
    "call",
    [
        "EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'it''s',"
        " @level0type=N'SCHEMA', @level0name=N'dbo', @level1type=N'TABLE', @level1name=N't'{}",
        "EXECUTE sp_addextendedproperty N'MS_Description', N'it''s', N'SCHEMA', [dbo], N'TABLE',"
        " [t]{}",
    ],
)
def test_extended_properties_are_comments(call: str) -> None:
    named = ", @level2type=N'COLUMN', @level2name=N'a'" if "@name" in call else ", N'COLUMN', [a]"
    found = schema(f"{TABLE}\n{call.format('')};\n{call.format(named)};\nGO\n", MS)
    table = only(found.tables)
    assert (table.comment, table.columns[0].comment) == ("it's", "it's")


# Namespaces


def test_elements_of_a_schema_are_in_it() -> None:
    found = schema(
        "CREATE SCHEMA s AUTHORIZATION me CREATE TABLE t (a int REFERENCES u (x))"
        " CREATE TABLE u (x int PRIMARY KEY) CREATE VIEW v AS SELECT a FROM t GRANT SELECT ON v TO x;"  # noqa: E501
        "CREATE TABLE o (a int);"
    )
    assert [(table.schema, table.name) for table in found.tables] == [
        ("", "o"), ("s", "t"), ("s", "u"),
    ]  # fmt: skip
    assert only(found.views).schema == "s"


def test_the_search_path_leads_new_objects() -> None:
    found = schema(
        "CREATE SCHEMA s; SET search_path TO 's', public; CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a e);"  # noqa: E501
    )
    assert only(found.enums).schema == only(found.tables).schema == "s"
    assert only(found.tables).columns[0] == Column(
        name="a", type=only(found.tables).columns[0].type
    )
    assert str(only(found.tables).columns[0].type) == "s.e"


def test_a_namespace_is_renamed_and_dropped_with_all_in_it() -> None:
    text = f"CREATE SCHEMA a; CREATE TABLE a.t (x int); CREATE VIEW a.v AS SELECT 1; {TABLE}"
    renamed = schema(f"{text} ALTER SCHEMA a RENAME TO b;")
    assert [item.schema for item in (*renamed.tables, *renamed.views)] == ["", "b", "b"]
    dropped = schema(f"{text} DROP SCHEMA IF EXISTS a CASCADE;")
    assert [str(item.key) for item in dropped.objects()] == ["table t"]
    moved = schema(
        "CREATE SCHEMA a\nGO\nCREATE TABLE t (x int)\nGO\nALTER SCHEMA a TRANSFER OBJECT::dbo.t\nGO\n",  # noqa: E501
        MS,
    )
    assert only(moved.tables).schema == "a"


def test_a_database_is_no_namespace() -> None:
    for dialect in Dialect:
        if dialect is not LITE:
            found = schema("CREATE DATABASE shop;\nUSE shop;\nCREATE TABLE t (a int);", dialect)
            assert (found.namespaces, only(found.tables).schema) == ((), "")


# What isn't read


@pytest.mark.parametrize(
    ("text", "dialect", "said"),
    [
        ("DO $$ BEGIN EXECUTE 'CREATE TABLE a (b int)'; END $$;", PG, "a DO block was not run"),
        ("EXEC('CREATE TABLE a (b int)');", MS, "was not run"),
        ("CALL make_tables();", MY, "the procedure make_tables was not run"),
        ("COMMENT ON TABLE nothing IS 'x';", PG, "isn't here"),
        ("DROP VIEW nothing;", PG, "there is no view nothing"),
        ("ALTER SEQUENCE nothing INCREMENT 2;", PG, "there is no sequence nothing"),
        ("CREATE VIEW v;", PG, "expected AS"),
        ("CREATE TYPE a AS ENUM (1);", PG, "expected a string"),
        ("ALTER TYPE a ADD VALUE", PG, "there is no type a"),
    ],
)
def test_what_is_not_understood_is_said_with_its_line(
    text: str, dialect: Dialect, said: str
) -> None:
    problem = only(load(f"{TABLE}\n\n{text}", dialect).problems)
    assert (problem.line, problem.file) == (3, "x.sql")
    assert said in problem.message
