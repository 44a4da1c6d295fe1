"""Any schema becomes any other, and comes back, on real servers.

Two schemas drawn apart share few objects but many names, so that this is about order: what holds a
name that something else wants, what needs what, what stands in the way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erdapp.diff import compare
from erdapp.loaders.database import Connection, inspect, open_target, parse_url
from erdapp.loaders.database.catalog import run
from erdapp.planner import Statement, plan, render
from erdapp.schema import Dialect, Schema
from tests.planner import sources
from tests.properties.examples import EXAMPLES, some
from tests.properties.test_servers import emptied, own_database, rolled_back
from tests.strategies import schemas

SLOW = settings(some, max_examples=max(EXAMPLES // 4, 1))
"""MariaDB rolls no DDL back, and makes each database anew."""


def pairs(dialect: Dialect) -> st.SearchStrategy[tuple[Schema, Schema]]:
    return st.tuples(schemas(dialect), schemas(dialect))


def there_and_back(connection: Connection, before: Schema, after: Schema) -> None:
    """Build the one, migrate to the other, and back again."""
    migrate(connection, plan(Schema(dialect=before.dialect), before).up)
    found = plan(before, after)
    for statements, wanted in ((found.up, after), (found.down, before)):
        migrate(connection, statements)
        reached = inspect(connection, before.dialect).schema
        assert compare(reached, wanted) == (), render(statements, before.dialect)


def migrate(connection: Connection, statements: Iterable[Statement]) -> None:
    given_ = tuple(statements)
    for statement in given_:
        try:
            run(connection, statement.sql)
        except Exception as error:
            text = ";\n".join(one.sql for one in given_)
            raise AssertionError(f"{error}\n{statement.sql}\n---\n{text}") from error


def test_sqlite_gets_there_and_back() -> None:
    @some
    @given(pairs(Dialect.SQLITE))
    def holds(pair: tuple[Schema, Schema]) -> None:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            there_and_back(connection, *pair)

    holds()


@pytest.mark.live
@pytest.mark.xdist_group("postgres_pairs")
def test_postgres_gets_there_and_back(postgres_url: str) -> None:
    @some
    @given(pairs(Dialect.POSTGRES))
    def holds(pair: tuple[Schema, Schema]) -> None:
        with rolled_back(connection):
            there_and_back(connection, *pair)

    with own_database(postgres_url) as connection:
        holds()


@pytest.mark.live
@pytest.mark.xdist_group("mariadb_pairs")
def test_mariadb_gets_there_and_back(mariadb_url: str) -> None:
    @SLOW
    @given(pairs(Dialect.MARIADB))
    def holds(pair: tuple[Schema, Schema]) -> None:
        with emptied(connection, "pairs") as empty:
            there_and_back(empty, *pair)

    with closing(open_target(parse_url(mariadb_url))) as connection:
        holds()


def test_mysql_gets_there_and_back_by_the_word_of_the_loader() -> None:
    """Where no server is at hand, the loader says what the statements make."""

    @some
    @given(pairs(Dialect.MYSQL))
    def holds(pair: tuple[Schema, Schema]) -> None:
        before, after = pair
        found = plan(before, after)
        script = render(plan(Schema(dialect=Dialect.MYSQL), before).up, Dialect.MYSQL)
        there = script + render(found.up, Dialect.MYSQL)
        assert compare(sources.schema(there, Dialect.MYSQL), after) == (), there
        back = there + render(found.down, Dialect.MYSQL)
        assert compare(sources.schema(back, Dialect.MYSQL), before) == (), back

    holds()
