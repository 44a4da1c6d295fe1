"""What a maker decided, and where, so that another schema can be made of almost the same decisions.

A decision is known by the lines of the maker's code that lead to it and by the members of lists
that it is about: the default of the second column of the third table. When one is taken otherwise,
all others stay as they were, and the maker sees to it that the schema still holds together.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from types import FrameType
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

Member = tuple[str, int]
"""A list of the maker by its name, and the number that a member keeps."""


class Address(NamedTuple):
    """Where a decision is taken."""

    members: tuple[Member, ...]
    lines: tuple[int, ...]
    """Of the calls that lead there, the innermost first."""
    time: int
    """How often a decision was taken there before."""


class Decisions:
    """Taken one after the other; those of an earlier schema are repeated where they still fit."""

    def __init__(
        self, earlier: Mapping[Address, Any] | None = None, otherwise: Collection[Address] = ()
    ) -> None:
        self._earlier = earlier or {}
        self._otherwise = otherwise
        self.taken: dict[Address, Any] = {}
        self.last = Address((), (), 0)
        """Where the last decision was taken."""

    def take(
        self,
        members: tuple[Member, ...],
        fresh: Callable[[], T],
        fits: Callable[[T], bool] = lambda _: True,
        changed: Callable[[T], T] | None = None,
    ) -> T:
        """The earlier decision, or another one where that is asked for or the earlier one no longer
        fits. `changed` makes another one of the earlier."""
        address = self._address(members, sys._getframe(1))
        known = address in self._earlier
        if not known:
            found = fresh()
        elif address in self._otherwise:
            found = self._another(self._earlier[address], fresh, changed)
        else:
            found = self._earlier[address] if fits(self._earlier[address]) else fresh()
        self.taken[address] = found
        self.last = address
        return found

    def _another(self, earlier: T, fresh: Callable[[], T], changed: Callable[[T], T] | None) -> T:
        for _ in range(4):
            found = changed(earlier) if changed else fresh()
            if found != earlier:
                break
        return found

    def _address(self, members: tuple[Member, ...], frame: FrameType | None) -> Address:
        lines = []
        while frame is not None and frame.f_code.co_name != "schema":
            lines.append(frame.f_lineno)
            frame = frame.f_back
        if frame is not None:
            lines.append(frame.f_lineno)
        address = Address(members, tuple(lines), 0)
        while address in self.taken:
            address = address._replace(time=address.time + 1)
        return address
