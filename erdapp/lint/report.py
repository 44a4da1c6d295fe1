"""What lint says: diagnostics with their place, severity and mending, gathered into reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """An error makes the command exit with 1; a warning and a note don't."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class TextEdit(Struct, frozen=True, kw_only=True):
    """Whole lines of a file replaced by others."""

    line: int
    """The first line, counted from 1."""
    end: int
    """The last line; it is replaced too."""
    new_text: str


class SuggestedFix(Struct, frozen=True, kw_only=True):
    """How to mend what was found; the edit where it can be made without knowing more."""

    message: str
    edit: TextEdit | None = None


class Diagnostic(Struct, frozen=True, kw_only=True):
    """One finding."""

    code: str
    text: str
    severity: Severity = Severity.WARNING
    file: str = ""
    pos: int = 0
    """Of the statement in its file, in bytes."""
    line: int = 0
    """The same counted in lines from 1; 0 where there is no file."""
    table: str = ""
    """The table it is about, with its namespace when that isn't the default one."""
    column: str = ""
    fixes: tuple[SuggestedFix, ...] = ()


class Report(Struct, frozen=True, kw_only=True):
    """What one analyzer found in one file."""

    analyzer: str
    """Its name in directives and policies: `destructive`, `data_depend` …"""
    text: str
    """`destructive changes detected`"""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def failed(self) -> bool:
        return any(item.severity is Severity.ERROR for item in self.diagnostics)


class FileReport(Struct, frozen=True, kw_only=True):
    """One file and the reports about it."""

    name: str
    text: str = ""
    reports: tuple[Report, ...] = ()
    error: str = ""
    """What kept the file from being analyzed."""
    changes: int = 0
    """Of the schema, counted as one would tell them."""
    version: str = ""
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        return bool(self.error) or any(report.failed for report in self.reports)

    @property
    def told(self) -> str:
        """In one line why it failed; empty when it didn't."""
        return self.error or "; ".join(one.text for one in self.reports if one.failed)

    def diagnostics(self) -> Iterator[Diagnostic]:
        for report in self.reports:
            yield from report.diagnostics


def edited(text: str, edits: Iterable[TextEdit]) -> str:
    """The text with the edits made; they must not overlap."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda edit: edit.line, reverse=True):
        lines[edit.line - 1 : edit.end] = edit.new_text.split("\n")
    return "\n".join(lines)
