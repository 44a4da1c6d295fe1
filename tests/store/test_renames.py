"""Which renames a comparison goes by."""

from __future__ import annotations

from erdapp.diff.changes import Rename, RenameGuess
from erdapp.store.renames import Answer, assumed_renames, questions

A = Rename("column", "total", "amount", table="orders")
B = Rename("column", "total", "price", table="orders")
C = Rename("table", "people", "users")


def guess(rename: Rename, score: float) -> RenameGuess:
    return RenameGuess(rename, score, "same type")


def test_an_unanswered_guess_counts_as_a_rename() -> None:
    assert assumed_renames([guess(A, 0.9), guess(C, 0.8)], []) == (A, C)


def test_a_refused_guess_is_a_drop_and_an_add() -> None:
    assert assumed_renames([guess(A, 0.9), guess(C, 0.8)], [Answer(A, False)]) == (C,)


def test_no_name_is_renamed_twice_and_the_likelier_guess_wins() -> None:
    assert assumed_renames([guess(A, 0.7), guess(B, 0.9)], []) == (B,)


def test_an_accepted_rename_wins_over_a_likelier_guess() -> None:
    assert assumed_renames([guess(A, 0.7), guess(B, 0.9)], [Answer(A, True)]) == (A,)


def test_questions_carry_their_answers_likeliest_first() -> None:
    found = questions([guess(A, 0.7), guess(C, 0.9)], [Answer(A, False)])
    assert [(q.guess.rename, q.answer) for q in found] == [(C, None), (A, False)]
