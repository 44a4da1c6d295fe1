"""Share links: making and withdrawing them, and what they show."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from erdapp.store import access, pictures
from erdapp.store.actions import shares as actions
from erdapp.store.incomplete import shared_doubts
from erdapp.store.models import Comparison, Project, ShareLink
from erdapp.web import conditional
from erdapp.web.compare_page import (
    comparison_context,
    comparison_exports,
    comparison_file,
    comparison_rows,
)
from erdapp.web.exports import FORMATS, export_response, rows_response
from erdapp.web.forms import ShareForm
from erdapp.web.looking import Looking, Place
from erdapp.web.names import names_response
from erdapp.web.saved_views import looked_at
from erdapp.web.source_links import source_texts
from erdapp.web.version_context import base_context
from erdapp.web.views.tables import table_context
from erdapp.web.visitor import AppRequest, visitor


@require_POST
def create(request: AppRequest, slug: str) -> HttpResponse:
    """A link to a version (with its view), to a comparison, or to the newest version."""
    project = access.writable_project(visitor(request), slug)
    form = ShareForm(request.POST)
    if not form.is_valid():
        raise Http404("There is nothing of that kind to share.")
    number, comparison = form.cleaned_data["version"], form.cleaned_data["comparison"]
    options = Looking.parse(request.POST.dict()).params() if number else {}
    link = actions.share(
        project,
        visitor(request),
        version=access.version_of(project, number) if number else None,
        comparison=_comparison(project, comparison) if comparison else None,
        options=options,
    )
    if link.version is None:
        messages.success(request, request.build_absolute_uri(_address(link)))
        return redirect("project", project.slug)
    page = reverse("version", args=[project.slug, number])
    return redirect(f"{page}?{urlencode({**options, 'shared': 1})}#share")


def _comparison(project: Project, pk: int) -> Comparison:
    return get_object_or_404(Comparison, project=project, pk=pk)


def _address(link: ShareLink) -> str:
    return reverse("share", args=[link.token])


@require_POST
def revoke(request: AppRequest, slug: str, pk: int) -> HttpResponse:
    project = access.writable_project(visitor(request), slug)
    link = get_object_or_404(ShareLink, project=project, pk=pk, revoked_at=None)
    actions.revoke(link, visitor(request))
    messages.success(request, "The link is withdrawn: it shows nothing to anybody any more.")
    return redirect("project", project.slug)


@require_safe
def page(request: AppRequest, token: str) -> HttpResponse:
    """What the link shows: a diagram to look around in, or a comparison."""
    share = access.live_share(token)
    if share.comparison:
        context = _comparison_context(request, share, share.comparison) | {"tab": "diagram"}
        return render(request, "shares/comparison.html", context)
    context = _version_context(request, share)
    template = "versions/_diagram.html" if request.htmx else "shares/diagram.html"
    parts = (share.pk, context["picture"].key)
    return conditional.render_if_changed(request, template, context, *parts)


@require_safe
def table(request: AppRequest, token: str, table: str) -> HttpResponse:
    """The page of one table, seen through the link."""
    share = access.live_share(token)
    if share.comparison:
        raise Http404("This link shows a comparison.")
    version = access.shared_version(share)
    context = base_context(version, Looking(focus=table), Place(version, token))
    context |= {"share": share, "tab": "tables"} | table_context(
        version, table, source_texts(version)
    )
    return render(request, "shares/table.html", context)


@require_safe
def embed(request: AppRequest, token: str) -> HttpResponse:
    """The diagram alone, for a frame on another site."""
    share = access.live_share(token)
    if share.comparison:
        context = _comparison_context(request, share, share.comparison)
    else:
        context = _version_context(request, share)
    return render(request, "shares/embed.html", context)


@require_safe
def export_file(request: AppRequest, token: str, suffix: str) -> HttpResponse:
    """The picture for a README, or an export: of the newest version when the link follows it."""
    share = access.live_share(token)
    if share.comparison:
        return comparison_file(request, share.comparison, suffix, conditional.SHARED)
    if suffix not in FORMATS:
        raise Http404(f"This link has no .{suffix} to give.")
    params = request.GET.copy()
    for name, value in share.options.items():
        params.setdefault(name, value)
    params["view"] = share.options.get("view", "")  # no other view is to be seen through it
    request.GET = params  # type: ignore[assignment]
    return export_response(request, access.shared_version(share), suffix, conditional.SHARED)


@require_safe
def rows(request: AppRequest, token: str) -> HttpResponse:
    """The rows of the diagram's cards, where its page carries none."""
    share = access.live_share(token)
    if share.comparison:
        return comparison_rows(request, share.comparison, conditional.SHARED)
    looked = looked_at(share.project, request.GET.dict(), share.options)
    return rows_response(request, access.shared_version(share), looked, conditional.SHARED)


@require_safe
def names(request: AppRequest, token: str) -> HttpResponse:
    """What the search in the browser looks through."""
    share = access.live_share(token)
    if share.comparison:
        raise Http404("This link shows a comparison.")
    return names_response(request, access.shared_version(share), conditional.SHARED)


def _comparison_context(
    request: AppRequest, share: ShareLink, comparison: Comparison
) -> dict[str, Any]:
    doubts = shared_doubts(comparison)
    still = reverse("share-export", args=[share.token, "svg"])
    context = comparison_context(comparison, request.GET.dict(), doubts)
    return context | {
        "exports": comparison_exports(still, context["canvas_query"]),
        "share": share,
        "canvas_rows": reverse("share-rows", args=[share.token]),
        "canvas_still": still,
    }


def _version_context(request: AppRequest, share: ShareLink) -> dict[str, Any]:
    version = access.shared_version(share)
    looked = looked_at(share.project, request.GET.dict(), share.options)
    looking = looked.looking
    place = Place(version, share.token)
    options = looked.picture(version)
    return base_context(version, looking, place) | {
        "share": share,
        "tab": "diagram",
        "picture": pictures.picture(version.snapshot_id, options),
        "rows_inline": options.rows,
        "positions": looked.positions,
    }
