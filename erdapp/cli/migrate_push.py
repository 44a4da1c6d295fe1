"""`erdapp migrate push`: the migration directory to a server, which holds it from then on."""

from __future__ import annotations

import click

from erdapp.cli.dev import dev_dialect
from erdapp.cli.migrate_options import checked, dir_options, opened
from erdapp.cli.options import dialect_option
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options, wanted
from erdapp.cli.push import address_options
from erdapp.cli.server import File, FolderPush, FolderPushed, push_folder
from erdapp.migdir.checksum import SUM_NAME
from erdapp.migdir.directory import Directory
from erdapp.schema import Dialect


@click.command("push", short_help="Send the directory to a project of a server.")
@click.argument("project", required=False, metavar="NAME")
@address_options
@dir_options
@click.option("--dev-url", default=None, help="Says the dialect, where files don't.")
@click.option("--replace", is_flag=True, help="Push files that were changed after their push, too.")
@dialect_option
@project_options
def command(
    project: str | None,
    server: str,
    token: str,
    dir_url: str | None,
    dir_format: str | None,
    dev_url: str | None,
    replace: bool,
    dialect: Dialect | None,
    environment: Environment,
) -> None:
    """Send the migration directory to the project NAME of a server; prints the link to it.

    Each file that is new there becomes a version with the schema after it. Files that were pushed
    before have to be as they were. Without NAME the project file says it: migration { repo }.

    \b
    Example:
      erdapp migrate push shop --dir file://migrations --server https://erd.example.com
      erdapp migrate push shop --env dev
    """
    name = wanted(project, environment.migration.repo, "NAME", "migration { repo { name } }")
    found = checked(opened(dir_url, dir_format, environment))
    dev = dev_url or environment.dev
    told = dialect or (dev_dialect(dev) if dev else None)
    tell(push_folder(server, token, _push(found, name, told, replace)))


def _push(found: Directory, project: str, dialect: Dialect | None, replace: bool) -> FolderPush:
    files = dict(found.files)
    if found.sum is not None:
        files[SUM_NAME] = found.sum
    return FolderPush(
        files=tuple(File(name, data) for name, data in files.items()),
        project=project,
        format=found.format.name,
        dialect=dialect.value if dialect else "",
        replace=replace,
    )


def tell(pushed: FolderPushed) -> None:
    """What became of it on stderr, the link alone on stdout."""
    count = len(pushed.added)
    if not pushed.changed:
        said = "nothing changed"
    elif not count:
        said = "no new migration"
    else:
        said = f"{count} new migration{'s'[: count - 1]}, {pushed.added[-1]} the last"
    click.echo(f"{pushed.project}: {said}; version {pushed.version}", err=True)
    click.echo(f"{pushed.project}: the files are at {pushed.url}", err=True)
    click.echo(pushed.link)
