"""`/p/<slug>/connection/refresh/`: the database read again."""

from __future__ import annotations

import pytest

from erdapp.store.access import Visitor
from erdapp.store.actions.connections import connect
from erdapp.store.models import Connection, ReadingState
from tests.databases import ORDERS, URL, USERS, Remembered
from tests.people import People
from tests.web.conftest import EVERYBODY, statuses

Database = type[Remembered]


@pytest.fixture
def refresh_url(people: People, database: Database) -> str:
    connect(people.project, URL, Visitor(people.alice))
    return f"{people.url}connection/refresh/"


def test_nothing_changed_makes_no_version_and_says_so(people: People, refresh_url: str) -> None:
    client = people.client("bob")
    response = client.post(refresh_url, {"page": "project"}, follow=True)
    assert response.redirect_chain == [(people.url, 302)]
    assert f'Nothing changed since <a href="{people.url}v/3/">v3</a>' in response.content.decode()
    assert people.project.versions.count() == 3


def test_a_change_makes_the_next_version(
    people: People, refresh_url: str, database: Database
) -> None:
    database.sql = USERS + ORDERS
    response = people.client("bob").post(refresh_url, follow=True)
    assert response.redirect_chain == [(f"{people.url}connection/", 302)]
    assert f'Read into <a href="{people.url}v/4/">v4</a>' in response.content.decode()
    assert people.client("bob").get(f"{people.url}compare/3...4").status_code == 200


def test_a_reading_under_way_is_not_started_twice(
    people: People, refresh_url: str, database: Database
) -> None:
    Connection.objects.update(state=ReadingState.READING)
    people.client("bob").post(refresh_url)
    assert Connection.objects.get().revision == 1
    assert len(database.targets) == 1


def test_too_many_at_once_are_told_to_wait(
    people: People, refresh_url: str, database: Database
) -> None:
    client = people.client("bob")
    for number in range(3):
        client.post("/", {"url": URL.replace("shop", f"shop{number}")})
    Connection.objects.exclude(project=people.project).update(state=ReadingState.QUEUED)
    response = client.post(refresh_url, follow=True)
    assert "wait until one is done" in response.content.decode()


def test_the_address_takes_only_posts(people: People, refresh_url: str) -> None:
    assert people.client("alice").get(refresh_url).status_code == 405


def test_who_may_refresh(people: People, refresh_url: str) -> None:
    assert statuses(people, refresh_url, "post") == (302, 302, 404, 404)


def test_an_onlooker_of_a_public_project_may_not(people: People, refresh_url: str) -> None:
    people.project.visibility = "public"
    people.project.save()
    got = tuple(people.client(name).post(refresh_url).status_code for name in EVERYBODY)
    assert got == (302, 302, 403, 403)


def test_without_a_connection_there_is_nothing_to_refresh(people: People) -> None:
    path = f"{people.url}connection/refresh/"
    assert statuses(people, path, "post") == (404, 404, 404, 404)
