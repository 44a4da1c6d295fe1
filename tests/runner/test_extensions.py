"""Extensions that only a superuser installs: there beforehand, and still proved in their order."""

from __future__ import annotations

import pytest

from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.database import connect
from erdapp.loaders.database.catalog import fetch
from erdapp.loaders.sql import load_sql
from erdapp.planner import plan
from erdapp.planner.plan import Plan, Statement
from erdapp.runner import Proof, Verdict, prove, scratch_database
from erdapp.runner.beforehand import adapted, present
from erdapp.runner.extensions import KEEPS_WITHIN, REACHES_OUTSIDE
from erdapp.runner.scratch_base import Beforehand
from erdapp.schema import Dialect, Extension, Schema

WITHOUT = "CREATE TABLE t (a integer);"
WITH = """
CREATE SCHEMA maps;
CREATE EXTENSION cube;
CREATE EXTENSION earthdistance WITH SCHEMA maps;
CREATE TABLE t (a integer, place maps.earth);
"""
THERE = Beforehand(frozenset({"earthdistance"}), frozenset({"maps"}), 20000)


def load(sql: str) -> Schema:
    loaded = load_sql((SourceFile("a.sql", sql),), LoadOptions(dialect=Dialect.POSTGRES))
    assert not loaded.problems
    return loaded.schema


def proof_of(before: str, after: str, url: str) -> Proof:
    old, new = load(before), load(after)
    return prove(old, new, plan(old, new), url=url)


@pytest.fixture
def earth_url(postgres_url: str) -> str:
    """A server that has `earthdistance`."""
    connection = connect(postgres_url)
    found = fetch(connection, "SELECT FROM pg_available_extensions WHERE name = 'earthdistance'")
    connection.close()
    if not found:
        pytest.skip("the extension earthdistance isn't installed on the test server")
    return postgres_url


def test_no_extension_is_in_both_lists() -> None:
    assert not KEEPS_WITHIN & REACHES_OUTSIDE.keys()


@pytest.mark.parametrize(
    ("sql", "runs"),
    [
        ('CREATE EXTENSION IF NOT EXISTS "earthdistance"', "before it is created"),
        ("create extension earthdistance schema maps", "before it is created"),
        ('DROP EXTENSION "earthdistance"', "that is dropped"),
        ('CREATE SCHEMA "maps"', "SELECT 1"),
        ("COMMENT ON EXTENSION \"earthdistance\" IS 'far'", "SELECT 1"),
        ("COMMENT ON EXTENSION citext IS 'earthdistance'", "citext"),
        ("DROP SCHEMA IF EXISTS maps", "SELECT 1"),
        ("CREATE EXTENSION citext", "citext"),
        ("DROP EXTENSION earthdistance, citext", ", citext"),
        ('CREATE SCHEMA "Maps"', '"Maps"'),
    ],
)
def test_statements_about_what_is_there_are_adapted(sql: str, runs: str) -> None:
    assert runs in adapted(Statement(sql=sql), THERE).sql


def test_what_is_there_counts_from_its_creation_to_its_end() -> None:
    texts = ["CREATE SCHEMA maps", "CREATE EXTENSION earthdistance", "DROP EXTENSION earthdistance"]
    ran = [Statement(sql=text) for text in texts]
    assert present(THERE, ran[:2]) == {("schema", "maps"), ("extension", "earthdistance")}
    assert present(THERE, ran) == {("schema", "maps")}


@pytest.mark.live
@pytest.mark.parametrize(("before", "after"), [(WITHOUT, WITH), (WITH, WITHOUT), (WITH, WITH)])
def test_a_plan_with_such_an_extension_is_proved(before: str, after: str, earth_url: str) -> None:
    proof = proof_of(before, after, earth_url)
    assert (proof.verdict, proof.reason) == (Verdict.PROVED, "")


@pytest.mark.live
@pytest.mark.parametrize(
    ("first", "words"),
    [
        ("CREATE EXTENSION earthdistance", "before it is created"),
        ("DROP EXTENSION earthdistance", "that is dropped"),
    ],
)
def test_a_plan_in_the_wrong_order_fails(first: str, words: str, earth_url: str) -> None:
    used = "CREATE TABLE u (place earth)"
    texts = [used, first] if first.startswith("CREATE") else ["SELECT 1", used, first]
    old, new = load(WITHOUT), load("CREATE EXTENSION cube; CREATE EXTENSION earthdistance;")
    wrong = Plan(dialect=Dialect.POSTGRES, up=tuple(Statement(sql=text) for text in texts), down=())
    proof = prove(old, new, wrong, url=earth_url)
    assert proof.verdict is Verdict.FAILED
    assert words in proof.reason


@pytest.mark.live
@pytest.mark.parametrize("name", ["dblink", "file_fdw", "postgres_fdw", "adminpack"])
def test_what_reaches_outside_is_not_installed(name: str, postgres_url: str) -> None:
    proof = proof_of(WITHOUT, f"{WITHOUT} CREATE EXTENSION {name};", postgres_url)
    assert proof.verdict is Verdict.UNAVAILABLE
    assert name in proof.reason


@pytest.mark.live
def test_no_function_of_the_installer_is_open(postgres_url: str) -> None:
    connection = connect(postgres_url)
    listed = fetch(connection, "SELECT name FROM pg_available_extensions")
    connection.close()
    names = sorted(KEEPS_WITHIN & {row.name for row in listed} - {"postgis_tiger_geocoder"})
    wanted = [Extension(name=name) for name in names if "topology" not in name]
    with scratch_database(Dialect.POSTGRES, postgres_url, extensions=wanted) as scratch:
        run = "SELECT oid FROM pg_proc WHERE prosecdef AND has_function_privilege(oid, 'EXECUTE')"
        assert fetch(scratch.connection, run) == []


@pytest.mark.live
def test_an_event_trigger_is_left_out_and_named(postgres_url: str) -> None:
    text = (
        "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;"
        "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f();"
    )
    proof = proof_of(WITHOUT, WITHOUT + text, postgres_url)
    assert (proof.verdict, proof.reason) == (Verdict.PROVED, "")
    assert proof.stand_ins == ("event trigger e",)


@pytest.mark.live
def test_rows_behind_forced_policies_are_still_seen(postgres_url: str) -> None:
    forced = (
        WITHOUT + "ALTER TABLE t ENABLE ROW LEVEL SECURITY;ALTER TABLE t FORCE ROW LEVEL SECURITY;"
    )
    for before, after in ((WITHOUT, forced), (forced, WITHOUT)):
        proof = proof_of(before, after, postgres_url)
        assert (proof.verdict, proof.reason, proof.rows) == (Verdict.PROVED, "", 3)
