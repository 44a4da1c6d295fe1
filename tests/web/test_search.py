"""Full-text search over a project."""

from __future__ import annotations

from erdapp.store.access import Visitor
from erdapp.store.actions.notes import write_note
from erdapp.store.actions.versions import add_version
from tests.people import SECOND, People, sql
from tests.web.conftest import statuses

VIEW = "\nCREATE VIEW dear AS SELECT id FROM orders WHERE amount > 4711;\n"


def found(people: People, query: str) -> str:
    shown = people.client("bob").get(f"{people.url}search/?q={query}").content.decode()
    return shown.split('id="results"')[1]


def test_who_may_search(people: People) -> None:
    assert statuses(people, f"{people.url}search/?q=orders") == (200, 200, 404, 404)


def test_results_come_by_kind_and_lead_to_their_pages(people: People) -> None:
    shown = found(people, "user")
    assert "Tables and views" in shown
    assert f'href="{people.url}v/2/t/users/"' in shown
    assert f'href="{people.url}v/2/t/orders/#c-user_id"' in shown


def test_notes_are_searched_and_shown_around_the_word(people: People) -> None:
    write_note(people.project, "orders", "note", "What the buyer said", Visitor(people.alice))
    assert "What the <mark>buyer</mark> said" in found(people, "BUYER")


def test_definitions_of_views_are_searched(people: People) -> None:
    add_version(people.project, sql(SECOND + VIEW), Visitor(people.alice))
    assert "<mark>4711</mark>" in found(people, "4711")


def test_a_table_that_is_gone_is_found_in_its_last_version(people: People) -> None:
    add_version(people.project, sql("CREATE TABLE users (id INTEGER);"), Visitor(people.alice))
    shown = found(people, "tags")
    assert "In earlier versions" in shown
    assert f'href="{people.url}v/2/t/tags/"' in shown


def test_every_word_has_to_occur(people: People) -> None:
    assert "Nothing in v2 matches" in found(people, "user+nonsense")


def test_hostile_words_are_text(people: People) -> None:
    assert "<script>" not in found(people, "%3Cscript%3E")
    assert people.client("bob").get(f"{people.url}search/?v=x&q=%00").status_code == 200


def test_a_project_without_a_version_has_nothing_to_search(people: People) -> None:
    people.project.versions.all().delete()
    assert people.client("bob").get(f"{people.url}search/?q=a").status_code == 404


def test_with_htmx_the_results_come_alone(people: People) -> None:
    url = f"{people.url}search/?q=users"
    assert b"<html" not in people.client("bob").get(url, headers={"HX-Request": "true"}).content
