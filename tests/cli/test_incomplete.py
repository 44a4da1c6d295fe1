"""Facts about sources that could not be read as a whole."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import FIRST, Run


def _broken(folder: Path) -> None:
    (folder / "v1.sql").write_text(FIRST)
    (folder / "v2.sql").write_text(FIRST + "CREATE GIBBERISH (a);\n")


def test_nothing_is_planned_from_an_incomplete_source(run: Run, tmp_path: Path) -> None:
    _broken(tmp_path)
    for pair in (("v1.sql", "v2.sql"), ("v2.sql", "v1.sql")):
        done = run("schema", "diff", "--from", pair[0], "--to", pair[1])
        assert done.returncode == 2
        assert done.stdout == ""
        said = done.stderr.splitlines()[-1]
        assert said.startswith("erdapp: v2.sql is incomplete: v2.sql:7: ")
        assert said.endswith("correct it, or pass --allow-incomplete")


def test_who_asks_for_it_gets_the_plan(run: Run, tmp_path: Path) -> None:
    _broken(tmp_path)
    done = run("schema", "diff", "--from", "v1.sql", "--to", "v2.sql", "--allow-incomplete")
    assert (done.returncode, done.stdout.strip()) == (
        0,
        "Schemas are synced, no changes to be made.",
    )
    assert "error" in done.stderr


def test_an_incomplete_source_can_be_inspected(run: Run, tmp_path: Path) -> None:
    _broken(tmp_path)
    done = run("schema", "inspect", "-u", "v2.sql")
    assert done.returncode == 0
    assert 'table "customers"' in done.stdout
