"""`/p/<slug>/share/`: a link to a version, a comparison or the newest version."""

from __future__ import annotations

from erdapp.store.actions.comparisons import compare_versions
from erdapp.store.models import ShareLink
from tests.people import People
from tests.web.conftest import statuses


def test_a_version_is_shared_as_it_is_looked_at(people: People) -> None:
    data = {"version": "1", "show": "keys", "focus": "orders"}
    response = people.client("bob").post(f"{people.url}share/", data)
    link = ShareLink.objects.get()
    assert (link.version, link.created_by) == (people.first, people.bob)
    assert link.options == {"show": "keys", "focus": "orders"}
    page = people.client("bob").get(response.url.split("#")[0]).content.decode()
    assert f"/s/{link.token}" in page


def test_a_comparison_is_shared(people: People) -> None:
    comparison = compare_versions(people.first, people.second)
    people.client("bob").post(f"{people.url}share/", {"comparison": comparison.pk})
    assert ShareLink.objects.get().comparison == comparison


def test_with_nothing_chosen_the_newest_version_is_shared(people: People) -> None:
    response = people.client("bob").post(f"{people.url}share/")
    assert response.url == people.url
    link = ShareLink.objects.get()
    assert (link.version, link.comparison) == (None, None)


def test_what_is_not_there_cannot_be_shared(people: People) -> None:
    for data in ({"version": "99"}, {"version": "x"}, {"comparison": "99"}):
        assert people.client("bob").post(f"{people.url}share/", data).status_code == 404


def test_who_may_share(people: People) -> None:
    assert statuses(people, f"{people.url}share/", "post") == (302, 302, 404, 404)
    assert statuses(people, f"{people.url}share/") == (405, 405, 405, 405)
