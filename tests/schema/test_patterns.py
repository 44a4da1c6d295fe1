"""Globs over everything in a schema."""

from __future__ import annotations

import pytest

from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema
from erdapp.schema.patterns import PatternError, in_namespaces, only, without

SQL = """
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE SCHEMA audit;
CREATE TABLE users (id serial PRIMARY KEY, tmp_a int, m mood, CONSTRAINT users_tmp CHECK (id > 0));
CREATE INDEX users_a ON users (tmp_a);
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, tmp_b int);
CREATE VIEW newest AS SELECT max(id) AS id FROM users;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM orders;
CREATE TABLE audit.log (id int, tmp_c int);
CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
"""


@pytest.fixture(scope="module")
def schema() -> Schema:
    options = LoadOptions(dialect=Dialect.POSTGRES)
    return load_sql([SourceFile("s.sql", SQL)], options).schema


def names(schema: Schema) -> set[str]:
    """Everything that is there, parts of tables that end in what they are."""
    found = {f"{item.key.schema}.{item.key.name}".strip(".") for item in schema.objects()}
    for table in schema.tables:
        found |= {f"{table.name}.{column.name}" for column in table.columns}
        found |= {f"{table.name}.{item.name}" for item in (*table.indexes, *table.checks)}
        found |= {f"{table.name} key" for _ in table.foreign_keys}
    return found


GONE = {
    "orders": {"orders", "orders.id", "orders.user_id", "orders.tmp_b", "orders key"},
    "ord*": {"orders", "orders.id", "orders.user_id", "orders.tmp_b", "orders key"},
    "audit": {"audit.log", "log.id", "log.tmp_c"},
    "audit.*": {"audit.log", "log.id", "log.tmp_c"},
    "public.orders": {"orders", "orders.id", "orders.user_id", "orders.tmp_b", "orders key"},
    "*[type=view]": {"newest"},
    "*[type=view|materialized]": {"newest", "totals"},
    "*[type=enum]": {"mood"},
    "*[type=function]": {"one"},
    "users.tmp_*": {"users.tmp_a", "users.users_a"},
    "users.*[type=index|check]": {"users.users_a", "users.users_tmp"},
    "orders.*[type=fk]": {"orders key"},
    "public.*.tmp_*[type=column]": {"users.tmp_a", "users.users_a", "orders.tmp_b"},
    "*.*.tmp_*": {"users.tmp_a", "users.users_a", "orders.tmp_b", "log.tmp_c"},
    "nothing": set(),
}


@pytest.mark.parametrize("pattern", GONE)
def test_a_pattern_leaves_out(schema: Schema, pattern: str) -> None:
    assert names(schema) - names(without(schema, [pattern], "public")) == GONE[pattern]


def test_a_glob_over_tables_is_none_over_the_default_namespace(schema: Schema) -> None:
    assert without(schema, ["pub*"], "public") == schema


def test_a_table_takes_its_sequences_along(schema: Schema) -> None:
    lost = names(schema) - names(without(schema, ["users"], "public"))
    assert "users_id_seq" not in names(schema) or "users_id_seq" in lost


def test_only_some_tables_and_views_are_left(schema: Schema) -> None:
    left = only(schema, ["users", "*[type=view]"], "public")
    assert {table.name for table in left.tables} == {"users"}
    assert {view.name for view in left.views} == {"newest"}
    assert left.enums == schema.enums


def test_only_some_namespaces_are_left(schema: Schema) -> None:
    assert {t.name for t in in_namespaces(schema, ["audit"], "public").tables} == {"log"}
    assert "log" not in {t.name for t in in_namespaces(schema, ["public"], "public").tables}


@pytest.mark.parametrize("pattern", ["", "a.b.c.d", "a[type=", "a..b"])
def test_what_is_no_pattern_is_refused(schema: Schema, pattern: str) -> None:
    with pytest.raises(PatternError, match="is no pattern"):
        without(schema, [pattern], "public")
