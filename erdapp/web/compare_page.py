"""What the pages of a comparison share: the head, the proof, the questions, the SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.inference import Links
from erdapp.layout.options import PictureOptions, Show
from erdapp.planner import render as render_sql
from erdapp.planner.plan import Plan
from erdapp.schema import Dialect
from erdapp.store import comparisons, pictures
from erdapp.store.findings import findings_of
from erdapp.store.models import Comparison, Version
from erdapp.store.policies import POLICIES, canonical
from erdapp.store.relations import answers_of, links_of
from erdapp.web.compare_looking import Comparing
from erdapp.web.diagram_page import Control
from erdapp.web.exports import ExportLink, sent_rows
from erdapp.web.findings import Found, untold
from erdapp.web.looking import INLINE, Looking, theme_of
from erdapp.web.prints import SHAPES, Subject, picture_file

COMPARED = {"svg": "SVG picture", "png": "PNG picture", "pdf": "PDF, one page"}
"""Files of a comparison."""


def how_query(comparison: Comparison) -> str:
    """The query that asks for the comparison's policies; empty for the plain way."""
    return f"?how={comparison.how}" if comparison.how else ""


def policy_controls(comparison: Comparison) -> tuple[Control, ...]:
    """A link for each policy that says something here: to the plan with it, or without it."""
    chosen = set(comparison.how.split(",")) - {""}
    dialect = Dialect(comparison.dialect)
    return tuple(
        Control(policy.label, f"?how={canonical(chosen ^ {policy.word}, dialect)}", on)
        for policy in POLICIES
        if dialect in policy.dialects
        for on in (policy.word in chosen,)
    )


def comparison_context(
    comparison: Comparison, params: Mapping[str, str], doubts: Sequence[Version] = ()
) -> dict[str, Any]:
    """The context of a page of a comparison; nothing in here decodes a schema but a new picture.

    With `doubts`, incomplete versions whose migration nobody has confirmed, there is none to see.
    """
    comparing = Comparing.parse(comparison, params)
    options = page_options(comparison, comparing)
    dialect = Dialect(comparison.dialect)
    plan = None if doubts else comparisons.plan_of(comparison)
    findings = findings_of(comparison) if plan else ()
    return {
        "doubts": doubts,
        "comparison": comparison,
        "project": comparison.project,
        "dialect": facts(dialect).label,
        "summary": comparisons.summary_of(comparison),
        "told": comparisons.told_of(comparison),
        "questions": comparisons.questions_of(comparison),
        "plan": plan,
        "up": migration_sql(plan, "up"),
        "down": migration_sql(plan, "down"),
        "warnings": untold(plan, findings) if plan else (),
        "findings": Found.of(findings) if plan else None,
        "proof": comparisons.proof_of(comparison),
        "proof_is_lost": comparisons.proof_is_lost(comparison),
        "picture": _picture(comparison, options),
        "rows_inline": options.rows,
        "canvas_query": comparing.query(),
        "scope_controls": comparing.scope_controls(),
        "inferred_control": comparing.inferred_control(comparison),
        "how_query": how_query(comparison),
        "policy_controls": policy_controls(comparison),
    }


def page_options(comparison: Comparison, comparing: Comparing) -> PictureOptions:
    """The options of the picture on the page."""
    return PictureOptions(
        standalone=False,
        changed_only=comparing.only,
        rows=comparison.after.tables <= INLINE,
        links=_links(comparison, comparing),
    )


def _links(comparison: Comparison, comparing: Comparing) -> Links:
    return links_of(answers_of(comparison.project), inferred=comparing.inferred)


def comparison_rows(request: HttpRequest, comparison: Comparison, cache: str) -> HttpResponse:
    """The rows of the cards, where the page carries none."""
    comparing = Comparing.parse(comparison, request.GET.dict())
    options = replace(page_options(comparison, comparing), rows=False)
    overlay = comparisons.overlay_of(comparison)
    return sent_rows(request, comparison.after_id, options, cache, overlay)


def migration_sql(plan: Plan | None, direction: str) -> str:
    """The SQL `up` or `down`, step by step where there are several; empty without a plan."""
    if plan is None:
        return ""
    if not plan.phases:
        return render_sql(plan.up if direction == "up" else plan.down, plan.dialect)
    phases = plan.phases if direction == "up" else plan.phases[::-1]
    return "\n".join(
        f"-- Step {number}: {phase.name}\n\n"
        + render_sql(phase.up if direction == "up" else phase.down, plan.dialect)
        for number, phase in enumerate(phases, 1)
    )


def _picture(comparison: Comparison, options: PictureOptions) -> pictures.SvgPicture:
    return pictures.picture(comparison.after_id, options, comparisons.overlay_of(comparison))


def comparison_file(
    request: HttpRequest, comparison: Comparison, suffix: str, cache: str
) -> HttpResponse:
    """The diagram with the differences, as a file. Raises Http404."""
    if suffix not in COMPARED:
        raise Http404(f"A comparison has no .{suffix} to give: use one of {', '.join(COMPARED)}.")
    params = request.GET.dict()
    comparing = Comparing.parse(comparison, params)
    options = PictureOptions(
        show=Looking.parse(params).show or Show.ALL,
        theme=theme_of(params),
        changed_only=comparing.only,
        links=_links(comparison, comparing),
    )
    name = f"{comparison.project.slug}-changes"
    title = f"Changes of {comparison.project.name}"
    overlay = comparisons.overlay_of(comparison)
    subject = Subject(comparison.after_id, options, title, name, overlay)
    return picture_file(request, subject, suffix, cache)


def comparison_exports(address: str, query: str) -> tuple[ExportLink, ...]:
    """The menu: the picture as a file in every shape, with what the page shows."""
    links = []
    for suffix, label in COMPARED.items():
        shapes = ((suffix, label), *SHAPES[suffix])
        links += [ExportLink(name, _address(address, shape, query)) for shape, name in shapes]
    return tuple(links)


def _address(address: str, shape: str, query: str) -> str:
    suffix, _, more = shape.partition("?")
    options = "&".join(filter(None, (query.removeprefix("?"), more, "download")))
    return f"{address.removesuffix('svg')}{suffix}?{options}"
