"""`erdapp migrate checkpoint`: one file with everything, for databases to come."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from erdapp.cli.dev import dev_dialect
from erdapp.cli.failure import Failure
from erdapp.cli.migrate_diff import indent_of
from erdapp.cli.migrate_new import checked_name
from erdapp.cli.migrate_options import added, checked, dir_options, opened, replay
from erdapp.cli.options import dialect_option
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options
from erdapp.migdir.files import new_version
from erdapp.migdir.formats.base import Planned
from erdapp.migdir.header import with_directive
from erdapp.migdir.replay import dialect_of
from erdapp.planner import plan
from erdapp.schema import Dialect, Schema


@click.command("checkpoint")
@click.argument("name", default="checkpoint")
@dir_options
@click.option("--dev-url", default=None, help="A dev database to run the files on.")
@click.option("--tag", default="", help="A name for this point, for `down --to-tag`.")
@click.option("--format", "template", default=None, help='{{ sql . }} or {{ sql . "  " }}.')
@click.option("--edit", is_flag=True, help="Open the file in $EDITOR, then hash it.")
@dialect_option
@project_options
def command(
    name: str,
    dir_url: str | None,
    dir_format: str | None,
    dev_url: str | None,
    tag: str,
    template: str | None,
    edit: bool,
    dialect: Dialect | None,
    environment: Environment,
) -> None:
    """Write a file that makes the schema of all files so far.

    A new database begins with it and passes by what came before.

    \b
    Example:
      erdapp migrate checkpoint --tag v1 --dev-url sqlite://dev?mode=memory
    """
    found = checked(opened(dir_url, dir_format, environment))
    if found.format.name != "atlas":
        raise Failure(
            f"checkpoints are for Atlas's format, and this directory is {found.format.name}"
        )
    if not found.migrations:
        raise Failure("the migration directory is empty: there is nothing to make a checkpoint of")
    if " " in tag or not tag.isprintable():
        raise Failure(f"--tag {tag!r}: a tag has no blanks")
    dev = dev_url or environment.dev or None
    told = dialect or (dev_dialect(dev) if dev else dialect_of(found.migrations))
    schema = replay(found.migrations, told, dev).schema
    planned = Planned(
        version=new_version(datetime.now(UTC), found.last_version),
        name=checked_name(name),
        dialect=told,
        up=plan(Schema(dialect=told), schema).up,
        indent=indent_of(template or environment.format.get("migrate.diff", "")),
    )
    files = [(path, with_directive(text, "checkpoint", tag))
             for path, text in found.format.write(planned)]  # fmt: skip
    added(found, files, edit=edit)
