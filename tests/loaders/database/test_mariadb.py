"""A live MariaDB read back, as MariaDB and as MySQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from erdapp.loaders.base import Loaded
from erdapp.loaders.database import Connection, inspect
from erdapp.loaders.database.catalog import fetch, run
from erdapp.runner.scratch import scratch_database
from erdapp.schema import (
    Check,
    DataType,
    Dialect,
    ForeignKey,
    Generated,
    Index,
    IndexPart,
    PrimaryKey,
    Schema,
    Sequence,
    Table,
)

pytestmark = pytest.mark.live

DDL = [
    """
    CREATE TABLE people (
      id int unsigned PRIMARY KEY AUTO_INCREMENT COMMENT 'the key',
      code varchar(10) NOT NULL DEFAULT 'it''s',
      data json,
      size enum('s','m') DEFAULT 's',
      changed timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
      doubled int GENERATED ALWAYS AS (age * 2) VIRTUAL,
      more int AS (age + 1) STORED,
      price decimal(10,2) CHECK (price > 0),
      hidden int INVISIBLE DEFAULT 3,
      latin varchar(5) CHARACTER SET latin1 COLLATE latin1_bin,
      german varchar(5) COLLATE utf8mb4_german2_ci,
      age int DEFAULT NULL,
      CONSTRAINT cheap CHECK (price < 100 AND code <> 'zz'),
      UNIQUE KEY by_code (code),
      FULLTEXT KEY words (latin),
      KEY part (code(3) DESC, age) COMMENT 'a part'
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='all of them'
    """,
    """
    CREATE TABLE visits (
      person int unsigned, place point NOT NULL, SPATIAL KEY where_ (place),
      CONSTRAINT visitor FOREIGN KEY (person) REFERENCES people (id)
        ON DELETE CASCADE ON UPDATE RESTRICT
    ) ROW_FORMAT=COMPRESSED
    """,
    "CREATE TABLE kept (a int) WITH SYSTEM VERSIONING",
    """
    CREATE TABLE logs (a int, b int) PARTITION BY RANGE (a)
    (PARTITION p0 VALUES LESS THAN (10) COMMENT 'old', PARTITION p1 VALUES LESS THAN MAXVALUE)
    """,
    "CREATE TABLE spread (a int) PARTITION BY HASH (a) PARTITIONS 4",
    "CREATE SEQUENCE tickets START WITH 5 INCREMENT BY 2",
    "CREATE SQL SECURITY INVOKER VIEW cheap AS SELECT id, 'a`.`b' AS odd FROM people "
    "WHERE price > 1 WITH CHECK OPTION",
    "CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC RETURN n * 2",
    "CREATE PROCEDURE nothing() BEGIN DO 1; END",
    "CREATE TRIGGER stamp BEFORE INSERT ON people FOR EACH ROW SET NEW.age = 1",
    "CREATE EVENT cleaning ON SCHEDULE EVERY 1 DAY DO DELETE FROM kept",
]


@pytest.fixture(scope="module")
def database(mariadb_url: str) -> Iterator[Connection]:
    with scratch_database(Dialect.MARIADB, mariadb_url) as scratch:
        for statement in DDL:
            run(scratch.connection, statement)
        yield scratch.connection


@pytest.fixture(scope="module")
def loaded(database: Connection) -> Loaded:
    return inspect(database, Dialect.MARIADB)


@pytest.fixture(scope="module")
def schema(loaded: Loaded) -> Schema:
    return loaded.schema


def table(schema: Schema, name: str) -> Table:
    found = schema.table(name)
    assert found is not None
    return found


def test_every_kind_of_object_is_read(loaded: Loaded) -> None:
    assert [str(item.key) for item in loaded.schema.objects()] == [
        "table kept",
        "table logs",
        "table people",
        "table spread",
        "table visits",
        "view cheap",
        "sequence tickets",
        "routine nothing",
        "routine twice",
        "trigger stamp [people]",
        "definition cleaning [event]",
    ]
    assert loaded.problems == ()


def test_columns_are_read_as_they_were_meant(schema: Schema) -> None:
    by_name = {column.name: column for column in table(schema, "people").columns}
    assert by_name["id"].auto_increment
    assert by_name["id"].comment == "the key"
    assert by_name["id"].type == DataType("int", modifiers=("unsigned",))
    assert by_name["code"].default == "'it''s'"
    assert by_name["size"].type == DataType("enum", ("s", "m"))
    assert by_name["doubled"].generated == Generated("age * 2")
    assert by_name["more"].generated == Generated("age + 1", stored=True)
    assert by_name["hidden"].invisible
    assert by_name["age"].default is None
    assert by_name["changed"].on_update == by_name["changed"].default


def test_json_is_json_again(schema: Schema) -> None:
    """MariaDB stores `longtext` in `utf8mb4_bin` with a check."""
    data = table(schema, "people").column("data")
    assert data is not None
    assert (data.type, data.collation) == (DataType("json"), "")
    assert not any("json_valid" in check.expression for check in table(schema, "people").checks)


def test_only_a_charset_unlike_the_tables_is_said(schema: Schema) -> None:
    by_name = {column.name: column for column in table(schema, "people").columns}
    assert (by_name["code"].charset, by_name["code"].collation) == ("", "")
    assert (by_name["latin"].charset, by_name["latin"].collation) == ("latin1", "latin1_bin")
    assert (by_name["german"].charset, by_name["german"].collation) == ("", "utf8mb4_german2_ci")


def test_keys_indexes_and_checks(schema: Schema) -> None:
    people = table(schema, "people")
    assert people.primary_key == PrimaryKey(parts=(IndexPart("id"),), name="PRIMARY")
    assert people.indexes == (
        Index(name="by_code", parts=(IndexPart("code"),), unique=True),
        Index(
            name="part",
            parts=(IndexPart("code", desc=True, prefix=3), IndexPart("age")),
            comment="a part",
        ),
        Index(name="words", parts=(IndexPart("latin"),), method="fulltext"),
    )
    assert Check(expression="price > 0") in people.checks
    assert [check.name for check in people.checks] == ["", "cheap"]


def test_restrict_and_no_action_are_the_same(schema: Schema) -> None:
    assert table(schema, "visits").foreign_keys == (
        ForeignKey(
            columns=("person",),
            ref_table="people",
            ref_columns=("id",),
            name="visitor",
            on_delete="cascade",
        ),
    )


def test_the_index_of_a_foreign_key_and_a_spatial_one_are_indexes(schema: Schema) -> None:
    assert table(schema, "visits").indexes == (
        Index(name="visitor", parts=(IndexPart("person"),)),
        Index(name="where_", parts=(IndexPart("place"),), method="spatial"),
    )


def test_table_options_are_those_of_show_create_table(schema: Schema) -> None:
    options = dict(table(schema, "visits").options)
    assert options["engine"] == "InnoDB"
    assert options["row_format"] == "COMPRESSED"
    assert {"charset", "collate"} <= options.keys()
    assert dict(table(schema, "kept").options)["system_versioning"] == "true"


def test_range_partitions_are_children_and_hash_partitions_a_number(schema: Schema) -> None:
    logs = table(schema, "logs").partition
    assert logs is not None
    assert (logs.strategy, logs.key) == ("range", "a")
    assert [(child.name, child.bound) for child in logs.children] == [
        ("p0", "VALUES LESS THAN (10)"),
        ("p1", "VALUES LESS THAN MAXVALUE"),
    ]
    spread = table(schema, "spread").partition
    assert spread is not None
    assert (spread.strategy, spread.children) == ("hash", ())
    assert spread.options == (("partitions", "4"),)


def test_a_sequence_leaves_the_servers_defaults_out(schema: Schema) -> None:
    assert schema.sequences == (Sequence(name="tickets", start=5, increment=2),)


def test_a_view_does_not_name_its_database(database: Connection, schema: Schema) -> None:
    (view,) = schema.views
    name = fetch(database, "SELECT DATABASE() AS name")[0].name
    assert name not in view.definition
    assert "'a`.`b'" in view.definition
    assert dict(view.options) == {"check_option": "cascaded", "sql_security": "invoker"}


def test_routines_and_events_are_kept_as_statements_without_definer(schema: Schema) -> None:
    texts = [routine.definition for routine in schema.routines]
    texts += [item.definition for item in schema.definitions]
    assert all(text.startswith("CREATE ") and "DEFINER" not in text for text in texts)
    assert [routine.kind for routine in schema.routines] == ["procedure", "function"]


def test_it_can_stand_in_for_mysql(database: Connection) -> None:
    schema = inspect(database, Dialect.MYSQL).schema
    assert schema.dialect is Dialect.MYSQL
    assert len(schema.tables) == 5


def test_another_database_is_a_namespace(database: Connection, schema: Schema) -> None:
    name = fetch(database, "SELECT DATABASE() AS name")[0].name
    run(database, "USE information_schema")
    try:
        found = inspect(database, Dialect.MARIADB, schemas=(name,)).schema
    finally:
        run(database, f"USE `{name}`")
    assert [space.name for space in found.namespaces] == [name]
    assert {item.schema for item in found.tables} == {name}


def test_without_a_table_that_is_left_out_the_rest_is_the_same(
    database: Connection, schema: Schema
) -> None:
    found = inspect(database, Dialect.MARIADB, exclude=("k*",)).schema
    assert found.tables == schema.tables[1:]


def test_an_event_does_not_say_when_it_was_made(schema: Schema) -> None:
    (event,) = schema.definitions
    assert event.definition.endswith("ON SCHEDULE EVERY 1 DAY DO DELETE FROM kept")
