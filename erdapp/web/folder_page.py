"""What the pages of a migration folder show: files with counts, a file line by line."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.utils.safestring import SafeString, mark_safe

from erdapp.lint.report import Diagnostic, FileReport
from erdapp.loaders.encoding import decode
from erdapp.migdir.directory import Directory
from erdapp.store.folders import directory_of, folder_of, reports_of
from erdapp.store.models import MigrationFolder, Project, Version
from erdapp.web.templatetags.erdapp import sql


@dataclass(frozen=True)
class ListedFile:
    """A line of the list. `report` is None for what doesn't go forward, and for checkpoints."""

    name: str
    description: str
    report: FileReport | None
    version: Version | None

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        return tuple(self.report.diagnostics()) if self.report else ()

    @property
    def forward(self) -> bool:
        return self.report is not None or self.version is not None


@dataclass(frozen=True)
class Line:
    """A line of a file with what lint says about it."""

    number: int
    text: SafeString
    """In colour."""
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class ShownFile:
    """A file with its lines; findings without a line stand before them."""

    name: str
    error: str
    lines: tuple[Line, ...]
    others: tuple[Diagnostic, ...]
    version: Version | None


def held(project: Project) -> tuple[MigrationFolder, Directory]:
    """The folder of the project. Raises Http404 when it holds none."""
    folder = folder_of(project)
    if folder is None:
        raise Http404("This project holds no migration folder.")
    return folder, directory_of(folder)


def listed(folder: MigrationFolder, found: Directory) -> list[ListedFile]:
    """The migrations in their order, then the other files."""
    reports = {report.name: report for report in reports_of(folder)}
    versions = _versions(folder)
    names = [(file.name, file.description) for file in found.migrations]
    running = {name for name, _ in names}
    names += [(name, "") for name in sorted(found.files) if name not in running]
    return [ListedFile(name, about, reports.get(name), versions.get(name)) for name, about in names]


def shown(folder: MigrationFolder, found: Directory, name: str) -> ShownFile:
    """Raises SourceError when the bytes are no text."""
    report = next((one for one in reports_of(folder) if one.name == name), None)
    findings = tuple(report.diagnostics()) if report else ()
    text = decode(found.files[name], name).replace("\r\n", "\n")
    texts = sql(text, folder.dialect).removesuffix("\n").split("\n")
    lines = tuple(
        Line(number, mark_safe(text), tuple(item for item in findings if item.line == number))
        for number, text in enumerate(texts, start=1)
    )
    others = tuple(item for item in findings if not 1 <= item.line <= len(texts))
    error = report.error if report else ""
    return ShownFile(name, error, lines, others, _versions(folder).get(name))


def last_version(folder: MigrationFolder, found: Directory) -> Version | None:
    """The version with the schema after the last migration."""
    versions = _versions(folder)
    made = [versions[file.name] for file in found.migrations if file.name in versions]
    return made[-1] if made else None


def _versions(folder: MigrationFolder) -> dict[str, Version]:
    files = folder.files.filter(version__isnull=False).select_related("version")
    files = files.only(
        "folder", "name", "version", "version__number", "version__label", "version__project_id"
    )
    return {file.name: file.version for file in files if file.version is not None}
