"""Projects, versions and comparisons as JSON; who may read them."""

from __future__ import annotations

import pytest
from django.test import Client

from erdapp.store.models import Visibility
from tests.api.conftest import Program, program_of
from tests.people import People


def test_the_list_of_projects_is_ones_own(people: People) -> None:
    for person, slugs in ((people.alice, ["web-shop"]), (people.charlie, [])):
        status, found = program_of(person).get("projects")
        assert (status, [item["slug"] for item in found]) == (200, slugs)


@pytest.mark.parametrize(
    "path", ["versions", "versions/1", "versions/1/schema?format=sql", "compare/1...2"]
)
def test_owner_and_member_read_and_a_stranger_finds_nothing(people: People, path: str) -> None:
    place = f"projects/{people.project.slug}/{path}"
    readers = [program_of(p) for p in (people.alice, people.bob, people.charlie)]
    assert [p.get(place)[0] for p in (*readers, Program())] == [200, 200, 404, 404]
    people.project.visibility = Visibility.PUBLIC
    people.project.save()
    assert Program().get(place)[0] == 200


def test_a_version_says_what_it_holds(people: People) -> None:
    _, found = program_of(people.alice).get(f"projects/{people.project.slug}/versions/2")
    assert (found["number"], found["label"], found["tables"]) == (2, "Tags", 3)
    assert found["url"].endswith("/p/web-shop/v/2/")
    assert found["problem_list"] == []


def test_a_schema_comes_in_every_format_and_another_is_named(people: People) -> None:
    alice, place = program_of(people.alice), f"projects/{people.project.slug}/versions/1/schema"
    assert "CREATE TABLE" in alice.get(f"{place}?format=sql")[1]
    assert alice.get(place)[1]["schemas"][0]["tables"][0]["name"] == "orders"
    status, answer = alice.get(f"{place}?format=word")
    assert status == 400
    assert "use one of sql" in answer["error"]


def test_a_comparison_brings_changes_sql_and_proof(people: People) -> None:
    place = f"projects/{people.project.slug}/compare/1...2"
    _, found = program_of(people.alice).get(place)
    assert found["proof"] == "proved"
    assert any("tags" in change for change in found["changes"])
    assert any("RENAME" in item["sql"] for item in found["up"])
    assert [q["after"] for q in found["questions"]] == ["amount"]


def test_what_is_not_there_is_said_as_json(people: People) -> None:
    alice = program_of(people.alice)
    for path in ("projects/none/versions", f"projects/{people.project.slug}/versions/9"):
        status, answer = alice.get(path)
        assert (status, list(answer)) == (404, ["error"])


def test_the_interface_describes_itself(db: None) -> None:
    described = Client().get("/api/v1/openapi.json").json()
    assert "/api/v1/push" in described["paths"]
    page = Client().get("/api/v1/docs").content.decode()
    assert "/static/ninja/swagger-ui-bundle.js" in page
    assert "://" not in page.replace("http://testserver", "")
