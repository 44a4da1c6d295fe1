"""`erdapp schema apply` and `clean` on real databases."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from secrets import token_hex

import pytest

from erdapp.loaders.database import connect
from erdapp.loaders.database.url import parse_url
from erdapp.runner.locks import migration_lock
from tests.cli.conftest import Call
from tests.databases import scratch
from tests.migrating import PATIENCE

DESIRED = """\
CREATE TABLE users (id int NOT NULL, name varchar(40) NOT NULL, PRIMARY KEY (id));
CREATE TABLE posts (id int NOT NULL, author int NOT NULL, PRIMARY KEY (id),
  CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users (id));
CREATE INDEX posts_by ON posts (author);
"""
LATER = DESIRED.replace("name varchar(40) NOT NULL", "name varchar(40) NOT NULL, age int")
SYNCED = "Schema is synced, no changes to be made\n"


@pytest.fixture(params=["sqlite", "postgres", "mariadb"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database on each of the servers."""
    if request.param == "sqlite":
        yield f"sqlite://{tmp_path}/app.db"
        return
    server = request.getfixturevalue(f"{request.param}_url")
    with scratch(server, "") as (found, _):
        yield found


@pytest.mark.live
def test_a_database_is_brought_to_the_desired_state_and_stays_there(
    call: Call, url: str, tmp_path: Path
) -> None:
    (tmp_path / "schema.sql").write_text(DESIRED)
    apply = ("schema", "apply", "-u", url, "--to", "file://schema.sql")
    done = call(*apply, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("-- Planned Changes:\n-- Create ")
    assert call("schema", "inspect", "-u", url, "--format", "{{ sql . }}").stdout == "\n"
    done = call(*apply, "--auto-approve")
    assert done.returncode == 0, done.stderr
    assert "applied " in done.stderr
    assert "warning" not in done.stderr
    assert call(*apply).stdout == SYNCED
    (tmp_path / "schema.sql").write_text(LATER)
    done = call(*apply, "--auto-approve", "--tx-mode", "none")
    assert "age" in done.stdout
    assert call(*apply).stdout == SYNCED


@pytest.mark.live
def test_everything_is_dropped_and_then_there_is_nothing_to_drop(
    call: Call, url: str, tmp_path: Path
) -> None:
    (tmp_path / "schema.sql").write_text(DESIRED + "CREATE VIEW v AS SELECT id FROM users;")
    call("schema", "apply", "-u", url, "--to", "schema.sql", "--auto-approve")
    done = call("schema", "clean", "-u", url)
    assert (done.returncode, "pass --auto-approve" in done.stderr) == (2, True)
    assert "DROP TABLE" in done.stdout
    done = call("schema", "clean", "-u", url, "--auto-approve")
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr
    assert call("schema", "clean", "-u", url).stdout == "Nothing to drop\n"


@pytest.mark.live
def test_a_second_run_waits_and_then_says_that_the_lock_is_held(
    call: Call, url: str, tmp_path: Path
) -> None:
    (tmp_path / "schema.sql").write_text(DESIRED)
    target = parse_url(url)
    # On MariaDB the lock is one of the whole server, which other tests take, too.
    with closing(connect(url)) as other, migration_lock(other, target, PATIENCE):
        done = call("schema", "apply", "-u", url, "--to", "schema.sql", "--lock-timeout", "100ms")
    assert done.returncode == 2
    assert "acquiring database lock" in done.stderr


@pytest.mark.live
def test_locks_of_two_names_do_not_exclude_each_other(call: Call, url: str, tmp_path: Path) -> None:
    (tmp_path / "schema.sql").write_text(DESIRED)
    flags = ("--to", "schema.sql", "--lock-timeout", "100ms", "--dry-run")
    mine, other = f"it's {token_hex(8)}", token_hex(8)
    with closing(connect(url)) as holder, migration_lock(holder, parse_url(url), 1, mine):
        done = call("schema", "apply", "-u", url, *flags, "--lock-name", mine)
        assert "acquiring database lock" in done.stderr
        done = call("schema", "apply", "-u", url, *flags, "--lock-name", other)
    assert done.returncode == 0, done.stderr
    assert call("schema", "apply", "-u", url, *flags, "--lock-name", "x" * 65).returncode == 2


@pytest.mark.live
def test_a_refused_statement_is_named_with_what_stays(call: Call, url: str, tmp_path: Path) -> None:
    (tmp_path / "schema.sql").write_text(DESIRED)
    call("schema", "apply", "-u", url, "--to", "schema.sql", "--auto-approve")
    with closing(connect(url)) as connection:
        connection.cursor().execute("INSERT INTO users VALUES (1, 'a'), (2, 'a')")
    (tmp_path / "schema.sql").write_text(
        DESIRED + "CREATE TABLE a (id int PRIMARY KEY); CREATE UNIQUE INDEX once ON users (name);"
    )
    done = call("schema", "apply", "-u", url, "--to", "schema.sql", "--auto-approve")
    assert done.returncode == 2
    assert "was refused" in done.stderr
    stays = "nothing was changed" if "maria" not in url else "before it stay"
    assert stays in done.stderr
    assert done.stderr.splitlines()[-1].startswith("erdapp: statement ")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "schema.sql").write_text(DESIRED)
    (tmp_path / "atlas.hcl").write_text(
        'env "dev" {\n  src = "file://schema.sql"\n  url = "sqlite://app.db?_fk=1"\n'
        '  dev = "sqlite://dev?mode=memory"\n}\n'
        'env "all" {\n  for_each = ["a", "b"]\n  src = "file://schema.sql"\n'
        '  url = "sqlite://${each.value}.db"\n  dev = "sqlite://dev?mode=memory"\n}\n'
    )
    return tmp_path


