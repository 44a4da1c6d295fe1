"""`/p/<slug>/v/<n>/`: the diagram with its list, its controls and its links."""

from __future__ import annotations

from tests.people import People
from tests.web.conftest import statuses


def test_the_diagram_is_in_the_page(people: People) -> None:
    page = people.client("alice").get(f"{people.url}v/2/").content.decode()
    assert "<svg" in page
    assert "amount" in page


def test_show_modes_and_focus_are_plain_links(people: People) -> None:
    page = people.client("alice").get(f"{people.url}v/2/?focus=orders&depth=2").content.decode()
    assert 'href="?show=keys&amp;focus=orders&amp;depth=2"' in page
    assert 'href="?focus=orders&amp;depth=3"' in page


def test_a_focus_shows_the_table_and_its_neighbours_only(people: People) -> None:
    page = people.client("alice").get(f"{people.url}v/2/?focus=orders").content.decode()
    picture = page[page.index("<svg") :]
    picture = picture[picture.index('class="erd"') :]
    assert "orders" in picture
    assert "tags" not in picture[: picture.index("</svg>")]


def test_the_search_finds_tables_by_their_columns(people: People) -> None:
    page = people.client("alice").get(f"{people.url}v/2/?q=email").content.decode()
    assert "1 of 3" in page


def test_nonsense_in_the_address_counts_as_the_default(people: People) -> None:
    url = f"{people.url}v/2/?show=everything&depth=-1&focus=nothing"
    assert people.client("alice").get(url).status_code == 200


def test_htmx_gets_the_list_and_the_canvas_only(people: People) -> None:
    response = people.client("alice").get(f"{people.url}v/2/", headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert b"<svg" in response.content


def test_a_page_the_browser_has_is_not_sent_again(people: People) -> None:
    client = people.client("alice")
    first = client.get(f"{people.url}v/2/")
    again = client.get(f"{people.url}v/2/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert "private" in first["Cache-Control"]


def test_a_page_is_sent_anew_after_a_change_or_to_somebody_else(people: People) -> None:
    client = people.client("alice")
    tag = client.get(f"{people.url}v/2/")["ETag"]
    other = people.client("bob").get(f"{people.url}v/2/", headers={"If-None-Match": tag})
    assert other.status_code == 200
    client.post(f"{people.url}rename/", {"name": "Other"})
    again = client.get(f"{people.url}v/2/", headers={"If-None-Match": tag})
    assert b"Other" in again.content


def test_a_version_that_does_not_exist(people: People) -> None:
    assert statuses(people, f"{people.url}v/9/") == (404, 404, 404, 404)


def test_who_may_see_it(people: People) -> None:
    for path in ("v/1/", "v/1/erd"):
        assert statuses(people, people.url + path) == (200, 200, 404, 404)
