"""What runs in a scratch database can do nothing outside it, and finds out no secret."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator

import pytest

from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.database import DRIVER_ERRORS, Connection, connect
from erdapp.loaders.database.catalog import fetch, run
from erdapp.loaders.sql import load_sql
from erdapp.planner import plan
from erdapp.planner.plan import Plan, Statement
from erdapp.runner import Proof, Verdict, prove, scratch_database, scratch_mysql, scratch_postgres
from erdapp.schema import Dialect, Schema

pytestmark = pytest.mark.live

URL_PASSWORD = "the-password-of-the-url"
SESSION_PASSWORD = "the-password-of-the-session"
TABLE = "CREATE TABLE t (a int);"


def load(sql: str, dialect: Dialect) -> Schema:
    loaded = load_sql((SourceFile("a.sql", sql),), LoadOptions(dialect=dialect))
    assert not loaded.problems
    return loaded.schema


def proof_of_statement(sql: str, dialect: Dialect, url: str) -> Proof:
    """The proof of a plan that is this statement alone."""
    old, alone = load(TABLE, dialect), Statement(sql=sql, transactional=False)
    return prove(old, old, Plan(dialect=dialect, up=(alone,), down=()), url=url)


def proof_of_schema(sql: str, dialect: Dialect, url: str) -> Proof:
    """The proof of a plan that adds this to nothing."""
    old, new = load(TABLE, dialect), load(TABLE + sql, dialect)
    return prove(old, new, plan(old, new), url=url)


def failed_in_a_sentence(proof: Proof) -> bool:
    return proof.verdict is Verdict.FAILED and 0 < len(proof.reason) < 700


def with_password(url: str) -> str:
    """The URL with a password that its server doesn't ask for."""
    return url.replace("@", f":{URL_PASSWORD}@", 1)


@pytest.fixture
def canary() -> Iterator[str]:
    """A path that the servers on this machine may write to, where nothing may be afterwards."""
    path = f"/tmp/erdapp_canary_{secrets.token_hex(6)}"
    yield path
    assert not os.path.exists(path)


# --- PostgreSQL ---------------------------------------------------------------------------------

POSTGRES = {
    "program": "COPY t TO PROGRAM 'touch {canary}'",
    "file": "COPY t TO '{canary}'",
    "read file": "SELECT pg_read_file('/etc/passwd')",
    "large object": "SELECT lo_import('/etc/passwd')",
    "large object out": "SELECT lo_export(lo_create(0), '{canary}')",
    "role": "CREATE ROLE erdapp_intruder SUPERUSER",
    "own role": "ALTER ROLE CURRENT_USER SUPERUSER",
    "limit": "ALTER ROLE CURRENT_USER CONNECTION LIMIT 100",
    "system": "ALTER SYSTEM SET work_mem = '1MB'",
    "set role": "SET ROLE {admin}",
    "authorization": "SET SESSION AUTHORIZATION {admin}",
    "owner": "DO $$BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO {admin}', "
    "current_database()); END$$",
    "database": "CREATE DATABASE erdapp_intruder",
    "other database": "ALTER DATABASE {other} SET work_mem = '1MB'",
    "dblink": "CREATE EXTENSION dblink",
    "file_fdw": "CREATE EXTENSION file_fdw",
    "raw pages": "CREATE EXTENSION pageinspect",
    "function in C": "CREATE FUNCTION f(cstring) RETURNS int STRICT AS 'libc', 'system' LANGUAGE c;"
    "SELECT 1",
    "library": "LOAD '/tmp/evil.so'",
    "passwords": "SELECT * FROM pg_authid",
    "catalog": "UPDATE pg_catalog.pg_roles SET rolsuper = true",
    "temporary files": "SET temp_file_limit = -1",
    "other sessions": "SELECT pg_terminate_backend({admin_pid}) FROM pg_class LIMIT 1",
}


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Connection]:
    connection = connect(postgres_url)
    yield connection
    connection.close()


