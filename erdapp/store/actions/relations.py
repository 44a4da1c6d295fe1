"""Accepting and rejecting relations that no foreign key declares, and carrying the answers on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from erdapp.diff.changes import Rename
from erdapp.inference import Link
from erdapp.store.access import Visitor
from erdapp.store.actions.audit import record
from erdapp.store.models import Project, RelationAnswer, Version
from erdapp.store.models.relation import LONGEST
from erdapp.store.relations import answers_of, digest, guesses_of, link_of


class NoSuchRelation(Exception):
    """Neither is it guessed nor was it answered."""


@transaction.atomic
def answer_relation(version: Version, key: str, accepted: bool | None, visitor: Visitor) -> Link:
    """Accept or reject the relation of that `digest`; None withdraws the answer.

    Raises NoSuchRelation when the version doesn't suggest it and nobody answered it before.
    """
    project = version.project
    known = {guess.link for guess in guesses_of(version.snapshot)} | answers_of(project).keys()
    link = next((link for link in known if digest(link) == key), None)
    if link is None or _unfit(_names(link)):
        raise NoSuchRelation("This relation isn't suggested any more: reload the page.")
    answers = project.relation_answers.filter(**_names(link))
    if accepted is None:
        answers.delete()
    elif not answers.update(accepted=accepted, author=visitor.user, updated=timezone.now()):
        RelationAnswer.objects.create(
            project=project, accepted=accepted, author=visitor.user, **_names(link)
        )
    record(_VERBS[accepted], project, visitor, relation=str(link)[:600])
    return link


@transaction.atomic
def accept_open(version: Version, visitor: Visitor) -> int:
    """Accept every guess of the version that nobody answered yet; how many those were."""
    project = version.project
    answered = answers_of(project).keys()
    guessed = (
        _names(guess.link) for guess in guesses_of(version.snapshot) if guess.link not in answered
    )
    made = RelationAnswer.objects.bulk_create(
        (
            RelationAnswer(project=project, accepted=True, author=visitor.user, **names)
            for names in guessed
            if not _unfit(names)
        ),
        ignore_conflicts=True,
    )
    if made:
        record("open relations accepted", project, visitor, count=len(made), version=version.number)
    return len(made)


_VERBS = {
    True: "relation accepted",
    False: "relation rejected",
    None: "answer to a relation withdrawn",
}


def _names(link: Link) -> dict[str, str]:
    return {
        "schema": link.table.schema,
        "table": link.table.name,
        "column": link.column,
        "ref_schema": link.ref_table.schema,
        "ref_table": link.ref_table.name,
        "ref_column": link.ref_column,
    }


def _unfit(names: Mapping[str, str]) -> bool:
    """Whether the database can't keep them."""
    return sum(map(len, names.values())) > LONGEST or "\0" in "".join(names.values())


def carry_answers(project: Project, renames: Iterable[Rename]) -> None:
    """Give the new names the answers about the old ones.

    The old names keep theirs, for the versions that bear them; an answer about a new name stays
    as it is.
    """
    ordered = sorted(renames, key=lambda rename: rename.kind == "column")  # tables first
    for rename in ordered:
        if rename.kind not in ("table", "column"):
            continue
        table = rename.before if rename.kind == "table" else rename.table
        for prefix in ("", "ref_"):
            old = {f"{prefix}schema": rename.schema, f"{prefix}table": table}
            new = {f"{prefix}table": rename.after}
            if rename.kind == "column":
                old[f"{prefix}column"] = rename.before
                new = {f"{prefix}column": rename.after}
            _copy(project, old, new)


def _copy(project: Project, old: dict[str, str], new: dict[str, str]) -> None:
    answers = []
    for answer in project.relation_answers.filter(**old):
        answer.pk = None
        for name, value in new.items():
            setattr(answer, name, value)
        if not _unfit(_names(link_of(answer))):
            answers.append(answer)
    RelationAnswer.objects.bulk_create(answers, ignore_conflicts=True)
