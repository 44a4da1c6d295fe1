"""`/compare/a...b/erd.png` and `erd.pdf`: the differences for other programs."""

from __future__ import annotations

import re

import pytest

from erdapp.store.access import Visitor
from erdapp.store.actions.comparisons import compare_versions
from erdapp.store.actions.relations import answer_relation
from erdapp.store.actions.shares import share
from erdapp.store.actions.versions import add_version
from erdapp.store.relations import answers_of, suggestions
from tests.people import People, sql
from tests.web.conftest import statuses

STARTS = {"png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<svg"}


@pytest.mark.parametrize("suffix", STARTS)
def test_the_differences_are_a_file_of_every_kind(people: People, suffix: str) -> None:
    url = f"{people.url}compare/1...2/erd.{suffix}"
    assert statuses(people, url) == (200, 200, 404, 404)
    client = people.client("bob")
    response = client.get(url)
    assert response.content.startswith(STARTS[suffix])
    assert f'filename="web-shop-changes.{suffix}"' in response["Content-Disposition"]
    assert client.get(url, headers={"If-None-Match": response["ETag"]}).status_code == 304
    plain = client.get(f"{people.url}v/2/erd.{suffix}")
    assert plain.content != response.content


def test_its_shapes_are_those_of_a_version(people: People) -> None:
    client, url = people.client("bob"), f"{people.url}compare/1...2/erd"
    assert len(client.get(f"{url}.png?scale=2").content) > len(client.get(f"{url}.png").content)
    assert client.get(f"{url}.pdf?paper=a4").content.startswith(b"%PDF")
    assert b"@font-face" in client.get(f"{url}.svg?fonts=embed").content
    assert b"<text" not in client.get(f"{url}.svg?fonts=outline").content
    for wrong in ("erd.html", "erd.sql", "erd.png?scale=9", "erd.pdf?paper=a0"):
        assert client.get(f"{people.url}compare/1...2/{wrong}").status_code == 404


def test_every_line_of_the_menu_leads_to_a_file(people: People) -> None:
    client = people.client("bob")
    page = client.get(f"{people.url}compare/1...2?only=changed").content.decode()
    links = re.findall(r'href="([^"]+/erd\.[^"]+)" download', page)
    assert len(links) == 9
    for link in links:
        address = link.replace("&amp;", "&")
        assert "only=changed" in address
        response = client.get(address)
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith("attachment")


def test_a_share_link_gives_the_files_too(people: People) -> None:
    comparison = compare_versions(people.first, people.second)
    link = share(people.project, Visitor(people.alice), comparison=comparison)
    client = people.client("nobody")
    assert client.get(f"/s/{link.token}.png").content.startswith(b"\x89PNG")
    assert client.get(f"/s/{link.token}.pdf").content.startswith(b"%PDF")
    assert client.get(f"/s/{link.token}.sql").status_code == 404
    assert f"/s/{link.token}.png?" in client.get(f"/s/{link.token}").content.decode()


def test_accepted_relations_are_drawn_among_the_differences(people: People) -> None:
    loose = "CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE logs (user_id INTEGER);"
    third = add_version(people.project, sql(loose), Visitor(people.alice))
    (one,) = suggestions(third, answers_of(people.project))
    answer_relation(third, one.digest, True, Visitor(people.alice))
    svg = people.client("bob").get(f"{people.url}compare/2...3/erd.svg").content.decode()
    assert "edge add accepted" in svg
