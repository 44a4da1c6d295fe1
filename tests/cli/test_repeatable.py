"""Flyway's repeatable files: run again whenever they were changed."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.migrating import Database, database, folder, migrate

A, B = "CREATE TABLE a (id integer PRIMARY KEY);\n", "CREATE TABLE b (id integer PRIMARY KEY);\n"
VIEW = "DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT {0} AS n;\n"


@pytest.mark.live
@pytest.mark.parametrize("server", ["postgres_url", "mariadb_url", ""])
def test_a_repeatable_file_runs_again_when_it_was_changed(
    server: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with ExitStack() as stack:
        at = (
            stack.enter_context(database(request.getfixturevalue(server)))
            if server
            else Database(f"sqlite://{tmp_path}/a.db")
        )
        path = tmp_path / "m"
        where = ("--url", at.url, "--dir", folder(path, "flyway", V1__a=A, R__v=VIEW.format(1)))
        assert migrate("apply", *where).code == 0
        assert migrate("apply", *where).text == "No migration files to execute\n"
        folder(path, "flyway", V2__b=B)
        told = migrate("apply", *where)
        assert "version 2" in told.text
        assert "VIEW" not in told.text
        folder(path, "flyway", R__v=VIEW.format(2))
        assert "Next Version:    R__v" in migrate("status", *where).text
        assert migrate("apply", *where).code == 0
        assert at.rows("SELECT n FROM v") == [("2",)]
        assert migrate("apply", *where).text == "No migration files to execute\n"


def test_a_repeatable_file_that_failed_is_mended_and_runs_from_its_beginning(
    tmp_path: Path,
) -> None:
    at = Database(f"sqlite://{tmp_path}/a.db")
    path = tmp_path / "m"
    where = ("--url", at.url, "--dir", folder(path, "flyway", R__v=f"{VIEW.format(1)}NO;\n"))
    assert migrate("apply", *where, "--tx-mode", "none").code == 2
    folder(path, "flyway", R__v=VIEW.format(2))
    told = migrate("apply", *where, "--tx-mode", "none")
    assert told.code == 0, told.text
    assert at.rows("SELECT n FROM v") == [("2",)]
