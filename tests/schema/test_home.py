"""Objects that move into the default namespace."""

from __future__ import annotations

from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema
from erdapp.schema.home import at_home

SQL = """
CREATE SCHEMA shop;
CREATE TYPE {0}mood AS ENUM ('good', 'bad');
CREATE TABLE {0}users (id int PRIMARY KEY, mood {0}mood);
CREATE TABLE {0}orders (id int PRIMARY KEY, user_id int REFERENCES {0}users (id));
CREATE INDEX by_user ON {0}orders (user_id);
"""


def loaded(sql: str) -> Schema:
    options = LoadOptions(dialect=Dialect.POSTGRES, remember=False)
    return load_sql((SourceFile("a.sql", sql),), options).schema


def test_references_and_types_go_along() -> None:
    plain = loaded(SQL.format("").replace("CREATE SCHEMA shop;", ""))
    assert at_home(loaded(SQL.format("shop.")), "shop") == plain


def test_other_namespaces_stay() -> None:
    schema = loaded(SQL.format("shop."))
    assert at_home(schema, "other") == schema
