"""Search over all that a project knows."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from erdapp.store import access
from erdapp.store.models import Project
from erdapp.store.notes import notes_of
from erdapp.store.snapshots import load_schema
from erdapp.web.search_page import Group, search
from erdapp.web.visitor import AppRequest, visitor


@require_safe
def page(request: AppRequest, slug: str) -> HttpResponse:
    """`?q=` in the newest version, or in the one of `?v=`."""
    project = access.visible_project(visitor(request), slug)
    version = access.version_of(project, _number(request.GET.get("v", ""), project))
    words = request.GET.get("q", "")[:200].replace("\0", "")
    groups: tuple[Group, ...] = ()
    if words.strip():
        groups = search(version, load_schema(version.snapshot_id), notes_of(project), words)
    context = {"project": project, "version": version, "words": words, "groups": groups}
    template = "search/_results.html" if request.htmx else "search/page.html"
    response = render(request, template, context)
    patch_vary_headers(response, ("HX-Request",))
    return response


def _number(given: str, project: Project) -> int:
    """The number of the version to search. Raises Http404."""
    if given.isdecimal() and len(given) < 9:
        return int(given)
    newest = project.versions.order_by("-number").values_list("number", flat=True).first()
    if newest is None:
        raise Http404("This project has no version yet.")
    return newest
