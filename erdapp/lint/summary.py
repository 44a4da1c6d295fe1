"""A whole run of lint as one value: what every output is written from."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from erdapp.lint.report import Diagnostic, FileReport, Report, Severity
from erdapp.schema import Dialect, Schema

INTEGRITY = "Migration Integrity Check"
DETECT = "Detect New Migration Files"
REPLAY = "Replay Migration Files"


class Step(Struct, frozen=True, kw_only=True):
    """One step of the run; `error` is what ended it there."""

    name: str
    text: str
    error: str = ""
    file: str = ""
    """The file that the step was about."""


class Summary(Struct, frozen=True, kw_only=True):
    """The steps taken and the files looked at."""

    dialect: Dialect
    dir: str = ""
    """The folder of the files, as it was given."""
    base: str = ""
    """The version before the first file; empty when there is none."""
    total: int = 0
    """How many files there are in all."""
    steps: tuple[Step, ...] = ()
    files: tuple[FileReport, ...] = ()
    current: Schema | None = None
    desired: Schema | None = None
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """Whether anything is an error."""
        return any(step.error for step in self.steps) or any(one.failed for one in self.files)

    def diagnostics(self) -> Iterator[Diagnostic]:
        for file in self.files:
            yield from file.diagnostics()

    def counted(self) -> dict[Severity, int]:
        """How many findings of each severity, those without any left out."""
        found = [item.severity for item in self.diagnostics()]
        return {one: found.count(one) for one in Severity if one in found}

    def place(self, file: str) -> str:
        """The path of a file, as the user's tools know it."""
        folder = self.dir.removeprefix("file://").partition("?")[0].rstrip("/")
        return f"{folder}/{file}" if folder and folder != "." else file


def of_schema(dialect: Dialect, report: Report, folder: str = "") -> Summary:
    """Findings in a schema as a run, each with the file that says what it is about."""
    names = dict.fromkeys(item.file for item in report.diagnostics)
    files = []
    for name in names:
        found = tuple(item for item in report.diagnostics if item.file == name)
        files.append(FileReport(name=name, reports=(replace(report, diagnostics=found),)))
    return Summary(dialect=dialect, dir=folder, files=tuple(files))
