"""Versions that lost something in their load, and the migrations from and to them."""

from __future__ import annotations

import pytest

from erdapp.store.access import Visitor
from erdapp.store.actions.shares import share
from erdapp.store.actions.versions import add_version
from erdapp.store.models import AuditEntry, Comparison
from tests.people import FIRST, SECOND, People, sql
from tests.web.conftest import statuses

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def broken(people: People) -> People:
    """Version 3 has a statement that cannot be read."""
    text = SECOND + "CREATE GIBBERISH (a);\nCREATE TABLE more (id INTEGER PRIMARY KEY);\n"
    add_version(people.project, sql(text), Visitor(people.alice))
    return people


def page(people: People, path: str, name: str = "alice") -> str:
    return people.client(name).get(people.url + path).content.decode()


def test_it_says_so_on_its_page_and_in_the_lists(broken: People) -> None:
    assert "This version is incomplete: 1 thing in its source" in page(broken, "v/3/")
    assert page(broken, "").count("incomplete</b>") == 1
    assert "· incomplete" in page(broken, "v/1/")
    assert "incomplete" not in page(broken, "v/1/tables/").replace("· incomplete", "")


def test_a_migration_to_and_from_it_is_shown_when_it_is_confirmed(broken: People) -> None:
    for pair in ("1...3", "3...1"):
        for tab in ("", "/migration"):
            shown = page(broken, f"compare/{pair}{tab}")
            assert "v3 is incomplete" in shown
            assert "CREATE TABLE" not in shown
            assert "Proving" not in shown
        assert broken.client("alice").get(f"{broken.url}compare/{pair}/up.sql").status_code == 409
    client = broken.client("bob")
    response = client.post(f"{broken.url}compare/1...3/confirm")
    assert response.headers["Location"].endswith("compare/1...3/migration")
    shown = page(broken, "compare/1...3/migration")
    assert "v3 is incomplete" not in shown
    assert "more" in shown
    assert client.get(f"{broken.url}compare/1...3/up.sql").status_code == 200
    assert "v3 is incomplete" in page(broken, "compare/3...1")
    [entry] = AuditEntry.objects.filter(verb="incomplete migration confirmed")
    assert entry.actor == broken.bob


def test_the_changes_are_there_unconfirmed(broken: People) -> None:
    assert "tags" in page(broken, "compare/1...3/changes")
    assert "<svg" in page(broken, "compare/1...3")


def test_who_may_only_look_cannot_confirm(broken: People) -> None:
    broken.project.visibility = "public"
    broken.project.save()
    assert "has to confirm" in page(broken, "compare/1...3", "charlie")
    url = f"{broken.url}compare/1...3/confirm"
    assert statuses(broken, url, "post") == (302, 302, 403, 403)


def test_a_shared_comparison_shows_no_migration_either(broken: People) -> None:
    page(broken, "compare/1...3")
    link = share(broken.project, Visitor(broken.alice), comparison=Comparison.objects.get())
    client = broken.client("nobody")
    assert b"CREATE TABLE" not in client.get(f"/s/{link.token}").content
    broken.client("alice").post(f"{broken.url}compare/1...3/confirm")
    assert b"Migration" in client.get(f"/s/{link.token}").content


def test_warnings_leave_a_version_complete(people: People) -> None:
    found = add_version(people.project, sql(FIRST), Visitor(people.alice))
    assert not found.incomplete
