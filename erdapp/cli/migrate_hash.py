"""`erdapp migrate hash`: atlas.sum over the files as they are."""

from __future__ import annotations

import click

from erdapp.cli.failure import Failure
from erdapp.cli.migrate_options import dir_options, opened
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options
from erdapp.loaders.base import SourceError
from erdapp.migdir import directory


@click.command("hash", short_help="Write atlas.sum over the files as they are.")
@dir_options
@project_options
@click.option("--force", is_flag=True, hidden=True, help="Of earlier releases of Atlas.")
def command(
    dir_url: str | None, dir_format: str | None, environment: Environment, force: bool
) -> None:
    """Write atlas.sum anew, after files were edited by hand or a merge conflict was settled.

    \b
    Example:
      erdapp migrate hash --dir file://migrations
    """
    found = opened(dir_url, dir_format, environment)
    try:
        directory.write_sum(found)
    except SourceError as error:
        raise Failure(str(error)) from error
