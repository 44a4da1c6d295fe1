"""Safer ways to migrate, asked for on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

DIFF = ("schema", "diff", "--from", "v1.sql", "--to", "v2.sql", "--dialect")


def write(folder: Path, first: str, second: str) -> None:
    (folder / "v1.sql").write_text(first)
    (folder / "v2.sql").write_text(second)


def test_skipped_changes_are_not_printed_and_the_rest_is_proved(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "CREATE TABLE a (id int); CREATE TABLE b (id int);", "CREATE TABLE c (id int);")
    done = run(*DIFF, "sqlite", "--skip", "drop_table,add_column", "--prove")
    assert "CREATE TABLE" in done.stdout
    assert "DROP TABLE" not in done.stdout
    assert "proved on SQLite" in done.stderr


def test_a_word_that_cannot_be_skipped_is_an_error_of_one_line(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "CREATE TABLE a (id int);", "CREATE TABLE c (id int);")
    done = run(*DIFF, "sqlite", "--skip", "tables")
    assert done.returncode == 2
    assert done.stderr.startswith("erdapp: --skip tables: known are add_schema, drop_schema")


def test_concurrent_indexes_and_unvalidated_keys(run: Run, tmp_path: Path) -> None:
    first = "CREATE TABLE a (id int PRIMARY KEY, x int);"
    write(tmp_path, first, f"{first} CREATE INDEX i ON a (x); ALTER TABLE a ADD CHECK (x > 0);")
    done = run(*DIFF, "postgres", "--concurrent-index", "--not-valid")
    assert done.stdout.startswith("-- atlas:txmode none\n\n")
    assert "CREATE INDEX CONCURRENTLY" in done.stdout
    assert "VALIDATE CONSTRAINT" in done.stdout


def test_a_policy_of_another_dialect_is_noted(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "CREATE TABLE a (id int);", "CREATE TABLE a (id int, b int);")
    done = run(*DIFF, "sqlite", "--online", "--concurrent-index=create")
    assert "note: --online says nothing for sqlite" in done.stderr
    assert "note: --concurrent-index says nothing for sqlite" in done.stderr


def test_two_steps_are_printed_one_after_the_other_and_proved(run: Run, tmp_path: Path) -> None:
    first = "CREATE TABLE a (id integer PRIMARY KEY, x integer);"
    write(tmp_path, first, first.replace(" x ", " y "))
    done = run(*DIFF, "sqlite", "--expand-contract", "--rename", "a.x=y", "--prove")
    steps = [line for line in done.stdout.splitlines() if line.startswith("-- Step")]
    assert steps == ["-- Step 1 of 2: expand", "-- Step 2 of 2: contract"]
    assert "proved on SQLite" in done.stderr
