"""`/p/<slug>/v/<n>/erd.<suffix>`: the version as a file."""

from __future__ import annotations

import gzip

import pytest

from tests.people import People
from tests.web.conftest import statuses

TYPES = {
    "svg": "image/svg+xml",
    "sql": "application/sql",
    "mmd": "text/plain",
    "dbml": "text/plain",
    "puml": "text/plain",
    "dot": "text/vnd.graphviz",
    "hcl": "text/plain",
    "md": "text/markdown",
    "json": "application/json",
}


@pytest.mark.parametrize("suffix", TYPES)
def test_every_format_is_sent_as_what_it_is(people: People, suffix: str) -> None:
    response = people.client("alice").get(f"{people.url}v/2/erd.{suffix}")
    assert response.status_code == 200
    assert response["Content-Type"] == f"{TYPES[suffix]}; charset=utf-8"
    assert response["Content-Disposition"] == f'inline; filename="web-shop-v2.{suffix}"'
    assert "orders" in response.content.decode()


@pytest.mark.parametrize("suffix", TYPES)
def test_a_file_the_client_has_is_not_sent_again(people: People, suffix: str) -> None:
    client, url = people.client("alice"), f"{people.url}v/2/erd.{suffix}"
    again = client.get(url, headers={"If-None-Match": client.get(url)["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_download_is_asked_for(people: People) -> None:
    response = people.client("alice").get(f"{people.url}v/2/erd.sql?download")
    assert response["Content-Disposition"].startswith("attachment;")


def test_a_picture_is_sent_compressed_where_that_is_taken(people: People) -> None:
    url = f"{people.url}v/2/erd.svg"
    zipped = people.client("alice").get(url, headers={"Accept-Encoding": "gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == people.client("alice").get(url).content


def test_options_make_other_pictures(people: People) -> None:
    client = people.client("alice")
    tags = {
        client.get(f"{people.url}v/2/erd.svg{query}")["ETag"]
        for query in ("", "?show=names", "?theme=dark", "?focus=orders", "?focus=orders&depth=0")
    }
    assert len(tags) == 5


def test_a_picture_opened_as_a_page_can_do_nothing(people: People) -> None:
    policy = people.client("alice").get(f"{people.url}v/2/erd.svg")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in policy


def test_an_unknown_format_is_not_found(people: People) -> None:
    response = people.client("alice").get(f"{people.url}v/2/erd.docx")
    assert response.status_code == 404
    assert b"svg, png, pdf, html, sql" in response.content


def test_who_may_have_it(people: People) -> None:
    assert statuses(people, f"{people.url}v/1/erd.svg") == (200, 200, 404, 404)
    assert statuses(people, f"{people.url}v/1/erd.sql") == (200, 200, 404, 404)


def test_sql_of_another_dialect_is_a_file_of_its_own(people: People) -> None:
    client = people.client("alice")
    response = client.get(f"{people.url}v/2/erd.sql?dialect=mssql")
    assert response["Content-Disposition"] == 'inline; filename="web-shop-v2-mssql.sql"'
    assert "CREATE TABLE [orders]" in response.content.decode()
    assert response["ETag"] != client.get(f"{people.url}v/2/erd.sql")["ETag"]


def test_the_menu_offers_the_other_dialects(people: People) -> None:
    page = people.client("alice").get(f"{people.url}v/2/").content.decode()
    assert "SQL for SQL Server" in page
    assert page.count("erd.sql?dialect=") == 4


def test_an_unknown_dialect_is_not_found(people: People) -> None:
    client = people.client("alice")
    assert client.get(f"{people.url}v/2/erd.sql?dialect=oracle").status_code == 404
