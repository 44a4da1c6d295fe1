"""`/embed/<token>`: the diagram alone, in a frame on another site."""

from __future__ import annotations

from erdapp.store.access import Visitor
from erdapp.store.actions.comparisons import compare_versions
from erdapp.store.actions.shares import share
from tests.people import People
from tests.web.conftest import statuses


def test_only_the_embedded_page_may_be_framed(people: People) -> None:
    link = share(people.project, Visitor(people.alice))
    client = people.client("nobody")
    embedded = client.get(f"/embed/{link.token}")
    assert embedded["Content-Security-Policy"].endswith("frame-ancestors *")
    assert "X-Frame-Options" not in embedded
    for path in ("/", f"/s/{link.token}"):
        policy = client.get(path)["Content-Security-Policy"]
        assert policy.endswith("frame-ancestors 'none'")


def test_a_comparison_can_be_embedded(people: People) -> None:
    comparison = compare_versions(people.first, people.second)
    link = share(people.project, Visitor(people.alice), comparison=comparison)
    assert b"<svg" in people.client("nobody").get(f"/embed/{link.token}").content


def test_everybody_with_the_link_may_see_it(people: People) -> None:
    link = share(people.project, Visitor(people.alice))
    assert statuses(people, f"/embed/{link.token}") == (200, 200, 200, 200)
