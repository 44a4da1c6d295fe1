"""`/p/<slug>/versions/`: the next version from a text or files."""

from __future__ import annotations

from erdapp.store.models import Version
from tests.people import FIRST, People
from tests.web.conftest import EVERYBODY


def test_a_member_adds_the_next_version(people: People) -> None:
    data = {"text": FIRST, "dialect": "sqlite", "label": "Back", "message": "as it was"}
    response = people.client("bob").post(f"{people.url}versions/", data)
    assert response.url == f"{people.url}v/3/"
    version = Version.objects.get(number=3)
    assert (version.author, version.label, version.message) == (people.bob, "Back", "as it was")


def test_what_cannot_be_read_leaves_the_project_as_it_was(people: People) -> None:
    response = people.client("bob").post(f"{people.url}versions/", {"text": "not sql"})
    assert response.status_code == 400
    assert b"not sql" in response.content
    assert people.project.versions.count() == 2


def test_the_address_takes_only_posts(people: People) -> None:
    assert people.client("alice").get(f"{people.url}versions/").status_code == 405


def test_who_may_add(people: People) -> None:
    got = tuple(
        people.client(name).post(f"{people.url}versions/", {"text": FIRST}).status_code
        for name in EVERYBODY
    )
    assert got == (302, 302, 404, 404)
    assert people.project.versions.count() == 4
