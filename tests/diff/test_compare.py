"""What counts as a change, in sentences; and what doesn't."""

from __future__ import annotations

import pytest

from erdapp.diff import compare, describe
from erdapp.diff.changes import (
    AddForeignKey,
    DropColumn,
    DropForeignKey,
    ModifyForeignKey,
    ModifyTable,
    Rename,
    RenameColumn,
    RenameIndex,
    RenameTable,
)
from erdapp.schema import Dialect, Name, decode, encode
from tests.diff.sources import changes, schema
from tests.planner.pairs import column, table

T = "CREATE TABLE t (a integer, b integer)"

SAID = [
    (T, T + "; CREATE TABLE u (a integer)", ['table "u" added']),
    (T, "", ['table "t" dropped']),
    (
        T,
        "CREATE TABLE t (a integer, b integer, c text NOT NULL)",
        ['column "c" text not null added'],
    ),
    (T, "CREATE TABLE t (a integer)", ['column "b" dropped']),
    (T, "CREATE TABLE t (a bigint, b integer)", ['column "a": type integer is now bigint']),
    (T, "CREATE TABLE t (a integer NOT NULL, b integer)", ['column "a": is now NOT NULL']),
    (T, "CREATE TABLE t (a integer DEFAULT 1, b integer)", ['column "a": default none is now 1']),
    (
        T,
        "CREATE TABLE t (a integer PRIMARY KEY, b integer)",
        ['column "a": is now NOT NULL', "primary key (a) added"],
    ),
    (T, "CREATE TABLE t (a integer UNIQUE, b integer)", ["unique (a) added"]),
    (T, "CREATE TABLE t (a integer CHECK (a > 0), b integer)", ["check (a > 0) added"]),
    (T, T + "; CREATE INDEX i ON t (a, b)", ['index "i" (a, b) added']),
    (T, T + "; COMMENT ON TABLE t IS 'x'", ["comment set to x"]),
    (T, T + "; ALTER TABLE t ENABLE ROW LEVEL SECURITY", ["row_security set to enabled"]),
    (T, T + "; CREATE VIEW v AS SELECT a FROM t", ['view "v" added']),
    (T, T + "; CREATE TYPE m AS ENUM ('x')", ['enum "m" added']),
    (T, T + "; CREATE SCHEMA s", ['schema "s" added']),
    (
        "CREATE TYPE m AS ENUM ('x')",
        "CREATE TYPE m AS ENUM ('x', 'y')",
        ['enum "m" changed: values'],
    ),
    (
        "CREATE TABLE t (a integer CONSTRAINT x UNIQUE)",
        "CREATE TABLE t (a integer CONSTRAINT y UNIQUE)",
        ['constraint "x" renamed to "y"'],
    ),
    (
        T + "; CREATE INDEX i ON t (a)",
        T + "; CREATE INDEX j ON t (a)",
        ['index "i" renamed to "j"'],
    ),
    (
        "CREATE TABLE t (a integer CONSTRAINT x UNIQUE)",
        "CREATE TABLE t (a integer); CREATE UNIQUE INDEX x ON t (a)",
        ["unique (a) dropped", 'index "x" (a) added'],
    ),
]


@pytest.mark.parametrize(("before", "after", "said"), SAID)
def test_a_change_is_found_and_said(before: str, after: str, said: list[str]) -> None:
    found = "; ".join(map(describe, changes(before, after)))
    assert found.removeprefix('table "t" changed: ') == "; ".join(said)


SAME = [
    ("column order", T, "CREATE TABLE t (b integer, a integer)"),
    ("spelling of types", "CREATE TABLE t (a int4)", "CREATE TABLE t (a INTEGER)"),
    (
        "an unnamed and a named unique constraint",
        "CREATE TABLE t (a integer UNIQUE)",
        "CREATE TABLE t (a integer CONSTRAINT mine UNIQUE)",
    ),
    (
        "numbers of unnamed checks",
        "CREATE TABLE t (a integer, CHECK (a > 0), CHECK (a < 9))",
        "CREATE TABLE t (a integer, CHECK (a < 9), CHECK (a > 0))",
    ),
    (
        "a reference that names the primary key",
        "CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE t (a integer REFERENCES u)",
        "CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE t (a integer REFERENCES u (id))",
    ),
]


@pytest.mark.parametrize(("what", "before", "after"), SAME)
def test_it_is_no_change(what: str, before: str, after: str) -> None:
    assert changes(before, after) == ()
    assert changes(after, before) == ()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "COLLATE utf8mb4_bin"),
        ("COLLATE utf8mb4_bin", "COLLATE utf8mb4_bin"),
        ("CHARACTER SET utf8mb4", ""),
        ("CHARACTER SET latin1 COLLATE latin1_bin", "CHARACTER SET latin1 COLLATE latin1_bin"),
    ],
)
def test_a_column_keeps_its_charset_where_the_table_leaves_it_to_the_server(
    said: str, kept: str
) -> None:
    file = f"CREATE TABLE t (a varchar(9) {said}, b text)"
    server = (
        f"CREATE TABLE t (a varchar(9) {kept}, b text) "
        "ENGINE=InnoDB CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci"
    )
    assert changes(file, server, dialect=Dialect.MARIADB) == ()
    assert changes(server, file, dialect=Dialect.MARIADB) == ()
    other = server.replace(f"a varchar(9) {kept}", "a varchar(9) COLLATE utf8mb4_unicode_ci")
    assert changes(file, other, dialect=Dialect.MARIADB) != ()


