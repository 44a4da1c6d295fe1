"""Schemas from short SQL texts, for tests of planners."""

from __future__ import annotations

from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema


def schema(text: str, dialect: Dialect) -> Schema:
    """The schema of a text that is understood without a problem."""
    loaded = load_sql([SourceFile("schema.sql", text)], LoadOptions(dialect=dialect))
    assert loaded.problems == (), loaded.problems
    return loaded.schema
