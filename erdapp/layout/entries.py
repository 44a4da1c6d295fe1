"""What a search in the browser knows of a schema: names and comments, without the rest."""

from __future__ import annotations

from erdapp.dialects.view_columns import view_columns
from erdapp.schema import Column, Name, Schema, ViewColumn

Entry = tuple[str, str, list[str | tuple[str, str]]]
"""Full name, comment, columns; a column with a comment is a pair."""


def entries(schema: Schema) -> list[Entry]:
    """Tables, then views, in the order of the schema."""
    listed = view_columns(schema) if schema.views else {}
    tables: list[Entry] = [
        (str(table.full_name), table.comment, [_column(column) for column in table.columns])
        for table in schema.tables
    ]
    views = [(Name(view.schema, view.name), view) for view in schema.views]
    return tables + [
        (str(name), view.comment, [_column(column) for column in listed.get(name, view.columns)])
        for name, view in views
    ]


def _column(column: Column | ViewColumn) -> str | tuple[str, str]:
    return (column.name, column.comment) if column.comment else column.name
