"""A schema in many files: each object once, and the whole comes back."""

from __future__ import annotations

import re

import pytest

from erdapp.export.split_sql import MAIN, STRATEGIES, split_sql
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema

SQL = {
    "postgres": """
CREATE SCHEMA s; CREATE EXTENSION pgcrypto; CREATE TYPE mood AS ENUM ('a');
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE SEQUENCE numbers;
CREATE TABLE a (id serial PRIMARY KEY, b int, m mood, e email);
CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a (id));
ALTER TABLE a ADD CONSTRAINT ring FOREIGN KEY (b) REFERENCES b (id);
CREATE INDEX i ON a (b); CREATE TABLE s.a (id int); COMMENT ON TABLE a IS 'x';
CREATE VIEW v AS SELECT id FROM a;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON a USING (id > 0);
""",
    "mysql": """
CREATE TABLE a (id int PRIMARY KEY, kind enum('x','y'));
CREATE TABLE b (id int PRIMARY KEY, a int, KEY by_a (a), FOREIGN KEY (a) REFERENCES a (id));
CREATE VIEW v AS SELECT id FROM a;
""",
    "sqlite": """
CREATE TABLE a (id integer PRIMARY KEY, b integer REFERENCES b (id));
CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a (id));
CREATE UNIQUE INDEX u ON a (b);
CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET a = 1; END;
""",
}


def load(dialect: str, *texts: str) -> Schema:
    files = tuple(SourceFile(f"{n}.sql", text) for n, text in enumerate(texts))
    return load_sql(files, LoadOptions(dialect=Dialect(dialect), remember=False)).schema


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("dialect", SQL)
def test_the_files_in_the_order_of_the_imports_are_the_schema(dialect: str, strategy: str) -> None:
    schema = load(dialect, SQL[dialect])
    files = split_sql(schema, strategy)
    order = re.findall(r"^-- atlas:import (.+)$", files[MAIN], re.MULTILINE)
    assert sorted([*order, MAIN]) == sorted(files)
    assert load(dialect, *(files[path] for path in order), files[MAIN]) == schema


def test_each_object_has_a_file_of_its_own_in_the_folder_of_its_kind() -> None:
    files = split_sql(load("postgres", SQL["postgres"]))
    home = "schemas/public"
    assert set(files) >= {
        MAIN, "setup.sql", "schemas/s/tables/a.sql", f"{home}/tables/a.sql",
        f"{home}/tables/b.sql", f"{home}/views/v.sql", f"{home}/types/mood.sql",
        f"{home}/types/email.sql", f"{home}/functions/f.sql", f"{home}/triggers/a.t.sql",
        f"{home}/policies/a.p.sql", f"{home}/sequences/numbers.sql",
    }  # fmt: skip
    assert 'CREATE INDEX "i"' in files[f"{home}/tables/a.sql"]
    assert 'ADD CONSTRAINT "ring"' in files[MAIN]
    assert set(split_sql(load("mysql", SQL["mysql"]))) == {
        MAIN, "tables/a.sql", "tables/b.sql", "views/v.sql",
    }  # fmt: skip


def test_names_stay_in_the_folder_and_never_fall_together() -> None:
    sql = "".join(
        f'CREATE TABLE "{name}" (id int);\n'
        for name in ("../../etc/passwd", "..", "Users", "users", "a/b", "a_b", "main", "x" * 300)
    )
    paths = list(split_sql(load("postgres", sql)))
    assert all(re.fullmatch(r"(tables/)?[\w.-]+\.sql", path) for path in paths)
    assert not any(".." in path.split("/") for path in paths)
    assert len({path.lower() for path in paths}) == 9


def test_an_empty_schema_is_an_empty_file() -> None:
    assert split_sql(Schema(dialect=Dialect.SQLITE)) == {MAIN: ""}


def test_an_unknown_way_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="'page' is no way to split; there are object, type"):
        split_sql(Schema(dialect=Dialect.SQLITE), "page")
