"""Random pairs of SQL Server schemas: the script of the first and of the plan, read together."""

from __future__ import annotations

import os
import re
from random import Random

import pytest

from erdapp.diff import compare
from erdapp.planner import plan, render
from erdapp.planner.order import words
from erdapp.schema import Dialect, Schema, Table
from tests.planner import random_mssql, sources

SEEDS = range(int(os.environ.get("ERDAPP_RANDOM_PAIRS", "60")))
EMPTY = Schema(dialect=Dialect.MSSQL)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_read_after_its_schema_gives_the_other_schema(seed: int) -> None:
    random = Random(seed)
    before, after = random_mssql.schema(random), random_mssql.schema(random)
    start = render(plan(EMPTY, before).up, Dialect.MSSQL)
    found = plan(before, after)
    up, down = (render(statements, Dialect.MSSQL) for statements in (found.up, found.down))
    assert compare(sources.schema(start, Dialect.MSSQL), before) == ()
    assert compare(sources.schema(start + up, Dialect.MSSQL), after) == ()
    assert compare(sources.schema(start + up + down, Dialect.MSSQL), before) == ()


_TOUCHES = re.compile(r"ALTER TABLE \[(\w+)\] (?:ALTER|DROP) COLUMN \[(\w+)\](.*)", re.DOTALL)


@pytest.mark.parametrize("seed", list(SEEDS)[:25])
def test_nothing_leans_on_a_column_that_is_altered_or_dropped(seed: int) -> None:
    """SQL Server refuses both while anything does; here the loader says what there is by then."""
    random = Random(seed)
    before, after = random_mssql.schema(random), random_mssql.schema(random)
    script = render(plan(EMPTY, before).up, Dialect.MSSQL)
    for statement in plan(before, after).up:
        if match := _TOUCHES.fullmatch(statement.sql):
            now = sources.schema(script, Dialect.MSSQL)
            table = now.table(match[1])
            assert table is not None
            assert leaning(now, table, match[2]) == [], statement.sql
        script += render([statement], Dialect.MSSQL)


def leaning(now: Schema, table: Table, name: str) -> list[str]:
    """Names of the keys, indexes, constraints, defaults and columns that need the column."""
    found = [item.name for item in table.uniques if name in item.columns]
    if table.primary_key and name in table.primary_key.columns:
        found.append(table.primary_key.name)
    found += [item.name for item in table.checks if name in words(item.expression)]
    for index in table.indexes:
        parts = {part.column for part in index.parts} | set(index.include) | words(index.where)
        found += [index.name] if name in parts else []
    for column in table.columns:
        if column.generated and name in words(column.generated.expression):
            found.append(column.name)
        if column.name == name and column.default is not None:
            found.append(column.default_name)
    for other in now.tables:
        for key in other.foreign_keys:
            own = other.name == table.name and name in key.columns
            if own or (key.ref_table == table.name and name in key.ref_columns):
                found.append(key.name)
    return found
