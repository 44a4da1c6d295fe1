"""Programs that a project file names: run in the user's name, their output taken, failures told."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import click

from erdapp.loaders.base import SourceError

_SHOWN_LINES = 40


def output_of(what: str, program: Sequence[str], folder: Path) -> str:
    """What the program prints. Its own messages go to stderr when it fails, and it fails too when
    it prints nothing: an empty schema would mean `drop everything`.

    Raises SourceError.
    """
    name = program[0] if program else ""
    if not name:
        raise SourceError(f"{what}: program is empty; name the program and its arguments")
    if not folder.is_dir():
        raise SourceError(f"{what}: {folder}: there is no such folder")
    try:
        done = subprocess.run(
            list(program), cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise SourceError(f"{what}: {name}: there is no such program") from None
    except OSError as error:
        raise SourceError(f"{what}: {name}: {error.strerror or error}") from None
    printed = done.stdout.decode("utf-8", errors="replace")
    if done.returncode:
        _show(done.stderr)
        how = f"exit code {done.returncode}" if done.returncode > 0 else "a signal"
        raise SourceError(f"{what}: {name} ended with {how}")
    if not printed.strip():
        _show(done.stderr)
        raise SourceError(f"{what}: {name} printed nothing")
    return printed


def _show(said: bytes) -> None:
    lines = said.decode("utf-8", errors="replace").rstrip().splitlines()
    if len(lines) > _SHOWN_LINES:
        click.echo(f"… {len(lines) - _SHOWN_LINES} lines before", err=True)
    for line in lines[-_SHOWN_LINES:]:
        click.echo(line, err=True)
