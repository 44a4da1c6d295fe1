"""`erdapp migrate lint`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run

FIRST = "CREATE TABLE pets (id integer PRIMARY KEY, name text);\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "migrations"
    found.mkdir()
    (found / "1_first.sql").write_text(FIRST)
    (found / "2_second.sql").write_text("ALTER TABLE pets ADD COLUMN age integer NOT NULL;\n")
    (found / "3_third.sql").write_text("DROP TABLE pets;\n")
    return found


def git(where: Path, *arguments: str) -> None:
    name = ("-c", "user.name=a", "-c", "user.email=a@b.example")
    subprocess.run(["git", *name, *arguments], cwd=where, check=True, capture_output=True)


def test_the_latest_files_are_looked_at(run: Run, folder: Path) -> None:
    done = run("migrate", "lint", "--latest=1", "--dialect", "postgres")
    assert done.returncode == 1
    assert "Analyzing changes from version 2 to 3 (1 migration in total):" in done.stdout
    assert '-- L1: Dropping table "pets" docs/lint/DS102.md' in done.stdout
    assert "1 version with errors" in done.stdout
    done = run("migrate", "lint", "--latest", "2", "--dialect", "postgres")
    assert "2 versions" not in done.stdout
    assert "1 version with warnings, 1 with errors" in done.stdout


def test_warnings_alone_let_it_pass(run: Run, folder: Path) -> None:
    (folder / "3_third.sql").unlink()
    done = run("migrate", "lint", "--latest", "1", "--dialect", "postgres")
    assert (done.returncode, "MF103" in done.stdout) == (0, True)


def test_the_project_file_has_the_last_word(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "atlas.hcl").write_text(
        'env "ci" {\n  migration {\n    dir = "file://migrations"\n  }\n'
        "  lint {\n    latest = 2\n    destructive {\n      error = false\n    }\n"
        "    data_depend {\n      error = true\n    }\n  }\n}\n"
    )
    done = run("migrate", "lint", "--env", "ci", "--format", "{{ json .Files }}")
    assert done.returncode == 1, done.stderr
    files = json.loads(done.stdout)
    assert [file.get("Error") for file in files] == ["data dependent changes detected", None]


def test_a_directory_that_was_tampered_with_isnt_replayed(run: Run, folder: Path) -> None:
    assert run("migrate", "hash").returncode == 0
    (folder / "1_first.sql").write_text(FIRST + "-- edited\n")
    done = run("migrate", "lint", "--latest", "1")
    assert done.returncode == 1
    assert "checksum mismatch (atlas.sum): L2: 1_first.sql was edited" in done.stdout


def test_the_files_of_a_branch(run: Run, folder: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (folder / "3_third.sql").rename(tmp_path / "aside")
    git(tmp_path, "add", "migrations")
    git(tmp_path, "commit", "-qm", "first")
    git(tmp_path, "checkout", "-qb", "work")
    (folder / "3_third.sql").write_text("DROP TABLE pets;\n")
    (folder / "1a_early.sql").write_text("CREATE TABLE toys (id integer);\n")
    (folder / "1_first.sql").write_text(FIRST + "\n")
    done = run("migrate", "lint", "--git-base", "main", "--dialect", "sqlite")
    assert done.returncode == 1, done.stderr
    assert "(3 migrations in total)" not in done.stdout
    for code in ("NL101", "NL102", "DS102"):
        assert code in done.stdout
    assert "-- analyzing version 1a" in done.stdout


def test_a_statement_that_the_dev_database_refuses(run: Run, folder: Path) -> None:
    (folder / "3_third.sql").write_text("SELECT 1;\nDROP TABLE cats;\n")
    done = run("migrate", "lint", "--latest", "1", "--dev-url", "sqlite://dev?mode=memory")
    assert done.returncode == 1
    assert "3_third.sql:2: executing statement: no such table: cats" in done.stdout


def test_the_dev_database_sees_the_same(run: Run, folder: Path) -> None:
    (folder / "2_second.sql").write_text(
        "CREATE TABLE new_pets (id integer PRIMARY KEY, name text NOT NULL);\n"
        "INSERT INTO new_pets (id, name) SELECT id, name FROM pets;\n"
        "DROP TABLE pets;\nALTER TABLE new_pets RENAME TO pets;\n"
    )
    told = ("migrate", "lint", "--latest", "2", "--format", "github")
    model = run(*told, "--dialect", "sqlite")
    dev = run(*told, "--dev-url", "sqlite://dev?mode=memory")
    assert "LT101" in model.stdout
    assert dev.stdout == model.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say which files are new: --latest N, or --git-base BRANCH"),
        (("--latest", "1", "--format", "yaml"), "--format 'yaml': use one of text, json"),
        (("--latest", "1", "--format", "{{ nope }}"), "--format: "),
        (("--git-base", "--upload-pack=x"), "is no name of a branch"),
        (("--latest", "1", "--dir", "file://nowhere"), "there is no such directory"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    run: Run, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run("migrate", "lint", *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr
