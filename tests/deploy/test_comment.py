"""One comment on a pull request: written once, updated from then on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.deploy.commands import ROOT
from tests.deploy.forge import LISTS, Forge, serving

SCRIPT = ROOT / "deploy" / "ci" / "post-comment"
MARK = "<!-- erdapp lint -->"
Post = Callable[[str], "subprocess.CompletedProcess[str]"]


@pytest.fixture(params=["github", "gitlab"])
def forge(request: pytest.FixtureRequest) -> Iterator[Forge]:
    with serving(Forge(kind=request.param, token="ghs_secret")) as found:
        yield found


@pytest.fixture
def post(forge: Forge, tmp_path: Path) -> Post:
    def call(text: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "comment.md").write_text(text)
        return subprocess.run(
            [sys.executable, str(SCRIPT), str(tmp_path / "comment.md")],
            env={"PATH": os.environ["PATH"], **forge.env},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return call


def test_the_second_run_updates_what_the_first_has_written(forge: Forge, post: Post) -> None:
    forge.add("Looks good to me.")
    assert post(f"{MARK}\none\n").stdout == "comment: written\n"
    forge.add("Thank you.")
    assert post(f"{MARK}\ntwo\n").stdout == "comment: updated\n"
    assert [one["body"] for one in forge.comments] == [
        "Looks good to me.", f"{MARK}\ntwo\n", "Thank you.",
    ]  # fmt: skip
    assert post(f"{MARK}\ntwo\n").stdout == "comment: as it was\n"


def test_the_comment_is_found_on_a_later_page(forge: Forge, post: Post) -> None:
    for number in range(230):
        forge.add(f"comment {number}")
    post(f"{MARK}\none\n")
    for number in range(30):
        forge.add(f"later {number}")
    post(f"{MARK}\ntwo\n")
    assert sum(one["body"].startswith(MARK) for one in forge.comments) == 1
    assert forge.comments[230]["body"] == f"{MARK}\ntwo\n"
    assert forge.asked.count(f"GET {LISTS[forge.kind]}") == 6


def test_a_full_page_that_is_the_last_ends_the_search(forge: Forge, post: Post) -> None:
    for number in range(100):
        forge.add(f"comment {number}")
    assert post(f"{MARK}\none\n").stdout == "comment: written\n"


def test_no_findings_file_posts_nothing(forge: Forge, post: Post) -> None:
    assert post("\n").returncode == 0
    assert forge.asked == []


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_token_that_may_not_write_is_a_warning(forge: Forge, post: Post, status: int) -> None:
    forge.refuses = status
    done = post(f"{MARK}\none\n")
    assert done.returncode == 0
    assert done.stdout.startswith(f"::warning::the comment was not posted: HTTP {status}")
    assert "ghs_secret" not in done.stdout + done.stderr


def test_a_forge_that_fails_fails_the_job_in_one_line(forge: Forge, post: Post) -> None:
    forge.refuses = 500
    done = post(f"{MARK}\none\n")
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (1, 1, "")


def test_a_report_that_is_too_long_is_cut_between_lines(forge: Forge, post: Post) -> None:
    post(f"{MARK}\n" + "a line of the report\n" * 9_000)
    (comment,) = forge.comments
    assert len(comment["body"]) < 65_536
    assert comment["body"].endswith(
        "a line of the report\n\n*The rest is in the log of the job.*\n"
    )


def test_a_comment_of_a_person_that_begins_alike_is_left_alone(tmp_path: Path) -> None:
    with serving(Forge(kind="github", token="ghs_secret")) as forge:
        forge.add(f"{MARK}\nnothing was found, trust me\n")
        for text in ("one", "two"):
            (tmp_path / "c.md").write_text(f"{MARK}\n{text}\n")
            subprocess.run(
                [sys.executable, str(SCRIPT), str(tmp_path / "c.md")], env=forge.env, check=True
            )
        assert [one["body"] for one in forge.comments] == [
            f"{MARK}\nnothing was found, trust me\n", f"{MARK}\ntwo\n",
        ]  # fmt: skip


def test_what_is_missing_in_the_environment_is_named(tmp_path: Path) -> None:
    (tmp_path / "c.md").write_text(f"{MARK}\n")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path / "c.md")],
        env={"GITHUB_REPOSITORY": "team/shop"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, "post-comment: GH_TOKEN is not set\n")
