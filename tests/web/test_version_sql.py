"""`/p/<slug>/v/<n>/sql/`: the texts a version was loaded from."""

from __future__ import annotations

from erdapp.loaders.archive import Upload
from erdapp.store.access import Visitor
from erdapp.store.actions.versions import Source, add_version
from tests.people import SECOND, People
from tests.web.conftest import statuses


def test_the_source_is_shown_in_colour(people: People) -> None:
    page = people.client("alice").get(f"{people.url}v/2/sql/").content.decode()
    assert '<span class="k">CREATE</span>' in page
    assert "schema.sql" in page


def test_one_of_several_files_is_chosen(people: People) -> None:
    uploads = (
        Upload("1.sql", b"CREATE TABLE first_one (id INTEGER PRIMARY KEY);"),
        Upload("2.sql", b"CREATE TABLE second_one (id INTEGER PRIMARY KEY);"),
    )
    add_version(people.project, Source(uploads=uploads), Visitor(people.alice))
    client = people.client("alice")
    assert b"first_one" in client.get(f"{people.url}v/3/sql/").content
    assert b"second_one" in client.get(f"{people.url}v/3/sql/?file=1").content
    assert client.get(f"{people.url}v/3/sql/?file=99").status_code == 200


def test_the_file_comes_back_as_it_was(people: People) -> None:
    response = people.client("alice").get(f"{people.url}v/2/sql/0")
    assert response.content.decode() == SECOND
    assert response["Content-Type"].startswith("text/plain")


def test_a_source_is_escaped(people: People) -> None:
    text = b"CREATE TABLE t (id INTEGER PRIMARY KEY); -- <script>alert(1)</script>"
    add_version(people.project, Source(uploads=(Upload("x.sql", text),)), Visitor(people.alice))
    assert b"<script>alert" not in people.client("alice").get(f"{people.url}v/3/sql/").content


def test_who_may_see_it(people: People) -> None:
    for path in ("v/1/sql/", "v/1/sql/0"):
        assert statuses(people, people.url + path) == (200, 200, 404, 404)
    assert statuses(people, f"{people.url}v/1/sql/7") == (404, 404, 404, 404)
