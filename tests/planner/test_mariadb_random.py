"""Random pairs of schemas, migrated on a real MariaDB there and back."""

from __future__ import annotations

import os
from contextlib import closing
from random import Random

import pytest

from erdapp.diff import compare
from erdapp.loaders.database import Connection, connect, inspect
from erdapp.planner import plan
from erdapp.schema import Dialect, Schema
from tests.planner import random_mysql

pytestmark = pytest.mark.live

SEEDS = range(int(os.environ.get("ERDAPP_RANDOM_PAIRS", "12")))


def built(connection: Connection, wanted: Schema) -> Schema:
    """The schema as the server stores it, in the emptied database."""
    name = f"erdapp_random_{os.getpid()}"
    cursor = connection.cursor()
    for sql in (f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}", f"USE {name}"):
        cursor.execute(sql)
    migrate(connection, Schema(dialect=wanted.dialect), wanted)
    return inspect(connection, wanted.dialect).schema


def migrate(connection: Connection, before: Schema, after: Schema) -> None:
    cursor = connection.cursor()
    statements = plan(before, after).up
    for statement in statements:
        try:
            cursor.execute(statement.sql)
        except Exception as error:
            text = ";\n".join(item.sql for item in statements)
            raise AssertionError(f"{error}\n{statement.sql}\n---\n{text}") from error


@pytest.mark.parametrize("seed", SEEDS)
def test_random_pairs_lead_there_and_back(mariadb_url: str, seed: int) -> None:
    random = Random(seed)
    with closing(connect(mariadb_url)) as connection:
        try:
            first = random_mysql.schema(random, Dialect.MARIADB)
            after = built(connection, random_mysql.edited(random, first))
            before = built(connection, first)
            migrate(connection, before, after)
            assert compare(inspect(connection, Dialect.MARIADB).schema, after) == ()
            migrate(connection, after, before)
            assert compare(inspect(connection, Dialect.MARIADB).schema, before) == ()
        finally:
            connection.cursor().execute(f"DROP DATABASE IF EXISTS erdapp_random_{os.getpid()}")