def test_what_mysql_leaves_to_the_server_is_no_change() -> None:
    before = "CREATE TABLE t (a int) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 AUTO_INCREMENT=7"
    assert changes(before, "CREATE TABLE t (a int)", dialect=Dialect.MYSQL) == ()
    assert changes(before, before.replace("InnoDB", "MyISAM"), dialect=Dialect.MYSQL), (
        "two engines named are a change"
    )


def test_equal_schemas_have_no_changes() -> None:
    one = schema(T)
    assert compare(one, decode(encode(one))) == ()


def test_two_dialects_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        compare(schema(T), schema("CREATE TABLE t (a int)", Dialect.MYSQL))


def test_a_foreign_key_to_another_table_is_modified() -> None:
    base = "CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE v (id integer PRIMARY KEY);"
    (found,) = changes(
        base + "CREATE TABLE t (a integer REFERENCES u)",
        base + "CREATE TABLE t (a integer REFERENCES v)",
    )
    assert isinstance(found, ModifyTable)
    assert [type(part) for part in found.changes] == [ModifyForeignKey]


def test_foreign_keys_numbered_by_the_server_are_told_apart_by_content() -> None:
    base = "CREATE TABLE u (id int PRIMARY KEY);"
    body = "CREATE TABLE t (a int, b int, {})"
    keys = ["FOREIGN KEY (a) REFERENCES u (id)", "FOREIGN KEY (b) REFERENCES u (id)"]
    both, second = base + body.format(", ".join(keys)), base + body.format(keys[1])
    (found,) = changes(both, second, dialect=Dialect.MYSQL)
    assert isinstance(found, ModifyTable)
    kept = [part for part in found.changes if isinstance(part, AddForeignKey | ModifyForeignKey)]
    dropped = [part.key.columns for part in found.changes if isinstance(part, DropForeignKey)]
    assert (kept, dropped) == ([], [("a",)])


def test_told_renames_come_first_and_the_rest_speaks_new_names() -> None:
    found = changes(
        "CREATE TABLE a (id serial PRIMARY KEY, x text); CREATE TABLE o (r integer REFERENCES a)",
        "CREATE TABLE b (id serial PRIMARY KEY, y text NOT NULL);"
        "CREATE TABLE o (r integer REFERENCES b)",
        table("a", "b"),
        column("b", "x", "y"),
    )
    assert found[0] == RenameTable(Name("", "a"), Name("", "b"))
    inner = next(change for change in found if isinstance(change, ModifyTable))
    assert isinstance(inner.changes[0], RenameColumn)
    said = [describe(change) for change in found]
    assert said[1:] == [
        'table "b" changed: column "x" renamed to "y"; column "y": is now NOT NULL',
        'sequence "a_id_seq" renamed to "b_id_seq"',
    ]


def test_a_renamed_column_keeps_its_checks_and_generated_columns() -> None:
    text = (
        "CREATE TABLE t ({0} integer, g integer GENERATED ALWAYS AS ({0} + 1) STORED, "
        "CONSTRAINT c CHECK ({0} > 1)); CREATE INDEX i ON t (({0} * 2)) WHERE {0} > 3"
    )
    (change,) = changes(text.format("a"), text.format("b"), column("t", "a", "b"))
    assert isinstance(change, ModifyTable)
    assert [type(part) for part in change.changes] == [RenameColumn]


def test_a_hint_that_was_followed_long_ago_says_nothing() -> None:
    assert changes(T, T, table("old", "t"), column("t", "z", "a")) == ()


def test_a_hint_is_passed_over_when_both_names_are_still_there() -> None:
    both = T + "; CREATE TABLE old (x integer)"
    assert changes(both, both, table("old", "t")) == ()


def test_a_type_is_renamed_in_columns_and_defaults() -> None:
    text = "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE t (a mood DEFAULT 'ok'::mood)"
    found = changes(text, text.replace("mood", "feeling"), Rename("enum", "mood", "feeling"))
    assert [describe(change) for change in found] == ['enum "mood" renamed to "feeling"']


def test_schemas_that_are_only_lived_in_come_and_go() -> None:
    text = "CREATE TABLE shop.t (a integer)"
    assert describe(changes("", text)[0]) == 'schema "shop" added'
    assert changes("CREATE SCHEMA shop; " + text, text) == ()


def test_an_index_named_by_someone_is_renamed_to_the_name_the_server_gives() -> None:
    table = "CREATE TABLE t (a int, KEY {} (a))"
    (found,) = changes(table.format("mine"), table.format(""), dialect=Dialect.MARIADB)
    assert isinstance(found, ModifyTable)
    assert found.changes == (RenameIndex("mine", "a"),)


def test_a_column_whose_name_another_one_takes_is_dropped_under_that_name() -> None:
    before = schema("CREATE TABLE t (a integer, b text); CREATE INDEX i ON t (a)")
    after = schema("CREATE TABLE t (a text); CREATE INDEX i ON t (a)")
    (change,) = compare(before, after, [Rename("column", "b", "a", table="t")])
    assert isinstance(change, ModifyTable)
    assert [type(part).__name__ for part in change.changes] == [
        "RenameColumn",
        "DropColumn",
        "ModifyIndex",
    ]
    dropped = change.changes[1]
    assert isinstance(dropped, DropColumn)
    assert (dropped.column.name, dropped.column.type.name) == ("a", "integer")
