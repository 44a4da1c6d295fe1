"""How a maker chooses: whether, which, how many, and by what name."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from erdapp.dialects import facts
from erdapp.schema import Dialect
from tests.strategies.chance import Chance
from tests.strategies.decisions import Address, Decisions, Member

T = TypeVar("T")


def _place(choices: Sequence[T], place: int, known: T) -> int:
    """Of the choice that is known, else the place that it had; -1 beyond the end."""
    if known in choices:
        return choices.index(known)
    return place if place < len(choices) else -1


class Choosing:
    """Takes decisions by chance, or as they were taken for an earlier schema."""

    dialect: Dialect

    def __init__(self, chance: Chance, decisions: Decisions | None = None) -> None:
        self.chance = chance
        self.decisions = decisions or Decisions()
        self.facts = facts(self.dialect)
        self.named: dict[Address, str] = {}
        """Every name, by where it was chosen."""
        self._taken: set[str] = set()
        self._members: tuple[Member, ...] = ()

    def maybe(self, percent: int) -> bool:
        """True that often; hypothesis shrinks towards False."""
        return self._decide(lambda: self.chance.datum() >= 100 - percent, changed=operator.not_)

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices: the one of an earlier schema if it is there, else its place."""

        def fresh() -> tuple[int, T]:
            place = self.chance.place(len(choices))
            return place, choices[place]

        place, known = self._decide(fresh, lambda found: _place(choices, *found) >= 0)
        return choices[_place(choices, place, known)]

    def some(self, choices: Sequence[T], least: int, most: int) -> list[T]:
        """Different ones of the choices, in any order."""
        most = min(most, len(choices))
        if most < least or not choices:
            return []

        def fresh() -> list[tuple[int, T]]:
            places = self.chance.places(len(choices), least, most)
            return [(place, choices[place]) for place in places]

        def again(found: list[tuple[int, T]]) -> list[int]:
            places = (_place(choices, *one) for one in found)
            return list(dict.fromkeys(place for place in places if place >= 0))

        found = self._decide(fresh, lambda found: least <= len(again(found)) <= most)
        return [choices[place] for place in again(found)]

    def number_of(self, least: int, most: int) -> int:
        return self._decide(
            lambda: self.chance.number(least, most), lambda number: least <= number <= most
        )

    def members(self, what: str, least: int, most: int) -> Iterator[int]:
        """The numbers of so many members of a list; what is decided meanwhile is about each."""
        numbers = self._decide(
            lambda: list(range(self.chance.number(least, most))),
            changed=lambda known: self._others(known, least, most),
        )
        for number in numbers:
            with self.about(what, number):
                yield number

    def _others(self, known: list[int], least: int, most: int) -> list[int]:
        """One member more somewhere in between, or one less."""
        if len(known) > least and (len(known) == most or self.chance.datum() < 50):
            gone = self.chance.place(len(known))
            return [*known[:gone], *known[gone + 1 :]]
        if len(known) == most:
            return known
        place = self.chance.number(0, len(known))
        return [*known[:place], max(known, default=-1) + 1, *known[place:]]

    @contextmanager
    def about(self, what: str, number: int) -> Iterator[None]:
        """Decisions are about this member of a list meanwhile."""
        outer = self._members
        self._members = (*outer, (what, number))
        try:
            yield
        finally:
            self._members = outer

    def _decide(
        self,
        fresh: Callable[[], T],
        fits: Callable[[T], bool] = lambda _: True,
        changed: Callable[[T], T] | None = None,
    ) -> T:
        return self.decisions.take(self._members, fresh, fits, changed)

    def text(self) -> str:
        return self._decide(self.chance.text)

    def comment(self) -> str:
        return self.text() if self.maybe(15) else ""

    def name(self, taken: set[str] | None = None) -> str:
        """A name that is still free among `taken`, or in the whole schema."""
        taken = self._taken if taken is None else taken
        name = self._decide(lambda: self.chance.name(self.dialect))
        address = self.decisions.last
        number = 2
        wanted = name
        while self.facts.fold(wanted) in taken:
            wanted, number = f"{name}{number}", number + 1
        taken.add(self.facts.fold(wanted))
        self.named[address] = wanted
        return wanted

    def quoted(self, name: str) -> str:
        return self.facts.quote(name)
