"""`erdapp migrate set`: say which version a database is at, without running anything."""

from __future__ import annotations

import click
from msgspec.structs import replace

from erdapp.cli.failure import Failure
from erdapp.cli.migrate_database import database, database_options
from erdapp.cli.migrate_options import checked, dir_options, opened
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options
from erdapp.migdir.directory import Directory
from erdapp.migdir.replay import from_last_checkpoint, without_checkpoints
from erdapp.runner.revisions import EXECUTE, RESOLVED, Revision, now
from erdapp.runner.session import Session, locked


@click.command("set", short_help="Say which version the database is at.")
@click.argument("version", default="")
@dir_options
@database_options
@project_options
def command(
    version: str,
    dir_url: str | None,
    dir_format: str | None,
    url: str | None,
    revisions_schema: str | None,
    environment: Environment,
) -> None:
    """Make the revisions say that the database is at VERSION, by default the latest.

    Files up to it are recorded as run, revisions after it are removed; nothing is executed.

    \b
    Example:
      erdapp migrate set 20250102030405 --url postgres://localhost/shop
    """
    found = checked(opened(dir_url, dir_format, environment))
    with database(url, revisions_schema, environment) as at, locked(at, 10.0):
        version = version or found.last_version
        if not any(file.version == version for file in found.migrations):
            raise Failure(f'migration with version "{version}" not found')
        written, removed = _changes(found, at, version)
        at.table.create()
        for one in written:
            at.table.write(one)
        for one in removed:
            at.table.delete(one.version)
        _tell(at, found, written, removed)


def _changes(found: Directory, at: Session, version: str) -> tuple[list[Revision], list[Revision]]:
    """The rows to write and those to remove."""
    order = found.format.order
    known = {one.version: one for one in at.table.read()}
    limit = order(version)
    removed = [
        one for one in known.values() if order(one.version) > limit and not order(one.version)[0]
    ]
    written = [
        replace(one, type=EXECUTE | RESOLVED, executed_at=now())
        for one in known.values()
        if order(one.version) <= limit and one.is_partial
    ]
    every = found.migrations
    files = without_checkpoints(every) if known else from_last_checkpoint(
        [file for file in every if order(file.version) <= limit]
    )  # fmt: skip
    last = max((order(one.version) for one in known.values()), default=order(""))
    written += [
        Revision(
            version=file.version,
            description=file.description,
            type=RESOLVED,
            hash=found.hash_of(file),
        )
        for file in files
        if last < order(file.version) <= limit and file.version not in known
    ]
    return written, removed


def _tell(at: Session, found: Directory, written: list[Revision], removed: list[Revision]) -> None:
    if not written and not removed:
        return
    rows = sorted(at.table.read(), key=lambda one: found.format.order(one.version))
    parts = [(len(written), "set"), (len(removed), "removed")]
    said = ", ".join(f"{number} {word}" for number, word in parts if number)
    click.echo(f"Current version is {rows[-1].version} ({said}):\n")
    lines = [(one, "+") for one in written] + [(one, "-") for one in removed]
    for one, mark in sorted(lines, key=lambda line: found.format.order(line[0].version)):
        named = f" ({one.description})" if one.description else ""
        click.echo(f"  {mark} {one.version}{named}")
    click.echo()
