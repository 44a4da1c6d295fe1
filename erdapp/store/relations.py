"""Relations without a foreign key: what is guessed of a stored schema, what people said of it."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from erdapp.inference import NO_LINKS, Guess, Link, Links, related
from erdapp.inference.infer import infer
from erdapp.schema import Name
from erdapp.store.build import guessing
from erdapp.store.models import Project, RelationAnswer, Snapshot, Version
from erdapp.store.snapshots import load_schema

Guesses = tuple[Guess, ...]
Answers = dict[Link, bool]
"""Whether each was accepted."""

FIELDS = ("schema", "table", "column", "ref_schema", "ref_table", "ref_column")


def guesses_of(snapshot: Snapshot) -> Guesses:
    """What the names in a stored schema suggest; found out once for each build of the rules."""
    if snapshot.guesses_maker != guessing():
        guesses = infer(load_schema(snapshot.fingerprint))
        snapshot.guesses = zlib.compress(msgspec.json.encode(guesses)) if guesses else b""
        snapshot.guesses_maker = guessing()
        snapshot.save(update_fields=["guesses", "guesses_maker"])
    data = bytes(snapshot.guesses)
    return msgspec.json.decode(zlib.decompress(data), type=Guesses) if data else ()


def answers_of(project: Project) -> Answers:
    """What people said about columns of the project: one query."""
    rows = project.relation_answers.values_list(*FIELDS, "accepted")
    return {
        Link(Name(schema, table), column, Name(ref_schema, ref_table), ref_column): accepted
        for schema, table, column, ref_schema, ref_table, ref_column, accepted in rows
    }


def links_of(answers: Answers, *, inferred: bool = False) -> Links:
    """What a picture shows beside foreign keys: what was accepted, and what is guessed on wish."""
    accepted = tuple(sorted(link for link, said in answers.items() if said))
    if not inferred:
        return Links(accepted=accepted) if accepted else NO_LINKS
    rejected = tuple(sorted(link for link, said in answers.items() if not said))
    return Links(inferred=True, accepted=accepted, rejected=rejected)


def link_of(answer: RelationAnswer) -> Link:
    table, ref_table = Name(answer.schema, answer.table), Name(answer.ref_schema, answer.ref_table)
    return Link(table, answer.column, ref_table, answer.ref_column)


def digest(link: Link) -> str:
    """What names the link in an address and a form, however hostile its names are."""
    return hashlib.sha256(msgspec.json.encode(link)).hexdigest()[:20]


@dataclass(frozen=True)
class Suggestion:
    """A guess or an answer as a page lists it; `accepted` is None until somebody answered."""

    link: Link
    accepted: bool | None
    score: float
    """0 where only an answer is left of it."""
    reason: str

    @property
    def digest(self) -> str:
        return digest(self.link)


def suggestions(version: Version, answers: Answers) -> tuple[Suggestion, ...]:
    """What there is to say about a version's relations, in the order of its tables: its guesses,
    and answers about columns that it has and doesn't guess of."""
    guesses = guesses_of(version.snapshot)
    found = {
        guess.link: Suggestion(guess.link, answers.get(guess.link), guess.score, guess.reason)
        for guess in guesses
    }
    if answers.keys() - found.keys():
        schema = load_schema(version.snapshot_id)
        for one in related(schema, Links(accepted=tuple(answers.keys() - found.keys()))):
            link = one.link
            found[link] = Suggestion(link, answers[link], 0.0, "somebody said so")
    return tuple(found[link] for link in sorted(found))


def about(suggested: Iterable[Suggestion], table: Name) -> tuple[Suggestion, ...]:
    """Those in which the table takes part."""
    return tuple(one for one in suggested if table in (one.link.table, one.link.ref_table))
