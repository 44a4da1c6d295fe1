"""One version: what it is, and its schema as a text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from erdapp.api.auth import visitor
from erdapp.api.shapes import ErrorShape, ProblemShape, VersionDetailShape, version_shape
from erdapp.export import UnknownFormat, export
from erdapp.loaders.base import SourceError
from erdapp.store import access
from erdapp.store.snapshots import load_schema

versions = Router(tags=["versions"])


@versions.get(
    "/projects/{slug}/versions/{int:number}",
    response={200: VersionDetailShape, (401, 404): ErrorShape},
    summary="A version with the problems of its load",
)
def version(request: HttpRequest, slug: str, number: int) -> VersionDetailShape:
    project = access.visible_project(visitor(request), slug)
    found = access.version_of(project, number)
    shape = version_shape(request, project, found)
    problems = [
        ProblemShape(
            file=item.get("file", ""),
            line=item.get("line", 0),
            severity=item.get("severity", ""),
            message=item.get("message", ""),
        )
        for item in found.problems
    ]
    return VersionDetailShape(**shape.dict(), problem_list=problems)


@versions.get(
    "/projects/{slug}/versions/{int:number}/schema",
    response={200: None, (400, 401, 404): ErrorShape},
    summary="The schema as sql, json, hcl, mermaid, dbml, plantuml, dot or markdown",
)
def schema(request: HttpRequest, slug: str, number: int, format: str = "json") -> HttpResponse:
    """`json` has the shape of Atlas: `schemas[].tables[].columns[]`."""
    project = access.visible_project(visitor(request), slug)
    found = access.version_of(project, number)
    try:
        text = export(load_schema(found.snapshot_id), format)
    except UnknownFormat as error:
        raise SourceError(str(error)) from None
    kind = "application/json" if format == "json" else "text/plain"
    return HttpResponse(text.encode("utf-8", "replace"), content_type=f"{kind}; charset=utf-8")
