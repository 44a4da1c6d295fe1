"""Queries asked ahead of the rows being wanted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from threading import Thread

import psycopg
import pytest

from erdapp.loaders.database import connect
from erdapp.loaders.database.ahead import Ahead
from tests.loaders.database.counting import Counting

pytestmark = pytest.mark.live

GOOD, BAD, LATER = "SELECT %(n)s::int AS n", "SELECT 1 / 0 AS n", "SELECT 2 AS n"


@pytest.fixture
def counting(postgres_url: str) -> Iterator[Counting]:
    with closing(Counting(connect(postgres_url, read_only=True))) as found:
        yield found


def test_rows_can_be_taken_in_any_order(counting: Counting) -> None:
    with Ahead(counting, (GOOD, LATER), {"n": 1}) as ahead:
        assert [row.n for row in ahead.rows(LATER)] == [2]
        assert [row.n for row in ahead.rows(GOOD)] == [1]


def test_rows_can_be_waited_for_before_the_first_query_is_asked(counting: Counting) -> None:
    ahead, found = Ahead(counting, (GOOD,), {"n": 1}), list[int]()
    early = Thread(target=lambda: found.extend(row.n for row in ahead.rows(GOOD)), daemon=True)
    early.start()
    early.join(0.2)
    assert early.is_alive()
    with ahead:
        early.join(20)
    assert found == [1]


def test_after_an_error_nothing_more_is_asked_and_every_wait_ends(counting: Counting) -> None:
    with Ahead(counting, (GOOD, BAD, LATER), {"n": 1}) as ahead:
        assert len(ahead.rows(GOOD)) == 1
        for sql in (BAD, LATER):
            with pytest.raises(psycopg.errors.DivisionByZero):
                ahead.rows(sql)
    assert counting.count == 2


def test_the_connection_is_free_again_at_the_end(counting: Counting) -> None:
    with pytest.raises(KeyError), Ahead(counting, ("SELECT pg_sleep(0.2)", LATER), {}):
        raise KeyError
    assert counting.count == 1
    assert counting.connection.cursor().execute(LATER).fetchall() == [(2,)]
