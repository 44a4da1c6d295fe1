"""`/p/<slug>/v/<n>/erd.png` and `erd.pdf`: pictures for other programs."""

from __future__ import annotations

import struct

import pytest

from erdapp.layout import printing
from erdapp.store.access import Visitor
from erdapp.store.actions.shares import share
from erdapp.store.models import StoredPicture
from tests.people import People
from tests.web.conftest import statuses

STARTS = {"png": (b"\x89PNG", "image/png"), "pdf": (b"%PDF", "application/pdf")}


@pytest.mark.parametrize("suffix", STARTS)
def test_a_print_is_sent_as_what_it_is(people: People, suffix: str) -> None:
    start, kind = STARTS[suffix]
    response = people.client("alice").get(f"{people.url}v/2/erd.{suffix}")
    assert response.content.startswith(start)
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == f'inline; filename="web-shop-v2.{suffix}"'


@pytest.mark.parametrize("suffix", STARTS)
def test_who_may_not_see_the_project_gets_no_print(people: People, suffix: str) -> None:
    assert statuses(people, f"{people.url}v/2/erd.{suffix}") == (200, 200, 404, 404)


@pytest.mark.parametrize("suffix", STARTS)
def test_a_print_is_made_once_and_not_sent_again(
    people: People, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, url = people.client("alice"), f"{people.url}v/2/erd.{suffix}"
    first = client.get(url)
    monkeypatch.setattr(printing, "run", None)
    assert client.get(url).content == first.content
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_png_is_larger_on_demand(people: People) -> None:
    client, url = people.client("alice"), f"{people.url}v/2/erd.png"
    once, twice = client.get(url), client.get(f"{url}?scale=2")
    sizes = [struct.unpack(">II", answer.content[16:24]) for answer in (once, twice)]
    assert (sizes[0][0] * 2, sizes[0][1] * 2) == sizes[1]
    assert twice["Content-Disposition"] == 'inline; filename="web-shop-v2@2x.png"'


def test_each_theme_scale_and_paper_is_a_file_of_its_own(people: People) -> None:
    client = people.client("alice")
    asked = ("png", "png?theme=dark", "png?scale=2", "pdf", "pdf?paper=a4", "pdf?show=keys")
    tags = {client.get(f"{people.url}v/2/erd.{query}")["ETag"] for query in asked}
    assert len(tags) == len(asked)


@pytest.mark.parametrize("query", ["png?scale=3", "png?scale=x", "pdf?paper=a0"])
def test_a_size_that_does_not_exist_is_not_found(people: People, query: str) -> None:
    assert people.client("alice").get(f"{people.url}v/2/erd.{query}").status_code == 404


def test_what_is_too_large_is_said_in_a_sentence(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "PIXELS", 1000)
    response = people.client("alice").get(f"{people.url}v/2/erd.png")
    assert response.status_code == 400
    assert "1,000 are the most" in response.content.decode()
    assert not StoredPicture.objects.filter(key__startswith="png").exists()


def test_a_share_link_gives_prints_too(people: People) -> None:
    link = share(people.project, Visitor(people.alice))
    for suffix, (start, _) in STARTS.items():
        response = people.client("nobody").get(f"/s/{link.token}.{suffix}")
        assert response.content.startswith(start)


def test_an_html_file_is_saved_and_never_shown_as_a_page_of_this_site(people: People) -> None:
    response = people.client("alice").get(f"{people.url}v/2/erd.html")
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="web-shop-v2.html"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert 'data-table="orders"' in response.content.decode()
    assert statuses(people, f"{people.url}v/2/erd.html") == (200, 200, 404, 404)


def test_an_svg_carries_its_fonts_on_demand(people: People) -> None:
    client, url = people.client("alice"), f"{people.url}v/2/erd.svg"
    assert b"@font-face" not in client.get(url).content
    response = client.get(f"{url}?fonts=embed")
    assert b"@font-face" in response.content
    assert response["Content-Type"] == "image/svg+xml"
    assert b"prefers-color-scheme" in response.content


def test_an_svg_draws_its_texts_on_demand(people: People) -> None:
    client = people.client("bob")
    response = client.get(f"{people.url}v/2/erd.svg?fonts=outline")
    text = response.content.decode()
    assert response["Content-Type"] == "image/svg+xml"
    assert "<text" not in text
    assert 'data-table="orders"' in text
    assert client.get(f"{people.url}v/2/erd.svg?fonts=embed")["ETag"] != response["ETag"]
    assert "erd.svg?fonts=outline" in client.get(f"{people.url}v/2/").content.decode()
    link = share(people.project, Visitor(people.alice), version=people.second)
    assert "<text" not in client.get(f"/s/{link.token}.svg?fonts=outline").content.decode()
