"""Queries asked ahead of the rows being wanted."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from typing import Any

import psycopg
import pytest

from erdapp.loaders.database import Connection, connect
from erdapp.loaders.database.ahead import Ahead

pytestmark = pytest.mark.live

GOOD, BAD, LATER = "SELECT %(n)s::int AS n", "SELECT 1 / 0 AS n", "SELECT 2 AS n"


class Noting:
    """A connection that notes how many statements were sent over it."""

    def __init__(self, connection: Connection) -> None:
        self.connection, self.sent = connection, 0

    def cursor(self) -> Any:
        self.sent += 1
        return self.connection.cursor()

    def close(self) -> None:
        self.connection.close()


@pytest.fixture
def noting(postgres_url: str) -> Iterator[Noting]:
    with closing(Noting(connect(postgres_url, read_only=True))) as found:
        yield found


def test_rows_can_be_taken_in_any_order(noting: Noting) -> None:
    with Ahead(noting, (GOOD, LATER), {"n": 1}) as ahead:
        assert [row.n for row in ahead.rows(LATER)] == [2]
        assert [row.n for row in ahead.rows(GOOD)] == [1]


def test_rows_can_be_waited_for_before_the_first_query_is_asked(noting: Noting) -> None:
    ahead = Ahead(noting, (GOOD,), {"n": 1})
    with ThreadPoolExecutor(1) as pool:
        early = pool.submit(ahead.rows, GOOD)
        assert not wait((early,), 0.2).done
        with ahead:
            assert [row.n for row in early.result(60)] == [1]


def test_after_an_error_nothing_more_is_asked_and_every_wait_ends(noting: Noting) -> None:
    with Ahead(noting, (GOOD, BAD, LATER), {"n": 1}) as ahead:
        assert len(ahead.rows(GOOD)) == 1
        for sql in (BAD, LATER):
            with pytest.raises(psycopg.errors.DivisionByZero):
                ahead.rows(sql)
    assert noting.sent == 2


def test_the_connection_is_free_again_at_the_end(noting: Noting) -> None:
    with pytest.raises(KeyError), Ahead(noting, ("SELECT pg_sleep(0.2)", LATER), {}):
        raise KeyError
    assert noting.sent == 1
    assert noting.connection.cursor().execute(LATER).fetchall() == [(2,)]
