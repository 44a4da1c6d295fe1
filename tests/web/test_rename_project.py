"""`/p/<slug>/rename/`: another name at the same address."""

from __future__ import annotations

from erdapp.store.models import Project
from tests.people import People
from tests.web.conftest import statuses


def test_an_owner_renames(people: People) -> None:
    response = people.client("alice").post(f"{people.url}rename/", {"name": "Shop <b>"})
    assert response.url == people.url
    assert Project.objects.get().name == "Shop <b>"
    assert "Shop &lt;b&gt;" in people.client("alice").get(people.url).content.decode()


def test_a_project_needs_a_name(people: People) -> None:
    people.client("alice").post(f"{people.url}rename/", {"name": ""})
    assert Project.objects.get().name == "Web shop"


def test_who_may_rename(people: People) -> None:
    assert statuses(people, f"{people.url}rename/", "post") == (302, 403, 404, 404)
