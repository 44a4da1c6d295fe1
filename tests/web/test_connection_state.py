"""`/p/<slug>/connection/state`: the panel alone, while the database is read."""

from __future__ import annotations

import pytest

from erdapp.store.access import Visitor
from erdapp.store.actions.connections import connect
from erdapp.store.models import Connection, ReadingState
from tests.databases import URL, Remembered
from tests.people import People
from tests.web.conftest import statuses


@pytest.fixture
def state_url(people: People, database: type[Remembered]) -> str:
    connect(people.project, URL, Visitor(people.alice))
    Connection.objects.update(state=ReadingState.READING, step="Reading columns", queries=7)
    return f"{people.url}connection/state"


@pytest.mark.parametrize("page", ["project", "connection"])
def test_the_panel_comes_alone_and_asks_on(people: People, state_url: str, page: str) -> None:
    response = people.client("bob").get(f"{state_url}?page={page}")
    shown = response.content.decode()
    assert "<html" not in shown
    assert "Reading columns …" in shown
    assert f'hx-get="{state_url}?page={page}"' in shown
    assert f'name="page" value="{page}"' in shown


@pytest.mark.parametrize("state", [ReadingState.DONE, ReadingState.FAILED, ReadingState.STOPPED])
def test_at_the_end_the_page_comes_anew(people: People, state_url: str, state: str) -> None:
    Connection.objects.update(state=state, number=2)
    response = people.client("bob").get(state_url)
    assert response.headers["HX-Refresh"] == "true"
    assert response.content == b""


def test_an_invented_page_is_not_repeated(people: People, state_url: str) -> None:
    response = people.client("bob").get(f'{state_url}?page="><script>')
    assert b"<script" not in response.content


def test_who_may_look(people: People, state_url: str) -> None:
    assert statuses(people, state_url) == (200, 200, 404, 404)


def test_without_a_connection_there_is_no_state(people: People) -> None:
    assert statuses(people, f"{people.url}connection/state") == (404, 404, 404, 404)
