"""The migration folder of a project in the web application."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from erdapp.migdir.checksum import chain
from erdapp.store.models import MigrationFolder, Note
from tests.people import People
from tests.web.conftest import EVERYBODY, statuses

FILES = {
    "20260101000000_first.sql": b"CREATE TABLE a (id INTEGER PRIMARY KEY, b TEXT);\n",
    "20260102000000_second.sql": b"CREATE TABLE c (id INTEGER PRIMARY KEY);\nDROP TABLE a;\n",
}


def packed(files: dict[str, bytes], *, sum: bool = True, folder: str = "migrations/") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(folder + name, data)
        if sum:
            archive.writestr(folder + "atlas.sum", chain(files.items()).encode())
    return out.getvalue()


def put(people: People, data: bytes, name: str = "alice", **fields: str) -> HttpResponse:
    upload = SimpleUploadedFile("folder.zip", data)
    sent = {"uploads": upload, "format": "atlas", "dialect": "sqlite"} | fields
    answer: HttpResponse = people.client(name).post(f"{people.url}migrations/put/", sent)
    return answer


def page(people: People, path: str = "") -> str:
    return people.client("bob").get(f"{people.url}migrations/{path}").content.decode()


def test_who_may_see_and_change_the_folder(people: People) -> None:
    assert statuses(people, f"{people.url}migrations/") == (200, 200, 404, 404)
    answers = [put(people, packed(FILES), name).status_code for name in EVERYBODY]
    assert answers == [302, 302, 404, 404]
    for path in ("f/20260101000000_first.sql", "folder.zip"):
        assert statuses(people, f"{people.url}migrations/{path}") == (200, 200, 404, 404)
    people.project.visibility = "public"
    people.project.save()
    assert people.client("charlie").get(f"{people.url}migrations/").status_code == 200
    assert put(people, packed(FILES), "charlie").status_code == 403


def test_each_file_becomes_a_version_with_the_schema_after_it(people: People) -> None:
    put(people, packed(FILES))
    versions = people.project.versions.filter(source_kind="migration").order_by("number")
    assert [version.label for version in versions] == list(FILES)
    shown = page(people)
    assert f'href="{people.url}v/3/"' in shown
    assert f'href="{people.url}v/4/"' in shown


def test_the_same_folder_again_makes_no_version_and_a_new_file_makes_one(people: People) -> None:
    put(people, packed(FILES))
    put(people, packed(FILES))
    assert people.project.versions.count() == 4
    put(people, packed(FILES | {"20260103000000_third.sql": b"CREATE TABLE d (id INTEGER);"}))
    assert people.project.versions.count() == 5


def test_the_sum_is_kept_and_compared(people: People) -> None:
    put(people, packed(FILES))
    assert "Whole." in page(people)
    changed = FILES | {"20260101000000_first.sql": b"CREATE TABLE a (id INTEGER);"}
    out = io.BytesIO(packed(changed, sum=False))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("migrations/atlas.sum", chain(FILES.items()).encode())
    put(people, out.getvalue())
    assert "20260101000000_first.sql was edited" in page(people)
    put(people, packed(FILES, sum=False))
    assert "There is no <code>atlas.sum</code>." in page(people)


def test_findings_stand_under_the_lines_they_are_about(people: People) -> None:
    put(people, packed(FILES))
    shown = page(people, "f/20260102000000_second.sql")
    line = shown.split('id="L2"')[1].split("</li>")[0]
    assert "DS102" in line
    assert "DS102" in page(people)
    assert "DS" not in shown.split('id="L1"')[1].split("</li>")[0]


def test_a_file_that_cannot_be_read_says_so_and_stops_nothing(people: People) -> None:
    put(people, packed({"1_a.sql": b"CREATE TABLE (;\n", "2_b.sql": b"CREATE TABLE b (id INT);\n"}))
    assert people.project.versions.first() is not None
    assert people.client("bob").get(f"{people.url}migrations/f/1_a.sql").status_code == 200


def test_the_folder_comes_back_as_it_was(people: People) -> None:
    put(people, packed(FILES))
    answer = people.client("bob").get(f"{people.url}migrations/folder.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    expected = {f"migrations/{name}": data for name, data in FILES.items()}
    assert found == expected | {"migrations/atlas.sum": chain(FILES.items()).encode()}


def test_what_holds_no_migration_is_refused_and_stores_nothing(people: People) -> None:
    answer = put(people, packed({"readme.txt": b"hello"}, sum=False))
    assert answer.status_code == 400
    assert b"no migration of the format atlas was found" in answer.content
    assert not MigrationFolder.objects.exists()
    assert put(people, b"PK\x03\x04 broken").status_code == 400


def test_another_format_is_read_its_own_way(people: People) -> None:
    files = {"1_a.up.sql": b"CREATE TABLE a (id INTEGER);", "1_a.down.sql": b"DROP TABLE a;"}
    put(people, packed(files, sum=False), format="golang-migrate")
    assert people.project.versions.filter(source_kind="migration").count() == 1
    assert "1_a.down.sql" in page(people)


def test_a_rename_in_a_migration_carries_notes_along(people: People) -> None:
    put(people, packed(FILES))
    url = f"{people.url}v/4/notes/c/"
    people.client("bob").post(url, {"text": "What it is."})
    put(people, packed(FILES | {"20260103000000_c.sql": b"ALTER TABLE c RENAME TO dear;"}))
    assert Note.objects.get(table="dear").text == "What it is."


def test_hostile_file_names_are_text(people: People) -> None:
    put(people, packed({"1_<script>.sql": b"CREATE TABLE a (id INTEGER);"}, sum=False))
    assert "<script>." not in page(people)


def test_the_pages_keep_to_their_budget(people: People) -> None:
    put(people, packed(FILES))
    client = people.client("bob")
    for path, budget in (("", 8), ("f/20260101000000_first.sql", 7), ("folder.zip", 5)):
        client.get(f"{people.url}migrations/{path}")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{people.url}migrations/{path}").status_code == 200
        assert len(captured) <= budget, path
