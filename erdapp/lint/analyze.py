"""Files through all analyzers: what is found, minus what directives and the policy silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from erdapp.diff.changes import Changes, ModifyTable
from erdapp.lint.analyzers import ANALYZERS
from erdapp.lint.analyzers.base import Analyzer
from erdapp.lint.context import Look, MigrationFile, StatementChanges
from erdapp.lint.policy import DEFAULT, Policy
from erdapp.lint.report import Diagnostic, FileReport, Report, Severity
from erdapp.lint.spans import Spans


def lint_file(file: MigrationFile, policy: Policy = DEFAULT) -> FileReport:
    """What there is to say about one file."""
    chosen = [one for one in ANALYZERS if file.dialect in one.dialects]
    found: dict[str, list[Diagnostic]] = {one.name: [] for one in chosen}
    headings = {one.name: one.heading for one in chosen}
    spans = Spans()
    for index, statement in enumerate(file.statements):
        for table in statement.rebuilt:
            spans.forget(table)
        spans.apply(statement.changes)
        look = Look(file, index, spans)
        for analyzer in chosen:
            found[analyzer.name] += _allowed(analyzer, look, policy)
    reports = tuple(
        Report(analyzer=name, text=headings[name], diagnostics=tuple(items))
        for name, items in found.items()
        if items
    )
    return FileReport(
        name=file.name,
        text=file.text,
        reports=reports,
        error=file.error,
        changes=sum(count_changes(one.changes) for one in file.statements),
    )


def _allowed(analyzer: Analyzer, look: Look, policy: Policy) -> Iterable[Diagnostic]:
    """What an analyzer finds in a statement, as severe as the policy says, less what is
    silenced."""
    rule = policy.rule(analyzer.name)
    for item in analyzer.check(look, policy):
        if item.code in policy.skipped:
            continue
        if not rule.force and _is_silenced(analyzer.name, item.code, look.file, look.statement):
            continue
        if rule.error or item.code in policy.failing:
            item = replace(item, severity=Severity.ERROR)
        yield item


def _is_silenced(
    analyzer: str, code: str, file: MigrationFile, statement: StatementChanges
) -> bool:
    words, everything = file.nolint(statement)
    return everything or code in words or analyzer in words


def count_changes(changes: Changes) -> int:
    """How many there are, those inside a table one by one."""
    return sum(len(one.changes) if isinstance(one, ModifyTable) else 1 for one in changes)


def lint_files(files: Sequence[MigrationFile], policy: Policy = DEFAULT) -> tuple[FileReport, ...]:
    """Each file's report, in their order."""
    return tuple(lint_file(file, policy) for file in files)
