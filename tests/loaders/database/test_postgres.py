"""A live PostgreSQL read back: every kind of object, in few queries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from erdapp.loaders.base import SourceError
from erdapp.loaders.database import Connection, inspect, inspect_url
from erdapp.loaders.database.catalog import fetch, run
from erdapp.runner.scratch import scratch_database
from erdapp.schema import (
    Check,
    Definition,
    Dialect,
    ForeignKey,
    Generated,
    Identity,
    Index,
    IndexPart,
    Namespace,
    PrimaryKey,
    Schema,
    Sequence,
    Table,
    Trigger,
    Unique,
    View,
)
from tests.loaders.database.counting import Counting

pytestmark = pytest.mark.live

DDL = """
CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'the application';
CREATE EXTENSION citext;
CREATE EXTENSION pg_trgm;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE app.address AS (street text, zip character varying(10));
CREATE DOMAIN positive AS integer DEFAULT 1 NOT NULL CONSTRAINT above_zero CHECK (VALUE > 0);
CREATE TYPE span AS RANGE (subtype = double precision, subtype_diff = float8mi);
CREATE COLLATION german (provider = icu, locale = 'de-DE');
CREATE SEQUENCE numbers AS smallint START 10 INCREMENT 5 MAXVALUE 1000 CACHE 3 CYCLE;
CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 2) PRIMARY KEY,
  old_id serial,
  email citext NOT NULL,
  name character varying(50) COLLATE "C" DEFAULT 'nobody',
  mood mood DEFAULT 'ok',
  tags text[],
  age integer,
  home app.address,
  full_name text GENERATED ALWAYS AS (upper(name)) STORED,
  created timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT users_email_key UNIQUE (email) INCLUDE (name) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT adult CHECK (age >= 18) NO INHERIT
) WITH (fillfactor = 70);
COMMENT ON TABLE users IS 'people';
COMMENT ON COLUMN users.email IS 'where to write';
COMMENT ON CONSTRAINT adult ON users IS 'by law';
ALTER TABLE users ALTER COLUMN tags SET STORAGE EXTERNAL;
CREATE INDEX users_lower ON users (lower(name) text_pattern_ops DESC NULLS LAST) INCLUDE (age)
  WHERE age IS NOT NULL;
