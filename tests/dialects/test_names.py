"""Quoting, folding and literals: safe for any text."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erdapp.dialects import DIALECTS, facts
from erdapp.dialects.base import Kind
from erdapp.schema import Dialect, Name

P, M, L, S = Dialect.POSTGRES, Dialect.MYSQL, Dialect.SQLITE, Dialect.MSSQL


@given(st.sampled_from(DIALECTS), st.text(min_size=1, max_size=30))
def test_a_quoted_name_means_itself(dialect: Dialect, name: str) -> None:
    assert facts(dialect).unquote(facts(dialect).quote(name)) == name


UNQUOTED = [
    (P, "Users", "users"),
    (P, '"Users"', "Users"),
    (P, '"a""b"', 'a"b'),
    (M, "Users", "Users"),
    (M, "`a``b`", "a`b"),
    (M, '"order"', "order"),
    (L, "[my table]", "my table"),
    (L, "`x`", "x"),
    (L, "'x'", "x"),
    (S, "[a]]b]", "a]b"),
    (S, '"x"', "x"),
]


@pytest.mark.parametrize(("dialect", "text", "name"), UNQUOTED)
def test_an_identifier_means_the_name_that_the_server_stores(
    dialect: Dialect, text: str, name: str
) -> None:
    assert facts(dialect).unquote(text) == name


QUALIFIED = [
    (P, Name("", "users"), '"users"'),
    (P, Name("public", "users"), '"users"'),
    (P, Name("shop", "users"), '"shop"."users"'),
    (M, Name("shop", "users"), "`shop`.`users`"),
    (L, Name("main", "users"), '"users"'),
    (S, Name("dbo", "users"), "[users]"),
    (S, Name("hr", "a]b"), "[hr].[a]]b]"),
]


@pytest.mark.parametrize(("dialect", "name", "text"), QUALIFIED)
def test_the_default_namespace_is_left_out(dialect: Dialect, name: Name, text: str) -> None:
    assert facts(dialect).qualify(name) == text


NAMESAKES: list[tuple[Kind, str]] = [
    ("relation", "pg_class"),
    ("type", "box"),
    ("routine", "lower"),
]


@pytest.mark.parametrize(("kind", "name"), NAMESAKES)
def test_what_is_named_like_the_servers_own_of_its_kind_is_written_with_its_namespace(
    kind: Kind, name: str
) -> None:
    assert facts(P).qualify(Name("", name), kind) == f'"public"."{name}"'
    assert facts(P).qualify(Name("shop", name), kind) == f'"shop"."{name}"'
    assert facts(P).qualified_with("one").qualify(Name("", name), kind) == f'"one"."{name}"'
    assert facts(M).qualify(Name("", name), kind) == f"`{name}`"


def test_what_is_named_like_the_servers_own_of_another_kind_is_not() -> None:
    assert facts(P).qualify(Name("", "box")) == '"box"'
    assert facts(P).qualify(Name("", "lower"), "type") == '"lower"'


def test_names_are_compared_as_the_server_compares_them() -> None:
    assert facts(P).fold("Users") == "Users"
    for dialect in (M, Dialect.MARIADB, L, S):
        assert facts(dialect).fold("Users") == facts(dialect).fold("uSERS")


STRINGS = [
    (P, "it's a \\", "'it''s a \\'"),
    (M, "it's a \\", "'it''s a \\\\'"),
    (S, "plain", "'plain'"),
    (S, "größe", "N'größe'"),
]


@pytest.mark.parametrize(("dialect", "text", "literal"), STRINGS)
def test_a_string_literal_is_escaped_as_the_dialect_wants(
    dialect: Dialect, text: str, literal: str
) -> None:
    assert facts(dialect).string(text) == literal


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=40))
def test_sqlite_reads_our_literals_as_they_were(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    assert connection.execute(f"SELECT {facts(L).string(text)}").fetchone()[0] == text
    connection.close()


def test_capabilities_tell_the_dialects_apart() -> None:
    assert [d for d in DIALECTS if facts(d).can.transactional_ddl] == [P, L, S]
    assert [d for d in DIALECTS if not facts(d).can.alter_column] == [L]
    assert [d for d in DIALECTS if facts(d).can.namespaces] == [P, S]
    assert [d for d in DIALECTS if facts(d).can.unique_is_index] == [M, Dialect.MARIADB]
