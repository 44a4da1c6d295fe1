"""`erdapp migrate validate`: is the directory what atlas.sum says, and is its SQL sound."""

from __future__ import annotations

import click

from erdapp.cli.dev import dev_dialect
from erdapp.cli.failure import Failure
from erdapp.cli.migrate_options import checked, dir_options, opened, replay
from erdapp.cli.options import dialect_option
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options
from erdapp.loaders.base import SourceError
from erdapp.schema import Dialect


@click.command("validate", short_help="Check the directory against atlas.sum.")
@dir_options
@click.option("--dev-url", default=None, help="A dev database to run the files on, too.")
@dialect_option
@project_options
def command(
    dir_url: str | None,
    dir_format: str | None,
    dev_url: str | None,
    dialect: Dialect | None,
    environment: Environment,
) -> None:
    """Check the directory against atlas.sum; with --dev-url, run its SQL there as well.

    \b
    Example:
      erdapp migrate validate --dir file://migrations
    """
    found = checked(opened(dir_url, dir_format, environment))
    try:
        for file in found.migrations:
            _ = file.txmode  # raises for a header that says nothing sensible
    except SourceError as error:
        raise Failure(str(error)) from error
    dev = dev_url or environment.dev
    if dev:
        replay(found.migrations, dialect or dev_dialect(dev), dev)
