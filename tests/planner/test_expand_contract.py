"""Renames and changes of type in two steps: both names work in between, and all of it is proved."""

from __future__ import annotations

import sqlite3

import pytest

from erdapp.diff.changes import Rename
from erdapp.planner import PlanOptions, plan
from erdapp.planner.plan import Plan
from erdapp.runner import Verdict, prove
from erdapp.schema import Dialect
from tests.planner.pairs import Pair, column, table
from tests.planner.sources import schema

TWO_STEPS = PlanOptions(expand_contract=True)

RENAMED = Pair(
    """CREATE TABLE users (id integer PRIMARY KEY, name varchar(40) NOT NULL, age integer);
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer, total integer DEFAULT 7,
  FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX orders_user ON orders (user_id);""",
    """CREATE TABLE users (id integer PRIMARY KEY, full_name varchar(40) NOT NULL, age integer,
  mail varchar(40));
CREATE TABLE orders (id integer PRIMARY KEY, buyer_id integer, amount integer DEFAULT 7,
  FOREIGN KEY (buyer_id) REFERENCES users (id));
CREATE TABLE notes (id integer PRIMARY KEY, order_id integer REFERENCES orders (id));
CREATE INDEX orders_user ON orders (buyer_id);""",
    (
        column("users", "name", "full_name"),
        column("orders", "user_id", "buyer_id"),
        column("orders", "total", "amount"),
    ),
)
RETYPED = Pair(
    """CREATE TABLE t (id integer PRIMARY KEY, code varchar(90) NOT NULL, n bigint);
CREATE UNIQUE INDEX t_code ON t (code);""",
    """CREATE TABLE t (id integer PRIMARY KEY, code varchar(60) NOT NULL, n integer);
CREATE UNIQUE INDEX t_code ON t (code);""",
)
TABLE = Pair(
    "CREATE TABLE users (id integer PRIMARY KEY, name varchar(40));",
    "CREATE TABLE people (id integer PRIMARY KEY, full_name varchar(40), x integer);",
    (table("users", "people"), column("people", "name", "full_name")),
)
KEY = Pair(
    """CREATE TABLE a (code varchar(20) NOT NULL, x integer, PRIMARY KEY (code));
CREATE TABLE b (id integer PRIMARY KEY, a_code varchar(20),
  FOREIGN KEY (a_code) REFERENCES a (code));""",
    """CREATE TABLE a (sign varchar(20) NOT NULL, x integer, PRIMARY KEY (sign));
CREATE TABLE b (id integer PRIMARY KEY, a_code varchar(20),
  FOREIGN KEY (a_code) REFERENCES a (sign));""",
    (column("a", "code", "sign"),),
)
PAIRS = {"columns": RENAMED, "types": RETYPED, "table": TABLE, "key": KEY}


def planned(pair: Pair, dialect: Dialect) -> Plan:
    before, after = schema(pair.before, dialect), schema(pair.after, dialect)
    return plan(before, after, pair.renames, TWO_STEPS)


def check(pair: Pair, dialect: Dialect, url: str | None = None) -> None:
    before, after = schema(pair.before, dialect), schema(pair.after, dialect)
    found = planned(pair, dialect)
    assert [phase.name for phase in found.phases] == ["expand", "contract"]
    proof = prove(before, after, found, url=url)
    assert proof.verdict is Verdict.PROVED, (proof.reason, [s.sql for s in found.up + found.down])
    assert proof.rows


@pytest.mark.parametrize("name", PAIRS)
def test_two_steps_are_proved_on_sqlite(name: str) -> None:
    check(PAIRS[name], Dialect.SQLITE)


@pytest.mark.live
@pytest.mark.parametrize("name", PAIRS)
def test_two_steps_are_proved_on_postgres(name: str, postgres_url: str) -> None:
    check(PAIRS[name], Dialect.POSTGRES, postgres_url)


@pytest.mark.live
@pytest.mark.parametrize("name", PAIRS)
def test_two_steps_are_proved_on_mariadb(name: str, mariadb_url: str) -> None:
    check(PAIRS[name], Dialect.MARIADB, mariadb_url)


def test_in_between_either_name_may_be_written() -> None:
    found = planned(RENAMED, Dialect.SQLITE)
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(RENAMED.before)
        connection.execute("INSERT INTO orders (id, total) VALUES (1, 10)")
        connection.executescript(";".join(s.sql for s in found.phases[0].up))
        connection.execute("INSERT INTO orders (id, total) VALUES (2, 20)")
        connection.execute("INSERT INTO orders (id, amount) VALUES (3, 30)")
        connection.execute("UPDATE orders SET amount = 11 WHERE id = 1")
        connection.execute("UPDATE orders SET total = 21 WHERE id = 2")
        rows = connection.execute("SELECT id, total, amount FROM orders ORDER BY id").fetchall()
    assert rows == [(1, 11, 11), (2, 21, 21), (3, 30, 30)]


def test_nothing_to_move_is_one_step() -> None:
    pair = Pair("CREATE TABLE t (id int);", "CREATE TABLE t (id int, x int);")
    found = planned(pair, Dialect.POSTGRES)
    assert found.phases == ()
    assert len(found.up) == 1


def test_a_name_cannot_leave_the_body_of_the_trigger() -> None:
    odd = 'a"$in_step$; DROP TABLE t; --'
    quoted = odd.replace('"', '""')
    before = schema("CREATE TABLE t (id int PRIMARY KEY, x int);", Dialect.POSTGRES)
    after = schema(f'CREATE TABLE t (id int PRIMARY KEY, "{quoted}" int);', Dialect.POSTGRES)
    found = plan(before, after, (Rename("column", "x", odd, "", "t"),), TWO_STEPS)
    [function] = [s.sql for s in found.up if s.sql.startswith("CREATE FUNCTION")]
    assert function.count("$in_step_$") == 2
