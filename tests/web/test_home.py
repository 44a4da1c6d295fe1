"""`/`: paste or drop, look at examples, go on with one's own projects."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from erdapp.store.actions.demo import make_demo
from erdapp.store.models import Project, Version
from tests.people import FIRST, SECOND, People


def test_pasting_draws_without_login(db: None) -> None:
    client = Client()
    response = client.post("/", {"text": FIRST, "dialect": "sqlite"})
    version = Version.objects.get()
    assert response.status_code == 302
    assert response.url == f"/p/{version.project.slug}/v/1/"
    page = client.get(response.url)
    assert page.status_code == 200
    assert b"<svg" in page.content


def test_what_was_pasted_is_seen_by_this_browser_only(db: None) -> None:
    client = Client()
    url = client.post("/", {"text": FIRST}).url
    assert client.get(url).status_code == 200
    assert Client().get(url).status_code == 404
    assert url in client.get("/").content.decode()
    assert url not in Client().get("/").content.decode()


def test_a_forged_browser_cookie_owns_nothing(db: None) -> None:
    client = Client()
    url = client.post("/", {"text": FIRST}).url
    forger = Client()
    forger.cookies["erdapp_browser"] = client.cookies["erdapp_browser"].value.split(":")[0]
    assert forger.get(url).status_code == 404


def test_several_files_make_one_schema(db: None) -> None:
    files = [
        SimpleUploadedFile("001_users.sql", b"CREATE TABLE users (id INTEGER PRIMARY KEY);"),
        SimpleUploadedFile("002_more.sql", b"CREATE TABLE more (id INTEGER PRIMARY KEY);"),
    ]
    Client().post("/", {"uploads": files, "dialect": "sqlite"})
    version = Version.objects.get()
    assert version.snapshot.tables == 2
    assert version.sources.count() == 2


def test_a_zip_is_unpacked_and_names_the_project(db: None) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("schema.sql", SECOND)
    Client().post("/", {"uploads": [SimpleUploadedFile("my-shop.zip", data.getvalue())]})
    assert Version.objects.get().snapshot.tables == 3
    assert Project.objects.get().name == "My shop"


def test_a_project_of_somebody_logged_in_is_theirs(people: People) -> None:
    people.client("charlie").post("/", {"text": FIRST})
    assert Project.objects.get(owner=people.charlie).claim == ""


@pytest.mark.parametrize("text", ["", "   ", "not sql at all"])
def test_what_cannot_be_read_is_said_and_the_text_is_kept(db: None, text: str) -> None:
    response = Client().post("/", {"text": text})
    assert response.status_code == 400
    assert b'role="alert"' in response.content
    assert text in response.content.decode()
    assert not Project.objects.exists()


def test_an_unknown_dialect_is_refused(db: None) -> None:
    assert Client().post("/", {"text": FIRST, "dialect": "oracle"}).status_code == 400


def test_examples_are_shown_to_everybody(db: None) -> None:
    make_demo()
    page = Client().get("/").content.decode()
    assert "/p/shop/v/3/" in page


def test_the_home_page_shows_only_ones_own_projects(people: People) -> None:
    shown = {
        name: people.url in people.client(name).get("/").content.decode()
        for name in ("alice", "bob", "charlie", "nobody")
    }
    assert shown == {"alice": True, "bob": True, "charlie": False, "nobody": False}
