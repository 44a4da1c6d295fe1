"""`DO $$ … $$`: what migration tools wrap is read, logic is said not to have run."""

from __future__ import annotations

import pytest

from tests.loaders.sql.loading import load, schema


def test_ddl_that_may_fail_is_read() -> None:
    text = """CREATE TABLE t (id int PRIMARY KEY, u int);
        DO $$ BEGIN
          CREATE TYPE "public"."mood" AS ENUM('a', 'b');
        EXCEPTION WHEN duplicate_object THEN null;
        END $$;
        DO $$ BEGIN
          ALTER TABLE "t" ADD CONSTRAINT "f" FOREIGN KEY ("u") REFERENCES "t"("id");
        EXCEPTION WHEN duplicate_object THEN null;
        END $$;"""
    found = schema("postgres", text)
    assert [enum.name for enum in found.enums] == ["mood"]
    assert [key.name for key in found.tables[0].foreign_keys] == ["f"]


def test_ddl_that_asks_first_is_read() -> None:
    text = """DO $body$
    BEGIN
      IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN
        CREATE TYPE mood AS ENUM ('a');
        CREATE TABLE t (m mood);
      END IF;
    END
    $body$ LANGUAGE plpgsql;"""
    found = schema("postgres", text)
    assert (len(found.enums), len(found.tables)) == (1, 1)


def test_a_problem_in_a_block_has_its_line_in_the_file() -> None:
    loaded = load("postgres", "DO $$\nBEGIN\n  ALTER TABLE nope ADD x int;\nEND $$;")
    assert [problem.line for problem in loaded.problems] == [3]


@pytest.mark.parametrize(
    "body",
    [
        "DECLARE x int; BEGIN CREATE TABLE t (a int); END",
        "BEGIN FOR r IN SELECT 1 LOOP CREATE TABLE t (a int); END LOOP; END",
        "BEGIN EXECUTE 'CREATE TABLE t (a int)'; END",
        "BEGIN IF a THEN CREATE TABLE t (a int); ELSE CREATE TABLE u (a int); END IF; END",
        "",
    ],
)
def test_logic_is_not_run_and_that_is_said(body: str) -> None:
    loaded = load("postgres", f"DO $$ {body} $$;")
    assert loaded.schema.tables == ()
    assert ["DO block was not run" in problem.message for problem in loaded.problems] == [True]
