"""The table of revisions, read and written as Atlas does, on every server."""

from __future__ import annotations

from pathlib import Path

import pytest

from erdapp.loaders.database import parse_url
from erdapp.runner.locks import fnv1
from erdapp.runner.revisions import Revision, RevisionsUnclear, RevisionTable
from tests.migrating import Database, database, folder, migrate

ROW = Revision(
    version="20250102030405",
    description="it's 100%",
    applied=1,
    total=2,
    executed_at="2025-01-02 03:04:05.000000",
    execution_time=123_456_789,
    error="no\nway",
    error_stmt="SELECT '%s';",
    hash="abc=",
    partial_hashes=("h1:a=", "h1:b="),
)
ATLAS_SQLITE = (
    "CREATE TABLE `atlas_schema_revisions` (`version` text NOT NULL, `description` text NOT NULL, "
    "`type` integer NOT NULL DEFAULT (2), `applied` integer NOT NULL DEFAULT (0), "
    "`total` integer NOT NULL DEFAULT (0), `executed_at` datetime NOT NULL, "
    "`execution_time` integer NOT NULL, `error` text NULL, `error_stmt` text NULL, "
    "`hash` text NOT NULL, `partial_hashes` json NULL, `operator_version` text NOT NULL, "
    "PRIMARY KEY (`version`))"
)


def check_round_trip(at: Database, schema: str = "") -> None:
    table = RevisionTable(at.connection, parse_url(at.url), schema)
    assert (table.exists(), table.read()) == (False, ())
    table.create()
    table.create()
    table.write(ROW)
    table.write(ROW)
    assert table.read() == (ROW,)
    table.delete(ROW.version)
    assert table.read() == ()


def test_sqlite(tmp_path: Path) -> None:
    check_round_trip(Database(f"sqlite://{tmp_path}/a.db"))


@pytest.mark.live
@pytest.mark.parametrize("query", ["", "search_path=public", "search_path=odd%22name"])
def test_postgres(postgres_url: str, query: str) -> None:
    with database(postgres_url, query) as at:
        check_round_trip(at)
        home = {"": "atlas_schema_revisions", "search_path=public": "public"}.get(query, 'odd"name')
        found = at.rows(
            "SELECT table_schema FROM information_schema.tables "
            "WHERE table_name = 'atlas_schema_revisions'"
        )
        assert found == [(home,)]


@pytest.mark.live
def test_mariadb(mariadb_url: str) -> None:
    with database(mariadb_url) as at:
        check_round_trip(at)


@pytest.mark.live
def test_the_schema_can_be_named(postgres_url: str) -> None:
    with database(postgres_url, "search_path=public") as at:
        check_round_trip(at, "kept")


@pytest.mark.live
def test_a_table_in_its_own_schema_is_not_passed_over(postgres_url: str) -> None:
    with database(postgres_url) as at:
        RevisionTable(at.connection, parse_url(at.url)).create()
        bound = parse_url(f"{at.url}?search_path=public")
        with pytest.raises(RevisionsUnclear, match="--revisions-schema"):
            RevisionTable(at.connection, bound)
        assert RevisionTable(at.connection, bound, "atlas_schema_revisions").exists()


def test_a_database_that_atlas_has_managed_goes_on(tmp_path: Path) -> None:
    first, second = "CREATE TABLE a (id integer);", "INSERT INTO a VALUES (1);"
    files = folder(tmp_path / "m", _1_a=f"{first}\n", _2_b=f"{second}\n{second}\n")
    at = Database(f"sqlite://{tmp_path}/a.db")
    at.run(ATLAS_SQLITE, first, second)
    # The first is complete; of the second one statement of two was run, as its hash shows.
    half = "h1:bYetRl17FtfCLcBWX1vrZWGGokAvQJ9ODC1xjYr/Vuw="
    at.run(
        "INSERT INTO atlas_schema_revisions VALUES "
        "('.atlas_cloud_identifier', '8a1', 2, 0, 0, '2025-01-02 03:04:05', 0, NULL, NULL, '', "
        "NULL, 'Atlas CLI v0.30'), "
        "('1', 'a', 2, 1, 1, '2025-01-02 03:04:05.123456789+00:00', 5, NULL, NULL, 'x=', NULL, "
        "'Atlas CLI v0.30'), "
        f"('2', 'b', 2, 1, 2, '2025-01-02 03:04:05+00:00', 5, 'no', 's', 'x=', '[\"{half}\"]', "
        "'Atlas CLI v0.30')"
    )
    told = migrate("status", "--url", at.url, "--dir", files).text
    assert "Current Version: 2 (1 statements applied)" in told
    done = migrate("apply", "--url", at.url, "--dir", files)
    assert done.code == 0, done.text
    assert at.rows("SELECT count(*) FROM a") == [("2",)]
    assert at.rows("SELECT applied, partial_hashes FROM atlas_schema_revisions WHERE version='2'") \
        == [("2", "None")]  # fmt: skip


def test_the_lock_of_postgres_is_the_one_that_atlas_takes() -> None:
    """Known values of 32-bit FNV-1."""
    assert fnv1("") == 0x811C9DC5
    assert fnv1("a") == 0x050C5D7E
    assert fnv1("foobar") == 0x31F0B262
