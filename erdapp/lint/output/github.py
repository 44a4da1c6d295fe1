"""The report as workflow commands of GitHub Actions: annotations at the lines of the files."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.lint.report import Diagnostic, Severity
from erdapp.lint.summary import Summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def to_github(summary: Summary) -> str:
    """One command a line."""
    return "".join(f"{line}\n" for line in _lines(summary))


def _lines(summary: Summary) -> Iterator[str]:
    for step in summary.steps:
        if step.error:
            file = summary.place(step.file) if step.file else ""
            yield _command("error", f"{step.text}: {step.error}", file=file, title=step.name)
    for report in summary.files:
        if report.error:
            yield _command("error", report.error, file=summary.place(report.name))
        for item in report.diagnostics():
            yield _annotation(summary, item)


def _annotation(summary: Summary, item: Diagnostic) -> str:
    fixes = "".join(f"\nSuggested fix: {fix.message}" for fix in item.fixes)
    return _command(
        _COMMANDS[item.severity],
        item.text + fixes,
        file=summary.place(item.file) if item.file else "",
        line=str(item.line) if item.line else "",
        title=item.code,
    )


def _command(command: str, message: str, **properties: str) -> str:
    given = ",".join(f"{name}={_property(text)}" for name, text in properties.items() if text)
    return f"::{command}{' ' if given else ''}{given}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
