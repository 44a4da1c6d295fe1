"""`erdapp migrate rebase`: files that were overtaken get a new place at the end."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from erdapp.cli.failure import Failure
from erdapp.cli.migrate_options import dir_options, opened
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options
from erdapp.loaders.base import SourceError
from erdapp.migdir import directory
from erdapp.migdir.files import new_version


@click.command("rebase", short_help="Move files behind all others, under new versions.")
@click.argument("versions", nargs=-1, required=True)
@dir_options
@project_options
def command(
    versions: tuple[str, ...],
    dir_url: str | None,
    dir_format: str | None,
    environment: Environment,
) -> None:
    """Give the files of VERSIONS new versions after all others, and hash the directory.

    For files of a branch that others overtook, and for a conflict in atlas.sum: the sum is written
    anew from the files.

    \b
    Example:
      erdapp migrate rebase 20250102030405
    """
    found = opened(dir_url, dir_format, environment)
    there = {file.version for file in found.migrations}
    missing = [version for version in versions if version not in there]
    if missing:
        raise Failure(f'migration with version "{missing[0]}" not found')
    moved = set(versions)
    last = max((v for v in there - moved), key=found.format.order, default="")
    renamed: list[tuple[str, str]] = []
    for file in found.migrations:
        if file.version in moved:
            last = new_version(datetime.now(UTC), last)
            renamed += directory.renamings(found, file.version, last)
    try:
        directory.rename(found, renamed)
    except SourceError as error:
        raise Failure(str(error)) from error
    for old, new in renamed:
        click.echo(f"{old} -> {new}")
