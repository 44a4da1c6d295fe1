"""`{{ sql . | split | write }}` and `-- atlas:import`: a schema kept as many files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import FIRST, Call

SYNCED = "Schemas are synced, no changes to be made.\n"


@pytest.fixture
def schema(tmp_path: Path) -> str:
    (tmp_path / "schema.sql").write_text(FIRST)
    return "schema.sql"


def test_the_files_are_written_and_are_the_same_schema(
    call: Call, schema: str, tmp_path: Path
) -> None:
    inspect = ("schema", "inspect", "-u", schema, "--dialect", "sqlite", "--format")
    done = call(*inspect, '{{ sql . | split | write "db" }}')
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "wrote 3 files, db/main.sql imports the others\n"
    assert (tmp_path / "db" / "tables" / "orders.sql").exists()
    for to in ("db/main.sql", "file://db", "file://db/main.sql"):
        flags = ("--to", to, "--dev-url", "sqlite://dev?mode=memory")
        assert call("schema", "diff", "--from", schema, *flags).stdout == SYNCED


def test_without_write_the_files_are_printed(call: Call, schema: str) -> None:
    done = call("schema", "inspect", "-u", schema, "--format", '{{ sql . | split "type" }}')
    assert done.stdout.startswith("-- main.sql --\n-- atlas:import tables.sql\n")
    assert "-- tables.sql --\n-- Create" in done.stdout


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ hcl . | split }}", "sql . | split"),
        ('{{ sql . | split "page" }}', "no way to split"),
        ("{{ sql . | write }}", "split | write"),
        ('{{ sql . | split | write "schema.sql/x" }}', "schema.sql"),
    ],
)
def test_what_cannot_be_split_or_written_is_one_line(
    call: Call, schema: str, template: str, said: str
) -> None:
    done = call("schema", "inspect", "-u", schema, "--format", template)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr


def test_an_import_is_read_before_and_once_and_a_ring_ends(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "main.sql").write_text(
        "-- atlas:import ../z/base.sql\n-- atlas:import ../z\n\n"
        "CREATE VIEW v AS SELECT id FROM t;\n"
    )
    (tmp_path / "z").mkdir()
    (tmp_path / "z" / "base.sql").write_text("CREATE TABLE t (id integer PRIMARY KEY);\n")
    (tmp_path / "z" / "more.sql").write_text("-- atlas:import ../a/main.sql\n")
    dev = ("--dev-url", "sqlite://dev?mode=memory", "--format", "{{ sql . }}")
    done = call("schema", "inspect", "-u", "a/main.sql", *dev)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("CREATE TABLE") == 1
    assert "CREATE VIEW" in done.stdout


def test_an_import_that_is_not_there_is_named(call: Call, tmp_path: Path) -> None:
    (tmp_path / "main.sql").write_text("-- atlas:import no.sql\n")
    done = call("schema", "inspect", "-u", "main.sql", "--dialect", "sqlite")
    assert done.returncode == 2
    assert "main.sql: atlas:import no.sql: there is no such file or folder" in done.stderr
