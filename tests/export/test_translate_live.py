"""Real schemas in another dialect: the server takes every statement of the result."""

from __future__ import annotations

from pathlib import Path

import pytest

from erdapp.diff import compare
from erdapp.export.translate import translate
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.database import inspect
from erdapp.loaders.sql import load_sql
from erdapp.planner import plan
from erdapp.runner.execute import StatementFailed, execute
from erdapp.runner.scratch import scratch_database
from erdapp.schema import Dialect, Schema, View
from tests.corpus import CORPUS, needs_corpus

FILES = sorted(str(path.relative_to(CORPUS)) for path in CORPUS.glob("*/*.sql"))


def _schema(name: str) -> Schema:
    text = (CORPUS / name).read_text(encoding="utf-8", errors="replace")
    dialect = Dialect(Path(name).parts[0])
    return load_sql((SourceFile(name, text),), LoadOptions(dialect=dialect)).schema


def _run(name: str, to: Dialect, url: str | None) -> None:
    source = _schema(name)
    if source.dialect is to:
        return
    moved = translate(source, to).schema
    with scratch_database(to, url, statement_timeout=60.0) as scratch:
        try:
            execute(scratch.connection, to, plan(Schema(dialect=to), moved).up)
        except StatementFailed as error:
            pytest.fail(f"{error.message}\n{error.statement.sql}")
        found = inspect(scratch.connection, to).schema
    differences = [c for c in compare(moved, found) if not isinstance(getattr(c, "after", c), View)]
    assert len(differences) <= _KNOWN.get((name, to), 0), differences[:3]


_KNOWN = {("mssql/adventureworks.sql", Dialect.POSTGRES): 1}
"""PostgreSQL writes intervals its own way: `-18 years` for `-18 YEAR`, in two checks of a table."""


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("name", FILES)
def test_sqlite_takes_it(name: str) -> None:
    _run(name, Dialect.SQLITE, None)


@needs_corpus
@pytest.mark.corpus
@pytest.mark.live
@pytest.mark.parametrize("name", FILES)
def test_postgres_takes_it(name: str, postgres_url: str) -> None:
    _run(name, Dialect.POSTGRES, postgres_url)


@needs_corpus
@pytest.mark.corpus
@pytest.mark.live
@pytest.mark.parametrize("name", FILES)
def test_mariadb_takes_it(name: str, mariadb_url: str) -> None:
    _run(name, Dialect.MARIADB, mariadb_url)


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("to", [Dialect.MYSQL, Dialect.MSSQL])
def test_what_no_server_here_can_run_is_written_and_read_again(name: str, to: Dialect) -> None:
    source = _schema(name)
    if source.dialect is to:
        return
    moved = translate(source, to).schema
    text = "\n".join(f"{s.sql};" for s in plan(Schema(dialect=to), moved).up)
    if to is Dialect.MSSQL:
        text = text.replace(";\nCREATE VIEW", ";\nGO\nCREATE VIEW")
    again = load_sql((SourceFile("a.sql", text),), LoadOptions(dialect=to)).schema
    assert {table.full_name for table in again.tables} == {t.full_name for t in moved.tables}
    assert (
        compare(Schema(dialect=to, tables=moved.tables), Schema(dialect=to, tables=again.tables))
        == ()
    )
