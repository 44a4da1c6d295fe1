"""Guessed renames and what people answered: which renames a comparison goes by."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from erdapp.diff.changes import Rename, RenameGuess


class Answer(Struct, frozen=True):
    """Somebody's word on one guess: a rename, or drop and add."""

    rename: Rename
    accepted: bool


class Question(Struct, frozen=True):
    """A guess as the page asks it; `answer` is None until somebody answered."""

    guess: RenameGuess
    answer: bool | None

    @property
    def assumed(self) -> bool:
        return self.answer is None


def assumed_renames(
    guesses: Iterable[RenameGuess], answers: Iterable[Answer], told: Iterable[Rename] = ()
) -> tuple[Rename, ...]:
    """The renames to go by: those the source tells, those accepted, and guesses nobody has
    refused.

    An unanswered guess counts as a rename, because that is the reading that loses nothing.
    No name is used twice.
    """
    said = {answer.rename: answer.accepted for answer in answers}
    wanted = [*told, *(rename for rename, accepted in said.items() if accepted)]
    ordered = sorted(guesses, key=lambda guess: -guess.score)
    wanted += [guess.rename for guess in ordered if guess.rename not in said]
    taken: set[tuple[str, ...]] = set()
    kept: list[Rename] = []
    for rename in wanted:
        scope = (rename.kind, rename.schema, rename.table, rename.column)
        ends = {("from", *scope, rename.before), ("to", *scope, rename.after)}
        if not ends & taken:
            taken |= ends
            kept.append(rename)
    return tuple(kept)


def questions(guesses: Iterable[RenameGuess], answers: Iterable[Answer]) -> tuple[Question, ...]:
    """Every guess with its answer, likeliest first."""
    said = {answer.rename: answer.accepted for answer in answers}
    ordered = sorted(guesses, key=lambda guess: -guess.score)
    return tuple(Question(guess, said.get(guess.rename)) for guess in ordered)
