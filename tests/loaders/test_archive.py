"""Uploads: what is read, what is left out, what is refused."""

from __future__ import annotations

import io
import stat
import time
import zipfile

import pytest

from erdapp.loaders.archive import Upload, read_upload, safe_label
from erdapp.loaders.base import Limits, SourceError

LIMITS = Limits()
TABLE = b"CREATE TABLE t (id int);\n"


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def paths(*uploads: Upload, limits: Limits = LIMITS) -> tuple[list[str], list[str]]:
    files, skipped = read_upload(uploads, limits)
    return [file.path for file in files], sorted(skipped)


def test_one_file_is_read_whatever_its_name() -> None:
    files, skipped = read_upload([Upload("schema.txt", TABLE)], LIMITS)
    assert [(file.path, file.text) for file in files] == [("schema.txt", TABLE.decode())]
    assert skipped == ()


def test_other_files_are_listed_as_left_out() -> None:
    uploads = [Upload("a.sql", TABLE), Upload("logo.png", b"\x89PNG\0"), Upload("b.SQL", TABLE)]
    assert paths(*uploads) == (["a.sql", "b.SQL"], ["logo.png"])


def test_a_zip_is_read_in_the_order_of_its_migrations() -> None:
    data = zipped(
        ("db/V10__c.sql", TABLE),
        ("db/V2__b.sql", TABLE),
        ("db/R__views.sql", TABLE),
        ("db/V1__a.sql", TABLE),
        ("db/U1__a.sql", TABLE),
        ("db/readme.md", b"x"),
        ("__MACOSX/db/._V1__a.sql", b"\0"),
    )
    wanted = ["db/V1__a.sql", "db/V2__b.sql", "db/V10__c.sql", "db/R__views.sql"]
    left_out = ["__MACOSX/db/._V1__a.sql", "db/U1__a.sql", "db/readme.md"]
    assert paths(Upload("m.zip", data)) == (wanted, left_out)


@pytest.mark.parametrize(
    "name", ["001_a.down.sql", "001_a_down.sql", "down.sql", "001-a.undo.sql", "1.rollback.sql"]
)
def test_ways_back_are_left_out(name: str) -> None:
    assert paths(Upload("a.sql", TABLE), Upload(name, TABLE)) == (["a.sql"], [name])


@pytest.mark.parametrize(
    "marks",
    [
        ("-- +goose Up", "-- +goose Down"),
        ("-- migrate:up", "-- migrate:down"),
        ("-- +migrate Up notransaction", "-- +migrate Down"),
        ("-- rambler up", "-- rambler down"),
    ],
)
def test_sections_that_lead_back_are_blanked_out(marks: tuple[str, str]) -> None:
    text = f"{marks[0]}\nCREATE TABLE t (id int);\n{marks[1]}\nDROP TABLE t;\n"
    files, _ = read_upload([Upload("1.sql", text.encode())], LIMITS)
    assert "CREATE TABLE" in files[0].text
    assert "DROP" not in files[0].text
    assert files[0].text.count("\n") == text.count("\n")
    assert len(files[0].text) == len(text)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd.sql", "etc/passwd.sql"),
        ("/etc/a.sql", "etc/a.sql"),
        ("C:\\Users\\a\\b.sql", "Users/a/b.sql"),
        ("a/./b//c.sql", "a/b/c.sql"),
        ("a\0b\nc.sql", "abc.sql"),
        ("\u202elqs.a.sql", "lqs.a.sql"),
        ("..", "upload.sql"),
    ],
)
def test_paths_become_harmless_labels(name: str, label: str) -> None:
    assert safe_label(name) == label


def test_paths_that_climb_out_of_a_zip_are_only_labels() -> None:
    assert paths(Upload("a.zip", zipped(("../../evil.sql", TABLE)))) == (["evil.sql"], [])


def test_links_in_a_zip_are_not_followed() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.sql")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.sql", TABLE)
    assert paths(Upload("a.zip", buffer.getvalue())) == (["a.sql"], ["link.sql"])


def test_zips_inside_zips_are_not_opened() -> None:
    inner = zipped(("b.sql", TABLE))
    data = zipped(("a.sql", TABLE), ("inner.zip", inner))
    assert paths(Upload("a.zip", data)) == (["a.sql"], ["inner.zip"])


def refused(*uploads: Upload, limits: Limits = LIMITS) -> str:
    start = time.process_time()
    with pytest.raises(SourceError) as caught:
        read_upload(uploads, limits)
    assert time.process_time() - start < 2
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_file_of_50_megabytes_is_refused_unread() -> None:
    assert "50.0 MB exceed the limit of 20.0 MB" in refused(Upload("a.sql", b"x" * 50_000_000))


def test_many_files_together_are_refused() -> None:
    uploads = [Upload(f"{number}.sql", b"x" * 6_000_000) for number in range(4)]
    assert "24.0 MB exceed" in refused(*uploads)


def test_too_many_files_are_refused() -> None:
    limits = Limits(files=3)
    uploads = [Upload(f"{number}.sql", TABLE) for number in range(4)]
    assert "4 files are more than the limit of 3" in refused(*uploads, limits=limits)
    data = zipped(*((f"{number}.sql", TABLE) for number in range(50)))
    assert "50 files are more than the limit of 3" in refused(Upload("a.zip", data), limits=limits)


def test_a_zip_bomb_is_refused() -> None:
    assert "exceed" in refused(Upload("a.zip", zipped(("a.sql", b" " * 100_000_000))))
    assert "250 times" in refused(Upload("a.zip", zipped(("a.sql", b" " * 10_000_000))))


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(zipped(("a.sql", b"SELECT 1;\n" * 1_000_000)))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.index(mark) + offset
        data[place : place + 4] = (100).to_bytes(4, "little")
    refused(Upload("a.zip", bytes(data)))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 and nothing else", "damaged"),
        (zipped(("a.sql", TABLE))[:-30], "damaged"),
        (b"\x00\x01\x02\x03" * 500, "not text"),
        (bytes(range(256)) * 20, "not text"),
        (b"SQLite format 3\0" + b"\0" * 100, "SQLite database"),
        (b"PGDMP\x01\x0e" + b"\0" * 100, "pg_restore"),
        (b"\x1f\x8b\x08\0" + bytes(range(200)), "gzip"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, message: str) -> None:
    assert message in refused(Upload("a.sql", data))


def test_nothing_to_read_is_said() -> None:
    assert "nothing was uploaded" in refused()
    assert "no .sql file" in refused(Upload("a.zip", zipped(("a.txt", b"x"))))


@pytest.mark.parametrize(
    "data",
    [
        "SELECT 'é€';".encode(),
        b"\xef\xbb\xbf" + "SELECT 'é€';".encode(),
        b"\xff\xfe" + "SELECT 'é€';".encode("utf-16-le"),
        b"\xfe\xff" + "SELECT 'é€';".encode("utf-16-be"),
        "SELECT 'é€';".encode("utf-16-le"),
    ],
)
def test_encodings_are_told(data: bytes) -> None:
    files, _ = read_upload([Upload("a.sql", data)], LIMITS)
    assert files[0].text == "SELECT 'é€';"


def test_latin_1_is_the_last_resort() -> None:
    files, _ = read_upload([Upload("a.sql", "SELECT 'é';".encode("latin-1"))], LIMITS)
    assert files[0].text == "SELECT 'é';"


def test_old_mac_line_ends_become_lines() -> None:
    files, _ = read_upload([Upload("a.sql", b"-- a\rSELECT 1;\r")], LIMITS)
    assert files[0].text == "-- a\nSELECT 1;\n"
