"""`/p/<slug>/visibility/`: private or public."""

from __future__ import annotations

from tests.people import People
from tests.web.conftest import statuses


def test_a_public_project_is_seen_by_everybody_and_changed_by_members(people: People) -> None:
    people.client("alice").post(f"{people.url}visibility/", {"visibility": "public"})
    assert statuses(people, people.url) == (200, 200, 200, 200)
    assert statuses(people, f"{people.url}versions/", "post") == (400, 400, 403, 403)


def test_there_are_two_visibilities(people: People) -> None:
    people.client("alice").post(f"{people.url}visibility/", {"visibility": "secret"})
    people.project.refresh_from_db()
    assert people.project.visibility == "private"


def test_who_may_set_it(people: People) -> None:
    assert statuses(people, f"{people.url}visibility/", "post") == (302, 403, 404, 404)
