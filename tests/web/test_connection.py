"""`/p/<slug>/connection/`: a project's live database, connected and looked at."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from erdapp.loaders.base import SourceError
from erdapp.store.actions.demo import make_demo
from erdapp.store.models import Connection, Project, ReadingState
from tests.databases import URL, Remembered
from tests.people import People
from tests.web.conftest import EVERYBODY, statuses

Database = type[Remembered]


def connected(people: People, name: str = "alice") -> tuple[Client, str]:
    client, path = people.client(name), f"{people.url}connection/"
    assert client.post(path, {"url": URL}).status_code == 302
    return client, path


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_without_a_database_it_asks_for_one(people: People) -> None:
    shown = page(people.client("bob"), f"{people.url}connection/")
    assert 'name="url"' in shown
    assert "SQL Server was not verified on a live server" in shown
    assert "Delete the URL" not in shown


def test_connecting_reads_and_shows_what_came_out(people: People, database: Database) -> None:
    client, path = connected(people)
    shown = page(client, path)
    assert f'Read into <a href="{people.url}v/3/">v3</a>' in shown
    for seen in ("PostgreSQL", "db.example.com:5432/shop", "reader"):
        assert seen in shown


def test_neither_url_nor_password_is_ever_shown(people: People, database: Database) -> None:
    client, path = connected(people)
    paths = (path, people.url, f"{people.url}v/3/", f"{people.url}v/3/sql/", "/")
    shown = "".join(page(client, p) for p in paths)
    assert "hunter2" not in shown
    assert "postgres://reader" not in shown


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "This field is required"),
        ("postgres://reader:hunter2@127.0.0.1/shop", "ERDAPP_ALLOW_PRIVATE_DATABASES"),
        ("sqlserver://sa:hunter2@db.example.com/shop", "never verified"),
        ("sqlite:///etc/hunter2", "files of this server are not read"),
        ("hunter2", "not a database URL"),
        ("postgres://reader:hunter2@db.example.com/" + "a" * 2_000, "at most 2000 characters"),
        ("postgres://reader:hunter2@db.example.com/x?service=hunter2", "parameter service"),
    ],
)
def test_what_is_refused_is_said_and_not_sent_back(
    people: People, database: Database, url: str, said: str
) -> None:
    response = people.client("bob").post(f"{people.url}connection/", {"url": url})
    assert response.status_code == 400
    assert said in response.content.decode()
    assert b"hunter2" not in response.content
    assert not Connection.objects.exists()


def test_what_failed_is_said_in_one_sentence(people: People, database: Database) -> None:
    database.error = SourceError("cannot open db.example.com: <b>no</b> such user")
    client, path = connected(people)
    shown = page(client, path)
    assert "Cannot open db.example.com: &lt;b&gt;no&lt;/b&gt; such user." in shown
    assert "Try again" in shown


def test_while_it_is_read_the_page_follows_with_and_without_scripts(
    people: People, database: Database
) -> None:
    client, path = connected(people)
    assert "http-equiv" not in page(client, path)
    Connection.objects.update(state=ReadingState.READING, step="Reading tables", queries=4)
    shown = page(client, path)
    assert '<noscript><meta http-equiv="refresh"' in shown
    assert f'hx-get="{path}state?page=connection"' in shown
    assert "Reading tables …" in shown
    assert "4 queries" in shown
    assert ">Stop<" in shown


def test_a_lost_reading_is_no_longer_followed(people: People, database: Database) -> None:
    client, path = connected(people)
    long_ago = timezone.now() - timedelta(hours=1)
    Connection.objects.update(state=ReadingState.READING, queued=long_ago)
    shown = page(client, path)
    assert "did not come back" in shown
    assert "http-equiv" not in shown
    assert "hx-get" not in shown


def test_it_leads_on_to_the_diagram_when_asked_to(people: People, database: Database) -> None:
    client, path = connected(people)
    assert client.get(f"{path}?then=diagram").url == f"{people.url}v/3/"
    Connection.objects.update(state=ReadingState.FAILED)
    assert client.get(f"{path}?then=diagram").status_code == 200


def test_the_project_shows_it_to_those_who_may_change_it(
    people: People, database: Database
) -> None:
    connected(people)
    people.project.visibility = "public"
    people.project.save()
    shown = {
        name: "db.example.com:5432" in page(people.client(name), people.url) for name in EVERYBODY
    }
    assert shown == {"alice": True, "bob": True, "charlie": False, "nobody": False}


def test_the_examples_are_connected_by_nobody(people: People, database: Database) -> None:
    Project.objects.all().delete()
    make_demo()
    got = tuple(
        people.client(name).post("/p/shop/connection/", {"url": URL}).status_code
        for name in EVERYBODY
    )
    assert got == (403, 403, 403, 403)
    assert not Connection.objects.exists()


def test_who_may_look_and_connect(people: People, database: Database) -> None:
    path = f"{people.url}connection/"
    assert statuses(people, path) == (200, 200, 404, 404)
    got = tuple(people.client(n).post(path, {"url": URL}).status_code for n in EVERYBODY)
    assert got == (302, 302, 404, 404)
