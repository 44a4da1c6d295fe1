"""A migration run on a real server with rows in its tables: there, settled, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erdapp.diff import compare
from erdapp.loaders.database import inspect
from erdapp.loaders.sql.split import split
from erdapp.planner import plan, render
from erdapp.runner import Scratch, scratch_database
from erdapp.runner.execute import execute
from erdapp.schema import Dialect, Schema
from tests.planner.pairs import Pair
from tests.planner.sources import schema


def land(
    dialect: Dialect, url: str | None, pair: Pair, rows: Sequence[str], look: str
) -> list[tuple[Any, ...]]:
    """What the query `look` gives after the plan.

    The older schema is built as its text says and filled with `rows`. After the plan the database
    must be the newer schema, so that a second plan is empty; after the way back the older one.
    """
    before, after = schema(pair.before, dialect), schema(pair.after, dialect)
    found = plan(before, after, pair.renames)
    with scratch_database(dialect, url) as scratch:
        for text in (pair.before, *rows):
            for statement in split(text, dialect):
                _query(scratch, statement.text)
        execute(scratch.connection, dialect, found.up)
        shown = render(found.up, dialect)
        _settled(scratch, after, shown)
        seen = _query(scratch, look)
        execute(scratch.connection, dialect, found.down)
        _settled(scratch, before, render(found.down, dialect))
    return seen


def _query(scratch: Scratch, sql: str) -> list[tuple[Any, ...]]:
    cursor = scratch.connection.cursor()
    cursor.execute(sql)
    return [tuple(row) for row in cursor.fetchall()] if cursor.description else []


def _settled(scratch: Scratch, wanted: Schema, shown: str) -> None:
    reached = inspect(scratch.connection, scratch.dialect).schema
    assert compare(reached, wanted) == (), shown
    assert compare(wanted, reached) == (), shown
    assert plan(reached, wanted).up == (), shown
