"""What a translation to another dialect could not carry over, as values."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from erdapp.schema import Dialect


class Lost(Struct, frozen=True, order=True):
    """One thing that the target dialect doesn't have: whose it was, what it was, why it is not
    there any more, and what stands in its place (empty for nothing)."""

    object: str
    """`orders`, `orders.total`, `billing.active_orders`; empty for the schema as a whole."""
    what: str
    """Begins with the kind: `type interval`, `check orders_total_check`, `trigger touch`."""
    why: str
    instead: str = ""

    def __str__(self) -> str:
        place = f" (instead: {self.instead})" if self.instead else ""
        return f"{self.object or 'the schema'}: {self.what}: {self.why}{place}"

    @property
    def line(self) -> str:
        """The whole on one line, without control characters and lone surrogates of names."""
        plain = "".join(char if char.isprintable() else " " for char in str(self))
        return " ".join(plain.split())


class Untranslatable(Exception):
    """A text has no counterpart in the target; `str()` says why."""


def as_sql_comments(lost: Iterable[Lost], source: Dialect) -> str:
    """The head of an exported file: one comment a loss, and a blank line; empty without losses.

    Names come from people's files: whatever could end a comment line is replaced.
    """
    lines = [f"-- {item.line}" for item in lost]
    if not lines:
        return ""
    head = f"-- Translated from {source}. Not carried over, or only nearly ({len(lines)}):"
    return "\n".join((head, *lines)) + "\n\n"
