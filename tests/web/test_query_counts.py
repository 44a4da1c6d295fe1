"""How many queries a page makes: a budget that only changes on purpose."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from erdapp.store.access import Visitor
from erdapp.store.actions.connections import connect
from erdapp.store.actions.shares import share
from tests.databases import URL, Remembered
from tests.people import People

BUDGET = {
    "": 6,
    "v/2/": 12,
    "v/2/?focus=orders": 10,
    "v/2/erd.svg": 10,
    "v/2/erd.png": 10,
    "v/2/erd.pdf": 10,
    "v/2/erd.html": 10,
    "v/2/tables/": 8,
    "v/2/t/orders/": 13,
    "v/2/erd.md": 6,
    "v/2/erd.dot": 6,
    "v/2/relations/": 10,
    "search/?q=users": 7,
    "v/2/sql/": 9,
    "connection/": 4,
    "compare/1...2": 13,
    "compare/1...2/changes": 15,
    "compare/1...2/proof": 7,
}


def queries(people: People, path: str, name: str = "bob") -> int:
    """Of the second visit: the first one draws and compares."""
    client = people.client(name)
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", BUDGET)
def test_a_page_keeps_to_its_budget(people: People, path: str) -> None:
    assert queries(people, people.url + path) <= BUDGET[path]


def test_a_connected_project_costs_no_query_more(
    people: People, database: type[Remembered]
) -> None:
    connect(people.project, URL, Visitor(people.alice))
    assert queries(people, people.url) <= BUDGET[""]
    assert queries(people, people.url + "connection/") <= BUDGET["connection/"]


def test_a_share_page_keeps_to_its_budget(people: People) -> None:
    link = share(people.project, Visitor(people.alice))
    assert queries(people, f"/s/{link.token}", "nobody") <= 7
    assert queries(people, f"/s/{link.token}.svg", "nobody") <= 9


def test_the_home_page_keeps_to_its_budget(people: People) -> None:
    assert queries(people, "/", "bob") <= 4
