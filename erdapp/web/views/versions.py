"""A version: its diagram, its source, its problems, its exports."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from erdapp.store import access, pictures
from erdapp.store.actions.versions import source_text
from erdapp.store.findings import design_findings
from erdapp.web import conditional
from erdapp.web.exports import FORMATS, export_response, rows_response
from erdapp.web.findings import by_code
from erdapp.web.looking import Looking
from erdapp.web.names import names_response
from erdapp.web.saved_views import looked_at
from erdapp.web.source_links import source_links
from erdapp.web.version_context import version_context
from erdapp.web.visitor import AppRequest, visitor


@require_safe
def diagram(request: AppRequest, slug: str, number: int) -> HttpResponse:
    """The diagram page, or with htmx its list and canvas only."""
    project = access.visible_project(visitor(request), slug)
    version = access.version_of(project, number)
    looked = looked_at(project, request.GET.dict())
    looking, views = looked.looking, list(project.saved_views.defer("options", "positions"))
    context = version_context(request, version, looking)
    options = looked.picture(version)
    picture = pictures.picture(version.snapshot_id, options)
    context |= {"picture": picture, "rows_inline": options.rows, "tab": "diagram"}
    context |= {"saved_views": views, "saved": looked.saved, "positions": looked.positions}
    template = "versions/_diagram.html" if request.htmx else "versions/diagram.html"
    saved = [(view.pk, view.updated) for view in views]
    parts = (
        project.updated,
        picture.key,
        context["share"],
        len(version.problems),
        saved,
        context["findings"].total,
    )
    return conditional.render_if_changed(request, template, context, *parts)


@require_safe
def export_file(request: AppRequest, slug: str, number: int, suffix: str) -> HttpResponse:
    """The version as a picture or a text: `erd.svg`, `erd.mmd` …"""
    project = access.visible_project(visitor(request), slug)
    version = access.version_of(project, number)
    if suffix not in FORMATS:
        raise Http404(f"There is no export named .{suffix}: use one of {', '.join(FORMATS)}.")
    return export_response(request, version, suffix, conditional.PRIVATE)


@require_safe
def rows(request: AppRequest, slug: str, number: int) -> HttpResponse:
    """The rows of the diagram's cards, where its page carries none."""
    project = access.visible_project(visitor(request), slug)
    version = access.version_of(project, number)
    looked = looked_at(project, request.GET.dict())
    return rows_response(request, version, looked, conditional.PRIVATE)


@require_safe
def names(request: AppRequest, slug: str, number: int) -> HttpResponse:
    """What the search in the browser looks through."""
    project = access.visible_project(visitor(request), slug)
    return names_response(request, access.version_of(project, number), conditional.PRIVATE)


@require_safe
def sql(request: AppRequest, slug: str, number: int) -> HttpResponse:
    """The texts the version was loaded from, and the schema written out anew."""
    project = access.visible_project(visitor(request), slug)
    version = access.version_of(project, number)
    sources = list(version.sources.select_related("blob").defer("blob__data"))
    chosen = _chosen(request.GET.get("file", ""), len(sources))
    context = version_context(request, version, Looking()) | {
        "tab": "sql",
        "sources": sources,
        "chosen": sources[chosen] if sources else None,
        "text": source_text(sources[chosen]) if sources else "",
    }
    return render(request, "versions/sql.html", context)


def _chosen(given: str, count: int) -> int:
    return int(given) if given.isdecimal() and len(given) < 6 and int(given) < count else 0


@require_safe
def source_file(request: AppRequest, slug: str, number: int, position: int) -> HttpResponse:
    """One of the files that the version was loaded from, as it was."""
    project = access.visible_project(visitor(request), slug)
    version = access.version_of(project, number)
    source = version.sources.select_related("blob").filter(position=position).first()
    if source is None:
        raise Http404("This version has no such file.")
    response = HttpResponse(
        source_text(source).encode("utf-8", "replace"), content_type="text/plain; charset=utf-8"
    )
    name = f"{project.slug}-v{version.number}-{position + 1}.sql"
    tag = conditional.etag(source.blob_id)
    return conditional.as_file(response, request, name, conditional.PRIVATE, tag=tag)


@require_safe
def findings(request: AppRequest, slug: str, number: int) -> HttpResponse:
    """What the design rules say, each with its place in the source."""
    project = access.visible_project(visitor(request), slug)
    version = access.version_of(project, number)
    links = source_links(version)
    context = version_context(request, version, Looking()) | {"tab": "findings", "links": links}
    context["kinds"] = by_code(design_findings(version.snapshot), links.origins)
    return render(request, "versions/findings.html", context)


@require_safe
def problems(request: AppRequest, slug: str, number: int) -> HttpResponse:
    project = access.visible_project(visitor(request), slug)
    version = access.version_of(project, number)
    context = version_context(request, version, Looking()) | {
        "tab": "problems",
        "links": source_links(version),
    }
    return render(request, "versions/problems.html", context)
