"""`3...5` in an address: two version numbers with the three dots of a comparison."""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    before: int
    after: int

    def __str__(self) -> str:
        return f"{self.before}...{self.after}"


class PairConverter:
    regex = r"[0-9]{1,9}\.\.\.[0-9]{1,9}"

    def to_python(self, value: str) -> Pair:
        before, after = value.split("...")
        return Pair(int(before), int(after))

    def to_url(self, value: Pair | str) -> str:
        return str(value)
