"""`/p/<slug>/`: versions with what changed in them, links, settings."""

from __future__ import annotations

from erdapp.store.access import Visitor
from erdapp.store.actions.projects import set_visibility
from erdapp.store.models import Visibility
from tests.people import People
from tests.web.conftest import statuses


def test_versions_are_listed_with_what_changed(people: People) -> None:
    page = people.client("alice").get(people.url).content.decode()
    assert "Opening" in page
    assert people.second.change["line"] in page
    assert f"{people.url}compare/1...2" in page


def test_an_address_without_its_slash_is_led_on(people: People) -> None:
    response = people.client("alice").get(people.url.rstrip("/"))
    assert (response.status_code, response.url) == (301, people.url)


def test_only_an_owner_sees_the_settings(people: People) -> None:
    seen = {
        n: b"Delete this project" in people.client(n).get(people.url).content
        for n in ("alice", "bob")
    }
    assert seen == {"alice": True, "bob": False}


def test_onlookers_of_a_public_project_get_no_forms(people: People) -> None:
    set_visibility(people.project, Visibility.PUBLIC, Visitor(people.alice))
    page = people.client("nobody").get(people.url).content.decode()
    assert "Opening" in page
    assert f"{people.url}versions/" not in page


def test_who_may_see_it(people: People) -> None:
    assert statuses(people, people.url) == (200, 200, 404, 404)
