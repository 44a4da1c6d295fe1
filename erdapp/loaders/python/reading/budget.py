"""Bounds on what reading may cost: the code is that of strangers."""

from __future__ import annotations

STEPS = 1_000_000
"""Expressions and statements looked at, and one more for every 64 characters or items made."""
DEPTH = 120
"""Expressions within expressions, calls within calls."""
LONGEST = 200_000
"""Characters of a text, items of a list."""
BITS = 4_096
"""Of a whole number."""


class TooMuch(Exception):
    """The files need more than `STEPS`."""


class TooLarge(Exception):
    """One value is larger than is kept."""


class Budget:
    """Counts steps and depth."""

    def __init__(self) -> None:
        self.steps = 0
        self.depth = 0

    def step(self) -> None:
        """Raises TooMuch when all steps are spent."""
        self.steps += 1
        if self.steps > STEPS:
            raise TooMuch

    def keep(self, value: object) -> None:
        """Count what a new value holds. Raises TooLarge."""
        if isinstance(value, int):
            if value.bit_length() > BITS:
                raise TooLarge
        elif isinstance(value, str | bytes | list | tuple | dict | set | frozenset):
            if len(value) > LONGEST:
                raise TooLarge
            self.steps += len(value) // 64
