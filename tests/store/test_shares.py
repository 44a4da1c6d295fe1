"""Share links: one thing each, until withdrawn."""

from __future__ import annotations

import pytest
from django.http import Http404

from erdapp.store import access
from erdapp.store.access import Visitor
from erdapp.store.actions.shares import revoke, share
from erdapp.store.actions.versions import add_version
from tests.people import FIRST, People, sql


def test_a_link_to_a_version_stays_with_that_version(people: People) -> None:
    link = share(people.project, Visitor(people.alice), version=people.first)
    assert access.shared_version(access.live_share(link.token)) == people.first


def test_a_link_to_the_project_follows_the_newest_version(people: People) -> None:
    link = share(people.project, Visitor(people.alice))
    third = add_version(people.project, sql(FIRST), Visitor(people.alice))
    assert access.shared_version(access.live_share(link.token)) == third


def test_a_withdrawn_link_shows_nothing(people: People) -> None:
    link = share(people.project, Visitor(people.alice))
    revoke(link, Visitor(people.bob))
    with pytest.raises(Http404):
        access.live_share(link.token)


def test_sharing_again_gives_the_same_link_until_it_is_withdrawn(people: People) -> None:
    who = Visitor(people.alice)
    first = share(people.project, who, version=people.first, options={"show": "keys"})
    assert share(people.project, who, version=people.first, options={"show": "keys"}) == first
    assert share(people.project, who, version=people.first) != first
    revoke(first, who)
    assert share(people.project, who, version=people.first, options={"show": "keys"}) != first


def test_tokens_cannot_be_guessed(people: People) -> None:
    who = Visitor(people.alice)
    tokens = {share(people.project, who, version=v).token for v in (people.first, people.second)}
    assert len(tokens) == 2
    assert all(len(token) >= 27 for token in tokens)
