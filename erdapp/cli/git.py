"""What Git says of a folder: which files a branch adds, edits and removes against another."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

from msgspec import Struct

from erdapp.cli.failure import Failure

_SECONDS = 60


class GitChanges(Struct, frozen=True, kw_only=True):
    """Names of files of one folder, each without its path."""

    there: tuple[str, ...]
    """Those that the base branch has today."""
    added: tuple[str, ...]
    edited: tuple[str, ...]
    removed: tuple[str, ...]


def changes_since(base: str, folder: Path, repository: str = "") -> GitChanges:
    """What lies between `base` and the working tree, seen from where the branch began.

    `repository` is where Git runs, by default the folder itself. Raises Failure.
    """
    if base.startswith("-"):
        raise Failure(f"--git-base {base} is no name of a branch")
    where = repository or str(folder)
    path = str(folder.resolve())
    began = _git(where, "merge-base", base, "HEAD").strip()
    told = _git(where, "diff", "--name-status", "--no-renames", "-z", began, "--", path)
    status = told.split("\0")
    by_letter: dict[str, list[str]] = {"A": [], "M": [], "D": []}
    for letter, name in zip(status[::2], status[1::2], strict=False):
        by_letter.get(letter, []).append(name)
    untracked = _git(where, "ls-files", "--others", "--exclude-standard", "-z", "--", path)
    there = _git(where, "ls-tree", "-r", "--name-only", "--full-name", "-z", base, "--", path)
    return GitChanges(
        there=_names(there.split("\0")),
        added=_names((*by_letter["A"], *untracked.split("\0"))),
        edited=_names(by_letter["M"]),
        removed=_names(by_letter["D"]),
    )


def _names(paths: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({PurePosixPath(path).name for path in paths if path}))


def _git(where: str, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", where, "--no-pager", *arguments],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise Failure("--git-base needs the program git: install it, or use --latest") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failure(f"git {arguments[0]} cannot be run: {error}") from error
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())
        raise Failure(f"git {arguments[0]}: {said}")
    return done.stdout
