"""`erdapp migrate down`: back to an earlier version, by a way that is computed and checked."""

from __future__ import annotations

import time

import click

from erdapp.cli.colours import painted_report
from erdapp.cli.durations import go_duration
from erdapp.cli.failure import Failure
from erdapp.cli.migrate_database import database, database_options, lock_options, waiting
from erdapp.cli.migrate_options import checked, dir_options, opened, replay
from erdapp.cli.migrate_report import counted, statement_line
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options
from erdapp.cli.renames import chosen_renames
from erdapp.migdir.directory import Directory
from erdapp.runner.reverting import Way, files_up_to, lost, managed, run_down, target_of, way_down
from erdapp.runner.session import Session, locked
from erdapp.schema import Schema

NOTHING = "No migrations to revert"


@click.command("down", short_help="Take back the last migrations, by a computed way.")
@click.argument("amount", type=click.IntRange(min=1), default=1)
@dir_options
@database_options
@lock_options
@click.option("--dev-url", default=None, help="A dev database to run the files on.")
@click.option("--to-version", default="", help="The version to go back to.")
@click.option("--to-tag", default="", help="The checkpoint to go back to.")
@click.option("--dry-run", is_flag=True, help="Print the statements without running them.")
@click.option("--auto-approve", is_flag=True, help="Don't ask.")
@click.option("--rename", "renames", multiple=True, help="now=then, kind:now=then.")
@click.option("--skip-checks", is_flag=True, help="Go on although rows or values are lost.")
@project_options
def command(
    amount: int,
    dir_url: str | None,
    dir_format: str | None,
    url: str | None,
    revisions_schema: str | None,
    lock_timeout: float | None,
    lock_name: str,
    dev_url: str | None,
    to_version: str,
    to_tag: str,
    dry_run: bool,
    auto_approve: bool,
    renames: tuple[str, ...],
    skip_checks: bool,
    environment: Environment,
) -> None:
    """Take back the last AMOUNT of migrations, or all after a version.

    The way is computed: from the database as it is to the schema of the files up to the version.
    It works after a migration that failed half-way, too. Nothing that holds rows is dropped unless
    told so.

    \b
    Example:
      erdapp migrate down --to-version 20250102030405 --url postgres://localhost/shop --dry-run
    """
    found = checked(opened(dir_url, dir_format, environment))
    dev = dev_url or environment.dev or None
    with (
        database(url, revisions_schema, environment) as at,
        locked(at, waiting(lock_timeout, environment), lock_name),
    ):
        reverted, target = target_of(
            found, at.table.read(), amount=amount, version=to_version, tag=to_tag
        )
        if not reverted:
            click.echo(NOTHING)
            return
        newest = reverted[0].version
        before, after = (_schema(at, found, version, dev) for version in (newest, target))
        ours = managed(at, before, after)
        chosen = chosen_renames(ours, after, renames, ())
        way = way_down(at, reverted, target, ours, after, chosen)
        _show(way)
        losses = lost(at, way)
        for what in losses:
            click.echo(f"warning: {what} would be lost", err=True)
        if dry_run:
            return
        if losses and not skip_checks:
            raise Failure(f"{losses[0]} would be lost; empty it first, or pass --skip-checks")
        if not auto_approve and not _agreed():
            raise Failure("nothing was reverted")
        started = time.perf_counter()
        run_down(at, way)
        _done(way, time.perf_counter() - started)


def _schema(at: Session, found: Directory, version: str, dev: str | None) -> Schema:
    return replay(files_up_to(found, version), at.dialect, dev).schema


def _agreed() -> bool:
    """The answer, which may come from a pipe. Raises Failure where there is none."""
    try:
        return click.confirm("Revert?", err=True)
    except click.Abort:
        click.echo(err=True)
        raise Failure("nobody is there to be asked: pass --auto-approve, or --dry-run") from None


def _show(way: Way) -> None:
    total = counted(len(way.reverted), "migration")
    target = f"version {way.target}" if way.target else "an empty database"
    click.echo(f"Migrating down from version {way.current} to {target} ({total} in total):")
    if way.checks:
        click.echo(f"\n  -- checks before reverting version {way.current}")
        for check in way.checks:
            click.echo(painted_report(statement_line(check.sql)))
    versions = ", ".join(one.version for one in way.reverted)
    click.echo(f"\n  -- reverting version {versions}")
    for statement in way.statements:
        click.echo(painted_report(statement_line(statement.sql)))


def _done(way: Way, seconds: float) -> None:
    ok = painted_report(f"  -- ok ({go_duration(seconds)})")
    click.echo(f"{ok}\n\n  -------------------------")
    click.echo(f"  -- {counted(len(way.reverted), 'migration')}")
    click.echo(f"  -- {counted(len(way.statements), 'sql statement')}")
