"""Shorthands for tests of the SQL loader."""

from __future__ import annotations

from erdapp.loaders.base import Limits, Loaded, LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Column, Dialect, Schema, Table


def load(dialect: str, text: str, limits: Limits = Limits()) -> Loaded:  # noqa: B008
    """What the loader makes of one text."""
    options = LoadOptions(dialect=Dialect(dialect), limits=limits)
    return load_sql([SourceFile("a.sql", text)], options)


def schema(dialect: str, text: str) -> Schema:
    """The schema of a text that has to read without any problem."""
    loaded = load(dialect, text)
    assert loaded.problems == (), loaded.problems
    return loaded.schema


def table(dialect: str, text: str, name: str = "") -> Table:
    """The table of that name, or the only one."""
    found = schema(dialect, text).tables
    if not name:
        (only,) = found
        return only
    return next(item for item in found if item.name == name)


def column(dialect: str, definition: str) -> Column:
    """The column `c` defined so in a table with an `id`."""
    made = table(dialect, f"CREATE TABLE t (id int, c {definition});")
    found = made.column("c")
    assert found is not None
    return found
