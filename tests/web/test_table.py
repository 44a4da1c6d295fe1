"""`/p/<slug>/v/<n>/t/<table>/`: everything about one table."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from msgspec.structs import replace

from erdapp.schema import Dialect
from erdapp.store.access import Visitor
from erdapp.store.actions.versions import add_version
from tests.people import People, sql
from tests.web.conftest import statuses


def test_columns_keys_indexes_references_and_sql_are_shown(people: People) -> None:
    page = people.client("alice").get(f"{people.url}v/1/t/orders/").content.decode()
    for text in ("user_id", "orders_user", "on delete cascade", "schema.sql:6"):
        assert text in page
    assert "CREATE" in page
    assert "<svg" in page
    assert f'href="{people.url}v/1/t/users/"' in page


def test_what_references_a_table_is_shown_there(people: People) -> None:
    page = people.client("alice").get(f"{people.url}v/1/t/users/").content.decode()
    assert "Referenced by" in page
    assert f'href="{people.url}v/1/t/orders/"' in page


def test_policies_of_a_table_are_shown_there_and_in_its_sql(people: People) -> None:
    text = """CREATE TABLE notes (id bigint PRIMARY KEY, owner text NOT NULL);
        CREATE TABLE others (id bigint PRIMARY KEY);
        ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own_notes ON notes FOR SELECT USING (owner = CURRENT_USER);"""
    source = replace(sql(text), dialect=Dialect.POSTGRES)
    add_version(people.project, source, Visitor(people.alice))
    client = people.client("alice")
    page = client.get(f"{people.url}v/3/t/notes/").content.decode()
    assert "<h2>Policies</h2>" in page
    assert "<td>own_notes</td>" in page
    assert "own_notes" in page.rpartition("<code")[2]
    assert "own_notes" not in client.get(f"{people.url}v/3/t/others/").content.decode()


def test_a_view_has_a_page_too(people: People) -> None:
    text = "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE VIEW v AS SELECT id FROM a;"
    add_version(people.project, sql(text), Visitor(people.alice))
    page = people.client("alice").get(f"{people.url}v/3/t/v/").content.decode()
    assert "SELECT" in page


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a/b", "50% off?", "it's", "ta ble"])
def test_hostile_names_are_linked_and_escaped(people: People, name: str) -> None:
    text = f'CREATE TABLE "{name}" (id INTEGER PRIMARY KEY, "{name}" TEXT);'
    add_version(people.project, sql(text), Visitor(people.alice))
    client = people.client("alice")
    address = f"{people.url}v/3/t/{quote(name, safe='')}/"
    assert address in client.get(f"{people.url}v/3/tables/").content.decode()
    page = client.get(address)
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    assert b"<script>alert" not in client.get(f"{people.url}v/3/").content


def test_a_table_that_does_not_exist(people: People) -> None:
    response = people.client("alice").get(f"{people.url}v/1/t/nothing/")
    assert response.status_code == 404
    assert "no table named nothing" in response.content.decode()


def test_who_may_see_it(people: People) -> None:
    assert statuses(people, f"{people.url}v/1/t/orders/") == (200, 200, 404, 404)
