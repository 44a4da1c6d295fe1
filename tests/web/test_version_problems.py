"""`/p/<slug>/v/<n>/problems/`: what was not understood, where and why."""

from __future__ import annotations

from erdapp.store.access import Visitor
from erdapp.store.actions.versions import add_version
from tests.people import FIRST, People, sql
from tests.web.conftest import statuses


def test_problems_are_listed_with_file_and_line(people: People) -> None:
    text = FIRST + "CREATE GIBBERISH <b>;\n"
    add_version(people.project, sql(text), Visitor(people.alice))
    client = people.client("alice")
    page = client.get(f"{people.url}v/3/problems/").content.decode()
    assert f"schema.sql:{text.count(chr(10))}" in page
    assert "GIBBERISH &lt;b&gt;" in page
    assert "problems/" in client.get(f"{people.url}v/3/").content.decode()


def test_a_clean_load_says_so(people: People) -> None:
    page = people.client("alice").get(f"{people.url}v/1/problems/").content.decode()
    assert "Every statement was understood" in page


def test_who_may_see_it(people: People) -> None:
    assert statuses(people, f"{people.url}v/1/problems/") == (200, 200, 404, 404)