def test_the_environment_says_all_that_is_needed(call: Call, project: Path) -> None:
    assert call("schema", "apply", "--env", "dev", "--auto-approve").returncode == 0
    assert call("schema", "--env", "dev", "apply").stdout == SYNCED


def test_every_database_of_an_environment_is_changed(call: Call, project: Path) -> None:
    assert call("schema", "apply", "--env", "all", "--auto-approve").returncode == 0
    assert (project / "a.db").exists()
    assert call("schema", "apply", "--env", "all").stdout == SYNCED * 2


def test_nobody_at_the_terminal_is_an_error_and_changes_nothing(call: Call, project: Path) -> None:
    done = call("schema", "apply", "--env", "dev")
    assert done.returncode == 2
    assert "pass --auto-approve, or --dry-run to only look" in done.stderr
    assert "CREATE TABLE" in done.stdout


def test_lint_speaks_before_the_question(call: Call, project: Path) -> None:
    call("schema", "apply", "--env", "dev", "--auto-approve")
    (project / "schema.sql").write_text("CREATE TABLE users (id int NOT NULL, PRIMARY KEY (id));")
    done = call("schema", "apply", "--env", "dev", "--dry-run")
    assert "error: Dropping table" in done.stderr
    assert "(DS102)" in done.stderr


def test_the_plan_is_edited_before_it_runs(
    call: Call, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = project / "editor.sh"
    editor.write_text('#!/bin/sh\necho "CREATE TABLE added (id int);" >> "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    done = call("schema", "apply", "--env", "dev", "--auto-approve", "--edit")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(project / "app.db")) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert {"users", "posts", "added"} <= tables
    assert "the database still differs: " in done.stderr
    assert "added" in done.stderr


def test_the_table_of_revisions_is_no_part_of_the_state(call: Call, project: Path) -> None:
    with closing(sqlite3.connect(project / "app.db")) as connection:
        connection.execute("CREATE TABLE atlas_schema_revisions (version TEXT)")
    done = call("schema", "apply", "--env", "dev", "--dry-run")
    assert "atlas_schema_revisions" not in done.stdout


def test_design_rules_speak_of_a_schema_alone(call: Call, project: Path) -> None:
    done = call("schema", "lint", "-u", "schema.sql", "--dialect", "sqlite")
    assert (done.returncode, done.stdout) == (0, "No issues were found\n")
    (project / "bad.sql").write_text("CREATE TABLE t (a int);")
    done = call("schema", "lint", "-u", "bad.sql", "--dialect", "sqlite")
    assert "bad.sql:1: warning:" in done.stdout
    assert "ER101" in done.stdout
    done = call("schema", "lint", "-u", "bad.sql", "--dialect", "sqlite", "--format", "json")
    assert json.loads(done.stdout)["diagnostics"][0]["code"] == "ER101"
