"""MySQL and MariaDB: what is altered online, and why the rest is not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing

import pytest

from erdapp.loaders.database import Connection, connect
from erdapp.planner import PlanOptions, plan
from erdapp.planner.plan import Statement
from erdapp.schema import Dialect
from tests.planner.sources import schema

DATABASE = f"erdapp_online_{os.getpid()}"  # workers run side by side
ONLINE = PlanOptions(online=True)
TABLE = "id int NOT NULL, a int, s varchar(20), e enum('x','y') NOT NULL"
TEXT = f"CREATE TABLE t ({TABLE}, PRIMARY KEY (id), KEY old (a)) DEFAULT CHARSET=utf8mb4"


def changed(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new)


IN_PLACE = {
    "an index": changed("KEY old (a)", "KEY old (a), KEY new (s)"),
    "a unique index": changed("KEY old (a)", "KEY old (a), UNIQUE KEY new (s)"),
    "an index dropped": changed(", KEY old (a)", ""),
    "an index renamed": changed("KEY old (a)", "KEY other (a)"),
    "a column": changed(", s ", ", b int NOT NULL DEFAULT 5, s "),
    "a virtual column alone": changed(", s ", ", b int AS (a + 1) VIRTUAL, s "),
    "a column dropped": changed(" a int,", "").replace(", KEY old (a)", ""),
    "a default": changed("a int", "a int DEFAULT 7"),
    "NOT NULL": changed("a int", "a int NOT NULL"),
    "NULL": changed("('x','y') NOT NULL", "('x','y')"),
    "a longer text": changed("varchar(20)", "varchar(60)"),
    "a value at the end": changed("'x','y'", "'x','y','z'"),
    "another primary key": changed("PRIMARY KEY (id)", "PRIMARY KEY (id, e)"),
    "a table's comment": f"{TEXT} COMMENT='told'",
}
LOCKED = {
    "a stored column": (changed(", s ", ", b int AS (a + 1) STORED, s "), "is computed"),
    "another type": (changed("a int", "a bigint"), "changes its type"),
    "a text beyond 255 bytes": (changed("varchar(20)", "varchar(80)"), "changes its type"),
    "a value before others": (changed("'x','y'", "'w','x','y'"), "changes its type"),
    "no primary key": (changed(" PRIMARY KEY (id),", ""), "the primary key is dropped"),
    "a check": (changed("KEY old", "CONSTRAINT c CHECK (a > 0), KEY old"), "a check is changed"),
    "a foreign key": (
        changed("KEY old (a)", "KEY old (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES t (id)"),
        "a foreign key is checked",
    ),
    "a full text index": (changed("KEY old", "FULLTEXT KEY f (s), KEY old"), "a FULLTEXT index"),
    "another engine": (f"{TEXT} ENGINE=MyISAM", "the table's engine changes"),
}


def up(after: str, dialect: Dialect) -> tuple[Statement, ...]:
    before = TEXT if "ENGINE" not in after else f"{TEXT} ENGINE=InnoDB"
    found = plan(schema(before, dialect), schema(after, dialect), options=ONLINE).up
    return tuple(statement for statement in found if statement.sql.startswith("ALTER"))


@pytest.mark.parametrize("dialect", [Dialect.MYSQL, Dialect.MARIADB])
@pytest.mark.parametrize("name", IN_PLACE)
def test_what_the_server_can_do_online_is_said_so(name: str, dialect: Dialect) -> None:
    [statement] = up(IN_PLACE[name], dialect)
    assert statement.sql.endswith("ALGORITHM=INPLACE,\n  LOCK=NONE")
    assert "not online" not in statement.warning


@pytest.mark.parametrize("name", LOCKED)
def test_what_locks_is_written_plainly_with_the_reason(name: str) -> None:
    after, reason = LOCKED[name]
    statements = up(after, Dialect.MYSQL)
    assert not any("LOCK=NONE" in statement.sql for statement in statements)
    assert any("not online: " in s.warning and reason in s.warning for s in statements)


def test_without_the_policy_nothing_is_said() -> None:
    before, after = (schema(t, Dialect.MYSQL) for t in (TEXT, LOCKED["another type"][0]))
    assert not any("online" in s.warning or "LOCK" in s.sql for s in plan(before, after).up)


@pytest.fixture(scope="module")
def server(mariadb_url: str) -> Iterator[Connection]:
    with closing(connect(mariadb_url)) as connection:
        cursor = connection.cursor()
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE} CHARACTER SET utf8mb4")
        cursor.execute(f"USE {DATABASE}")
        yield connection
        cursor.execute(f"DROP DATABASE {DATABASE}")


@pytest.mark.live
@pytest.mark.parametrize("name", IN_PLACE)
def test_mariadb_takes_it_online(server: Connection, name: str) -> None:
    cursor = server.cursor()
    cursor.execute("DROP TABLE IF EXISTS t")
    cursor.execute(TEXT)
    cursor.execute("INSERT INTO t VALUES (1, 2, 'three', 'x')")
    for statement in up(IN_PLACE[name], Dialect.MARIADB):
        cursor.execute(statement.sql)
