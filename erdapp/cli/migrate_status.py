"""`erdapp migrate status`: what the database has run, what is left, what went wrong last."""

from __future__ import annotations

from typing import Any

import click

from erdapp.cli.colours import painted_report
from erdapp.cli.migrate_database import database, database_options
from erdapp.cli.migrate_options import checked, dir_options, opened
from erdapp.cli.migrate_report import environment_shape, file_shape, formatted
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options
from erdapp.migdir.directory import Directory
from erdapp.runner.revisions import BASELINE, EXECUTE, RESOLVED, Revision
from erdapp.runner.session import Session
from erdapp.runner.status import Status, status

_TYPES = {
    BASELINE: "baseline",
    EXECUTE: "applied",
    RESOLVED: "manually set",
    EXECUTE | RESOLVED: "applied + manually set",
}


@click.command("status", short_help="Say what has run and what is pending.")
@dir_options
@database_options
@click.option("--format", "template", default=None, help="`json`, or a template of Go's.")
@project_options
def command(
    dir_url: str | None,
    dir_format: str | None,
    url: str | None,
    revisions_schema: str | None,
    template: str | None,
    environment: Environment,
) -> None:
    """Say which version the database is at and how many files are pending.

    \b
    Example:
      erdapp migrate status --url postgres://localhost/shop --format json
    """
    wanted = template or environment.format.get("migrate.status", "")
    found = checked(opened(dir_url, dir_format, environment))
    with database(url, revisions_schema, environment) as at:
        told = status(found, at.table.read(), at.dialect)
        click.echo(
            formatted(_shape(told, at, found), wanted) if wanted else painted_report(_text(told))
        )


def _text(told: Status) -> str:
    partial = told.total > 0
    done = f" ({told.count} statements applied)" if partial else ""
    left = f" ({told.total - told.count} statements left)" if partial else ""
    lines = [
        f"Migration Status: {told.status}",
        f"  -- Current Version: {told.current}{done}",
        f"  -- Next Version:    {told.next}{' (checkpoint)' if told.from_checkpoint else ''}{left}",
        f"  -- Executed Files:  {len(told.applied)}{' (last one partially)' if partial else ''}",
        f"  -- Pending Files:   {len(told.pending)}",
    ]
    if partial and told.error:
        lines += [
            "",
            "Last migration attempt had errors:",
            f"  -- SQL:   {told.sql}",
            f"  -- ERROR: {told.error}",
        ]
    return "\n".join(lines)


def _shape(told: Status, at: Session, found: Directory) -> dict[str, Any]:
    return {
        "Env": environment_shape(at.target, found),
        "Available": [file_shape(file) for file in told.available],
        "Pending": [file_shape(file) for file in told.pending],
        "Applied": [_row(one) for one in told.applied],
        "Current": told.current,
        "Next": told.next,
        "Count": told.count,
        "Total": told.total,
        "Status": told.status,
        "Error": told.error,
        "SQL": told.sql,
    }


def _row(one: Revision) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "Version": one.version,
        "Description": one.description,
        "Type": _TYPES.get(one.type, f"unknown ({one.type})"),
        "Applied": one.applied,
        "Total": one.total,
        "ExecutedAt": f"{one.executed_at.replace(' ', 'T')}Z",
        "ExecutionTime": one.execution_time,
        "Error": one.error,
        "ErrorStmt": one.error_stmt,
        "Hash": one.hash,
        "PartialHashes": list(one.partial_hashes),
        "OperatorVersion": one.operator_version,
    }
    optional = ("Error", "ErrorStmt", "PartialHashes")
    return {key: value for key, value in shape.items() if value or key not in optional}
