"""`/p/<slug>/v/<n>/tables/`: all tables, searchable."""

from __future__ import annotations

from tests.people import People
from tests.web.conftest import statuses


def test_every_table_is_listed_with_its_page(people: People) -> None:
    page = people.client("alice").get(f"{people.url}v/2/tables/").content.decode()
    for table in ("orders", "tags", "users"):
        assert f"{people.url}v/2/t/{table}/" in page


def test_a_search_narrows_the_list(people: People) -> None:
    page = people.client("alice").get(f"{people.url}v/2/tables/?q=email").content.decode()
    assert "/t/users/" in page
    assert "/t/tags/" not in page


def test_htmx_gets_the_list_only(people: People) -> None:
    headers = {"HX-Request": "true"}
    response = people.client("alice").get(f"{people.url}v/2/tables/?q=email", headers=headers)
    assert b"<html" not in response.content


def test_who_may_see_it(people: People) -> None:
    assert statuses(people, f"{people.url}v/1/tables/") == (200, 200, 404, 404)
