"""Migration folders that programs hand in."""

from __future__ import annotations

import pytest
from django.test import Client

from erdapp.migdir.checksum import chain
from erdapp.store.actions import folders
from erdapp.store.models import FolderFile, MigrationFolder, Project
from tests.api.conftest import Program, program_of
from tests.people import People

FIRST = {"1_first.sql": b"CREATE TABLE a (id INTEGER PRIMARY KEY);\n"}
SECOND = FIRST | {"2_second.sql": b"CREATE TABLE b (id INTEGER PRIMARY KEY);\n"}


def summed(files: dict[str, bytes]) -> dict[str, bytes]:
    return files | {"atlas.sum": chain(files.items()).encode()}


def test_a_folder_makes_a_project_and_its_link_opens_for_anybody(people: People) -> None:
    alice = program_of(people.alice)
    status, pushed = alice.push_folder(summed(SECOND), project="books", name="Books")
    assert status == 201
    assert (pushed["added"], pushed["version"]) == (list(SECOND), 2)
    assert Project.objects.get(slug="books").name == "Books"
    assert pushed["url"].endswith("/p/books/migrations/")
    assert Client().get(pushed["link"]).status_code == 200
    page = people.client("alice").get(pushed["url"]).content.decode()
    assert "Whole." in page


def test_new_files_add_versions_and_the_same_again_changes_nothing(people: People) -> None:
    alice = program_of(people.alice)
    alice.push_folder(summed(FIRST), project="books")
    status, pushed = alice.push_folder(summed(SECOND), project="books")
    assert (status, pushed["added"], pushed["version"]) == (201, ["2_second.sql"], 2)
    status, pushed = alice.push_folder(summed(SECOND), project="books")
    assert (status, pushed["changed"], pushed["version"]) == (200, False, 2)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (SECOND | {"1_first.sql": b"CREATE TABLE z (id INTEGER);"}, "1_first.sql was edited"),
        ({"2_second.sql": SECOND["2_second.sql"]}, "1_first.sql was removed"),
        (FIRST, "2_second.sql was removed"),
        (
            SECOND | {"1_more.sql": b"CREATE TABLE c (id INTEGER);"},
            "1_more.sql was added before 2_second.sql",
        ),
    ],
)
def test_a_changed_history_is_one_sentence_and_stores_nothing(
    people: People, files: dict[str, bytes], said: str
) -> None:
    alice = program_of(people.alice)
    alice.push_folder(summed(SECOND), project="books")
    files = dict(sorted(files.items()))
    status, answer = alice.push_folder(summed(files), project="books")
    assert status == 409
    assert said in answer["error"]
    assert sorted(FolderFile.objects.values_list("name", flat=True)) == list(SECOND)
    assert alice.push_folder(summed(files), project="books", replace=True)[0] == 201
    assert sorted(FolderFile.objects.values_list("name", flat=True)) == list(files)


def test_another_format_is_a_changed_history(people: People) -> None:
    alice = program_of(people.alice)
    alice.push_folder(summed(FIRST), project="books")
    status, answer = alice.push_folder(summed(FIRST), project="books", format="dbmate")
    assert (status, "of the format atlas" in answer["error"]) == (409, True)


def test_a_wrong_sum_is_refused_and_none_is_taken(people: People) -> None:
    alice = program_of(people.alice)
    files = summed(FIRST) | SECOND
    status, answer = alice.push_folder(files, project="books")
    assert status == 400
    assert "2_second.sql was added" in answer["error"]
    assert not Project.objects.filter(slug="books").exists()
    assert alice.push_folder(FIRST, project="books")[0] == 201


def test_owner_and_member_push_and_a_stranger_is_told_there_is_no_such_project(
    people: People,
) -> None:
    slug = people.project.slug
    assert program_of(people.alice).push_folder(summed(FIRST), project=slug)[0] == 201
    assert program_of(people.bob).push_folder(summed(SECOND), project=slug)[0] == 201
    for program in (program_of(people.charlie), Program()):
        status, answer = program.push_folder(summed(FIRST), project=slug, replace=True)
        assert (status, list(answer)) == (404, ["error"])
    assert people.project.folder.files.count() == 2


def test_one_who_may_only_look_is_refused(people: People) -> None:
    people.project.visibility = "public"
    people.project.save()
    status, _ = program_of(people.charlie).push_folder(FIRST, project=people.project.slug)
    assert status == 403
    assert not MigrationFolder.objects.exists()


@pytest.mark.parametrize(
    ("files", "about", "status", "said"),
    [
        ({"readme.md": b"x"}, {}, 400, "no migration of the format atlas was found"),
        (FIRST, {"format": "word"}, 400, "use one of atlas"),
        (FIRST, {"project": "A b"}, 400, "use a-z, 0-9 and dashes"),
        (FIRST, {"dialect": "oracle"}, 422, "dialect"),
        ({}, {}, 422, "files"),
        ({f"{n}.sql": b"" for n in range(5_001)}, {}, 422, "files"),
    ],
)
def test_what_cannot_be_taken_is_one_sentence(
    people: People, files: dict[str, bytes], about: dict[str, str], status: int, said: str
) -> None:
    found, answer = program_of(people.alice).push_folder(files, **about)
    assert found == status
    assert said in answer["error"]
    assert Project.objects.count() == 1


def test_of_a_long_history_the_last_files_become_versions(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "AT_ONCE", 3)
    files = {f"{n:03}.sql": f"CREATE TABLE t{n} (id INT);".encode() for n in range(10)}
    alice = program_of(people.alice)
    status, pushed = alice.push_folder(summed(files), project="books")
    assert (status, len(pushed["added"]), pushed["version"]) == (201, 10, 3)
    assert FolderFile.objects.filter(version=None).count() == 7
    files["100.sql"] = b"CREATE TABLE more (id INT);"
    assert alice.push_folder(summed(files), project="books")[1]["version"] == 4
    newest = Project.objects.get(slug="books").versions.get(number=4)
    assert newest.snapshot.tables == 11


def test_paths_stay_inside_the_folder(people: People) -> None:
    files = {"../../1_a.sql": b"CREATE TABLE a (id INTEGER);"}
    assert program_of(people.alice).push_folder(files, project="books")[0] == 201
    assert FolderFile.objects.get().name == "1_a.sql"


def test_a_later_push_is_read_in_the_dialect_of_the_first(people: People) -> None:
    alice = program_of(people.alice)
    alice.push_folder(summed(FIRST), project="books", dialect="mysql")
    alice.push_folder(summed(SECOND), project="books")
    assert MigrationFolder.objects.get().dialect == "mysql"
    assert {v.dialect for v in Project.objects.get(slug="books").versions.all()} == {"mysql"}


def test_the_interface_describes_it(db: None) -> None:
    described = Client().get("/api/v1/openapi.json").json()
    about = described["paths"]["/api/v1/push/migrations"]["post"]
    assert {"200", "201", "400", "404", "409"} <= set(about["responses"])
