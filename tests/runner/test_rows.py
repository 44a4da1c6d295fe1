"""Rows made for proofs: they satisfy the constraints, or the table stays empty and is counted."""

from __future__ import annotations

import pytest

from erdapp.loaders.database import inspect
from erdapp.loaders.database.catalog import fetch, run
from erdapp.runner.rows import ROWS, Filled, fill
from erdapp.runner.scratch import scratch_database
from erdapp.runner.survival import held, lost
from erdapp.schema import Dialect, Name, Schema
from tests.corpus import CORPUS, needs_corpus


def filled(script: str, *without: str) -> tuple[Schema, Filled, dict[str, int]]:
    """The schema, what `fill` says, and the rows that are really there."""
    with scratch_database(Dialect.SQLITE) as scratch:
        for statement in script.split(";"):
            run(scratch.connection, statement)
        schema = inspect(scratch.connection, Dialect.SQLITE).schema
        found = fill(scratch.connection, schema, without)
        counts = {
            table.name: fetch(scratch.connection, f'SELECT count(*) AS n FROM "{table.name}"')[0].n
            for table in schema.tables
        }
        return schema, found, counts


def test_parents_are_filled_before_children() -> None:
    _, found, counts = filled(
        "CREATE TABLE a_child (id INTEGER PRIMARY KEY, p TEXT NOT NULL REFERENCES z_parent (code));"
        "CREATE TABLE z_parent (code TEXT PRIMARY KEY, name VARCHAR(5) NOT NULL UNIQUE)"
    )
    assert counts == {"a_child": ROWS, "z_parent": ROWS}
    assert found.total == 2 * ROWS
    assert found.empty == ()


def test_a_table_that_points_at_itself_and_a_cycle_are_filled() -> None:
    _, _, counts = filled(
        "CREATE TABLE tree (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES tree (id));"
        "CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id));"
        "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id))"
    )
    assert counts == {"tree": ROWS, "a": ROWS, "b": ROWS}


def test_values_are_taken_out_of_checks() -> None:
    _, _, counts = filled(
        "CREATE TABLE t (kind TEXT NOT NULL CHECK (kind IN ('red', 'blue')),"
        " n INTEGER NOT NULL CHECK (n > 1000), m INTEGER CHECK (m BETWEEN 5 AND 9))"
    )
    assert counts == {"t": ROWS}


def test_a_table_that_cannot_be_filled_is_counted() -> None:
    _, found, counts = filled("CREATE TABLE t (a TEXT NOT NULL CHECK (length(a) = 77))")
    assert counts == {"t": 0}
    assert found.empty == (Name("", "t"),)


def test_tables_can_be_left_empty_and_their_children_stay_so_too() -> None:
    _, found, counts = filled(
        "CREATE TABLE p (id INTEGER PRIMARY KEY);"
        "CREATE TABLE c (p INTEGER NOT NULL REFERENCES p (id));"
        "CREATE TABLE other (x)",
        "p",
    )
    assert counts["p"] == 0
    assert counts["other"] == ROWS
    assert Name("", "p") in found.empty


def test_a_lost_row_and_a_changed_value_are_noticed() -> None:
    with scratch_database(Dialect.SQLITE) as scratch:
        run(scratch.connection, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)")
        schema = inspect(scratch.connection, Dialect.SQLITE).schema
        fill(scratch.connection, schema)
        contents = held(scratch.connection, schema, [Name("", "t")])
        assert lost(scratch.connection, schema, schema, contents) == ""
        run(scratch.connection, "UPDATE t SET name = 'other' WHERE id = 2")
        assert "values in the table t" in lost(scratch.connection, schema, schema, contents)
        run(scratch.connection, "DELETE FROM t WHERE id = 2")
        assert "had 3 rows and has 2" in lost(scratch.connection, schema, schema, contents)


POSTGRES_TYPES = """
smallint integer bigint numeric(4,2) numeric(3,3) real money boolean text char(3) varchar(2)
bytea uuid json jsonb date time timetz timestamp timestamptz interval inet cidr macaddr point
circle box polygon tsvector xml bit(4) varbit(3) int4range daterange integer[] text[] pg_lsn
color size
"""


@pytest.mark.live
def test_every_type_of_postgres_gets_a_value(postgres_url: str) -> None:
    types = POSTGRES_TYPES.split()
    with scratch_database(Dialect.POSTGRES, postgres_url) as scratch:
        run(scratch.connection, "CREATE TYPE color AS ENUM ('red', 'green')")
        run(scratch.connection, "CREATE DOMAIN size AS integer CHECK (VALUE > 0)")
        columns = ", ".join(f"c{place} {name} NOT NULL" for place, name in enumerate(types))
        run(
            scratch.connection,
            f"CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {columns})",
        )
        schema = inspect(scratch.connection, Dialect.POSTGRES).schema
        assert fill(scratch.connection, schema).total == ROWS


@pytest.mark.live
def test_every_type_of_mariadb_gets_a_value(mariadb_url: str) -> None:
    types = (
        "tinyint(1),smallint,mediumint,int unsigned,bigint,decimal(4,2),decimal(2,2),float,double,"
        "bit(3),char(3),varchar(2),tinytext,longtext,binary(4),varbinary(5),blob,date,time,"
        "datetime(3),timestamp,year,json,enum('a','b'),set('x','y'),point,polygon,geometry,inet6,"
        "uuid"
    )
    with scratch_database(Dialect.MARIADB, mariadb_url) as scratch:
        listed = types.replace("decimal(4,2)", "decimal(4;2)").replace("(2,2)", "(2;2)")
        listed = listed.replace("'a','b'", "'a';'b'").replace("'x','y'", "'x';'y'")
        columns = ", ".join(
            f"c{place} {name.replace(';', ',')} NOT NULL"
            for place, name in enumerate(listed.split(","))
        )
        run(scratch.connection, f"CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, {columns})")
        schema = inspect(scratch.connection, Dialect.MARIADB).schema
        assert fill(scratch.connection, schema).total == ROWS


@needs_corpus
@pytest.mark.corpus
def test_all_tables_of_a_real_schema_are_filled() -> None:
    with scratch_database(Dialect.SQLITE) as scratch:
        path = CORPUS / "history/sqlite/roundcube/15-2025-09-28-202daa6f.sql"
        scratch.connection.executescript(path.read_text())  # type: ignore[attr-defined]
        schema = inspect(scratch.connection, Dialect.SQLITE).schema
        assert fill(scratch.connection, schema).empty == ()
