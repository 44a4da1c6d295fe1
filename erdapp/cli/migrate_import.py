"""`erdapp migrate import`: another tool's directory as one of Atlas's format."""

from __future__ import annotations

import click

from erdapp.cli.failure import Failure
from erdapp.cli.migrate_options import added, opened
from erdapp.cli.project.environment import NOTHING
from erdapp.migdir.importing import imported


@click.command("import", short_help="Copy a directory of another tool into one of Atlas.")
@click.option("--from", "source", required=True, help="file://DIR?format=flyway")
@click.option("--to", "target", default="file://migrations", show_default=True)
@click.option("--dir-format", default=None, hidden=True)
def command(source: str, target: str, dir_format: str | None) -> None:
    """Copy what goes forward in a directory of golang-migrate, goose, Flyway, Liquibase or dbmate.

    \b
    Example:
      erdapp migrate import --from 'file://flyway?format=flyway' --to file://migrations
    """
    found = opened(source, dir_format, NOTHING)
    if found.format.name == "atlas":
        raise Failure("the source is in Atlas's format already: say ?format= of the other tool")
    into = opened(target, None, NOTHING, create=True)
    if into.files or into.sum is not None:
        raise Failure(f"{into.path}: the target directory has to be empty")
    if not found.migrations:
        raise Failure(f"{found.path}: there is no migration of {found.format.name} in it")
    added(into, list(imported(found)))
