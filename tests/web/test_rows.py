"""`erd.rows.json` and `erd.names.json`: what the diagram page fetches when it needs it."""

from __future__ import annotations

import pytest

from erdapp.store.access import Visitor
from erdapp.store.actions.comparisons import compare_versions
from erdapp.store.actions.shares import share
from tests.people import People
from tests.web.conftest import statuses


@pytest.mark.parametrize("path", ["v/2/erd.rows.json", "v/2/erd.names.json"])
def test_only_who_sees_the_project_gets_them(people: People, path: str) -> None:
    assert statuses(people, people.url + path) == (200, 200, 404, 404)


def test_a_comparison_has_rows_too(people: People) -> None:
    url = f"{people.url}compare/1...2/erd.rows.json"
    assert statuses(people, url) == (200, 200, 404, 404)
    rows = people.client("bob").get(url).json()
    assert ["age", "INTEGER", "", 9, "age INTEGER NULL", "", "add"][:1] == rows["t-2"][-1][:1]


def test_through_a_link_everybody_gets_what_it_shows(people: People) -> None:
    link = share(people.project, Visitor(people.alice), version=people.second)
    for kind in ("rows", "names"):
        assert statuses(people, f"/s/{link.token}.{kind}.json") == (200, 200, 200, 200)
    comparison = compare_versions(people.first, people.second)
    link = share(people.project, Visitor(people.alice), comparison=comparison)
    assert statuses(people, f"/s/{link.token}.rows.json") == (200, 200, 200, 200)
    assert statuses(people, f"/s/{link.token}.names.json") == (404, 404, 404, 404)


def test_rows_are_those_of_the_view_in_the_address(people: People) -> None:
    client, url = people.client("bob"), f"{people.url}v/2/erd.rows.json"
    whole, keys = client.get(url), client.get(f"{url}?show=keys")
    assert set(whole.json()) == {"t-0", "t-1", "t-2"}
    assert len(keys.json()["t-0"]) < len(whole.json()["t-0"])


@pytest.mark.parametrize("kind", ["rows", "names"])
def test_what_the_browser_has_is_not_sent_again(people: People, kind: str) -> None:
    client, url = people.client("bob"), f"{people.url}v/2/erd.{kind}.json"
    first = client.get(url)
    assert first["Cache-Control"] == "private, no-cache"
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_rows_are_sent_as_they_are_stored(people: People) -> None:
    client, url = people.client("bob"), f"{people.url}v/2/erd.rows.json"
    packed = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert packed.content[:2] == b"\x1f\x8b"
    assert client.get(url).json()


def test_names_tell_tables_columns_and_comments(people: People) -> None:
    names = people.client("bob").get(f"{people.url}v/2/erd.names.json").json()
    assert names[0] == ["orders", "", ["id", "user_id", "amount", "note"]]
