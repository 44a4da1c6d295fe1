"""`/p/<slug>/delete/`: asked once more, then gone."""

from __future__ import annotations

from erdapp.store.models import Project
from tests.people import People
from tests.web.conftest import statuses


def test_opening_the_page_deletes_nothing(people: People) -> None:
    assert statuses(people, f"{people.url}delete/") == (200, 403, 404, 404)
    assert Project.objects.exists()


def test_an_owner_deletes(people: People) -> None:
    response = people.client("alice").post(f"{people.url}delete/")
    assert response.url == "/"
    assert not Project.objects.exists()


def test_nobody_else_deletes(people: People) -> None:
    for name, status in (("bob", 403), ("charlie", 404), ("nobody", 404)):
        assert people.client(name).post(f"{people.url}delete/").status_code == status
    assert Project.objects.exists()
