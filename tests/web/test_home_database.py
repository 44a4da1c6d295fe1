"""`/`: a database URL pasted, or given in the field for one."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from erdapp.store.models import Connection, Project
from tests.databases import URL, USERS, Remembered
from tests.people import People
from tests.web.conftest import statuses

Database = type[Remembered]


@pytest.mark.parametrize(
    "sent",
    [
        {"url": URL},
        {"url": f"  {URL}\n"},
        {"text": URL},
        {"text": f"\r\n  {URL}  \r\n"},
        {"text": URL.replace("postgres", "PostgreSQL+psycopg2"), "dialect": "mysql"},
    ],
)
def test_a_url_is_read_into_a_project_of_ones_own(
    db: None, database: Database, sent: dict[str, str]
) -> None:
    client = Client()
    response = client.post("/", sent)
    project = Project.objects.get()
    assert response.url == f"/p/{project.slug}/connection/?then=diagram"
    assert client.get(response.url).url == f"/p/{project.slug}/v/1/"
    assert client.get(f"/p/{project.slug}/v/1/").status_code == 200
    assert Client().get(response.url).status_code == 404
    assert project.name == "shop"


def test_the_field_is_there_and_closed(db: None) -> None:
    shown = Client().get("/").content.decode()
    assert '<details class="also">' in shown
    assert 'name="url"' in shown


@pytest.mark.parametrize("field", ["url", "text"])
@pytest.mark.parametrize(
    "url",
    [
        "postgres://reader:hunter2@127.0.0.1/shop",
        "mysql://reader:hunter2@db.example.com:22/shop",
        "sqlserver://reader:hunter2@db.example.com/shop",
        "sqlite:///etc/hunter2",
    ],
)
def test_a_url_that_is_refused_is_said_and_not_sent_back(
    db: None, database: Database, field: str, url: str
) -> None:
    response = Client().post("/", {field: url})
    assert response.status_code == 400
    assert b'role="alert"' in response.content
    assert b"hunter2" not in response.content
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    "text", [f"{USERS}\n{URL}\n", f"{URL}\n{USERS}", f"{URL}\n{URL.replace('shop', 'other')}"]
)
def test_a_url_among_other_lines_is_never_stored_as_sql(
    db: None, database: Database, text: str
) -> None:
    response = Client().post("/", {"text": text})
    assert response.status_code == 400
    assert "not both at once" in response.content.decode()
    assert b"hunter2" not in response.content
    assert not Project.objects.exists()


def test_a_url_beside_files_is_refused(db: None, database: Database) -> None:
    files = [SimpleUploadedFile("a.sql", USERS.encode())]
    assert Client().post("/", {"text": URL, "uploads": files}).status_code == 400
    assert not Connection.objects.exists()


def test_a_url_within_sql_is_sql(db: None, database: Database) -> None:
    sql = f"CREATE TABLE links (url text DEFAULT '{URL}');\n-- see {URL}"
    assert "/v/1/" in Client().post("/", {"text": sql}).url
    assert not Connection.objects.exists()


def test_a_project_takes_a_pasted_url_too(people: People, database: Database) -> None:
    response = people.client("bob").post(f"{people.url}versions/", {"text": URL})
    assert response.url == f"{people.url}connection/"
    assert Connection.objects.get().number == 3


def test_a_project_refuses_a_url_without_sending_it_back(
    people: People, database: Database
) -> None:
    url = URL.replace("db.example.com", "10.0.0.1")
    response = people.client("bob").post(f"{people.url}versions/", {"text": url})
    assert response.status_code == 400
    assert b"hunter2" not in response.content


def test_strangers_connect_nothing_to_a_project(people: People, database: Database) -> None:
    assert statuses(people, f"{people.url}connection/", "post")[2:] == (404, 404)
    assert people.client("charlie").post(f"{people.url}versions/", {"text": URL}).status_code == 404
