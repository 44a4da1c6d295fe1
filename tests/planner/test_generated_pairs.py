"""Any schema becomes an edited one, or any other, and comes back, on real servers.

Two schemas drawn apart share few objects but many names, so that those are about order: what holds
a name that something else wants, what needs what, what stands in the way. An edited schema shares
nearly everything with the first, so that those are about what an edit takes.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erdapp.loaders.database import open_target, parse_url
from erdapp.planner import plan
from erdapp.schema import Dialect, Schema
from tests.planner.roads import read_there_and_back, there_and_back
from tests.properties.examples import EXAMPLES, some
from tests.properties.test_servers import emptied, own_database, rolled_back
from tests.strategies import schemas
from tests.strategies.edits import Edited, edited

SLOW = settings(some, max_examples=max(EXAMPLES // 4, 1))
"""MariaDB rolls no DDL back, and makes each database anew: 300 pairs are a minute and a half."""


def apart(dialect: Dialect) -> st.SearchStrategy[Edited]:
    return st.builds(_unrelated, schemas(dialect), schemas(dialect))


def pairs(dialect: Dialect) -> st.SearchStrategy[Edited]:
    return st.one_of(edited(dialect), apart(dialect))


def _unrelated(before: Schema, after: Schema) -> Edited:
    return Edited(before, after, ())


def test_sqlite_gets_there_and_back() -> None:
    @some
    @given(pairs(Dialect.SQLITE))
    def holds(pair: Edited) -> None:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            there_and_back(connection, *pair)

    holds()


@pytest.mark.live
@pytest.mark.xdist_group("postgres_pairs")
def test_postgres_gets_there_and_back(postgres_url: str) -> None:
    @some
    @given(pairs(Dialect.POSTGRES))
    def holds(pair: Edited) -> None:
        found = plan(*pair)
        if all(statement.transactional for statement in (*found.up, *found.down)):
            with rolled_back(connection):
                there_and_back(connection, *pair)
        else:
            with own_database(postgres_url) as own:
                there_and_back(own, *pair)

    with own_database(postgres_url) as connection:
        holds()


@pytest.mark.live
@pytest.mark.xdist_group("mariadb_pairs")
def test_mariadb_gets_there_and_back(mariadb_url: str) -> None:
    @SLOW
    @given(pairs(Dialect.MARIADB))
    def holds(pair: Edited) -> None:
        with emptied(connection, "pairs") as empty:
            there_and_back(empty, *pair)

    with closing(open_target(parse_url(mariadb_url))) as connection:
        holds()


def test_mysql_gets_there_and_back_by_the_word_of_the_loader() -> None:
    """Where no server is at hand, the loader says what the statements make."""

    @some
    @given(pairs(Dialect.MYSQL))
    def holds(pair: Edited) -> None:
        read_there_and_back(*pair)

    holds()


def test_sql_server_gets_there_and_back_by_the_word_of_the_loader() -> None:
    @some
    @given(pairs(Dialect.MSSQL))
    def holds(pair: Edited) -> None:
        read_there_and_back(*pair)

    holds()
