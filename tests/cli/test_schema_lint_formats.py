"""`erdapp schema lint --format`: the forms that other programs read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def _files(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "schema.sql").write_text("CREATE TABLE t (\n  cost real\n);\n")


def lint(run: Run, form: str, source: str = "file://db/schema.sql") -> str:
    done = run("schema", "lint", "-u", source, "--dialect", "postgres", "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("source", ["db/schema.sql", "file://db", "file://db/schema.sql"])
def test_annotations_stand_at_the_lines_of_the_files(run: Run, source: str) -> None:
    lines = lint(run, "github", source).splitlines()
    places = [line.partition("::")[2].partition(",title")[0] for line in lines]
    assert places == [
        "warning file=db/schema.sql,line=1",
        "warning file=db/schema.sql,line=2",
    ]


def test_sarif(run: Run) -> None:
    (results,) = (one["results"] for one in json.loads(lint(run, "sarif"))["runs"])
    assert [one["ruleId"] for one in results] == ["ER101", "ER112"]


def test_markdown(run: Run) -> None:
    assert "### Lint: 2 warnings\n\n**schema.sql**\n" in lint(run, "markdown")
