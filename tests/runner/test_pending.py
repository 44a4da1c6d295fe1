"""Which files are pending, for every state a database can be in."""

from __future__ import annotations

from pathlib import Path

import pytest

from erdapp.migdir.directory import Address, Directory, of_files
from erdapp.migdir.formats import FORMATS
from erdapp.runner.pending import (
    ExecOrder,
    HistoryNonLinear,
    MissingMigration,
    PendingError,
    pending,
)
from erdapp.runner.revisions import BASELINE, EXECUTE, RESOLVED, Revision
from erdapp.runner.status import status
from erdapp.schema import Dialect

SQL = b"SELECT 1;\nSELECT 2;\n"
CHECKPOINT = b"-- atlas:checkpoint\n\n" + SQL


def folder(*names: str, format_name: str = "atlas") -> Directory:
    files = {f"{name}.sql": CHECKPOINT if name.endswith("_c") else SQL for name in names}
    return of_files(Address(Path("m"), FORMATS[format_name]), files)


def flyway_at() -> Address:
    return Address(Path("m"), FORMATS["flyway"])


def done(*versions: str) -> tuple[Revision, ...]:
    return tuple(Revision(version=version, applied=2, total=2) for version in versions)


def partial(version: str, type_: int = EXECUTE) -> Revision:
    return Revision(version=version, applied=1, total=2, type=type_, error="no", error_stmt="x")


def names(
    directory: Directory,
    revisions: tuple[Revision, ...],
    order: ExecOrder = ExecOrder.LINEAR,
) -> list[str]:
    return [file.name.removesuffix(".sql") for file in pending(directory, revisions, order)]


def test_all_files_of_a_new_database() -> None:
    assert names(folder("1", "2"), ()) == ["1", "2"]


def test_a_new_database_begins_with_the_last_checkpoint() -> None:
    assert names(folder("1", "2_c", "3", "4_c", "5"), ()) == ["4_c", "5"]


def test_a_database_that_has_run_files_passes_checkpoints_by() -> None:
    assert names(folder("1", "2_c", "3"), done("1")) == ["3"]
    assert names(folder("1", "2_c", "3", "4_c"), done("2")) == ["3"]


def test_what_follows_the_last_revision() -> None:
    assert names(folder("1", "2", "3"), done("1", "2")) == ["3"]
    assert names(folder("1", "2", "3"), done("1", "2", "3")) == []
    assert names(folder("2", "3"), done("1")) == ["2", "3"]


def test_a_file_that_was_run_in_part_comes_again() -> None:
    assert names(folder("1", "2", "3"), (*done("1"), partial("2"))) == ["2", "3"]
    assert names(folder("1", "2_c", "3", "4_c"), (partial("2"),)) == ["2_c", "3"]


def test_a_file_that_was_run_in_part_and_settled_does_not() -> None:
    settled = partial("2", EXECUTE | RESOLVED)
    assert names(folder("1", "2", "3"), (*done("1"), settled)) == ["3"]


def test_a_file_that_was_run_in_part_and_is_gone_is_an_error() -> None:
    with pytest.raises(MissingMigration, match=r'revision "2_\.sql" is partially applied'):
        names(folder("1", "3"), (*done("1"), partial("2")))


def test_files_added_out_of_order() -> None:
    directory, revisions = folder("1", "2", "3", "4"), done("1", "3")
    with pytest.raises(HistoryNonLinear, match=r"migration file 2\.sql was added out of order"):
        names(directory, revisions)
    assert names(directory, revisions, ExecOrder.LINEAR_SKIP) == ["4"]
    assert names(directory, revisions, ExecOrder.NON_LINEAR) == ["2", "4"]
    with pytest.raises(PendingError, match=r"migration files 2\.sql, 3\.sql were added"):
        names(directory, done("1", "4"))


def test_files_before_a_baseline_were_never_to_be_run() -> None:
    baseline = Revision(version="2", type=BASELINE)
    assert names(folder("1", "2", "3"), (baseline,)) == ["3"]


def test_the_order_is_that_of_the_format() -> None:
    assert names(folder("10", "9"), done("10")) == ["9"]
    flyway = folder("V9__a", "V10__b", "R__v", format_name="flyway")
    assert names(flyway, done("9")) == ["V10__b", "R__v"]
    assert names(flyway, (*done("10"), *done("9"))) == ["R__v"]


def test_a_repeatable_file_comes_again_when_it_was_changed_and_only_then() -> None:
    flyway = folder("V9__a", "R__v", format_name="flyway")
    repeatable = flyway.migrations[-1]
    ran = Revision(version="R__v", applied=2, total=2, hash=flyway.hash_of(repeatable))
    assert names(flyway, (*done("9"), ran)) == []
    more = folder("V9__a", "V10__b", "R__v", format_name="flyway")
    assert names(more, (*done("9"), ran)) == ["V10__b"]
    changed = of_files(flyway_at(), {"V9__a.sql": SQL, "R__v.sql": SQL + SQL})
    assert names(changed, (*done("9"), ran)) == ["R__v"]


def test_a_repeatable_file_that_atlas_ran_is_known_by_its_line_in_the_sum() -> None:
    flyway = folder("V9__a", "R__v", format_name="flyway")
    ran = Revision(version="R__v", applied=2, total=2, hash=flyway.computed().hash_of("R__v.sql"))
    assert names(flyway, (*done("9"), ran)) == []


def test_a_repeatable_file_that_failed_comes_again() -> None:
    flyway = folder("V9__a", "R__v", format_name="flyway")
    assert names(flyway, (*done("9"), partial("R__v"))) == ["R__v"]
    told = status(flyway, (*done("9"), partial("R__v")), Dialect.SQLITE)
    assert (told.current, told.next, told.count) == ("9", "R__v", 1)


def test_status_of_every_kind() -> None:
    directory = folder("1", "2_c", "3")
    new = status(directory, (), Dialect.SQLITE)
    assert (new.status, new.next, new.from_checkpoint) == ("PENDING", "2", True)
    assert new.current == "No migration applied yet"
    half = status(directory, (*done("1"), partial("3")), Dialect.SQLITE)
    assert (half.current, half.next, half.count, half.total) == ("3", "3", 1, 2)
    assert (half.sql, half.error) == ("x", "no")
    whole = status(directory, done("1", "3"), Dialect.SQLITE)
    assert (whole.status, whole.current, whole.next) == ("OK", "3", "Already at latest version")


def test_two_files_of_one_version_are_refused() -> None:
    with pytest.raises(PendingError, match=r'version "1" is that of two files, 1_a\.sql and 1_b'):
        names(folder("1_a", "1_b"), ())
