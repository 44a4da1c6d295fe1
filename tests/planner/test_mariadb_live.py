"""Plans run on a real MariaDB: forward to the wanted schema, and back."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest

from erdapp.diff import compare
from erdapp.diff.changes import Rename
from erdapp.loaders.database import Connection, connect, inspect
from erdapp.planner import plan
from erdapp.schema import Dialect, Schema
from tests.planner.mariadb_pairs import PAIRS

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def server(mariadb_url: str) -> Iterator[Connection]:
    with closing(connect(mariadb_url)) as connection:
        yield connection


@pytest.fixture
def database(server: Connection) -> Iterator[str]:
    name = f"erdapp_plan_{os.getpid()}_{next(_numbers)}"
    run(server, [f"CREATE DATABASE {name} CHARACTER SET utf8mb4"])
    yield name
    run(server, [f"DROP DATABASE {name}"])


_numbers = itertools.count()


def run(connection: Connection, statements: Sequence[str]) -> None:
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)


def build(connection: Connection, database: str, text: str) -> Schema:
    """The schema that the statements make in an emptied database."""
    run(connection, [f"DROP DATABASE {database}", f"CREATE DATABASE {database}", f"USE {database}"])
    run(connection, [statement for statement in text.split(";\n") if statement])
    return look(connection)


def look(connection: Connection) -> Schema:
    return inspect(connection, Dialect.MARIADB).schema


@pytest.mark.parametrize("name", PAIRS)
def test_a_plan_leads_there_and_back(server: Connection, database: str, name: str) -> None:
    pair = PAIRS[name]
    after = build(server, database, pair.after)
    before = build(server, database, pair.before)
    found = plan(before, after, pair.renames)
    assert found.up
    migrate(server, [statement.sql for statement in found.up])
    assert compare(look(server), after) == ()
    migrate(server, [statement.sql for statement in found.down])
    assert compare(look(server), before) == ()


def migrate(connection: Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        try:
            run(connection, [statement])
        except Exception as error:
            raise AssertionError(f"{error}\n{statement}\n---\n" + ";\n".join(statements)) from error


def test_rows_survive_a_rename(server: Connection, database: str) -> None:
    before = build(server, database, "CREATE TABLE t (a int, b varchar(9))")
    after = build(server, database, "CREATE TABLE u (x int NOT NULL DEFAULT 7, b varchar(20))")
    build(server, database, "CREATE TABLE t (a int, b varchar(9))")
    run(server, ["INSERT INTO t VALUES (1, 'one'), (NULL, 'none')"])
    renames = (Rename("table", "t", "u"), Rename("column", "a", "x", table="u"))
    migrate(server, [statement.sql for statement in plan(before, after, renames).up])
    cursor = server.cursor()
    cursor.execute("SELECT x, b FROM u ORDER BY x")
    assert list(cursor.fetchall()) == [(1, "one"), (7, "none")]


def test_rows_keep_a_renamed_value_of_an_enum_there_and_back(
    server: Connection, database: str
) -> None:
    new = "CREATE TABLE t (s enum('open','done') NOT NULL DEFAULT 'open', f set('b','x','c'))"
    old = "CREATE TABLE t (s enum('new','done') NOT NULL DEFAULT 'new', f set('a','x','c'))"
    after = build(server, database, new)
    before = build(server, database, old)
    run(server, ["INSERT INTO t VALUES ('new', 'a,c'), ('done', 'x'), ('new', NULL)"])
    renames = (
        Rename("value", "new", "open", table="t", column="s"),
        Rename("value", "a", "b", table="t", column="f"),
    )
    found = plan(before, after, renames)
    assert not any(statement.warning for statement in found.up)
    assert found.irreversible == ()
    cursor = server.cursor()
    for way, wanted, rows in (
        (found.up, after, [("done", "x"), ("open", "b,c"), ("open", None)]),
        (found.down, before, [("done", "x"), ("new", "a,c"), ("new", None)]),
    ):
        migrate(server, [statement.sql for statement in way])
        assert compare(look(server), wanted) == ()
        cursor.execute("SELECT s, f FROM t")
        assert sorted(cursor.fetchall(), key=repr) == rows
