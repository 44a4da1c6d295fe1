"""What a function takes, so that each is written for the values it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from erdapp.cli.project.values import Unfit, Value, flag, items, number, pairs, text, whole

_KINDS: dict[str, Callable[[Value], Any]] = {
    "t": text,
    "n": number,
    "i": whole,
    "b": flag,
    "l": items,
    "m": pairs,
    "a": lambda value: value,
}


class Wrong(Exception):
    """A call that makes no sense; `str()` says why."""


class Function(Struct, frozen=True):
    """A function and its parameters: a letter each (text, number, integer, bool, list, map, any).

    `?` after a letter says that it may be left out, `*` that it may come any number of times.
    """

    call: Callable[..., Value]
    takes: str

    def __call__(self, arguments: Sequence[Value]) -> Value:
        """Raises Wrong."""
        kinds = self._kinds(len(arguments))
        try:
            return self.call(
                *(_KINDS[kind](value) for kind, value in zip(kinds, arguments, strict=True))
            )
        except Unfit as error:
            raise Wrong(str(error)) from None

    def _kinds(self, count: int) -> str:
        letters = self.takes.rstrip("*").replace("?", "")
        if self.takes.endswith("*"):
            least = len(letters) - 1
            if count >= least:
                return letters[:-1] + letters[-1] * (count - least)
            raise Wrong(f"it takes at least {_arguments(least)}, not {count}")
        least, most = len(letters) - self.takes.count("?"), len(letters)
        if not least <= count <= most:
            wanted = _arguments(most) if least == most else f"{least} to {_arguments(most)}"
            raise Wrong(f"it takes {wanted}, not {count}")
        return letters[:count]


def _arguments(count: int) -> str:
    return f"{count} argument{'' if count == 1 else 's'}"
