"""Schemas from short SQL texts, for tests of the diff."""

from __future__ import annotations

from erdapp.diff import compare
from erdapp.diff.changes import Changes, Rename
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema


def schema(text: str, dialect: Dialect = Dialect.POSTGRES) -> Schema:
    """The schema of a text that is understood without a problem."""
    loaded = load_sql([SourceFile("schema.sql", text)], LoadOptions(dialect=dialect))
    assert loaded.problems == ()
    return loaded.schema


def changes(
    before: str, after: str, *renames: Rename, dialect: Dialect = Dialect.POSTGRES
) -> Changes:
    """What `compare` finds between two texts."""
    return compare(schema(before, dialect), schema(after, dialect), renames)
