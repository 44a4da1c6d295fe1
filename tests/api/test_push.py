"""Schemas that programs hand in."""

from __future__ import annotations

import pytest
from django.test import Client

from erdapp.store.actions.tokens import create_token
from erdapp.store.models import ApiToken, Project, Version
from tests.api.conftest import Program, program_of
from tests.people import FIRST, SECOND, People


def test_a_push_makes_a_project_and_its_link_opens_for_anybody(people: People) -> None:
    status, pushed = program_of(people.alice).push(FIRST, project="books", name="Books")
    assert status == 201
    assert (pushed["project"], pushed["version"], pushed["created"]) == ("books", 1, True)
    assert Project.objects.get(slug="books").owner == people.alice
    page = Client().get(pushed["link"])
    assert page.status_code == 200
    assert "orders" in page.content.decode()


def test_the_next_push_makes_the_next_version(people: People) -> None:
    alice = program_of(people.alice)
    alice.push(FIRST, project="books")
    status, pushed = alice.push(SECOND, project="books", label="Tags")
    assert (status, pushed["version"]) == (201, 2)
    assert "+1 table" in pushed["change"]
    assert Version.objects.get(project__slug="books", number=2).label == "Tags"


def test_pushing_the_same_schema_again_makes_no_version(people: People) -> None:
    alice = program_of(people.alice)
    alice.push(FIRST, project="books")
    status, pushed = alice.push(f"-- other words\n{FIRST}", project="books")
    assert (status, pushed["version"], pushed["created"]) == (200, 1, False)


def test_a_member_adds_to_a_project_and_a_stranger_is_told_there_is_none(people: People) -> None:
    slug = people.project.slug
    assert program_of(people.bob).push(FIRST, project=slug)[0] == 201
    for program in (program_of(people.charlie), Program()):
        status, answer = program.push(FIRST, project=slug)
        assert (status, list(answer)) == (404, ["error"])
    assert people.project.versions.count() == 3


def test_a_machine_without_an_account_owns_what_it_pushed(db: None) -> None:
    mine, other = Program("machine_" + "a" * 43), Program("machine_" + "b" * 43)
    assert mine.push(FIRST, project="books")[0] == 201
    assert mine.push(SECOND, project="books")[1]["version"] == 2
    assert other.push(FIRST, project="books")[0] == 404


def test_a_project_pushed_without_any_key_belongs_to_nobody(db: None) -> None:
    status, pushed = Program().push(FIRST, project="books")
    assert status == 201
    assert Program().push(SECOND, project="books")[0] == 404
    assert Client().get(pushed["url"]).status_code == 404
    assert Client().get(pushed["link"]).status_code == 200


@pytest.mark.parametrize("token", ["erdapp_unknown", "machine_short", "x", "\udcff"])
def test_an_unknown_token_is_refused_without_saying_more(db: None, token: str) -> None:
    status, answer = Program(token.encode("utf-8", "replace").decode()).push(FIRST)
    assert status == 401
    assert answer == {"error": "This token is unknown or was withdrawn."}


def test_the_token_of_somebody_who_left_opens_nothing(people: People) -> None:
    alice = program_of(people.alice)
    people.alice.is_active = False
    people.alice.save()
    assert alice.push(FIRST)[0] == 401


def test_a_secret_is_kept_nowhere(people: People) -> None:
    token, secret = create_token(people.alice, "CI")
    stored = ApiToken.objects.filter(pk=token.pk).values().get()
    assert secret not in str(stored)


def test_a_bad_source_is_one_sentence_and_stores_nothing(people: People) -> None:
    status, answer = program_of(people.alice).push("no sql at all", project="books")
    assert status == 400
    assert "nothing else was found" in answer["error"]
    assert not Project.objects.filter(slug="books").exists()


@pytest.mark.parametrize("slug", ["Books", "a b", "-a", "a/b", "ä"])
def test_a_slug_that_cannot_stand_in_an_address_is_refused(people: People, slug: str) -> None:
    status, answer = program_of(people.alice).push(FIRST, project=slug)
    assert status == 400
    assert "use a-z, 0-9 and dashes" in answer["error"]


def test_a_wrong_body_is_told_by_its_place_and_never_repeated(people: People) -> None:
    alice = program_of(people.alice)
    status, answer = alice.post("push", {"files": [{"path": "x", "data": 1}], "name": "secret"})
    assert status == 422
    assert "files.0.data" in answer["error"]
    assert "secret" not in answer["error"]
    files = [{"path": "x.sql", "data": "*"}]
    status, answer = alice.post("push", {"files": files})
    assert (status, answer["error"]) == (400, "x.sql: the data is not base64")


def test_a_session_cookie_counts_for_nothing_here(people: People) -> None:
    browser = people.client("alice")
    assert browser.get("/api/v1/projects").json() == []
