"""Hostile uploads: one clear error or a correct result, and nothing half-stored."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from erdapp.store.models import Blob, Project, Snapshot, SourceText, Version


def upload(name: str, data: bytes) -> tuple[int, str]:
    """The status and the page after dropping that file."""
    response = Client().post("/", {"uploads": [SimpleUploadedFile(name, data)]})
    return response.status_code, response.content.decode()


def zipped(*members: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


NOISE = random.Random(1).randbytes(100_000)
REFUSED = {
    "binary junk": ("schema.sql", NOISE),
    "a zip of binary junk": ("junk.zip", zipped(("schema.sql", NOISE))),
    "a broken zip": ("broken.zip", zipped(("a.sql", b"CREATE TABLE a (id int);"))[:60]),
    "a zip bomb": ("bomb.zip", zipped(("a.sql", b" " * 60_000_000))),
    "an empty file": ("empty.sql", b""),
    "an empty zip": ("empty.zip", zipped()),
    "deep nesting": ("deep.sql", b"CREATE TABLE a (id int CHECK " + b"(" * 200_000),
    "10,000 columns": (
        "wide.sql",
        b"CREATE TABLE a (" + b", ".join(b"c%d int" % n for n in range(10_000)) + b");",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_one_sentence_and_nothing_is_stored(db: None, case: str) -> None:
    status, page = upload(*REFUSED[case])
    assert status == 400, case
    assert 'role="alert"' in page
    assert "Traceback" not in page
    for model in (Project, Version, Snapshot, Blob, SourceText):
        assert not model.objects.exists()


def test_paths_out_of_a_zip_stay_labels(db: None) -> None:
    data = zipped(("../../etc/evil.sql", b"CREATE TABLE evil (id INTEGER PRIMARY KEY);"))
    status, _ = upload("paths.zip", data)
    assert status in (302, 400)
    assert all(".." not in source.path for source in SourceText.objects.all())


def test_names_that_are_markup_are_only_names(db: None) -> None:
    hostile = ['"><script>alert(1)</script>', "]]>", "🎉", "{{ 7*7 }}", "a'b`c"]
    text = "".join(
        f'CREATE TABLE "{name.replace(chr(34), chr(34) * 2)}" (id INTEGER PRIMARY KEY);'
        for name in hostile
    )
    client = Client()
    url = client.post("/", {"text": text, "dialect": "sqlite"}).url
    page = client.get(url).content.decode()
    assert Version.objects.get().snapshot.tables == len(hostile)
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page
    assert "🎉" in page


def test_a_hostile_file_name_is_only_a_label(db: None) -> None:
    client = Client()
    file = SimpleUploadedFile("<img src=x>.sql", b"CREATE TABLE a (id INTEGER PRIMARY KEY);")
    url = client.post("/", {"uploads": [file]}).url
    assert b"<img src=x>" not in client.get(f"{url}sql/").content
