"""What real servers make of the SQL that Sequelize sends is the schema that was loaded."""

from __future__ import annotations

import pytest
from msgspec import json

from erdapp.diff import compare
from erdapp.diff.describe import describe
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sequelize import load_sequelize
from erdapp.loaders.sequelize.answer import decode
from erdapp.loaders.sequelize.child import BUILD, ask, end_spare
from erdapp.runner import normalise
from erdapp.schema import Dialect
from tests.loaders.sequelize.cases import CASES, POSTGRES_CASES
from tests.loaders.sequelize.more_cases import MORE_CASES

pytestmark = pytest.mark.skipif(
    not (BUILD / "sequelize.js").exists(), reason="the bundle isn't built: npm run build"
)
REFUSED = {
    "geometry": "PostGIS",
    "arrays and documents": "citext",
    "index of an underscored column": "Sequelize names the attribute, which is no column",
    "decorators with indexes": "the same",
}
"""Cases whose SQL a plain server refuses, and why."""
NOT_IN_POSTGRES = {"numbers": "TINYINT"}


def differences(name: str, files: dict[str, str], dialect: Dialect, url: str) -> list[str]:
    """What the server has otherwise than the load says."""
    sources = [SourceFile(path, text) for path, text in files.items()]
    loaded = load_sequelize(sources, LoadOptions(dialect=dialect))
    request = json.encode({"files": sorted(files.items()), "dialect": dialect.value})
    statements = decode(ask(request, keep_spare=True)).statements
    text = "\n".join(sql if sql.endswith(";") else f"{sql};" for sql, _ in statements)
    found = normalise(loaded, (SourceFile("models.sql", text),), url=url)
    refused = [one.message for one in found.problems]
    changes = compare(loaded.schema, found.schema)
    return [f"{name}: {text}" for text in (*refused, *map(describe, changes))]


def everywhere(dialect: Dialect, url: str) -> list[str]:
    cases = {**CASES, **MORE_CASES}
    refused = set(REFUSED)
    if dialect is Dialect.POSTGRES:
        cases |= POSTGRES_CASES
        refused |= set(NOT_IN_POSTGRES)
    cases = {name: files for name, files in cases.items() if name not in refused}
    found = [line for name in cases for line in differences(name, cases[name], dialect, url)]
    end_spare()
    return found


@pytest.mark.live
def test_postgres_has_what_was_loaded(postgres_url: str) -> None:
    assert everywhere(Dialect.POSTGRES, postgres_url) == []


@pytest.mark.live
def test_mariadb_has_what_was_loaded(mariadb_url: str) -> None:
    assert everywhere(Dialect.MARIADB, mariadb_url) == []


def test_sqlite_has_what_was_loaded() -> None:
    assert everywhere(Dialect.SQLITE, "sqlite://dev?mode=memory") == []
