"""What examples of hypothesis depend on."""

from __future__ import annotations

from hypothesis.internal.conjecture import providers


def test_no_example_is_drawn_from_the_code_that_happens_to_be_loaded() -> None:
    assert not providers.HypothesisProvider(None)._local_constants.strings
    assert not providers.HypothesisProvider(None)._local_constants.integers
