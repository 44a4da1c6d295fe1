"""Plans between neighbouring versions of real schemas: nothing false is said about them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from erdapp.lint.analyze import lint_file
from erdapp.lint.context import MigrationFile
from erdapp.lint.replay import Replay
from erdapp.lint.report import Diagnostic
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.planner import plan, render
from erdapp.schema import Dialect, Schema
from tests.corpus import CORPUS, needs_corpus

pytestmark = [needs_corpus, pytest.mark.corpus]

HISTORIES = sorted((CORPUS / "history").glob("*/*")) if CORPUS.exists() else []
each = pytest.mark.parametrize("folder", HISTORIES, ids=lambda folder: folder.name)
ABOUT_NEW_TABLES = {"PG110"}
"""What is only ever said of new tables."""


def _loaded(path: Path, dialect: Dialect) -> Schema:
    text = path.read_text(errors="replace")
    return load_sql([SourceFile(path.name, text)], LoadOptions(dialect=dialect)).schema


def _linted(before: Schema, after: Schema) -> tuple[MigrationFile, list[Diagnostic]]:
    text = render(plan(before, after).up, after.dialect)
    file = Replay(after.dialect, before).file("1.sql", text)
    assert not file.error
    return file, list(lint_file(file).diagnostics())


@each
def test_nothing_is_said_of_a_table_that_the_same_file_made(folder: Path) -> None:
    dialect = Dialect(folder.parent.name)
    versions = [_loaded(path, dialect) for path in sorted(folder.glob("*.sql"))]
    for before, after in pairwise([Schema(dialect=dialect), *versions]):
        _, found = _linted(before, after)
        there = {str(table.full_name) for table in before.tables}
        said = [item for item in found if item.table and item.table not in there]
        assert [item for item in said if item.code not in ABOUT_NEW_TABLES] == []


@each
def test_a_plan_that_loses_no_table_and_no_column_is_not_destructive(folder: Path) -> None:
    dialect = Dialect(folder.parent.name)
    versions = [_loaded(path, dialect) for path in sorted(folder.glob("*.sql"))]
    for before, after in pairwise(versions):
        kept = {
            (table.full_name, column.name) for table in after.tables for column in table.columns
        }
        lost = {
            str(table.full_name)
            for table in before.tables
            for column in table.columns
            if (table.full_name, column.name) not in kept
        }
        _, found = _linted(before, after)
        destructive = {item.table for item in found if item.code.startswith("DS")}
        assert destructive == lost
