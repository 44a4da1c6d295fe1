"""`erdapp schema inspect` and `erdapp schema diff`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.migrating import database

SQLITE = ("--dialect", "sqlite")


def test_inspect_prints_json_in_the_shape_of_atlas(run: Run, versions: tuple[str, str]) -> None:
    done = run("schema", "inspect", "-u", versions[0], "--format", "{{ json . }}", *SQLITE)
    assert done.returncode == 0, done.stderr
    (schema,) = json.loads(done.stdout)["schemas"]
    names = [column["name"] for column in schema["tables"][1]["columns"]]
    assert names == ["id", "customer_id", "total"]


def test_inspect_prints_hcl_when_not_asked_for_anything_else(
    run: Run, versions: tuple[str, str]
) -> None:
    done = run("schema", "inspect", "-u", versions[0], *SQLITE)
    assert 'table "customers" {' in done.stdout


def test_an_excluded_table_is_left_out(run: Run, versions: tuple[str, str]) -> None:
    done = run("schema", "inspect", "-u", versions[0], "--exclude", '"ord*"', *SQLITE)
    assert "customers" in done.stdout
    assert "orders" not in done.stdout


def test_equal_schemas_are_said_to_be_synced(run: Run, versions: tuple[str, str]) -> None:
    done = run("schema", "diff", "--from", versions[0], "--to", versions[0], *SQLITE)
    assert (done.returncode, done.stdout) == (
        0,
        "Schemas are synced, no changes to be made.\n",
    )


def test_a_guessed_rename_is_said_and_not_taken_unasked(
    run: Run, versions: tuple[str, str]
) -> None:
    done = run("schema", "diff", "--from", versions[0], "--to", versions[1], *SQLITE)
    assert done.returncode == 0
    assert "orders.total looks renamed to amount" in done.stderr
    assert "--rename orders.total=orders.amount" in done.stderr


def test_a_told_rename_is_proved_with_its_rows(run: Run, versions: tuple[str, str]) -> None:
    told = ("--rename", "orders.total=amount")
    done = run("schema", "diff", "-f", versions[0], "--to", versions[1], *told, "--prove", *SQLITE)
    assert done.returncode == 0, done.stderr
    assert "RENAME COLUMN" in done.stdout
    assert "proved on SQLite" in done.stderr


def test_differences_fail_only_when_asked(run: Run, versions: tuple[str, str]) -> None:
    done = run("schema", "diff", "-f", versions[0], "--to", versions[1], "--exit-code", *SQLITE)
    assert done.returncode == 1


def test_a_rename_of_nothing_is_an_error_of_one_line(run: Run, versions: tuple[str, str]) -> None:
    done = run(
        "schema", "diff", "-f", versions[0], "--to", versions[1], "--rename", "x.y=z", *SQLITE
    )
    assert done.returncode == 2
    assert done.stderr == "erdapp: --rename x.y=z: there is no table or column x.y to rename\n"


def test_two_dialects_cannot_be_compared(
    run: Run, versions: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "my.sql").write_text("CREATE TABLE `a` (`id` int) ENGINE=InnoDB;")
    (tmp_path / "pg.sql").write_text("CREATE TABLE a (id serial, t timestamptz);")
    done = run("schema", "diff", "-f", "my.sql", "--to", "pg.sql")
    assert done.returncode == 2
    assert "--from is mysql and --to is postgres" in done.stderr


def test_a_missing_file_is_an_error_of_one_line(run: Run) -> None:
    done = run("schema", "inspect", "-u", "nowhere.sql")
    assert (done.returncode, done.stderr) == (
        2,
        "erdapp: nowhere.sql: there is no such file or folder\n",
    )


def test_an_unknown_scheme_is_named_with_the_known_ones(run: Run) -> None:
    done = run("schema", "inspect", "-u", "oracle://x")
    assert done.returncode == 2
    assert "oracle:// is not a source that can be read" in done.stderr
    assert "postgres" in done.stderr


def test_an_unknown_format_is_named_with_the_known_ones(
    run: Run, versions: tuple[str, str]
) -> None:
    done = run("schema", "inspect", "-u", versions[0], "--format", "{{ yaml . }}")
    assert done.returncode == 2
    assert "{{ json . }}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_statement_that_is_not_understood_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "odd.sql").write_text("CREATE TABLE a (id INTEGER);\n\nFROBNICATE a;\n")
    done = run("schema", "inspect", "-u", "odd.sql", *SQLITE)
    assert done.returncode == 0
    assert "odd.sql:3:" in done.stderr


def test_a_file_of_which_nothing_was_understood_is_an_error_not_an_empty_schema(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "broken.sql").write_text("\nCREATE TABLE;\n")
    done = run("schema", "inspect", "-u", "broken.sql", *SQLITE)
    assert done.returncode == 2
    assert done.stderr.startswith("erdapp: broken.sql:2: ")
    assert done.stderr.count("\n") == 1


def test_inspect_prints_another_dialect(run: Run, tmp_path: Path) -> None:
    (tmp_path / "my.sql").write_text(
        "CREATE TABLE t (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;"
    )
    told = ("--format", "{{ sql . }}", "--to-dialect", "postgres")
    done = run("schema", "inspect", "-u", "my.sql", *told)
    assert done.returncode == 0, done.stderr
    assert '"id" bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY' in done.stdout
    assert "tells upper from lower case" in done.stderr


@pytest.mark.live
def test_hcl_of_a_live_mysql_calls_the_schema_as_the_database(
    mariadb_url: str, run: Run, tmp_path: Path
) -> None:
    with database(mariadb_url) as at:
        at.run("CREATE TABLE users (id int PRIMARY KEY)")
        name = at.url.rpartition("/")[2]
        text = run("schema", "inspect", "-u", at.url).stdout
        assert f'schema "{name}" {{' in text
        assert f"schema  = schema.{name}\n" in text
        told = json.loads(run("schema", "inspect", "-u", at.url, "--format", "json").stdout)
        assert [one["name"] for one in told["schemas"]] == [name]
        (tmp_path / "live.hcl").write_text(text)
        same = run("schema", "diff", "--from", at.url, "--to", "file://live.hcl").stdout
        assert "synced" in same
