"""A file linted after a schema, in one call."""

from __future__ import annotations

from erdapp.lint.analyze import lint_file
from erdapp.lint.policy import DEFAULT, Policy
from erdapp.lint.replay import Replay
from erdapp.lint.report import Diagnostic, FileReport
from erdapp.schema import Dialect


def report(dialect: Dialect | str, before: str, text: str, policy: Policy = DEFAULT) -> FileReport:
    """The report about `text` on top of the schema that `before` makes."""
    replay = Replay(Dialect(dialect))
    replay.pass_over("before.sql", before)
    return lint_file(replay.file("1.sql", text), policy)


def findings(
    dialect: Dialect | str, before: str, text: str, policy: Policy = DEFAULT
) -> list[Diagnostic]:
    return list(report(dialect, before, text, policy).diagnostics())


def codes(dialect: Dialect | str, before: str, text: str, policy: Policy = DEFAULT) -> list[str]:
    return [item.code for item in findings(dialect, before, text, policy)]
