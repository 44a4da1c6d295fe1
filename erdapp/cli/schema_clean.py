"""`erdapp schema clean`: drop everything in a database."""

from __future__ import annotations

import click

from erdapp.cli.failure import Failure
from erdapp.cli.migrate_database import database, lock_options, waiting
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options, wanted
from erdapp.cli.schema_run import agreed, run
from erdapp.planner.plan import Statement
from erdapp.runner.schema_apply import TxMode
from erdapp.runner.session import Session, locked
from erdapp.schema import Dialect, Schema

EMPTY = "Nothing to drop"


@click.command("clean", short_help="Drop everything in a database.")
@click.option("-u", "--url", default=None, help="The database to empty.")
@click.option("--dry-run", is_flag=True, help="Print what would be dropped and change nothing.")
@click.option("--auto-approve", is_flag=True, help="Drop without asking.")
@lock_options
@project_options
def command(
    url: str | None,
    dry_run: bool,
    auto_approve: bool,
    lock_timeout: float | None,
    lock_name: str,
    environment: Environment,
) -> None:
    """Drop everything in a database: tables with their rows, views, types, all of it.

    With ?search_path=x only the schema x of PostgreSQL is emptied.

    \b
    Example:
      erdapp schema clean -u sqlite://app.db
      erdapp schema clean --env dev --auto-approve
    """
    from erdapp.planner import render

    target = wanted(url, environment.url, "--url", "url")
    with (
        database(target, "", environment) as at,
        locked(at, waiting(lock_timeout, environment), lock_name),
    ):
        _check_named(at)
        statements = _drops(target)
        if not statements:
            click.echo(EMPTY)
            return
        click.echo(render(statements, at.dialect).rstrip("\n"))
        if dry_run:
            return
        if not (auto_approve or agreed("Drop all of this?")):
            raise Failure("nothing was dropped")
        run(at, statements, TxMode.FILE)
        if left := _drops(target):
            click.echo(f"warning: this is still there: {left[0].comment}", err=True)


def _check_named(at: Session) -> None:
    if at.dialect in (Dialect.MYSQL, Dialect.MARIADB) and not at.target.database:
        raise Failure("the URL names no database: all of the server's would be dropped")


def _drops(url: str) -> tuple[Statement, ...]:
    from erdapp.cli.sources import read
    from erdapp.planner import plan

    found = read(url).schema
    return plan(found, Schema(dialect=found.dialect)).up
