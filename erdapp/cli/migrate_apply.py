"""`erdapp migrate apply`: run what the database has still to run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click
from msgspec import Struct

from erdapp.cli.failure import Failure
from erdapp.cli.migrate_database import TELLABLE, database, database_options, lock_options, waiting
from erdapp.cli.migrate_options import checked, dir_options, opened
from erdapp.cli.migrate_report import NOTHING, Report, formatted
from erdapp.cli.project import Environment
from erdapp.cli.project_options import environments_here, project_flags
from erdapp.loaders.database import DRIVER_ERRORS, plain_message
from erdapp.migdir.directory import Directory
from erdapp.migdir.files import MigrationFile
from erdapp.migdir.replay import without_checkpoints
from erdapp.runner.apply import Plan, apply, check_modes
from erdapp.runner.interrupted import Outcome
from erdapp.runner.pending import ExecOrder, pending
from erdapp.runner.revisions import BASELINE, Revision
from erdapp.runner.session import Session, locked

TX_MODES = ("none", "file", "all")
_OUTCOMES = {"ran": Outcome.RAN, "not-run": Outcome.NOT_RUN}


@click.command("apply")
@click.argument("amount", type=click.IntRange(min=1), required=False)
@dir_options
@database_options
@lock_options
@click.option("--dry-run", is_flag=True, help="Print the statements without running them.")
@click.option("--baseline", default=None, help="The version the database is already at.")
@click.option("--allow-dirty", is_flag=True, help="Start on a database that isn't empty.")
@click.option("--to-version", default="", help="Stop after this version.")
@click.option(
    "--tx-mode",
    type=click.Choice(TX_MODES),
    default=None,
    help="A transaction around each file, around all, or none  [default: file]",
)
@click.option(
    "--exec-order",
    type=click.Choice([str(order) for order in ExecOrder]),
    default=None,
    help="What becomes of files added before the last one that was run  [default: linear]",
)
@click.option(
    "--interrupted",
    type=click.Choice(tuple(_OUTCOMES)),
    default=None,
    help="What became of the statement that an earlier run was killed in, if that is asked for.",
)
@click.option("--format", "template", default=None, help="`json`, or a template of Go's.")
@project_flags
def command(**given: Any) -> None:
    """Run pending migration files, all or the first AMOUNT of them.

    \b
    Example:
      erdapp migrate apply --url postgres://localhost/shop --dir file://migrations
    """
    for environment in environments_here():
        _apply(_Wish(**_settled(given, environment)), environment)


class _Wish(Struct, frozen=True, kw_only=True):
    """What the flags say, or the project file where they don't."""

    amount: int | None
    dir_url: str | None
    dir_format: str | None
    url: str | None
    revisions_schema: str | None
    lock_timeout: float
    lock_name: str
    dry_run: bool
    baseline: str
    allow_dirty: bool
    to_version: str
    tx_mode: str
    exec_order: ExecOrder
    interrupted: str | None
    template: str


def _settled(given: Mapping[str, Any], environment: Environment) -> dict[str, Any]:
    told = environment.migration
    order, mode = given["exec_order"] or told.exec_order, given["tx_mode"] or told.tx_mode
    for name, value, known in (
        ("exec_order", order, [str(one) for one in ExecOrder]),
        ("tx_mode", mode, TX_MODES),
    ):
        if value and value not in known:
            raise Failure(f"migration.{name} {value}: known are {', '.join(known)}")
    return {
        **given,
        "lock_timeout": waiting(given["lock_timeout"], environment),
        "baseline": given["baseline"] or told.baseline,
        "tx_mode": mode or "file",
        "exec_order": ExecOrder(order or ExecOrder.LINEAR),
        "template": given["template"] or environment.format.get("migrate.apply", ""),
    }


def _apply(wish: _Wish, environment: Environment) -> None:
    found = checked(opened(wish.dir_url, wish.dir_format, environment))
    with database(wish.url, wish.revisions_schema, environment) as at:
        if wish.dry_run:
            _rehearse(at, found, _to_run(at, found, wish), wish)
            return
        with locked(at, wish.lock_timeout, wish.lock_name):
            plan = Plan(
                directory=found,
                files=_to_run(at, found, wish),
                tx_mode=wish.tx_mode,
                resolution=_OUTCOMES.get(wish.interrupted or ""),
            )
            _run(at, plan, wish.template)


def _to_run(at: Session, found: Directory, wish: _Wish) -> tuple[MigrationFile, ...]:
    """What is pending; on a database's first time after it was found empty or told about."""
    revisions = at.table.read()
    if not revisions:
        if not wish.baseline and not wish.allow_dirty:
            at.check_clean()
        revisions = (_baseline(found, wish.baseline),) if wish.baseline else ()
        if not wish.dry_run:
            at.table.create()
            for one in revisions:
                at.table.write(one)
    return _limited(pending(found, revisions, wish.exec_order), wish.amount, wish.to_version)


def _baseline(found: Directory, version: str) -> Revision:
    files = without_checkpoints(found.migrations)
    file = next((file for file in reversed(files) if file.version == version), None)
    if file is None:
        raise Failure(f'baseline version "{version}" not found')
    return Revision(version=file.version, description=file.description, type=BASELINE)


def _limited(
    files: Sequence[MigrationFile], amount: int | None, to_version: str
) -> tuple[MigrationFile, ...]:
    if to_version:
        versions = [file.version for file in files]
        if to_version not in versions:
            raise Failure(f'migration with version "{to_version}" is not pending')
        return tuple(files[: versions.index(to_version) + 1])
    return tuple(files[:amount])


def _current(at: Session, found: Directory) -> str:
    versions = (one.version for one in at.table.read())
    return max(versions, key=found.format.order, default="")


def _run(at: Session, plan: Plan, template: str) -> None:
    current = _current(at, plan.directory)
    report = Report(at.target, plan.directory, plan.files, current, loud=not template)
    if not plan.files:
        click.echo(formatted(report.shape(), template) if template else NOTHING)
        return
    at.table.create()
    report.begin()
    try:
        apply(at.connection, at.table, plan, report)
    except (*TELLABLE, *DRIVER_ERRORS) as error:
        message = str(error) if isinstance(error, TELLABLE) else plain_message(error)
        _end(report, template, message)
        raise Failure(message) from error
    _end(report, template)


def _end(report: Report, template: str, message: str = "") -> None:
    report.end(message)
    if template:
        click.echo(formatted(report.shape(), template))


def _rehearse(at: Session, found: Directory, files: Sequence[MigrationFile], wish: _Wish) -> None:
    """Say what would run."""
    report = Report(at.target, found, files, _current(at, found), loud=not wish.template)
    if not files:
        click.echo(formatted(report.shape(), wish.template) if wish.template else NOTHING)
        return
    check_modes(files, wish.tx_mode)
    done = {one.version: one.applied for one in at.table.read() if one.is_partial}
    report.begin()
    for file in files:
        skipped = done.get(file.version, 0)
        report.file(file, skipped)
        for statement in file.statements(at.dialect)[skipped:]:
            report.statement(statement.text)
        report.done(file)
    _end(report, wish.template)
