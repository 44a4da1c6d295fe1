"""`erdapp schema plan`, and `schema apply --plan`: looked at first, applied later."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from erdapp.cli.failure import Failure
from erdapp.cli.plan_file import PlanFile, plan_text, read_plan
from tests.cli.conftest import FIRST, Call

FLAGS = ("--env", "dev")


@pytest.fixture(autouse=True)
def project(tmp_path: Path) -> None:
    (tmp_path / "schema.sql").write_text(FIRST)
    (tmp_path / "atlas.hcl").write_text(
        'env "dev" {\n  src = "file://schema.sql"\n  url = "sqlite://app.db"\n'
        '  dev = "sqlite://dev?mode=memory"\n}\n'
    )
    sqlite3.connect(tmp_path / "app.db").close()


def tables(tmp_path: Path) -> list[str]:
    with sqlite3.connect(tmp_path / "app.db") as at:
        found = at.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [name for (name,) in found if not name.startswith(("atlas", "sqlite"))]


def test_a_plan_is_saved_and_applied(call: Call, tmp_path: Path) -> None:
    done = call("schema", "plan", *FLAGS, "--name", "first", "--save")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "wrote first.plan.hcl\n" in done.stderr
    assert tables(tmp_path) == []
    done = call("schema", "apply", *FLAGS, "--plan", "file://first.plan.hcl", "--auto-approve")
    assert done.returncode == 0, done.stderr
    assert tables(tmp_path) == ["customers", "orders"]
    again = call("schema", "apply", *FLAGS, "--plan", "file://first.plan.hcl", "--auto-approve")
    assert again.stdout == "Schema is synced, no changes to be made\n"
    assert call("schema", "plan", *FLAGS).stdout == "Schemas are synced, no changes to be made.\n"


def test_what_was_edited_in_the_file_is_what_runs(call: Call, tmp_path: Path) -> None:
    call("schema", "plan", *FLAGS, "--name", "first", "--save")
    path = tmp_path / "first.plan.hcl"
    path.write_text(path.read_text().replace("\nSQL\n", "\nCREATE TABLE more (id integer);\nSQL\n"))
    done = call("schema", "apply", *FLAGS, "--plan", "first.plan.hcl", "--auto-approve")
    assert tables(tmp_path) == ["customers", "more", "orders"]
    assert "warning: the database still differs" in done.stderr


@pytest.mark.parametrize("what", ["the database", "the desired state"])
def test_a_plan_between_other_states_is_refused(call: Call, tmp_path: Path, what: str) -> None:
    call("schema", "plan", *FLAGS, "--name", "first", "--save")
    if what == "the database":
        with sqlite3.connect(tmp_path / "app.db") as at:
            at.execute("CREATE TABLE more (id integer)")
    else:
        (tmp_path / "schema.sql").write_text(FIRST + "CREATE TABLE late (id integer);")
    done = call("schema", "apply", *FLAGS, "--plan", "first.plan.hcl", "--auto-approve")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"{what} has changed since the plan first was made" in done.stderr
    assert "orders" not in tables(tmp_path)


def test_without_save_it_is_printed_and_a_file_is_never_written_over(
    call: Call, tmp_path: Path
) -> None:
    done = call("schema", "plan", *FLAGS, "--name", "first")
    assert done.stdout.startswith('plan "first" {\n  from      = "')
    call("schema", "plan", *FLAGS, "--name", "first", "--save")
    done = call("schema", "plan", *FLAGS, "--name", "first", "--save")
    assert (done.returncode, done.stderr) == (2, "erdapp: first.plan.hcl: File exists\n")
    assert call("schema", "plan", *FLAGS, "--name", "../x", "--save").returncode == 2


def test_a_plan_reads_back_whatever_is_in_it(tmp_path: Path) -> None:
    sql = "SELECT '${x} %{ if } $${y}';\nSQL\n  SQL_\n\tSELECT 1;"
    plan = PlanFile(name='a "b" \\', before="1", after="2", migration=sql)
    (tmp_path / "x.plan.hcl").write_text(plan_text(plan))
    assert read_plan(f"file://{tmp_path}/x.plan.hcl") == plan


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a plan file has one block"),
        ('plan "a" {\n}', "the plan has no text from"),
        ("plan {", "this is not HCL"),
    ],
)
def test_a_file_that_is_no_plan_says_so(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "x").write_text(text)
    with pytest.raises(Failure, match=said):
        read_plan(str(tmp_path / "x"))
    with pytest.raises(Failure, match="No such file"):
        read_plan(str(tmp_path / "y"))
