"""`/p/<slug>/connection/forget/`: the database URL deleted."""

from __future__ import annotations

import pytest

from erdapp.store.access import Visitor
from erdapp.store.actions.connections import connect
from erdapp.store.models import Connection
from tests.databases import URL, Remembered
from tests.people import People
from tests.web.conftest import EVERYBODY


@pytest.fixture
def forget_url(people: People, database: type[Remembered]) -> str:
    connect(people.project, URL, Visitor(people.alice))
    return f"{people.url}connection/forget/"


def test_the_url_goes_and_the_versions_stay(people: People, forget_url: str) -> None:
    response = people.client("bob").post(forget_url, follow=True)
    assert response.redirect_chain == [(people.url, 302)]
    assert "db.example.com:5432" not in response.content.decode()
    assert not Connection.objects.exists()
    assert people.project.versions.count() == 3


def test_the_address_takes_only_posts(people: People, forget_url: str) -> None:
    assert people.client("alice").get(forget_url).status_code == 405


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_may_forget(people: People, forget_url: str, name: str) -> None:
    expected = {"alice": 302, "bob": 302}.get(name, 404)
    assert people.client(name).post(forget_url).status_code == expected
    assert Connection.objects.exists() is (expected == 404)
