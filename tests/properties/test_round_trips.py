"""Any schema comes back from its own bytes, from its own SQL, and differs not from itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erdapp.dialects import DIALECTS, facts, settled
from erdapp.diff import compare
from erdapp.export import FORMATS, export
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema, decode, encode, fingerprint
from tests.properties.examples import differences, some
from tests.strategies import schemas


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_schema_comes_back_from_its_own_sql(dialect: Dialect) -> None:
    @some
    @given(schemas(dialect))
    def holds(schema: Schema) -> None:
        sql = export(schema, "sql")
        loaded = load_sql((SourceFile("export.sql", sql),), LoadOptions(dialect=dialect))
        assert differences(schema, loaded.schema) == "", sql
        assert loaded.problems == (), sql
        assert decode(encode(schema)) == schema
        assert fingerprint(decode(encode(schema))) == fingerprint(schema)
        assert compare(schema, schema) == ()
        assert settled(schema) == schema
        _is_idempotent(schema)

    holds()


def _is_idempotent(schema: Schema) -> None:
    """Everything normal stays as it is when it is brought to normal form again."""
    known = facts(schema.dialect)
    for table in schema.tables:
        for column in table.columns:
            if column.type.name and not column.type.user:
                assert known.parse_type(known.type_sql(column.type)) == column.type
            if column.default is not None and not column.type.user:
                assert known.normal_default(column.default, column) == column.default
        for check in table.checks:
            expression = check.expression
            assert known.normal_expression(expression, table.columns) == expression
    for view in schema.views:
        assert known.normal_query(view.definition) == view.definition
    items = (*schema.routines, *schema.triggers, *schema.policies, *schema.definitions)
    for text in [str(getattr(item, "definition")) for item in items]:  # noqa: B009
        assert known.normal_definition(text) == text


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_format_takes_any_schema(dialect: Dialect) -> None:
    @some
    @given(schemas(dialect), st.sampled_from(sorted(FORMATS)))
    def holds(schema: Schema, format: str) -> None:
        assert isinstance(export(schema, format), str)

    holds()
