"""Where the decisions of a maker come from: hypothesis, or a generator with a seed."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Protocol

from hypothesis import strategies as st

from erdapp.schema import Dialect
from tests.strategies.names import TEXTS, a_name, names, texts

_DATUM = st.integers(0, 99)


class Chance(Protocol):
    """The few ways in which makers choose."""

    def datum(self) -> int:
        """0 to 99."""
        ...

    def number(self, least: int, most: int) -> int: ...

    def place(self, length: int) -> int:
        """Of one in a list of that length, from 0."""
        ...

    def places(self, length: int, least: int, most: int) -> list[int]:
        """Of different ones in a list of that length, in any order."""
        ...

    def text(self) -> str: ...

    def name(self, dialect: Dialect) -> str: ...


# Strategies are dear to make and the same ones are asked for all the time.
_number = cache(st.integers)
_names = cache(names)


@cache
def _places(length: int, least: int, most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(_number(0, length - 1), min_size=least, max_size=most, unique=True)


class Drawn:
    """Hypothesis decides, and shrinks what fails. 10 to 20 ms a schema."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def datum(self) -> int:
        return self._draw(_DATUM)

    def number(self, least: int, most: int) -> int:
        return self._draw(_number(least, most))

    def place(self, length: int) -> int:
        return self._draw(_number(0, length - 1))

    def places(self, length: int, least: int, most: int) -> list[int]:
        return self._draw(_places(length, least, most))

    def text(self) -> str:
        return self._draw(texts)

    def name(self, dialect: Dialect) -> str:
        return self._draw(_names(dialect))


class Rolled:
    """A generator decides: the same seed gives the same schema, in about a millisecond."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def datum(self) -> int:
        return self._random.randrange(100)

    def number(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def place(self, length: int) -> int:
        return self._random.randrange(length)

    def places(self, length: int, least: int, most: int) -> list[int]:
        return self._random.sample(range(length), self._random.randint(least, most))

    def text(self) -> str:
        return self._random.choice(TEXTS)

    def name(self, dialect: Dialect) -> str:
        return a_name(dialect, self._random)
