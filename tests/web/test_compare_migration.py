"""`/p/<slug>/compare/<a>...<b>/migration` and its files: the SQL up and down."""

from __future__ import annotations

from tests.people import People
from tests.web.conftest import statuses


def test_up_and_down_are_shown_in_colour_with_their_files(people: People) -> None:
    page = people.client("alice").get(f"{people.url}compare/1...2/migration").content.decode()
    assert '<span class="k">CREATE</span>' in page
    for direction in ("up", "down"):
        assert f"{people.url}compare/1...2/{direction}.sql" in page


def test_the_files_are_the_migration(people: People) -> None:
    client = people.client("alice")
    up = client.get(f"{people.url}compare/1...2/up.sql")
    down = client.get(f"{people.url}compare/1...2/down.sql")
    assert "CREATE TABLE" in up.content.decode()
    assert "DROP TABLE" in down.content.decode()
    assert up["Content-Disposition"] == 'inline; filename="web-shop-v1-v2.up.sql"'


def test_there_is_no_third_direction(people: People) -> None:
    assert statuses(people, f"{people.url}compare/1...2/left.sql") == (404, 404, 404, 404)


def test_who_may_see_it(people: People) -> None:
    for path in ("migration", "up.sql", "down.sql", "erd.svg"):
        assert statuses(people, f"{people.url}compare/1...2/{path}") == (200, 200, 404, 404)
