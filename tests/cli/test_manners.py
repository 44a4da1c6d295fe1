"""How the command speaks: help, mistakes, hints, colours."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from erdapp.cli.colours import painted, painted_report
from erdapp.cli.migrate_report import statement_line
from erdapp.cli.push import name_of
from tests.cli.conftest import FIRST, Call


@pytest.mark.parametrize("words", [(), ("migrate",), ("schema",), ("debug",)])
def test_without_a_command_there_is_help_and_no_error(call: Call, words: tuple[str, ...]) -> None:
    done = call(*words)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: {' '.join(('erdapp', *words))} [OPTIONS] COMMAND")
    assert "..." not in done.stdout.partition("Commands:")[2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("migrate", "frob"), "No such command 'frob'; see erdapp migrate --help"),
        (
            ("migrate", "diff", "--bogus"),
            "No such option '--bogus'; see erdapp migrate diff --help",
        ),
    ],
)
def test_a_mistake_is_one_line_that_says_where_to_read(
    call: Call, words: tuple[str, ...], said: str
) -> None:
    done = call(*words)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_is_missing_is_looked_for_in_the_project_file(call: Call, tmp_path: Path) -> None:
    assert "say src in the project file (--env)" in call("migrate", "diff").stderr
    (tmp_path / "atlas.hcl").write_text('env "dev" {\n}\nenv "prod" {\n}\n')
    told = call("migrate", "diff").stderr
    assert (
        "--to is missing: give it, or take it from the project file: --env dev or --env prod"
        in told
    )
    assert "say src in the project file" in call("migrate", "diff", "--env", "dev").stderr


def test_files_that_are_written_are_named_on_stderr(call: Call, tmp_path: Path) -> None:
    (tmp_path / "schema.sql").write_text(FIRST)
    done = call("migrate", "diff", "first", "--to", "schema.sql", "--dialect", "sqlite")
    (path,) = (tmp_path / "migrations").glob("*_first.sql")
    assert (done.stdout, done.stderr) == ("", f"wrote migrations/{path.name}\n")


def test_a_revert_that_nobody_can_agree_to_says_what_to_pass(call: Call, tmp_path: Path) -> None:
    (tmp_path / "schema.sql").write_text(FIRST)
    call("migrate", "diff", "first", "--to", "schema.sql", "--dialect", "sqlite")
    call("migrate", "apply", "--url", "sqlite://a.db")
    done = call("migrate", "down", "--url", "sqlite://a.db")
    assert done.returncode == 2
    assert done.stderr.endswith("pass --auto-approve, or --dry-run\n")


def test_the_lines_of_a_statement_stand_under_its_first() -> None:
    assert statement_line("CREATE TABLE a (\n  id int\n)") == (
        "    -> CREATE TABLE a (\n         id int\n       )"
    )


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("sqlite://app.db?_fk=1", "App"),
        ("sqlite:///srv/data/web-shop.db", "Web shop"),
        ("file://db/schema.sql", "Schema"),
        ("prisma://schema", "Schema"),
        ("postgres://user:secret@db.example.com/shop?sslmode=disable", "Shop"),
        ("postgres://secret.example.com", ""),
        ("models/", "Models"),
    ],
)
def test_a_project_is_called_after_its_file_or_database_and_never_after_a_host(
    source: str, name: str
) -> None:
    assert name_of(source) == name


def test_marks_are_coloured_unless_nobody_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = "  -- ok (1ms)\n    -> SELECT '-- ok (1ms)'\n"
    shown = painted_report(text)
    assert click.unstyle(shown) == text
    assert shown.splitlines()[1].endswith("SELECT '-- ok (1ms)'")
    assert painted("x", "red") == "\x1b[31mx\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert painted_report(text) == text
