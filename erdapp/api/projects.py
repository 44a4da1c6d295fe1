"""The projects that the asker may see."""

from __future__ import annotations

from django.db.models import Max
from django.http import HttpRequest
from ninja import Router

from erdapp.api.auth import visitor
from erdapp.api.shapes import ErrorShape, ProjectShape, VersionShape, project_shape, version_shape
from erdapp.store import access

projects = Router(tags=["projects"])


@projects.get("/projects", response=list[ProjectShape], summary="One's own projects")
def own(request: HttpRequest) -> list[ProjectShape]:
    """Those the asker made or is a member of, last changed first."""
    found = access.own_projects(visitor(request)).annotate(newest=Max("versions__number"))
    return [project_shape(request, project, project.newest or 0) for project in found]


@projects.get(
    "/projects/{slug}/versions",
    response={200: list[VersionShape], (401, 404): ErrorShape},
    summary="The versions of a project, newest first",
)
def versions_of(request: HttpRequest, slug: str) -> list[VersionShape]:
    project = access.visible_project(visitor(request), slug)
    found = project.versions.select_related("snapshot", "author").defer(
        "snapshot__data", "snapshot__outline", "origins"
    )
    return [version_shape(request, project, version) for version in found]
