"""`/p/<slug>/compare/<a>...<b>/changes`: side by side, table by table."""

from __future__ import annotations

from erdapp.store.access import Visitor
from erdapp.store.actions.versions import add_version
from tests.people import People, sql
from tests.web.conftest import statuses


def test_old_and_new_stand_side_by_side(people: People) -> None:
    page = people.client("alice").get(f"{people.url}compare/1...2/changes").content.decode()
    for text in ("total", "amount", "age integer", "tags"):
        assert text in page.lower()


def test_what_is_dropped_is_shown_whole(people: People) -> None:
    page = people.client("alice").get(f"{people.url}compare/2...1/changes").content.decode()
    assert "tags" in page
    assert "name text not null" in page


def test_hostile_names_are_escaped(people: People) -> None:
    text = 'CREATE TABLE "<script>x</script>" ("<i>" INTEGER PRIMARY KEY);'
    add_version(people.project, sql(text), Visitor(people.alice))
    client = people.client("alice")
    for tab in ("", "/changes", "/migration"):
        assert b"<script>x" not in client.get(f"{people.url}compare/2...3{tab}").content


def test_who_may_see_it(people: People) -> None:
    assert statuses(people, f"{people.url}compare/1...2/changes") == (200, 200, 404, 404)