@pytest.mark.parametrize("name", POSTGRES)
def test_postgres_refuses(name: str, postgres: Connection, postgres_url: str, canary: str) -> None:
    here = fetch(
        postgres, "SELECT current_user AS me, current_database() AS db, pg_backend_pid() AS pid"
    )[0]
    sql = POSTGRES[name].replace("{canary}", canary).replace("{other}", here.db)
    sql = sql.replace("{admin}", here.me).replace("{admin_pid}", str(here.pid))
    proof = proof_of_statement(sql, Dialect.POSTGRES, postgres_url)
    assert failed_in_a_sentence(proof), proof
    assert fetch(postgres, "SELECT 1 AS one")[0].one == 1
    assert fetch(postgres, "SELECT FROM pg_roles WHERE rolname = 'erdapp_intruder'") == []
    assert fetch(postgres, "SELECT FROM pg_file_settings WHERE name = 'work_mem'") == []


FUNCTION = """
CREATE FUNCTION f() RETURNS integer LANGUAGE plpgsql {security} AS $f$
BEGIN RESET SESSION AUTHORIZATION; RESET ROLE; {body}; RETURN 1; END $f$;
"""


@pytest.mark.parametrize("security", ["SECURITY INVOKER", "SECURITY DEFINER"])
@pytest.mark.parametrize(
    "use",
    [
        "CREATE MATERIALIZED VIEW m AS SELECT f();",
        "CREATE TABLE u (a integer); CREATE INDEX i ON u (a); "
        "CREATE MATERIALIZED VIEW m AS SELECT 1 AS one WHERE f() = 1;",
    ],
)
def test_a_function_of_a_schema_has_no_more_power(
    security: str, use: str, postgres_url: str, canary: str
) -> None:
    text = FUNCTION.replace("{security}", security)
    text = text.replace("{body}", f"COPY t TO PROGRAM 'touch {canary}'")
    if security == "SECURITY DEFINER":
        text = text.replace("RESET SESSION AUTHORIZATION; RESET ROLE; ", "")
    proof = proof_of_schema(text + use, Dialect.POSTGRES, postgres_url)
    assert failed_in_a_sentence(proof), proof


def test_a_trigger_and_a_default_do_nothing_outside(
    postgres: Connection, postgres_url: str, canary: str
) -> None:
    """Rows they are asked for stay out, and the plan is proved without them."""
    body = f"COPY t TO PROGRAM 'touch {canary}'; CREATE ROLE erdapp_intruder"
    text = FUNCTION.replace("{security}", "").replace("{body}", body)
    trigger = text.replace("f()", "g()").replace("integer", "trigger").replace("1;", "NEW;")
    tables = (
        "CREATE TABLE u (a integer DEFAULT f());"
        "CREATE TABLE v (a integer);"
        "CREATE TRIGGER x BEFORE INSERT ON v FOR EACH ROW EXECUTE FUNCTION g();"
    )
    old = load(text + trigger + tables, Dialect.POSTGRES)
    new = load(text + trigger + tables + "CREATE TABLE w (a int);", Dialect.POSTGRES)
    proof = prove(old, new, plan(old, new), url=postgres_url)
    assert proof.verdict is Verdict.PROVED
    assert fetch(postgres, "SELECT FROM pg_roles WHERE rolname = 'erdapp_intruder'") == []


def test_the_scratch_is_nobody_elses(postgres: Connection, postgres_url: str) -> None:
    with scratch_database(Dialect.POSTGRES, postgres_url) as scratch:
        me = fetch(
            scratch.connection,
            "SELECT r.*, current_database() AS db, current_setting('temp_file_limit') AS files "
            "FROM pg_roles r WHERE rolname = session_user",
        )[0]
        powers = (me.rolsuper, me.rolcreatedb, me.rolcreaterole, me.rolreplication)
        assert not any((*powers, me.rolbypassrls))
        assert me.rolconnlimit == 1
        assert (me.rolname, me.files) == (me.db, "1GB")
        public = f"SELECT has_database_privilege('public', '{me.db}', 'CONNECT') AS may"
        assert not fetch(postgres, public)[0].may
    assert fetch(postgres, f"SELECT FROM pg_roles WHERE rolname = '{me.rolname}'") == []


# --- MariaDB ------------------------------------------------------------------------------------

