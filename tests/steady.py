"""Examples of hypothesis that depend on the test alone.

Hypothesis also draws strings and numbers that it finds written in the loaded modules of the
project. Which modules those are depends on the tests that ran before, so a derandomised run had
other examples for each selection of tests, and for every changed literal anywhere.
"""

from __future__ import annotations

from hypothesis.internal.conjecture import providers


def leave_out_constants_of_modules() -> None:
    """Draw no values from the project's own code, in this process, from now on."""
    known = (
        providers._get_local_constants
    )  # AttributeError where a new version keeps them elsewhere
    assert callable(known)
    providers._get_local_constants = providers.Constants
