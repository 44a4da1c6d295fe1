"""What the pages of a comparison share: the head, the proof, the questions, the SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.layout.options import PictureOptions, Show
from erdapp.planner import render as render_sql
from erdapp.planner.plan import Plan
from erdapp.schema import Dialect
from erdapp.store import comparisons, pictures
from erdapp.store.findings import findings_of
from erdapp.store.models import Comparison, Version
from erdapp.store.policies import POLICIES, canonical
from erdapp.web import conditional
from erdapp.web.diagram_page import Control
from erdapp.web.exports import sent_rows
from erdapp.web.findings import Found, untold
from erdapp.web.looking import INLINE, Looking, theme_of

MANY = 30
"""Tables from which on a comparison opens with the changed ones and their neighbours only."""


def only_changed(comparison: Comparison, params: Mapping[str, str]) -> bool:
    """Whether to leave out what is further than one hop from a change: `?only=changed` or `all`."""
    asked = params.get("only")
    many = comparison.after.tables > MANY and bool(comparisons.summary_of(comparison))
    return asked == "changed" or (asked != "all" and many)


def scope_controls(only: bool) -> tuple[Control, ...]:
    return (
        Control("Changed and one hop", "?only=changed", only),
        Control("All tables", "?only=all", not only),
    )


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
    only = only_changed(comparison, params)
    options = page_options(comparison, only)
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
        "canvas_query": f"?only={'changed' if only else 'all'}",
        "scope_controls": scope_controls(only),
        "how_query": how_query(comparison),
        "policy_controls": policy_controls(comparison),
    }


def page_options(comparison: Comparison, only: bool) -> PictureOptions:
    """The options of the picture on the page."""
    inline = comparison.after.tables <= INLINE
    return PictureOptions(standalone=False, changed_only=only, rows=inline)


def comparison_rows(request: HttpRequest, comparison: Comparison, cache: str) -> HttpResponse:
    """The rows of the cards, where the page carries none."""
    only = only_changed(comparison, request.GET.dict())
    options = replace(page_options(comparison, only), rows=False)
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


def comparison_picture(request: HttpRequest, comparison: Comparison, cache: str) -> HttpResponse:
    """The diagram with the differences, as a file."""
    params = request.GET.dict()
    looking = Looking.parse(params)
    only = only_changed(comparison, params)
    options = PictureOptions(
        show=looking.show or Show.ALL, theme=theme_of(params), changed_only=only
    )
    overlay = comparisons.overlay_of(comparison)
    tag = pictures.picture_key(comparison.after_id, options, overlay)
    if response := conditional.unchanged(request, tag, cache):
        return response
    name = f"{comparison.project.slug}-changes.svg"
    return conditional.svg_response(request, _picture(comparison, options), name, cache)
