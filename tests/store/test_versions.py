"""Loading sources into versions: everything or nothing."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from erdapp.loaders.archive import Upload
from erdapp.loaders.base import SourceError
from erdapp.schema import fingerprint
from erdapp.store.access import Visitor
from erdapp.store.actions import versions
from erdapp.store.actions.versions import Source, add_version, source_text, start_project
from erdapp.store.models import Blob, Project, Snapshot, Version
from erdapp.store.snapshots import load_outline, load_schema
from tests.people import FIRST, SECOND, People, sql


def test_versions_are_numbered_from_one(people: People) -> None:
    assert (people.first.number, people.second.number) == (1, 2)
    assert (people.first.label, people.second.author) == ("Opening", people.bob)


def test_a_stored_schema_comes_back_equal(people: People) -> None:
    schema = load_schema(people.second.snapshot_id)
    assert fingerprint(schema) == people.second.snapshot_id
    assert [table.name for table in schema.tables] == ["orders", "tags", "users"]


def test_the_source_is_kept_as_it_was(people: People) -> None:
    source = people.second.sources.get()
    assert source.path == "schema.sql"
    assert source_text(source) == SECOND


def test_the_outline_lists_tables_with_their_columns(people: People) -> None:
    outline = load_outline(people.first.snapshot)
    assert [(t.name, len(t.columns)) for t in outline.tables] == [("orders", 4), ("users", 2)]
    assert [t.name for t in outline.search("EMAIL")] == ["users"]
    assert outline.counts["table"] == 2


def test_versions_of_equal_meaning_share_a_snapshot(people: People) -> None:
    again = add_version(people.project, sql(f"-- again\n{SECOND}"), Visitor(people.alice))
    assert again.snapshot_id == people.second.snapshot_id
    assert Snapshot.objects.count() == 2
    assert again.change["line"] == "no changes"


def test_a_version_keeps_what_changed_since_the_one_before(people: People) -> None:
    assert people.first.change == {}
    assert "+1 table" in people.second.change["line"]


def test_what_was_not_understood_is_kept_with_its_line(people: People) -> None:
    text = FIRST + "\nCREATE GIBBERISH x;\n"
    version = add_version(people.project, sql(text), Visitor(people.alice))
    [problem] = [p for p in version.problems if p["line"] == text.count("\n")]
    assert problem["file"] == "schema.sql"


def test_a_text_without_any_object_is_refused_and_nothing_is_stored(db: None) -> None:
    with pytest.raises(SourceError):
        start_project(sql("hello there"), "Hello", Visitor())
    for model in (Project, Version, Snapshot, Blob):
        assert not model.objects.exists()


def test_nothing_is_half_stored_when_storing_breaks(people: People) -> None:
    before = (Version.objects.count(), Snapshot.objects.count(), Blob.objects.count())
    extra = sql(SECOND + "CREATE TABLE more (id INTEGER PRIMARY KEY);")
    with (
        patch.object(versions, "_store_sources", side_effect=OSError("disk full")),
        pytest.raises(OSError, match="disk full"),
    ):
        add_version(people.project, extra, Visitor(people.alice))
    assert before == (Version.objects.count(), Snapshot.objects.count(), Blob.objects.count())


def test_nul_characters_never_reach_the_database(people: People) -> None:
    text = FIRST.replace("email", '"e\0mail"') + "CREATE \0 GIBBERISH;"
    source = Source(uploads=(Upload("a\0b.sql", text.encode()),))
    try:
        version = add_version(people.project, source, Visitor(people.alice))
    except SourceError:
        return
    assert "\0" not in str(version.problems)
    assert "\0" not in version.sources.get().path
