"""Running planned statements by hand: what lint says of them, an editor, a question, the run."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click

from erdapp.cli.durations import go_duration
from erdapp.cli.failure import Failure
from erdapp.cli.migrate_options import edited
from erdapp.cli.project import Environment
from erdapp.cli.renames import is_terminal
from erdapp.lint.report import Severity
from erdapp.planner.plan import Plan, Statement
from erdapp.runner.schema_apply import NotApplied, TxMode, apply_statements
from erdapp.runner.session import Session
from erdapp.schema import Schema

_OUTSIDE = re.compile(r"\bconcurrently\b|^\s*pragma\b|\badd\s+value\b", re.IGNORECASE)
"""Statements of an edited plan that no transaction takes."""


def linted(before: Schema, planned: Plan, environment: Environment) -> bool:
    """Say on stderr what the analyzers find in the plan; whether an error is among it."""
    from erdapp.lint.analyze import lint_file
    from erdapp.lint.policy import PolicyError, policy_of
    from erdapp.lint.replay import Replay
    from erdapp.planner import render

    try:
        policy = policy_of(environment.lint)
    except PolicyError as error:
        raise Failure(f"lint: {error}") from error
    replay = Replay(planned.dialect, before)
    file = replay.file("the plan", render(planned.up, planned.dialect))
    found = list(lint_file(file, policy).diagnostics())
    for item in found:
        click.echo(f"{item.severity}: {item.text} ({item.code})", err=True)
    return any(item.severity is Severity.ERROR for item in found)


def agreed(question: str) -> bool:
    """Ask whether to go on. Raises Failure where nobody is there to be asked."""
    if not is_terminal():
        raise Failure("nobody is there to be asked: pass --auto-approve, or --dry-run to only look")
    return click.confirm(question, default=False, err=True)


def edited_statements(planned: Plan) -> tuple[Statement, ...]:
    """The plan as it comes out of the user's editor. Raises Failure."""
    from erdapp.planner import render

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.sql"
        path.write_text(render(planned.up, planned.dialect), encoding="utf-8")
        edited(path)
        return statements_of(path.read_text(encoding="utf-8"), planned)


def statements_of(text: str, planned: Plan) -> tuple[Statement, ...]:
    """The statements of a text; those of the plan keep what is known of them."""
    from erdapp.loaders.sql.split import split

    known = {one.sql.strip(): one for one in planned.up}
    found = [raw.text.strip() for raw in split(text, planned.dialect)]
    return tuple(
        known.get(sql) or Statement(sql=sql, transactional=not _OUTSIDE.search(sql))
        for sql in found
        if sql
    )


def run(at: Session, statements: Sequence[Statement], mode: TxMode) -> None:
    """Run them on the database and say how long it took. Raises Failure."""
    began = time.monotonic()
    try:
        apply_statements(at.connection, at.dialect, statements, mode)
    except NotApplied as error:
        raise Failure(str(error)) from error
    took = go_duration(time.monotonic() - began)
    many = "" if len(statements) == 1 else "s"
    click.echo(f"applied {len(statements)} statement{many} in {took}", err=True)
