"""Two versions compared: the changes, the migration SQL and its proof."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from ninja import Router

from erdapp.api.auth import visitor
from erdapp.api.shapes import ComparisonShape, ErrorShape, QuestionShape, StatementShape, page
from erdapp.diff.describe import describe
from erdapp.planner.plan import Plan, Statement
from erdapp.store import access
from erdapp.store.actions.comparisons import compare_versions
from erdapp.store.comparisons import changes_of, plan_of, proof_of, questions_of, summary_of
from erdapp.store.incomplete import doubts
from erdapp.store.models import Comparison

comparisons = Router(tags=["comparisons"])


@comparisons.get(
    "/projects/{slug}/compare/{int:before}...{int:after}",
    response={200: ComparisonShape, (400, 401, 404): ErrorShape},
    summary="What changed between two versions, with the SQL up and down and its proof",
)
def compare(
    request: HttpRequest, slug: str, before: int, after: int, allow_incomplete: bool = False
) -> ComparisonShape:
    """The proof runs as a job: `pending` until it is done."""
    project = access.visible_project(visitor(request), slug)
    pair = (access.version_of(project, before), access.version_of(project, after))
    found = compare_versions(*pair)
    withheld = bool(doubts(*pair)) and not allow_incomplete
    planned, proof = (None, None) if withheld else (plan_of(found), proof_of(found))
    return ComparisonShape(
        before=before,
        after=after,
        incomplete=[version.number for version in pair if version.incomplete],
        summary=summary_of(found).line,
        changes=[describe(change) for change in changes_of(found)],
        questions=_questions(found),
        up=_statements(planned.up if planned else ()),
        down=_statements(planned.down if planned else ()),
        irreversible=list(planned.irreversible) if planned else [],
        proof=_verdict(planned, proof.verdict.value if proof else ""),
        proof_reason=_WITHHELD if withheld else proof.reason if proof else found.plan_error,
        server=proof.server if proof else "",
        url=page(request, "compare", project.slug, f"{before}...{after}"),
    )


_WITHHELD = "A version is incomplete: confirm its migration on the page, or ask for it."


def _verdict(planned: Plan | None, verdict: str) -> str:
    return verdict or ("pending" if planned else "unavailable")


def _statements(found: Sequence[Statement]) -> list[StatementShape]:
    return [
        StatementShape(
            sql=item.sql,
            comment=item.comment,
            transactional=item.transactional,
            warning=item.warning,
        )
        for item in found
    ]


def _questions(found: Comparison) -> list[QuestionShape]:
    return [
        QuestionShape(
            kind=item.guess.rename.kind,
            before=item.guess.rename.before,
            after=item.guess.rename.after,
            table=item.guess.rename.table,
            score=item.guess.score,
        )
        for item in questions_of(found)
        if item.assumed
    ]