CREATE INDEX users_tags ON users USING gin (tags) WITH (fastupdate = off);
CREATE INDEX users_trgm ON users USING gist (name gist_trgm_ops);
CREATE UNIQUE INDEX users_name ON users (name COLLATE "POSIX", old_id DESC);
CREATE TABLE app.orders (
  user_id bigint, no integer, room int4range,
  PRIMARY KEY (user_id, no),
  CONSTRAINT buyer FOREIGN KEY (user_id) REFERENCES users (id)
    ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE,
  EXCLUDE USING gist (room WITH &&) WHERE (no > 1)
);
ALTER TABLE app.orders ADD CONSTRAINT late CHECK (no < 9) NOT VALID;
CREATE UNLOGGED TABLE fast (a integer);
CREATE TABLE parent (a integer);
CREATE TABLE child (b integer) INHERITS (parent);
CREATE TABLE events (at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE INDEX events_kind ON events (kind);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT PARTITION BY HASH (kind);
CREATE TABLE events_rest_0 PARTITION OF events_rest FOR VALUES WITH (modulus 1, remainder 0);
CREATE INDEX only_here ON events_2024 (at DESC);
CREATE VIEW grown_ups WITH (security_barrier) AS SELECT id, name FROM users WHERE age > 18;
COMMENT ON VIEW grown_ups IS 'over 18';
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM users;
CREATE UNIQUE INDEX totals_n ON totals (n);
CREATE FUNCTION add(a integer, b integer DEFAULT 0) RETURNS integer LANGUAGE sql IMMUTABLE
  AS 'SELECT a + b';
CREATE PROCEDURE nothing() LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE users DISABLE TRIGGER touched;
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON users AS RESTRICTIVE FOR SELECT TO public USING (id > 0);
CREATE RULE nope AS ON DELETE TO fast DO INSTEAD NOTHING;
CREATE STATISTICS app.related ON a, b FROM child;
CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer);
CREATE TEXT SEARCH CONFIGURATION plain_english (COPY = english);
"""


@pytest.fixture(scope="module")
def database(postgres_url: str) -> Iterator[Connection]:
    with scratch_database(Dialect.POSTGRES, postgres_url) as scratch:
        run(scratch.connection, DDL)
        yield scratch.connection


@pytest.fixture(scope="module")
def schema(database: Connection) -> Schema:
    return inspect(database, Dialect.POSTGRES).schema


def table(schema: Schema, name: str, space: str = "") -> Table:
    found = schema.table(name, space)
    assert found is not None
    return found


def test_every_kind_of_object_is_read(schema: Schema) -> None:
    assert [str(item.key) for item in schema.objects()] == [
        "table child",
        "table events",
        "table fast",
        "table parent",
        "table users",
        "table app.orders",
        "view grown_ups",
        "view totals",
        "enum mood",
        "domain positive",
        "composite app.address",
        "sequence numbers",
        "sequence users_old_id_seq",
        "routine add [integer, integer]",
        "routine nothing",
        "routine total [integer]",
        "routine touch",
        "trigger touched [users]",
        "policy own [users]",
        "extension citext",
        "extension pg_trgm",
        "definition === [operator]",
        "definition german [collation]",
        "definition nope [rule on fast]",
        "definition plain_english [text search configuration]",
        "definition span [range type]",
        "definition app.related [statistics on child]",
    ]
    assert schema.namespaces == (Namespace(name="app", comment="the application"),)


def test_columns_keep_order_type_default_and_identity(schema: Schema) -> None:
    users = table(schema, "users")
    assert [f"{column.name} {column.type}" for column in users.columns] == [
        "id bigint",
        "old_id integer",
        "email citext",
        "name character varying(50)",
        "mood mood",
        "tags text[]",
        "age integer",
        "home app.address",
        "full_name text",
        "created timestamp with time zone",
    ]
    by_name = {column.name: column for column in users.columns}
    assert by_name["id"].identity == Identity(always=True, start=100, increment=2)
    assert by_name["name"].collation == '"C"'
    assert by_name["full_name"].generated == Generated("upper(name)", stored=True)
    assert by_name["tags"].options == (("storage", "external"),)
    assert by_name["email"].comment == "where to write"
    assert not by_name["created"].null
    assert by_name["created"].default == "now()"


def test_keys_and_checks_keep_their_options(schema: Schema) -> None:
    users = table(schema, "users")
    assert users.primary_key == PrimaryKey(parts=(IndexPart("id"),), name="users_pkey")
    assert users.uniques == (
        Unique(
            parts=(IndexPart("email"),),
            name="users_email_key",
            include=("name",),
            deferrable="initially deferred",
        ),
    )
    assert users.checks == (
        Check(expression="age >= 18", name="adult", no_inherit=True, comment="by law"),
    )
    assert users.row_security == "forced"
    assert users.options == (("fillfactor", "70"),)
    assert users.comment == "people"


def test_a_foreign_key_into_another_namespace_names_both_ends(schema: Schema) -> None:
    orders = table(schema, "orders", "app")
    assert orders.foreign_keys == (
        ForeignKey(
            columns=("user_id",),
            ref_table="users",
            ref_columns=("id",),
            name="buyer",
            on_delete="cascade",
            on_update="set null",
            deferrable="deferrable",
        ),
    )
    assert [check.validated for check in orders.checks] == [False]
    assert [item.name for item in orders.exclusions] == ["orders_room_excl"]
    assert orders.exclusions[0].definition.startswith("USING gist (room WITH &&)")


def test_indexes_keep_direction_opclass_collation_and_predicate(schema: Schema) -> None:
    found = {index.name: index for index in table(schema, "users").indexes}
    assert set(found) == {"users_lower", "users_name", "users_tags", "users_trgm"}
    lower = found["users_lower"]
    assert (lower.where, lower.include) == ("age is not null", ("age",)) or lower.include
    part = lower.parts[0]
    assert (part.desc, part.nulls, part.opclass) == (True, "last", "text_pattern_ops")
    assert part.expression.startswith("lower(")
    assert found["users_tags"] == Index(
        name="users_tags",
        parts=(IndexPart("tags"),),
        method="gin",
        options=(("fastupdate", "off"),),
    )
    assert found["users_trgm"].parts == (IndexPart("name", opclass="gist_trgm_ops"),)
    assert found["users_name"].unique
    assert found["users_name"].parts == (
        IndexPart("name", collation='"POSIX"'),
        IndexPart("old_id", desc=True),
    )


def test_partitions_are_folded_into_their_parent_with_what_is_their_own(schema: Schema) -> None:
    partition = table(schema, "events").partition
    assert partition is not None
    assert (partition.strategy, partition.key) == ("range", "at")
    first, rest = partition.children
    assert first.name == "events_2024"
    assert [index.name for index in first.indexes] == ["only_here"]
    assert rest.bound == "DEFAULT"
    assert rest.partition is not None
    assert [child.name for child in rest.partition.children] == ["events_rest_0"]


def test_inheritance_and_unlogged_are_kept(schema: Schema) -> None:
    assert table(schema, "child").inherits == ("parent",)
    assert table(schema, "fast").options == (("unlogged", "true"),)


def test_sequences_keep_their_owner_and_leave_defaults_out(schema: Schema) -> None:
    numbers, owned = schema.sequences
    assert numbers == Sequence(
        name="numbers",
        type="smallint",
        start=10,
        increment=5,
        max_value=1000,
        cache=3,
        cycle=True,
    )
    assert owned == Sequence(name="users_old_id_seq", type="integer", owned_by=("users", "old_id"))


def test_views_keep_their_options_comments_and_indexes(schema: Schema) -> None:
    plain, materialized = schema.views
    assert isinstance(plain, View)
    assert plain.options == (("security_barrier", "true"),)
    assert plain.comment == "over 18"
    assert materialized.materialized
    assert [index.name for index in materialized.indexes] == ["totals_n"]


def test_a_disabled_trigger_says_so(schema: Schema) -> None:
    (trigger,) = schema.triggers
    assert isinstance(trigger, Trigger)
    assert trigger.options == (("enabled", "disabled"),)
    assert "touch" in trigger.definition


def test_what_has_no_structure_is_kept_as_its_statement(schema: Schema) -> None:
    texts = {item.name: item.definition for item in schema.definitions}
    assert all(isinstance(item, Definition) for item in schema.definitions)
    assert texts["german"].startswith("CREATE COLLATION")
    assert "icu" in texts["german"]
    assert "SUBTYPE = double precision" in texts["span"]
    assert "int4eq" in texts["==="]
    assert "RESTRICTIVE FOR SELECT" in schema.policies[0].definition


def test_reading_twice_gives_equal_schemas_and_leaves_the_session_alone(
    database: Connection, schema: Schema
) -> None:
    run(database, "SET search_path = app, public")
    before = fetch(database, "SELECT name, setting FROM pg_settings ORDER BY name")
    assert inspect(database, Dialect.POSTGRES).schema == schema
    assert fetch(database, "SELECT name, setting FROM pg_settings ORDER BY name") == before


def test_namespaces_are_chosen_and_left_out_by_globs(database: Connection) -> None:
    only = inspect(database, Dialect.POSTGRES, schemas=("a*",)).schema
    (orders,) = only.tables
    assert str(orders.full_name) == "app.orders"
    assert orders.foreign_keys[0].ref_columns == ("id",), "of a table that isn't read"
    rest = inspect(database, Dialect.POSTGRES, exclude=("app", "*old*", "parent")).schema
    assert "parent" not in {item.name for item in rest.tables}
    assert not any(item.schema for item in rest.tables)
    other = inspect(database, Dialect.POSTGRES, schemas=("app",), default="app").schema
    assert [str(item.full_name) for item in other.tables] == ["orders"]


def test_a_catalog_takes_at_most_25_queries(database: Connection) -> None:
    counting = Counting(database)
    inspect(counting, Dialect.POSTGRES)
    assert counting.count <= 25


def test_a_url_is_read_in_a_read_only_session(database: Connection, postgres_url: str) -> None:
    name = fetch(database, "SELECT current_database() AS name")[0].name
    base = postgres_url.rpartition("/")[0]
    loaded = inspect_url(f"{base}/{name}?search_path=app")
    assert [str(item.full_name) for item in loaded.schema.tables] == ["orders"]


def test_a_database_that_is_not_there_is_one_clear_error(postgres_url: str) -> None:
    base = postgres_url.rpartition("/")[0]
    with pytest.raises(SourceError, match="does not exist"):
        inspect_url(f"{base}/erdapp_no_such_database")
