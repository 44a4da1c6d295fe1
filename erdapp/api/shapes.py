"""What goes in and out as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from django.urls import reverse
from ninja import Schema
from pydantic import Field

from erdapp.migdir.formats import FORMATS
from erdapp.schema import Dialect
from erdapp.store.models import Project, Version


class ErrorShape(Schema):
    error: str


class ProjectShape(Schema):
    slug: str
    name: str
    visibility: str
    url: str
    versions: int = Field(description="The number of the newest version; 0 without any.")
    updated: datetime


class VersionShape(Schema):
    number: int
    label: str
    message: str
    dialect: str
    tables: int
    columns: int
    fingerprint: str = Field(description="SHA-256 of the schema: equal for equal schemas.")
    change: str = Field(description="Against the version before, in one line.")
    problems: int
    incomplete: bool = Field(description="The load lost something: see the problems.")
    author: str
    created: datetime
    url: str


class ProblemShape(Schema):
    file: str
    line: int
    severity: str
    message: str


class VersionDetailShape(VersionShape):
    problem_list: list[ProblemShape]


class FileShape(Schema):
    path: str = Field(max_length=500)
    data: str = Field(description="The bytes of the file in base64.")


class PushShape(Schema):
    files: list[FileShape] = Field(min_length=1, max_length=2_000)
    project: str = Field("", max_length=80, description="A slug; empty makes a new project.")
    name: str = Field("", max_length=120, description="Of a new project.")
    dialect: Dialect | Literal[""] = ""
    label: str = Field("", max_length=80)
    message: str = Field("", max_length=2_000)


class PushedShape(Schema):
    project: str
    version: int
    created: bool = Field(description="False when the newest version said the same already.")
    url: str
    link: str = Field(description="Shows this version to whoever has the link.")
    change: str


class FolderPushShape(Schema):
    files: list[FileShape] = Field(
        min_length=1, max_length=5_000, description="Paths are those inside the folder."
    )
    project: str = Field("", max_length=80, description="A slug; empty makes a new project.")
    name: str = Field("", max_length=120, description="Of a new project.")
    format: str = Field("atlas", max_length=20, description=f"One of {', '.join(FORMATS)}.")
    dialect: Dialect | Literal[""] = Field("", description="Empty: as before, or guessed.")
    replace: bool = Field(
        False, description="Take a folder whose earlier files were changed since the last push."
    )


class FolderPushedShape(Schema):
    project: str
    changed: bool = Field(description="False when the project held the same folder already.")
    added: list[str] = Field(description="The migrations that were not there before.")
    version: int = Field(description="The newest of the project; 0 without any.")
    url: str = Field(description="The page of the folder, for those who may see the project.")
    link: str = Field(description="Shows that version to whoever has the link.")


class StatementShape(Schema):
    sql: str
    comment: str
    transactional: bool
    warning: str


class QuestionShape(Schema):
    kind: str
    before: str
    after: str
    table: str
    score: float


class ComparisonShape(Schema):
    before: int
    after: int
    incomplete: list[int] = Field(
        description="Versions whose load lost something. Their migration is left out until it is "
        "confirmed on the page, or asked for with `allow_incomplete`."
    )
    summary: str
    changes: list[str]
    questions: list[QuestionShape] = Field(description="Guessed renames without an answer.")
    up: list[StatementShape]
    down: list[StatementShape]
    irreversible: list[str]
    proof: str = Field(description="proved, failed, unavailable or pending")
    proof_reason: str
    server: str
    url: str


def page(request: HttpRequest, name: str, *args: object) -> str:
    """The absolute address of a page."""
    return request.build_absolute_uri(reverse(name, args=args))


def project_shape(request: HttpRequest, project: Project, newest: int) -> ProjectShape:
    return ProjectShape(
        slug=project.slug,
        name=project.name,
        visibility=project.visibility,
        url=page(request, "project", project.slug),
        versions=newest,
        updated=project.updated,
    )


def version_shape(request: HttpRequest, project: Project, version: Version) -> VersionShape:
    return VersionShape(
        number=version.number,
        label=version.label,
        message=version.message,
        dialect=version.dialect,
        tables=version.snapshot.tables,
        columns=version.snapshot.columns,
        fingerprint=version.snapshot_id,
        change=version.change.get("line", ""),
        problems=len(version.problems),
        incomplete=version.incomplete,
        author=version.author.get_username() if version.author else "",
        created=version.created,
        url=page(request, "version", project.slug, version.number),
    )
