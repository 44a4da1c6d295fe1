"""Translations of generated schemas: never an error, and what comes out can be written and read."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erdapp.export.translate import Translated, translate
from erdapp.planner import plan
from erdapp.runner.execute import StatementFailed, execute
from erdapp.runner.scratch import scratch_database
from erdapp.schema import Dialect, Schema
from tests.strategies import schemas

slow = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
_NO_TABLES = ("virtual table", "server table")


@pytest.mark.parametrize("dialect", Dialect)
@slow
@given(data=st.data())
def test_its_own_dialect_changes_nothing(dialect: Dialect, data: st.DataObject) -> None:
    schema = data.draw(schemas(dialect))
    assert translate(schema, dialect) == Translated(schema)


@pytest.mark.parametrize("source", Dialect)
@pytest.mark.parametrize("to", Dialect)
@slow
@given(data=st.data())
def test_every_table_arrives_with_its_columns(
    source: Dialect, to: Dialect, data: st.DataObject
) -> None:
    schema = data.draw(schemas(source))
    found = translate(schema, to)
    lost = {item.object for item in found.lost if item.what in _NO_TABLES}
    wanted = [t for t in schema.tables if str(t.full_name) not in lost]
    assert len(found.schema.tables) == len(wanted)
    assert sorted(len(t.columns) for t in found.schema.tables) == sorted(
        len(t.columns) for t in wanted
    )
    assert found.schema.dialect is to
    assert translate(schema, to) == found


@pytest.mark.parametrize("source", [d for d in Dialect if d is not Dialect.SQLITE])
@slow
@given(data=st.data())
def test_sqlite_takes_any(source: Dialect, data: st.DataObject) -> None:
    found = translate(data.draw(schemas(source)), Dialect.SQLITE).schema
    with scratch_database(Dialect.SQLITE) as scratch:
        try:
            up = plan(Schema(dialect=Dialect.SQLITE), found).up
            execute(scratch.connection, Dialect.SQLITE, up)
        except StatementFailed as error:
            pytest.fail(f"{error.message}\n{error.statement.sql}")