MARIADB = {
    "file": "SELECT 1 INTO OUTFILE '{canary}'",
    "dump": "SELECT 1 INTO DUMPFILE '{canary}'",
    "load": "LOAD DATA INFILE '/etc/passwd' INTO TABLE t",
    "load local": "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t",
    "global": "SET GLOBAL event_scheduler = ON",
    "user": "CREATE USER erdapp_intruder",
    "grant": "GRANT ALL ON *.* TO CURRENT_USER()",
    "database": "CREATE DATABASE erdapp_intruder",
    "users": "SELECT * FROM mysql.global_priv",
    "server": "INSERT INTO mysql.func VALUES ('f', 0, 'x.so', 'function')",
    "function": "CREATE FUNCTION f RETURNS STRING SONAME 'x.so'",
    "plugin": "INSTALL SONAME 'ha_archive'",
    "other database": "INSERT INTO {other}.t VALUES (1)",
    "as somebody else": "CREATE DEFINER = root@localhost TRIGGER x BEFORE INSERT ON t "
    "FOR EACH ROW SET NEW.a = 1",
    "own database's pattern": "CREATE DATABASE `erdapp_scratchX1`",
}


@pytest.fixture
def mariadb(mariadb_url: str) -> Iterator[tuple[Connection, str]]:
    """The administrator, and the name of a database with an empty table in it."""
    connection = connect(mariadb_url)
    name = f"erdapp_other_{secrets.token_hex(6)}"
    run(connection, f"CREATE DATABASE {name}")
    run(connection, f"CREATE TABLE {name}.t (a int)")
    yield connection, name
    run(connection, f"DROP DATABASE {name}")
    connection.close()


@pytest.mark.parametrize("name", MARIADB)
def test_mariadb_refuses(
    name: str, mariadb: tuple[Connection, str], mariadb_url: str, canary: str
) -> None:
    admin, other = mariadb
    scheduler = fetch(admin, "SELECT @@event_scheduler AS s")
    sql = MARIADB[name].replace("{canary}", canary).replace("{other}", other)
    proof = proof_of_statement(sql, Dialect.MARIADB, mariadb_url)
    assert failed_in_a_sentence(proof), proof
    assert fetch(admin, f"SELECT * FROM {other}.t") == []
    assert fetch(admin, "SELECT @@event_scheduler AS s") == scheduler
    assert fetch(admin, "SELECT User FROM mysql.user WHERE User = 'erdapp_intruder'") == []


def test_a_trigger_of_mariadb_writes_nowhere_else(
    mariadb: tuple[Connection, str], mariadb_url: str
) -> None:
    admin, other = mariadb
    with scratch_database(Dialect.MARIADB, mariadb_url) as scratch:

        def insert_with_trigger(body: str) -> None:
            run(scratch.connection, "CREATE OR REPLACE TABLE t (a int)")
            run(scratch.connection, f"CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW {body}")
            run(scratch.connection, "INSERT INTO t VALUES (1)")

        for body in (f"INSERT INTO {other}.t VALUES (1)", "DELETE FROM mysql.help_topic"):
            with pytest.raises(DRIVER_ERRORS, match=r"denied|system tables"):
                insert_with_trigger(body)
    assert fetch(admin, f"SELECT * FROM {other}.t") == []


# --- secrets ------------------------------------------------------------------------------------

NOSY = {
    Dialect.POSTGRES: "DO $$BEGIN RAISE EXCEPTION '%', (SELECT string_agg(concat_ws(' ', "
    "query, application_name, usename), ',') FROM pg_stat_activity); END$$",
    Dialect.MARIADB: "SELECT EXTRACTVALUE(1, CONCAT('~', (SELECT GROUP_CONCAT(info) "
    "FROM information_schema.processlist)))",
}


@pytest.mark.parametrize("dialect", NOSY)
def test_no_secret_is_told(
    dialect: Dialect,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    url = with_password(request.getfixturevalue(f"{dialect}_url"))
    if dialect is Dialect.MARIADB:
        url = request.getfixturevalue("mariadb_url")
    caplog.set_level("DEBUG")
    fixed: Callable[[int], str] = lambda _: SESSION_PASSWORD  # noqa: E731
    for module in (scratch_postgres, scratch_mysql):
        monkeypatch.setattr(module.secrets, "token_urlsafe", fixed)
    for sql in (NOSY[dialect], "no SQL at all", "SELECT 1/0"):
        proof = proof_of_statement(sql, dialect, url)
        told = repr(proof) + caplog.text
        assert SESSION_PASSWORD not in told
        assert URL_PASSWORD not in told
        assert url not in told
