"""Two versions compared: on the diagram, side by side, as a migration with its proof."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from erdapp.schema import Dialect
from erdapp.store import access, comparisons
from erdapp.store.actions import comparisons as actions
from erdapp.store.actions.confirmations import confirm_migration
from erdapp.store.incomplete import doubts as doubts_of
from erdapp.store.models import Comparison, Project, Version
from erdapp.web import conditional
from erdapp.web.change_page import change_blocks
from erdapp.web.compare_page import (
    comparison_context,
    comparison_exports,
    comparison_file,
    comparison_rows,
    how_query,
    migration_sql,
)
from erdapp.web.converters import Pair
from erdapp.web.forms import AnswerForm, PairForm
from erdapp.web.source_links import links_of
from erdapp.web.views.errors import error_page
from erdapp.web.visitor import AppRequest, visitor

_CONFIRM = "confirm it on the page of the comparison first."


@require_safe
def choose(request: AppRequest, slug: str) -> HttpResponse:
    """Two numbers from a form become the address of their comparison."""
    project = access.visible_project(visitor(request), slug)
    form = PairForm(request.GET)
    if not form.is_valid():
        messages.error(request, "Choose two versions to compare.")
        return redirect("project", project.slug)
    return redirect("compare", project.slug, Pair(form.cleaned_data["a"], form.cleaned_data["b"]))


@require_safe
def diagram(request: AppRequest, slug: str, pair: Pair) -> HttpResponse:
    return _page(request, slug, pair, "diagram")


@require_safe
def changes(request: AppRequest, slug: str, pair: Pair) -> HttpResponse:
    return _page(request, slug, pair, "changes")


@require_safe
def migration(request: AppRequest, slug: str, pair: Pair) -> HttpResponse:
    return _page(request, slug, pair, "migration")


def _page(request: AppRequest, slug: str, pair: Pair, tab: str) -> HttpResponse:
    project = access.visible_project(visitor(request), slug)
    try:
        found = _comparison(project, pair, _how(request))
    except actions.NotComparable as error:
        return error_page(request, 400, "These two cannot be compared", str(error))
    comparison = found.comparison
    still = reverse("compare-export", args=[project.slug, pair, "svg"])
    context = comparison_context(comparison, request.GET.dict(), found.doubts) | {
        "pair": pair,
        "tab": tab,
        "canvas_rows": reverse("compare-rows", args=[project.slug, pair]),
        "canvas_still": still,
        "may": access.rights(visitor(request), project),
        "versions": list(project.versions.only("number", "label", "project_id")),
        "share": project.shares.filter(comparison=comparison, revoked_at=None).first(),
    }
    context["exports"] = comparison_exports(still, context["canvas_query"])
    if tab == "changes":
        changed = comparisons.changes_of(comparison)
        context["blocks"] = change_blocks(changed, Dialect(comparison.dialect))
        before, after = links_of([found.before, found.after])
        context["sides"] = {"before": before, "after": after}
    return render(request, f"compare/{tab}.html", context)


class _Compared(NamedTuple):
    """A comparison with its versions, and which of them are incomplete and not confirmed."""

    comparison: Comparison
    doubts: tuple[Version, ...]
    before: Version
    after: Version


def _comparison(project: Project, pair: Pair, how: tuple[str, ...] = ()) -> _Compared:
    before, after = (access.version_of(project, number) for number in pair)
    comparison = actions.compare_versions(before, after, how)
    return _Compared(comparison, doubts_of(before, after), before, after)


def _how(request: AppRequest) -> tuple[str, ...]:
    """The policies that the address asks for: `?how=online,expand_contract`."""
    return tuple(request.GET.get("how", "").split(","))


@require_safe
def proof(request: AppRequest, slug: str, pair: Pair) -> HttpResponse:
    """The proof panel alone, asked for until the proof is there."""
    project = access.visible_project(visitor(request), slug)
    comparison = _comparison(project, pair, _how(request)).comparison
    context = {
        "how_query": how_query(comparison) or _next_query(request),
        "project": project,
        "pair": pair,
        "comparison": comparison,
        "proof": comparisons.proof_of(comparison),
        "proof_is_lost": comparisons.proof_is_lost(comparison),
        "may": access.rights(visitor(request), project),
    }
    return render(request, "compare/_proof.html", context)


def _next_query(request: AppRequest) -> str:
    return "?" + urlencode({"next": request.GET["next"]}) if "next" in request.GET else ""


@require_POST
def answer(request: AppRequest, slug: str, pair: Pair) -> HttpResponse:
    """Rename, or drop and add."""
    project = access.writable_project(visitor(request), slug)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return error_page(request, 400, "That answer was not understood", "Reload the page.")
    accepted = form.cleaned_data["answer"] == "rename"
    try:
        comparison = _comparison(project, pair).comparison
        actions.answer_rename(comparison, form.rename(), accepted, visitor(request))
    except actions.NoSuchGuess as error:
        return error_page(request, 400, "That is not in question", str(error))
    return _onward(request, project, pair, "compare")


@require_POST
def confirm(request: AppRequest, slug: str, pair: Pair) -> HttpResponse:
    """The migration counts although a version of it is incomplete."""
    project = access.writable_project(visitor(request), slug)
    before, after = (access.version_of(project, number) for number in pair)
    confirm_migration(before, after, visitor(request))
    return _onward(request, project, pair, "compare-migration")


@require_POST
def prove_again(request: AppRequest, slug: str, pair: Pair) -> HttpResponse:
    project = access.writable_project(visitor(request), slug)
    comparison = _comparison(project, pair, _how(request)).comparison
    actions.prove_again(comparison, visitor(request))
    tab = "compare-migration" if comparison.how else "compare"
    return _onward(request, project, pair, tab, how_query(comparison))


def _onward(
    request: AppRequest, project: Project, pair: Pair, tab: str, query: str = ""
) -> HttpResponse:
    """Back to the next migration (`?next=its name`) where that is what somebody looks at, else to a
    page of the comparison."""
    if "next" not in request.GET:
        return redirect(reverse(tab, args=[project.slug, pair]) + query)
    wanted = urlencode({"to": pair.after, "name": request.GET["next"]})
    return redirect(f"{reverse('migration-next', args=[project.slug])}?{wanted}")


@require_safe
def migration_file(request: AppRequest, slug: str, pair: Pair, direction: str) -> HttpResponse:
    """`up.sql` or `down.sql`."""
    project = access.visible_project(visitor(request), slug)
    if direction not in ("up", "down"):
        raise Http404("A migration has an up.sql and a down.sql.")
    comparison, doubts, *_ = _comparison(project, pair, _how(request))
    if doubts:
        said = ", ".join(f"v{version.number} is incomplete" for version in doubts)
        return error_page(request, 409, "This migration isn't confirmed", f"{said}: {_CONFIRM}")
    text = migration_sql(comparisons.plan_of(comparison), direction)
    response = HttpResponse(text, content_type="application/sql; charset=utf-8")
    name = f"{project.slug}-v{pair.before}-v{pair.after}.{direction}.sql"
    tag = conditional.etag(text)
    return conditional.as_file(response, request, name, conditional.PRIVATE, tag=tag)


@require_safe
def export_file(request: AppRequest, slug: str, pair: Pair, suffix: str) -> HttpResponse:
    """The picture of the differences: `erd.svg`, `erd.png`, `erd.pdf`."""
    project = access.visible_project(visitor(request), slug)
    comparison = _comparison(project, pair).comparison
    return comparison_file(request, comparison, suffix, conditional.PRIVATE)


@require_safe
def rows(request: AppRequest, slug: str, pair: Pair) -> HttpResponse:
    """The rows of the diagram's cards, where its page carries none."""
    project = access.visible_project(visitor(request), slug)
    return comparison_rows(request, _comparison(project, pair).comparison, conditional.PRIVATE)
