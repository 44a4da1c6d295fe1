"""What runs in CI: the script that writes the comment for real, the rest as it can be read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pytest_django.live_server_helper import LiveServer

from tests.deploy.commands import ROOT, calls, check, known_flags

SCRIPT = ROOT / "deploy" / "ci" / "lint-comment"
FIRST = "CREATE TABLE users (id integer PRIMARY KEY, age integer);\n"
Lint = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., None]:
    def call(*arguments: str) -> None:
        told = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        subprocess.run(["git", *told, *arguments], cwd=tmp_path, check=True, capture_output=True)

    return call


@pytest.fixture
def lint(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, git: Callable[..., None]
) -> Lint:
    """`lint-comment` in a repository whose branch may add migrations to the one of main."""
    programs = tmp_path_factory.mktemp("bin")
    (programs / "erdapp").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m erdapp "$@"\n')
    (programs / "erdapp").chmod(0o755)
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "1_first.sql").write_text(FIRST)
    git("init", "--quiet", "--initial-branch", "main")
    git("add", ".")
    git("commit", "--quiet", "-m", "first")
    git("checkout", "--quiet", "-b", "work")

    def call(**told: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(SCRIPT), str(programs / "comment.md")],
            cwd=tmp_path,
            env={
                "PATH": f"{programs}:{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT),
                "XDG_CONFIG_HOME": str(programs / "config"),
                "ERDAPP_BASE": "main",
                "ERDAPP_DIALECT": "sqlite",
                **told,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def comment(done: subprocess.CompletedProcess[str]) -> str:
    return Path(done.args[1]).read_text()


def add(tmp_path: Path, git: Callable[..., None], name: str, sql: str) -> None:
    (tmp_path / "migrations" / name).write_text(sql)
    git("add", ".")
    git("commit", "--quiet", "-m", name)


def test_the_comment_tells_what_is_lost_and_the_job_fails(
    lint: Lint, git: Callable[..., None], tmp_path: Path
) -> None:
    add(tmp_path, git, "2_drop.sql", "ALTER TABLE users DROP COLUMN age;\n")
    done = lint()
    assert done.returncode == 1, done.stderr
    text = comment(done)
    assert text.startswith("<!-- erdapp lint -->\n### Lint: 1 error\n")
    assert "2\\_drop.sql" in text
    assert "DS103" in text
    assert "1\\_first.sql" not in text
    assert "**Proof**: proved on SQLite" in text


def test_the_comment_links_the_comparison_on_a_server(
    lint: Lint, git: Callable[..., None], tmp_path: Path, live_server: LiveServer
) -> None:
    add(tmp_path, git, "2_tags.sql", "CREATE TABLE tags (id integer PRIMARY KEY);\n")
    done = lint(ERDAPP_SERVER=live_server.url)
    assert done.returncode == 0, done.stderr
    text = comment(done)
    assert "nothing found" in text
    assert f"[Compare the two versions]({live_server.url}/p/migrations/compare/1...2)" in text


def test_the_policy_of_the_project_file_decides(
    lint: Lint, git: Callable[..., None], tmp_path: Path
) -> None:
    (tmp_path / "atlas.hcl").write_text(
        'env "ci" {\n  lint {\n    destructive {\n      error = false\n    }\n  }\n}\n'
    )
    add(tmp_path, git, "2_drop.sql", "ALTER TABLE users DROP COLUMN age;\n")
    assert lint(ERDAPP_ENV="ci").returncode == 0


def test_a_first_folder_has_nothing_to_be_compared_with(
    lint: Lint, git: Callable[..., None], tmp_path: Path
) -> None:
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "1_first.sql").write_text(FIRST)
    git("add", ".")
    git("commit", "--quiet", "-m", "db")
    done = lint(ERDAPP_DIR="db")
    assert done.returncode == 0, done.stderr
    assert "Proof" not in comment(done)


def steps() -> list[dict[str, str]]:
    found = yaml.safe_load((ROOT / "action.yml").read_text())
    assert found["runs"]["using"] == "composite"
    return list(found["runs"]["steps"])


def test_the_steps_of_the_action_are_shell_that_parses_and_never_has_inputs_in_it() -> None:
    scripts = [step["run"] for step in steps()]
    assert len(scripts) == 5
    for script in (*scripts, SCRIPT.read_text()):
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)
        assert "${{" not in script
    assert all(step["shell"] == "bash" for step in steps())


def test_the_action_hands_the_script_all_that_it_reads() -> None:
    given = {name for step in steps() for name in step.get("env", {})}
    named = {word.strip("${:") for word in SCRIPT.read_text().split() if word.startswith("ERDAPP_")}
    assert {name for name in named if name.isidentifier()} <= given | {"ERDAPP_BASE"}
    assert (ROOT / "deploy" / "ci" / "lint-comment").stat().st_mode & 0o111


def test_the_commands_of_the_script_and_their_flags_are_there() -> None:
    check(SCRIPT.read_text(), least=3)


def test_the_gitlab_template_is_a_job_whose_shell_parses() -> None:
    text = (ROOT / "deploy" / "gitlab" / "erdapp.gitlab-ci.yml").read_text()
    job = yaml.safe_load(text)["erdapp lint"]
    subprocess.run(["bash", "-n"], input="\n".join(job["script"]), text=True, check=True)
    assert any("lint-comment comment.md" in line for line in job["script"])
    assert any("post-comment comment.md" in line for line in job["script"])


def test_the_action_hands_the_poster_all_that_it_reads() -> None:
    (step,) = [one for one in steps() if "post-comment" in one["run"]]
    assert set(step["env"]) == {"GH_TOKEN", "PULL"}  # the others are the runner's own
    assert (ROOT / "deploy" / "ci" / "post-comment").stat().st_mode & 0o111


def test_the_hooks_for_pre_commit_are_commands() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    for hook in hooks:
        ((_, command, flags),) = calls(f"{hook['entry']}\n")
        assert command is not None, hook["entry"]
        assert flags <= known_flags(command)
