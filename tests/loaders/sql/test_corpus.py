"""Real schemas: every table is found, no file raises, and hardly anything isn't understood."""

from __future__ import annotations

import pytest

from bench.corpus import load, manifest, tables_in
from erdapp.loaders.base import Severity
from erdapp.schema import Dialect
from tests.corpus import CORPUS, needs_corpus

TEMPORARY = {"mysql/sakila.sql": 1, "mysql/sakila_mv.sql": 1, "postgres/pagila.sql": 1}
"""CREATE TEMPORARY TABLE inside a routine, which the manifest counts."""
BROKEN = {"history/sqlite/roundcube/06-2011-09-07-80152b33.sql": 1}
"""`CREATE UNIQUE INDEX name (…)` without a table: SQLite refuses it as well."""


@pytest.mark.corpus
@needs_corpus
def test_every_table_of_every_schema_is_found() -> None:
    short = {}
    for name, expected in manifest(CORPUS).items():
        loaded, _ = load(CORPUS / name, Dialect(name.split("/")[0]))
        found = tables_in(loaded.schema) + TEMPORARY.get(name, 0)
        if found != expected:
            short[name] = (found, expected)
    assert short == {}


@pytest.mark.corpus
@needs_corpus
def test_nothing_is_lost_in_real_files() -> None:
    lost = {}
    for path in sorted(CORPUS.rglob("*.sql")):
        name = path.relative_to(CORPUS).as_posix()
        dialect = Dialect(name.split("/")[1 if name.startswith("history/") else 0])
        loaded, _ = load(path, dialect)
        errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
        if len(errors) != BROKEN.get(name, 0):
            lost[name] = [(problem.line, problem.message) for problem in errors]
    assert lost == {}
