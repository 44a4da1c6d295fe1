"""`erdapp migrate apply`, killed at every boundary and inside statements, then run again.

Gates stand between the statements: a lock that the test holds, on SQLite a query without an end.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.migrating import Database, Process, database, folder, migrate, wait_for

STEPS = (
    "CREATE TABLE a (id integer PRIMARY KEY)",
    "INSERT INTO a (id) VALUES (1)",
    "ALTER TABLE a ADD COLUMN n integer",
    "UPDATE a SET n = COALESCE(n, 0) + 1",
)
TOKEN = secrets.token_hex(6)
"""Locks of MariaDB are for all databases of a server: other processes run these tests, too."""
PATIENT = ("--lock-timeout", "5m")
BOUNDARIES = range(len(STEPS) + 1)
ENDLESS = (
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c "
    "WHERE x < (SELECT n FROM gate WHERE k = {k})) SELECT count(*) /* gate {k} */ FROM c"
)


def text_of(gate: Callable[[int], str], head: str = "") -> str:
    """A gate before every step and one at the end."""
    steps = (f"{gate(k)};\n{step};\n" for k, step in enumerate(STEPS))
    return f"{head}{''.join(steps)}{gate(len(STEPS))};\n"


def check_whole(at: Database) -> None:
    """The file has run to its end, and nothing in it twice."""
    assert at.rows("SELECT id, n FROM a") == [("1", "1")]
    found = at.rows("SELECT version, applied, total, error FROM atlas_schema_revisions")
    total = str(2 * len(STEPS) + 1)
    assert found == [("1", total, total, "None")]


def check_status(url: str, directory: str, applied: int) -> None:
    told = migrate("status", "--url", url, "--dir", directory).text
    total = 2 * len(STEPS) + 1
    assert "Migration Status: PENDING\n" in told
    assert "Next Version:    1" in told
    if applied:
        assert f"({applied} statements applied)" in told
        assert f"({total - applied} statements left)" in told
        assert "Executed Files:  1 (last one partially)" in told


WAITING = (
    "FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted "
    "AND datname = current_database()"
)
SLEEPS = "wait_event = 'PgSleep' AND datname = current_database()"
AT_A_GATE = (
    "FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID() "
    "AND state = 'User lock' AND info NOT LIKE '%atlas_migrate_execute%'"
)


@contextmanager
def shut(at: Database, gate: int) -> Iterator[None]:
    """Hold one gate; the session that waits at it is let through at the end, and finds its client
    gone."""
    postgres = at.url.startswith("postgres")
    name = f"gate {gate} {TOKEN}"
    at.run(f"SELECT pg_advisory_lock({gate})" if postgres else f"DO GET_LOCK('{name}', 0)")
    try:
        yield
    finally:
        at.run("SELECT pg_advisory_unlock_all()" if postgres else "DO RELEASE_ALL_LOCKS()")


def waits(at: Database) -> Callable[[], object]:
    if at.url.startswith("postgres"):
        sql = f"SELECT 1 {WAITING} AND locktype = 'advisory'"
    else:
        sql = f"SELECT 1 {AT_A_GATE}"
    return lambda: at.rows(sql)


@pytest.mark.live
@pytest.mark.parametrize("gate", BOUNDARIES)
def test_postgres_takes_a_file_in_a_transaction_back_whole(
    postgres_url: str, tmp_path: Path, gate: int
) -> None:
    files = folder(tmp_path, _1=text_of(lambda k: f"SELECT pg_advisory_lock({k})"))
    with database(postgres_url, "search_path=public") as at:
        with shut(at, gate):
            process = Process("apply", "--url", at.url, "--dir", files, *PATIENT)
            wait_for(waits(at))
            process.kill()
        check_status(at.url, files, applied=0)
        told = migrate("apply", "--url", at.url, "--dir", files, *PATIENT)
        assert told.code == 0, told.text
        check_whole(at)


@pytest.mark.live
@pytest.mark.parametrize("gate", BOUNDARIES)
def test_postgres_goes_on_where_it_was_without_a_transaction(
    postgres_url: str, tmp_path: Path, gate: int
) -> None:
    files = folder(tmp_path, _1=text_of(lambda k: f"SELECT pg_advisory_lock({k})"))
    with database(postgres_url, "search_path=public") as at:
        with shut(at, gate):
            process = Process("apply", "--tx-mode", "none", "--url", at.url, "--dir", files)
            wait_for(waits(at))
            process.kill()
        check_status(at.url, files, applied=2 * gate)
        told = migrate("apply", "--tx-mode", "none", "--url", at.url, "--dir", files)
        assert told.code == 0, told.text
        check_whole(at)


@pytest.mark.live
@pytest.mark.parametrize("gate", BOUNDARIES)
def test_mariadb_goes_on_where_it_was(mariadb_url: str, tmp_path: Path, gate: int) -> None:
    files = folder(tmp_path, _1=text_of(lambda k: f"DO GET_LOCK('gate {k} {TOKEN}', 60)"))
    with database(mariadb_url) as at:
        with shut(at, gate):
            process = Process("apply", "--url", at.url, "--dir", files, *PATIENT)
            wait_for(waits(at))
            process.kill()
        check_status(at.url, files, applied=2 * gate)
        told = migrate("apply", "--url", at.url, "--dir", files, *PATIENT)
        assert told.code == 0, told.text
        check_whole(at)


@pytest.mark.parametrize("mode", ["file", "none"])
@pytest.mark.parametrize("gate", BOUNDARIES)
def test_sqlite_goes_on_where_it_was(tmp_path: Path, gate: int, mode: str) -> None:
    files = folder(tmp_path / "m", _1=text_of(lambda k: ENDLESS.format(k=k)))
    at = Database(f"sqlite://{tmp_path}/a.db")
    at.run("CREATE TABLE gate (k integer, n integer)")
    at.run(*(f"INSERT INTO gate VALUES ({k}, {10**15 if k == gate else 1})" for k in BOUNDARIES))
    arguments = ("--tx-mode", mode, "--url", at.url, "--dir", files, "--allow-dirty")
    process = Process("apply", *arguments)
    process.until(f"gate {gate} ")
    process.kill()
    check_status(at.url, files, applied=2 * gate if mode == "none" else 0)
    at.run("UPDATE gate SET n = 1")
    told = migrate("apply", *arguments)
    assert told.code == 0, told.text
    check_whole(at)


@pytest.mark.live
@pytest.mark.parametrize("ran", [True, False])
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE a ADD COLUMN y integer",
        "ALTER TABLE a DROP COLUMN x",
        "ALTER TABLE a MODIFY x bigint NOT NULL",
        "ALTER TABLE a RENAME COLUMN x TO z",
        "CREATE INDEX i ON a (x)",
        "DROP INDEX j ON a",
        "RENAME TABLE a TO b",
        "DROP TABLE a",
    ],
)
def test_mariadb_decides_by_the_schema_whether_a_definition_ran(
    mariadb_url: str, tmp_path: Path, statement: str, ran: bool
) -> None:
    """Killed when the server had run the definition and not the record of it, or neither."""
    files = folder(
        tmp_path,
        _1="CREATE TABLE a (x integer, w integer, KEY j (x));\nCREATE TABLE t (x integer);\n",
        _2=f"{statement};\nINSERT INTO t VALUES (1);\n",
    )
    with database(mariadb_url) as at:
        # Something that no file knows of must not matter.
        at.run("CREATE TABLE other (id integer)")
        arguments = ("--url", at.url, "--dir", files)
        assert migrate("apply", "1", "--allow-dirty", *PATIENT, *arguments).code == 0
        (_stop_after if ran else _stop_before)(at, arguments)
        told = migrate("status", *arguments).text
        assert "Current Version: 2 (0 statements applied)" in told
        assert f"SQL:   {statement};" in told
        assert "ERROR: begun, but its end was not recorded" in told
        done = migrate("apply", *arguments, *PATIENT)
        assert done.code == 0, done.text
        assert (f"-> {statement}" in done.text) is not ran
        assert at.rows("SELECT x FROM t") == [("1",)]
        assert "Migration Status: OK" in migrate("status", *arguments).text


def _stop_before(at: Database, arguments: tuple[str, ...]) -> None:
    """Kill the run while its statement waits for a table that is in use."""
    at.run("BEGIN", "SELECT * FROM a")
    process = Process("apply", *PATIENT, *arguments)
    state = "state = 'Waiting for table metadata lock'"
    _kill_when(
        at,
        process,
        f"FROM information_schema.processlist WHERE db = DATABASE() AND {state}",
    )
    at.run("ROLLBACK")


def _stop_after(at: Database, arguments: tuple[str, ...]) -> None:
    """Kill the run when its statement has run and the record of that is on its way."""
    at.run(
        "CREATE TRIGGER hold BEFORE UPDATE ON atlas_schema_revisions FOR EACH ROW "
        f"IF NEW.applied > 0 THEN DO GET_LOCK('record {TOKEN}', 60); END IF",
        f"DO GET_LOCK('record {TOKEN}', 0)",
    )
    _kill_when(at, Process("apply", *PATIENT, *arguments), AT_A_GATE)
    at.run("DO RELEASE_ALL_LOCKS()", "DROP TRIGGER hold")


def _kill_when(at: Database, process: Process, waiting: str) -> None:
    """Kill the process and then its session on the server, so that nothing goes on there."""
    sql = f"SELECT id {waiting}"
    wait_for(lambda: at.rows(sql))
    ((thread,),) = at.rows(sql)
    process.kill()
    at.run(f"KILL {thread}")
    wait_for(lambda: not at.rows(f"SELECT 1 FROM information_schema.processlist WHERE id={thread}"))


@pytest.mark.live
def test_mariadb_asks_about_what_cannot_be_told(mariadb_url: str, tmp_path: Path) -> None:
    """A procedure that was called may have done anything, or nothing."""
    procedure = "CREATE PROCEDURE p() BEGIN INSERT INTO t VALUES (1); SELECT * FROM a; END"
    files = folder(
        tmp_path,
        _1=f"CREATE TABLE a (x integer);\nCREATE TABLE t (x integer);\n{procedure};\n",
        _2="CALL p();\nINSERT INTO t VALUES (2);\n",
    )
    with database(mariadb_url) as at:
        arguments = ("--url", at.url, "--dir", files)
        assert migrate("apply", "1", *PATIENT, *arguments).code == 0
        _stop_after(at, arguments)
        asked = migrate("apply", *arguments, *PATIENT)
        assert asked.code == 2
        assert "it can't be told whether that ran" in asked.text
        assert migrate("apply", "--interrupted", "ran", *PATIENT, *arguments).code == 0
        assert at.rows("SELECT x FROM t ORDER BY x") == [("1",), ("2",)]


@pytest.mark.live
def test_postgres_ends_a_concurrent_index_whose_run_was_killed(
    postgres_url: str, tmp_path: Path
) -> None:
    """The server goes on with it; the next run waits for that and finds it done."""
    files = folder(
        tmp_path,
        _1="CREATE TABLE a (x integer);\n",
        _2="-- atlas:txmode none\n\nCREATE INDEX CONCURRENTLY i ON a (x);\n"
        "INSERT INTO a VALUES (1);\n",
    )
    with database(postgres_url, "search_path=public") as at:
        arguments = ("--url", at.url, "--dir", files)
        assert migrate("apply", "1", *PATIENT, *arguments).code == 0
        at.run("BEGIN", "INSERT INTO a VALUES (7)")
        process = Process("apply", *arguments)
        wait_for(lambda: at.rows(f"SELECT 1 {WAITING}"))
        process.kill()
        told = migrate("status", *arguments).text
        assert "SQL:   CREATE INDEX CONCURRENTLY i ON a (x);" in told
        at.run("ROLLBACK")
        done = migrate("apply", *arguments, *PATIENT)
        assert done.code == 0, done.text
        assert "-> CREATE INDEX" not in done.text
        assert at.rows("SELECT x FROM a") == [("1",)]
        assert at.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass") == [
            ("True",)
        ]


@pytest.mark.live
def test_postgres_gives_up_what_a_killed_run_was_at(postgres_url: str, tmp_path: Path) -> None:
    text = "CREATE TABLE a (x integer);\nSELECT pg_sleep((SELECT n FROM nap));\n"
    files = folder(tmp_path, _1=text)
    with database(postgres_url, "search_path=public") as at:
        at.run("CREATE TABLE nap AS SELECT 3600 AS n")
        arguments = ("--url", at.url, "--dir", files, "--allow-dirty")
        process = Process("apply", *arguments)
        wait_for(lambda: at.rows(f"SELECT 1 FROM pg_stat_activity WHERE {SLEEPS}"))
        process.kill()
        at.run("UPDATE nap SET n = 0")
        done = migrate("apply", *arguments, *PATIENT)
        assert done.code == 0, done.text


@pytest.mark.live
@pytest.mark.parametrize("server", ["postgres_url", "mariadb_url"])
def test_of_two_runs_one_waits_and_has_nothing_to_do(
    server: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(server)
    gate = (
        "SELECT pg_advisory_lock(7)"
        if url.startswith("postgres")
        else f"DO GET_LOCK('gate 7 {TOKEN}', 60)"
    )
    files = folder(tmp_path, _1=f"CREATE TABLE a (x integer);\n{gate};\n")
    with database(url, "search_path=public" if url.startswith("postgres") else "") as at:
        with shut(at, 7):
            first = Process("apply", "--url", at.url, "--dir", files, *PATIENT)
            wait_for(waits(at))
            late = migrate("apply", "--url", at.url, "--dir", files, "--lock-timeout", "100ms")
            assert late.code == 2
            assert "acquiring database lock: another migration has held it for 0.1s" in late.text
            second = Process("apply", "--url", at.url, "--dir", files, *PATIENT)
        assert first.ended().code == 0
        said = second.ended()
        assert (said.code, said.text) == (0, "No migration files to execute\n")


def test_of_two_runs_on_sqlite_one_fails_clearly(tmp_path: Path) -> None:
    files = folder(tmp_path / "m", _1=f"{ENDLESS.format(k=0)};\nCREATE TABLE a (x integer);\n")
    at = Database(f"sqlite://{tmp_path}/a.db")
    at.run("CREATE TABLE gate (k integer, n integer)", f"INSERT INTO gate VALUES (0, {10**15})")
    arguments = ("--url", at.url, "--dir", files, "--allow-dirty", "--lock-timeout", "100ms")
    first = Process("apply", *arguments)
    first.until("gate 0 ")
    late = migrate("apply", *arguments)
    assert (late.code, "acquiring database lock" in late.text) == (2, True)
    first.kill()
    at.run("UPDATE gate SET n = 1")
    assert migrate("apply", *arguments).code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "m"]


@pytest.mark.live
def test_a_definition_that_goes_on_without_its_client_is_waited_for(
    mariadb_url: str, tmp_path: Path
) -> None:
    files = folder(
        tmp_path,
        _1="CREATE TABLE a (x integer);\nCREATE TABLE t (x integer);\n",
        _2="ALTER TABLE a ADD COLUMN y integer;\nINSERT INTO t VALUES (1);\n",
    )
    with database(mariadb_url) as at:
        arguments = ("--url", at.url, "--dir", files)
        assert migrate("apply", "1", *PATIENT, *arguments).code == 0
        at.run("BEGIN", "SELECT * FROM a")
        process = Process("apply", *PATIENT, *arguments)
        sql = "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND state = "
        wait_for(lambda: at.rows(f"{sql}'Waiting for table metadata lock'"))
        process.kill()
        at.run("ROLLBACK")
        done = migrate("apply", *arguments, *PATIENT)
        assert done.code == 0, done.text
        assert at.rows("SELECT x FROM t") == [("1",)]
        assert len(at.rows("SHOW COLUMNS FROM a")) == 2
