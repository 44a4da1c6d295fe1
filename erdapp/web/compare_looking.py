"""How a comparison is looked at: the options in its address, and the addresses of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from erdapp.store import comparisons
from erdapp.store.models import Comparison
from erdapp.store.relations import guesses_of
from erdapp.web.diagram_page import Control

MANY = 30
"""Tables from which on a comparison opens with the changed ones and their neighbours only."""


@dataclass(frozen=True)
class Comparing:
    """What of a comparison its diagram shows."""

    only: bool
    """Without what is further than one hop from a change."""
    inferred: bool = False
    """With relations that no foreign key declares, but names of the newer version suggest."""

    @classmethod
    def parse(cls, comparison: Comparison, params: Mapping[str, str]) -> Comparing:
        """`?only=changed` or `all`, or else what suits the number of tables; `?inferred=1`."""
        asked = params.get("only")
        many = comparison.after.tables > MANY and bool(comparisons.summary_of(comparison))
        only = asked == "changed" or (asked != "all" and many)
        return cls(only, params.get("inferred") == "1")

    def query(self) -> str:
        params = {"only": "changed" if self.only else "all"}
        return f"?{urlencode(params | ({'inferred': '1'} if self.inferred else {}))}"

    def scope_controls(self) -> tuple[Control, ...]:
        labels = {True: "Changed and one hop", False: "All tables"}
        return tuple(
            Control(label, replace(self, only=only).query(), only == self.only)
            for only, label in labels.items()
        )

    def inferred_control(self, comparison: Comparison) -> Control | None:
        """Relations that names suggest, on or off; none where they suggest nothing."""
        if not self.inferred and not guesses_of(comparison.after):
            return None
        other = replace(self, inferred=not self.inferred)
        return Control("Inferred", other.query(), self.inferred)
