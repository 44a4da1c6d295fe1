"""`/p/<slug>/connection/stop/`: a reading given up."""

from __future__ import annotations

import pytest

from erdapp.store.access import Visitor
from erdapp.store.actions.connections import connect
from erdapp.store.models import Connection, ReadingState
from tests.databases import URL, Remembered
from tests.people import People
from tests.web.conftest import statuses


@pytest.fixture
def stop_url(people: People, database: type[Remembered]) -> str:
    connect(people.project, URL, Visitor(people.alice))
    return f"{people.url}connection/stop/"


@pytest.mark.parametrize("state", [ReadingState.QUEUED, ReadingState.READING])
def test_what_is_under_way_stops(people: People, stop_url: str, state: str) -> None:
    Connection.objects.update(state=state)
    response = people.client("bob").post(stop_url, {"page": "project"}, follow=True)
    assert response.redirect_chain == [(people.url, 302)]
    assert "Stopped" in response.content.decode()
    assert Connection.objects.get().state == ReadingState.STOPPED


def test_what_has_ended_stays_as_it_ended(people: People, stop_url: str) -> None:
    people.client("bob").post(stop_url)
    assert Connection.objects.get().state == ReadingState.DONE


def test_the_address_takes_only_posts(people: People, stop_url: str) -> None:
    assert people.client("alice").get(stop_url).status_code == 405


def test_who_may_stop(people: People, stop_url: str) -> None:
    assert statuses(people, stop_url, "post") == (302, 302, 404, 404)
