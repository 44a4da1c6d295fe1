"""The next migration of a folder: to a version or a source, looked at, written, downloaded."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from erdapp.store.access import Visitor
from erdapp.store.actions.versions import add_version
from erdapp.store.models import Version
from tests.people import People, sql
from tests.web.conftest import EVERYBODY, statuses
from tests.web.test_migrations import FILES, packed, page, put

TARGET = "CREATE TABLE c (id INTEGER PRIMARY KEY, age INTEGER);"


def send(people: People, *, by: str = "bob", **fields: object) -> HttpResponse:
    url = f"{people.url}migrations/next/source/"
    answer: HttpResponse = people.client(by).post(url, fields)
    return answer


def plain(text: str) -> str:
    """The page without its tags: colours stand between the words of SQL."""
    return re.sub(r"<[^>]+>", "", text)


def shown(people: People, answer: HttpResponse) -> str:
    assert answer.status_code == 302
    return people.client("bob").get(answer["Location"]).content.decode()


def test_who_may_look_at_it_and_hand_a_source_in(people: People) -> None:
    put(people, packed(FILES))
    for path in ("?to=2", "folder.zip?to=2"):
        url = f"{people.url}migrations/next/{path}"
        assert statuses(people, url) == (200, 200, 404, 404)
    answers = [send(people, by=name, text=TARGET).status_code for name in EVERYBODY]
    assert answers == [302, 302, 404, 404]
    people.project.visibility = "public"
    people.project.save()
    for path in ("?to=2", "folder.zip?to=2"):
        answer = people.client("charlie").get(f"{people.url}migrations/next/{path}")
        assert answer.status_code == 403
    assert send(people, by="charlie", text=TARGET).status_code == 403


def test_the_next_migration_is_seen_first_and_written_with_its_sum(people: People) -> None:
    put(people, packed(FILES))
    target = "CREATE TABLE c (id INTEGER PRIMARY KEY, age INTEGER);"
    version = add_version(people.project, sql(target), Visitor(people.alice))
    asked = f"next/?to={version.number}&name=add+age"
    assert "_add_age.sql" in page(people, asked)
    assert 'id="proof"' in page(people, asked)
    assert people.project.folder.files.count() == 2
    client = people.client("bob")
    sent = {"to": version.number, "name": "add age"}
    assert client.post(f"{people.url}migrations/next/", sent).status_code == 302
    names = [file.name for file in people.project.folder.files.all()]
    assert len(names) == 3
    assert names[2].endswith("_add_age.sql")
    assert "Whole." in page(people)
    assert "There is nothing to migrate" in page(people, f"next/?to={version.number}")


def test_a_migration_that_would_not_run_last_is_refused(people: People) -> None:
    put(people, packed({"2_a.sql": b"CREATE TABLE a (id INTEGER);"}, sum=False))
    answer = people.client("bob").post(f"{people.url}migrations/next/", {"to": "2"})
    assert answer.status_code == 400
    assert b"would not run after 2_a.sql" in answer.content


def test_a_name_that_would_leave_the_folder_is_refused(people: People) -> None:
    put(people, packed(FILES))
    answer = people.client("bob").get(f"{people.url}migrations/next/?to=2&name=../../x")
    assert answer.status_code == 400
    assert b"letters, digits" in answer.content


def test_a_pasted_source_leads_to_the_migration_that_makes_it(people: People) -> None:
    put(people, packed(FILES))
    found = shown(people, send(people, text=TARGET, name="add age"))
    assert "_add_age.sql" in found
    assert 'ADD COLUMN "age"' in plain(found)
    assert 'id="proof"' in found
    newest = Version.objects.filter(project=people.project).first()
    assert newest is not None
    assert (newest.label, newest.dialect) == ("add_age", "sqlite")
    assert people.project.folder.files.count() == 2


def test_a_source_that_the_newest_version_says_makes_no_version(people: People) -> None:
    put(people, packed(FILES))
    first = send(people, text=TARGET)
    assert send(people, text=f"-- again\n{TARGET}")["Location"] == first["Location"]


def test_uploaded_models_are_read_in_the_dialect_of_the_folder(people: People) -> None:
    put(people, packed(FILES), dialect="mysql")
    model = SimpleUploadedFile("schema.prisma", b"model c {\n  id Int @id\n  age Int?\n}\n")
    found = shown(people, send(people, uploads=model, name="models"))
    assert "_models.sql" in found
    assert "`age`" in plain(found)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Paste SQL or models"),
        ({"text": "no sql"}, "nothing else was found"),
        ({"text": TARGET, "name": "../../x"}, "letters, digits"),
        ({"text": "postgres://u:secret@h/d"}, "choose that version then"),
    ],
)
def test_a_source_that_cannot_be_taken_says_why_and_stores_nothing(
    people: People, fields: dict[str, str], said: str
) -> None:
    put(people, packed(FILES))
    before = people.project.versions.count()
    answer = send(people, **fields)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert said in text
    assert "secret" not in text
    assert '<details class="inside from-source" open>' in text
    assert people.project.versions.count() == before


def test_without_a_folder_there_is_no_next_migration(people: People) -> None:
    assert send(people, text=TARGET).status_code == 404


def test_the_folder_with_the_migration_comes_as_a_zip_and_nothing_is_written(
    people: People,
) -> None:
    put(people, packed(FILES))
    version = add_version(people.project, sql(TARGET), Visitor(people.alice))
    url = f"{people.url}migrations/next/folder.zip?to={version.number}&name=add_age"
    answer = people.client("bob").get(url)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        told = archive.read("migrations/atlas.sum").decode()
    assert len(names) == 4
    assert "_add_age.sql h1:" in told
    assert people.project.folder.files.count() == 2
    empty = people.client("bob").get(f"{people.url}migrations/next/folder.zip?to=4")
    assert empty.status_code == 400


def test_an_incomplete_version_is_confirmed_before_its_migration_is_seen(people: People) -> None:
    put(people, packed(FILES))
    version = add_version(people.project, sql(TARGET), Visitor(people.alice))
    Version.objects.filter(pk=version.pk).update(incomplete=True)
    asked = f"next/?to={version.number}&name=add_age"
    text = page(people, asked)
    assert "is incomplete" in text
    assert "_add_age.sql" not in text
    assert (
        people.client("bob")
        .post(f"{people.url}migrations/next/", {"to": version.number})
        .status_code
        == 200
    )
    assert people.project.folder.files.count() == 2
    action = text.split('action="')[1:]
    confirm = next(one.split('"')[0] for one in action if "confirm" in one.split('"')[0])
    back = people.client("bob").post(confirm)
    assert back["Location"] == f"{people.url}migrations/{asked}"
    assert "_add_age.sql" in page(people, asked)


def test_an_answer_about_a_rename_leads_back_here(people: People) -> None:
    files = {"20260101000000_a.sql": b"CREATE TABLE a (id INTEGER PRIMARY KEY, total NUMERIC);"}
    put(people, packed(files))
    target = sql("CREATE TABLE a (id INTEGER PRIMARY KEY, total_sum NUMERIC);")
    version = add_version(people.project, target, Visitor(people.alice))
    text = page(people, f"next/?to={version.number}&name=x")
    assert "Looks renamed" in text
    url = next(one.split('"')[0] for one in text.split('action="')[1:] if "/answer" in one)
    sent = {"kind": "column", "before": "total", "after": "total_sum", "table": "a"}
    back = people.client("bob").post(url, sent | {"answer": "drop"})
    assert back["Location"] == f"{people.url}migrations/next/?to={version.number}&name=x"
    assert "RENAME COLUMN" in plain(text)
    assert "RENAME COLUMN" not in plain(page(people, f"next/?to={version.number}&name=x"))
