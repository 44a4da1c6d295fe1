"""`/s/<token>` with its picture and its table pages: all that whoever holds the link may see."""

from __future__ import annotations

import pytest

from erdapp.store.access import Visitor
from erdapp.store.actions.comparisons import compare_versions
from erdapp.store.actions.shares import share
from erdapp.store.models import ShareLink
from tests.people import People
from tests.web.conftest import statuses


@pytest.fixture
def link(people: People) -> ShareLink:
    options = {"show": "keys"}
    return share(people.project, Visitor(people.alice), version=people.second, options=options)


def test_everybody_with_the_link_sees_the_diagram(people: People, link: ShareLink) -> None:
    for path in (f"/s/{link.token}", f"/s/{link.token}.svg", f"/s/{link.token}/t/orders/"):
        assert statuses(people, path) == (200, 200, 200, 200)


def test_the_page_leads_nowhere_into_the_project(people: People, link: ShareLink) -> None:
    for path in (f"/s/{link.token}", f"/s/{link.token}/t/orders/"):
        page = people.client("nobody").get(path).content.decode()
        assert people.url not in page
        assert f"/s/{link.token}/t/" in page


def test_the_link_opens_with_the_view_it_was_made_from(people: People, link: ShareLink) -> None:
    client = people.client("nobody")
    shared = client.get(f"/s/{link.token}.svg")["ETag"]
    assert shared == client.get(f"/s/{link.token}.svg?show=keys")["ETag"]
    assert shared != client.get(f"/s/{link.token}.svg?show=names")["ETag"]


def test_a_picture_in_a_readme_is_asked_for_again_and_answered_with_304(
    people: People, link: ShareLink
) -> None:
    client, url = people.client("nobody"), f"/s/{link.token}.svg"
    first = client.get(url)
    assert first["Cache-Control"] == "public, max-age=60"
    assert first["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_comparison_is_shown_with_its_proof_and_sql(people: People) -> None:
    comparison = compare_versions(people.first, people.second)
    link = share(people.project, Visitor(people.alice), comparison=comparison)
    page = people.client("nobody").get(f"/s/{link.token}").content.decode()
    assert "Proved on SQLite" in page
    assert "tags" in page
    assert people.url not in page
    assert people.client("nobody").get(f"/s/{link.token}.svg").status_code == 200
    assert people.client("nobody").get(f"/s/{link.token}/t/orders/").status_code == 404
    assert people.client("nobody").get(f"/s/{link.token}.sql").status_code == 404


def test_a_version_is_exported_in_every_format(people: People, link: ShareLink) -> None:
    client = people.client("nobody")
    assert b"CREATE TABLE" in client.get(f"/s/{link.token}.sql").content
    assert b"erDiagram" in client.get(f"/s/{link.token}.mmd").content
    assert client.get(f"/s/{link.token}.docx").status_code == 404


def test_an_unknown_token_is_not_found(people: People) -> None:
    for path in ("/s/nothing", "/s/nothing.svg", "/s/nothing/t/orders/", "/embed/nothing"):
        assert statuses(people, path) == (404, 404, 404, 404)
