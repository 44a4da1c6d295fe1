"""What the commands of `erdapp migrate` share: the directory, its sum, an editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from erdapp.cli.dev import dev_dialect
from erdapp.cli.failure import Failure
from erdapp.cli.project import Environment
from erdapp.loaders.base import Loaded, SourceError
from erdapp.migdir import directory
from erdapp.migdir.checksum import ChecksumError
from erdapp.migdir.directory import Directory
from erdapp.migdir.files import MigrationFile
from erdapp.migdir.formats import FORMATS
from erdapp.migdir.lock import directory_lock
from erdapp.migdir.replay import from_last_checkpoint, replayed, sources
from erdapp.schema import Dialect

F = TypeVar("F", bound=Callable[..., Any])
ADVICE = "check your migration files and run 'erdapp migrate hash' to re-hash the contents"


def dir_options(command: F) -> F:
    """`--dir` and `--dir-format`."""
    command = click.option(
        "--dir-format",
        type=click.Choice(tuple(FORMATS)),
        default=None,
        help="The format of the directory, where its URL doesn't say it.",
    )(command)
    return click.option(
        "--dir",
        "dir_url",
        default=None,
        help="The migration directory: file://PATH?format=FORMAT  [default: file://migrations]",
    )(command)


def opened(
    dir_url: str | None, dir_format: str | None, environment: Environment, *, create: bool = False
) -> Directory:
    """The directory that the flags name, else the project file. Raises Failure when it can't be
    read; `create` takes a new one for empty."""
    try:
        at = _address(dir_url, dir_format, environment)
        return directory.read_or_new(at) if create else directory.read(at)
    except SourceError as error:
        raise Failure(str(error)) from error


@contextmanager
def opened_alone(
    dir_url: str | None, dir_format: str | None, environment: Environment, seconds: float
) -> Iterator[Directory]:
    """The same directory, new or not, while no other command writes into it. Raises Failure when
    one has done so for so many seconds."""
    try:
        at = _address(dir_url, dir_format, environment)
        with directory_lock(at.path, seconds):
            yield directory.read_or_new(at)
    except SourceError as error:
        raise Failure(str(error)) from error


def _address(
    dir_url: str | None, dir_format: str | None, environment: Environment
) -> directory.Address:
    told = environment.migration
    place, named = dir_url or told.dir, dir_format or told.format
    database = environment.dev or environment.url
    if "sequelize" in (named, place.rpartition("format=")[2]) and database:
        # Programs send other SQL in every dialect: where nothing is said it is the project's.
        place += f"{'&' if '?' in place else '?'}dialect={dev_dialect(database)}"
    return directory.address(place, named)


def checked(found: Directory) -> Directory:
    """The directory itself, if it is what its `atlas.sum` says. Raises Failure."""
    try:
        found.check()
    except ChecksumError as error:
        raise Failure(f"{error}; {ADVICE}") from error
    return found


def added(found: Directory, files: list[tuple[str, str]], *, edit: bool = False) -> list[Path]:
    """Write new files and the sum; with `edit`, after they went through the user's editor. Their
    paths go to stderr, as scripts read stdout."""
    try:
        after, written = directory.add(found, files)
        if edit:
            for path in written:
                edited(path)
            directory.write_sum(directory.read(directory.Address(after.path, after.format)))
    except SourceError as error:
        raise Failure(str(error)) from error
    for path in written:
        click.echo(f"wrote {path}", err=True)
    return written


def edited(path: Path) -> None:
    """Open the user's editor on a file and wait. Raises Failure when there is none."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        done = subprocess.run([*shlex.split(editor), str(path)], check=False)
    except (OSError, ValueError) as error:
        raise Failure(f"the editor {editor} cannot be run: {error}; set EDITOR") from error
    if done.returncode:
        raise Failure(f"the editor {editor} ended with {done.returncode}; {path} is left as it is")


def replay(files: Sequence[MigrationFile], dialect: Dialect, dev_url: str | None) -> Loaded:
    """The schema that the files make, on the dev database where there is one. Raises Failure."""
    from erdapp.cli.sources import normalised, tell_problems

    chosen = from_last_checkpoint(files)
    try:
        loaded = replayed(chosen, dialect)
        if dev_url is not None:
            return normalised(loaded, sources(chosen), dev_url)
    except SourceError as error:
        raise Failure(str(error)) from error
    tell_problems(loaded)
    return loaded
