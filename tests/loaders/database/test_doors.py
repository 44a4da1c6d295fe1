"""The same schema through two doors: a real file, and the database made from it."""

from __future__ import annotations

import pytest

from bench.original import run_original
from erdapp.diff import compare, describe
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.database import inspect
from erdapp.loaders.sql import load_sql
from erdapp.runner import scratch_database
from erdapp.schema import Dialect
from tests.corpus import CORPUS, needs_corpus

FILES = [
    "postgres/chinook",
    "postgres/synapse",
    "mysql/chinook",
    "mysql/guacamole",
    "mysql/opencart",
    "mariadb/loris",
    "sqlite/chinook",
    "sqlite/northwind",
    "sqlite/sakila",
]
"""Files that equal their databases without a server's help; `bench.doors` measures the others."""


@needs_corpus
@pytest.mark.corpus
@pytest.mark.live
@pytest.mark.parametrize("name", FILES)
def test_a_file_and_its_database_load_to_the_same_schema(
    name: str, request: pytest.FixtureRequest
) -> None:
    dialect = Dialect(name.partition("/")[0])
    url = None
    if dialect is not Dialect.SQLITE:
        fixture = "postgres_url" if dialect is Dialect.POSTGRES else "mariadb_url"
        url = request.getfixturevalue(fixture)
    text = (CORPUS / f"{name}.sql").read_text(encoding="utf-8-sig")
    loaded = load_sql((SourceFile("a.sql", text),), LoadOptions(dialect=dialect)).schema
    with scratch_database(dialect, url) as scratch:
        assert run_original(scratch, text) == []
        inspected = inspect(scratch.connection, dialect).schema
    assert [describe(change) for change in compare(loaded, inspected)] == []
