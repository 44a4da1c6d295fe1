"""`erdapp migrate new`: an empty file to be written by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from erdapp.cli.failure import Failure
from erdapp.cli.migrate_options import added, checked, dir_options, opened
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options
from erdapp.migdir.files import new_version
from erdapp.migdir.formats.base import Planned


@click.command("new")
@click.argument("name", default="")
@dir_options
@project_options
@click.option("--edit", is_flag=True, help="Open the file in $EDITOR, then hash it.")
def command(
    name: str, dir_url: str | None, dir_format: str | None, environment: Environment, edit: bool
) -> None:
    """Add an empty migration file and update atlas.sum.

    \b
    Example:
      erdapp migrate new add_users
    """
    found = checked(opened(dir_url, dir_format, environment, create=True))
    version = new_version(datetime.now(UTC), found.last_version)
    added(found, list(found.format.write(Planned(version=version, name=checked_name(name)))),
          edit=edit)  # fmt: skip


def checked_name(name: str) -> str:
    """The name of a migration, which becomes part of a file's. Raises Failure."""
    if "/" in name or "\\" in name or name.startswith(".") or not name.isprintable():
        raise Failure(f"{name!r} can't be part of a file name: leave out slashes and line breaks")
    return name
