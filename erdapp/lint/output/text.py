"""The report as people read it in a terminal, laid out as Atlas lays it out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from erdapp.lint.codes import link
from erdapp.lint.report import FileReport, Report, Severity
from erdapp.lint.summary import Summary

_WIDTH = 100
_RULE = "-" * 25


def to_text(summary: Summary) -> str:
    """The whole report; ends with a line break."""
    return "".join(f"{line}\n" for line in _lines(summary))


def _lines(summary: Summary) -> Iterator[str]:
    failed = next((step for step in summary.steps if step.error), None)
    if failed is not None:
        yield f"{failed.text}: {failed.error}"
        return
    if not summary.files:
        yield "No new migration files to analyze"
        return
    yield _heading(summary)
    yield ""
    for file in summary.files:
        yield from _file(file)
        yield ""
    yield f"  {_RULE}"
    yield f"  -- {duration(summary.seconds)}"
    yield f"  -- {_versions(summary.files)}"
    changes = sum(file.changes for file in summary.files)
    yield f"  -- {_counted(changes, 'schema change')}"
    if found := sum(1 for _ in summary.diagnostics()):
        yield f"  -- {_counted(found, 'diagnostic')}"


def _heading(summary: Summary) -> str:
    last = summary.files[-1].version or summary.files[-1].name
    reach = f"from version {summary.base} to {last}" if summary.base else f"until version {last}"
    return f"Analyzing changes {reach} ({_counted(len(summary.files), 'migration')} in total):"


def _file(file: FileReport) -> Iterator[str]:
    yield f"  -- analyzing version {file.version or file.name}"
    if file.error:
        yield from _wrapped("    -- ", f"error: {file.error}")
    elif not file.reports:
        yield "    -- no diagnostics found"
    for report in file.reports:
        yield from _report(report)
    yield f"  -- ok ({duration(file.seconds)})"


def _report(report: Report) -> Iterator[str]:
    yield f"    -- {report.text}:"
    for item in report.diagnostics:
        place = f"L{item.line}: " if item.line else ""
        yield from _wrapped("      -- ", f"{place}{item.text} {link(item.code)}")
    fixes = list(dict.fromkeys(fix.message for one in report.diagnostics for fix in one.fixes))
    if fixes:
        yield f"    -- suggested fix{'es' if len(fixes) > 1 else ''}:"
    for message in fixes:
        yield from _wrapped("      -> ", message)


def _wrapped(head: str, text: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _versions(files: Sequence[FileReport]) -> str:
    """`2 versions ok, 1 with warnings, 1 with errors`"""
    errors = sum(file.failed for file in files)
    warnings = sum(_warns(file) for file in files)
    counts = (
        (len(files) - errors - warnings, "ok"),
        (warnings, "with warnings"),
        (errors, "with errors"),
    )
    told = [(count, word) for count, word in counts if count]
    first, rest = told[0], told[1:]
    head = f"{_counted(first[0], 'version')} {first[1]}"
    return ", ".join((head, *(f"{count} {word}" for count, word in rest)))


def _warns(file: FileReport) -> bool:
    quiet = all(item.severity is Severity.NOTE for item in file.diagnostics())
    return not file.failed and not quiet


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def duration(seconds: float) -> str:
    """`1.25s`, `12.5ms`, `370µs`: as Go prints it."""
    if seconds <= 0:
        return "0s"
    for size, unit in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= size:
            return f"{seconds / size:.6g}{unit}"
    return f"{seconds / 1e-9:.0f}ns"
