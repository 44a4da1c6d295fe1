"""`/p/<slug>/share/<n>/revoke/`: the link shows nothing any more."""

from __future__ import annotations

import pytest

from erdapp.store.access import Visitor
from erdapp.store.actions.projects import create_project
from erdapp.store.actions.shares import share
from erdapp.store.models import ShareLink
from tests.people import People
from tests.web.conftest import statuses


@pytest.fixture
def link(people: People) -> ShareLink:
    return share(people.project, Visitor(people.alice), version=people.first)


def test_a_withdrawn_link_is_gone_for_everybody(people: People, link: ShareLink) -> None:
    people.client("bob").post(f"{people.url}share/{link.pk}/revoke/")
    for path in (f"/s/{link.token}", f"/s/{link.token}.svg", f"/embed/{link.token}"):
        assert statuses(people, path) == (404, 404, 404, 404)


def test_a_link_is_withdrawn_through_its_own_project(people: People, link: ShareLink) -> None:
    other = create_project("Other", Visitor(people.charlie))
    url = f"/p/{other.slug}/share/{link.pk}/revoke/"
    assert people.client("charlie").post(url).status_code == 404
    assert ShareLink.objects.get().revoked_at is None


def test_who_may_withdraw(people: People, link: ShareLink) -> None:
    url = f"{people.url}share/{link.pk}/revoke/"
    for name in ("charlie", "nobody"):
        assert people.client(name).post(url).status_code == 404
    assert people.client("bob").post(url).status_code == 302
