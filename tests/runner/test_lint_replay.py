"""The same findings on a dev database as in our own model."""

from __future__ import annotations

from pathlib import Path

import pytest

from erdapp.lint.analyze import lint_file
from erdapp.lint.policy import DEFAULT, Policy
from erdapp.loaders.base import SourceError, SourceFile
from erdapp.runner.lint_replay import replayed_on_dev
from erdapp.schema import Dialect
from tests.lint.test_cases import ALL, Case

ONLY_MYSQL = {"MY102", "MY101"}
"""MariaDB heeds inline references, and has a zero date for old rows where MySQL fails."""


def codes_on_dev(
    dialect: Dialect, url: str | None, before: str, text: str, policy: Policy = DEFAULT
) -> list[str]:
    files = [SourceFile("0.sql", before)], [SourceFile("1.sql", text)]
    (file,) = replayed_on_dev(dialect, url, *files)
    return sorted(item.code for item in lint_file(file, policy).diagnostics())


def of(*dialects: str, without: set[str] = frozenset()) -> list[Case]:  # type: ignore[assignment]
    return [case for case in ALL if case.dialect in dialects and case.code not in without]


@pytest.mark.live
@pytest.mark.parametrize("case", of("postgres"), ids=lambda case: case.code)
def test_postgres(case: Case, postgres_url: str) -> None:
    for name in ("found.sql", "near.sql"):
        text = case.text(name)
        found = codes_on_dev(Dialect.POSTGRES, postgres_url, case.before, text, case.policy)
        assert found == sorted(case.codes(text)), name


@pytest.mark.live
def test_extensions_and_calls_of_functions_are_no_trouble(postgres_url: str) -> None:
    before = (
        "CREATE EXTENSION IF NOT EXISTS pgcrypto;\nSELECT no_such_function();\n"
        "CREATE TABLE app.pets (id integer PRIMARY KEY, token uuid DEFAULT gen_random_uuid());"
    )
    text = "SELECT setting FROM nowhere;\nDROP TABLE app.pets;"
    assert codes_on_dev(Dialect.POSTGRES, postgres_url, before, text) == ["DS102"]


@pytest.mark.live
@pytest.mark.parametrize("case", of("mysql", without=ONLY_MYSQL), ids=lambda case: case.code)
def test_mariadb(case: Case, mariadb_url: str) -> None:
    found = codes_on_dev(Dialect.MARIADB, mariadb_url, case.before, case.text("found.sql"))
    assert case.code in found
    near = codes_on_dev(Dialect.MARIADB, mariadb_url, case.before, case.text("near.sql"))
    assert case.code not in near


@pytest.mark.parametrize("case", of("sqlite"), ids=lambda case: case.code)
def test_sqlite(case: Case) -> None:
    for name in ("found.sql", "near.sql", "fixed.sql"):
        text = case.text(name)
        found = codes_on_dev(Dialect.SQLITE, None, case.before, text)
        assert found == sorted(case.codes(text)), name


def test_a_refused_statement_is_told_with_its_place() -> None:
    with pytest.raises(SourceError) as error:
        codes_on_dev(Dialect.SQLITE, None, "CREATE TABLE a (b);", "SELECT 1;\nDROP TABLE c;")
    assert str(error.value) == "1.sql:2: executing statement: no such table: c"


def test_the_cases_are_where_they_are_looked_for() -> None:
    assert len(of("postgres")) > 20
    assert all(isinstance(case.folder, Path) for case in ALL)
