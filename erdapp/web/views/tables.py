"""The index of tables, and the page of one table."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from erdapp.layout.options import PictureOptions
from erdapp.store import access, pictures
from erdapp.store.findings import design_findings
from erdapp.store.history import table_history
from erdapp.store.models import Version
from erdapp.store.notes import notes_on
from erdapp.store.relations import about as about_relations
from erdapp.store.relations import answers_of, links_of, suggestions
from erdapp.store.snapshots import load_outline, load_schema
from erdapp.web.dictionary import index_context
from erdapp.web.findings import about
from erdapp.web.looking import Looking
from erdapp.web.source_links import SourceLinks, source_links
from erdapp.web.table_page import TablePage, table_page
from erdapp.web.version_context import version_context
from erdapp.web.visitor import AppRequest, visitor


@require_safe
def index(request: AppRequest, slug: str, number: int) -> HttpResponse:
    """All tables and views with their counts, comments and notes, searchable."""
    project = access.visible_project(visitor(request), slug)
    version = access.version_of(project, number)
    looking = Looking.parse(request.GET)
    context = version_context(request, version, looking) | {"tab": "tables"}
    context |= index_context(version, context["groups"], "undocumented" in request.GET)
    template = "tables/_list.html" if request.htmx else "tables/index.html"
    return render(request, template, context)


@require_safe
def detail(request: AppRequest, slug: str, number: int, table: str) -> HttpResponse:
    project = access.visible_project(visitor(request), slug)
    version = access.version_of(project, number)
    context = version_context(request, version, Looking(focus=table))
    context |= {"tab": "tables"} | table_context(version, table, source_links(version))
    return render(request, "tables/detail.html", context)


def table_context(version: Version, name: str, links: SourceLinks) -> dict[str, object]:
    """The table's page and the picture of its neighbourhood; Http404 when there is none."""
    listed = load_outline(version.snapshot).find(name)
    schema = load_schema(version.snapshot_id)
    page: TablePage | None = None
    if listed:
        page = table_page(schema, listed.full_name, links.origins)
    if page is None:
        raise Http404(f"Version {version.number} has no table named {name}.")
    answers = answers_of(version.project)
    options = PictureOptions(focus=page.name, depth=1, links=links_of(answers), standalone=False)
    notes = notes_on(version.project, str(page.name))
    return {
        "page": page,
        "links": links,
        "picture": pictures.picture(version.snapshot_id, options),
        "notes": notes,
        "note": notes.get(""),
        "history": table_history(version, str(page.name)),
        "suggestions": about_relations(suggestions(version, answers), page.name),
        "table_findings": about(design_findings(version.snapshot), str(page.name)),
    }
