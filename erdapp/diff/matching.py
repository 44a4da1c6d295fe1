"""Named parts of a table paired: by name, by content where a name is the server's own."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

P = TypeVar("P")


class Pairs(Struct, Generic[P], frozen=True, kw_only=True):
    """How the parts of two tables go together."""

    equal: tuple[tuple[P, P], ...]
    """Same content, and same name or one that nobody chose."""
    renamed: tuple[tuple[P, P], ...]
    """Same content under another chosen name."""
    modified: tuple[tuple[P, P], ...]
    """Same name (or the same columns, see `likeness`), other content."""
    dropped: tuple[P, ...]
    added: tuple[P, ...]


class Matcher(Generic[P]):
    """Pairs parts step by step; each step takes what it pairs away from the next ones."""

    def __init__(self, before: Sequence[P], after: Sequence[P]) -> None:
        self.before = list(before)
        self.after = list(after)

    def take(
        self,
        key: Callable[[P], Hashable],
        allowed: Callable[[P, P], bool] = lambda before, after: True,
    ) -> list[tuple[P, P]]:
        """Pairs of equal `key` (None never pairs) that `allowed` lets pass."""
        waiting: dict[Hashable, list[P]] = {}
        for part in self.before:
            found = key(part)
            if found is not None:
                waiting.setdefault(found, []).append(part)
        pairs = []
        for part in list(self.after):
            found = key(part)
            for candidate in waiting.get(found, ()) if found is not None else ():
                if allowed(candidate, part):
                    waiting[found].remove(candidate)
                    self._remove(candidate, part)
                    pairs.append((candidate, part))
                    break
        return pairs

    def take_told(self, name: Callable[[P], str], told: Mapping[str, str]) -> list[tuple[P, P]]:
        """Pairs whose names somebody told, old to new."""
        before = {name(part): part for part in self.before}
        pairs = []
        for part in list(self.after):
            for old in (old for old, new in told.items() if new == name(part)):
                if old in before:
                    self._remove(before[old], part)
                    pairs.append((before.pop(old), part))
                    break
        return pairs

    def _remove(self, before: P, after: P) -> None:
        self.before = [part for part in self.before if part is not before]
        self.after = [part for part in self.after if part is not after]


def pair(
    before: Sequence[P],
    after: Sequence[P],
    *,
    name: Callable[[P], str],
    content: Callable[[P], Hashable],
    made_up: Callable[[P], bool],
    likeness: Callable[[P], Hashable] = lambda part: None,
    unnamed: Callable[[bool, bool], bool] = operator.or_,
    told: Mapping[str, str] | None = None,
) -> Pairs[P]:
    """Pair the parts of two tables.

    `made_up` says of a part that the server chose its name; `likeness` pairs what is left, such
    as foreign keys over the same columns. `unnamed` decides from what `made_up` said of both
    whether their names matter not. `told` are renames, old to new.
    """
    matcher = Matcher(before, after)
    equal = matcher.take(lambda part: (name(part), content(part)))
    equal += matcher.take(content, lambda old, new: unnamed(made_up(old), made_up(new)))
    known = matcher.take_told(name, told) if told else []
    modified = [(old, new) for old, new in known if content(old) != content(new)]
    modified += matcher.take(lambda part: None if made_up(part) else name(part))
    renamed = [(old, new) for old, new in known if content(old) == content(new)]
    renamed += matcher.take(content)
    modified += matcher.take(likeness)
    modified += matcher.take(lambda part: name(part) or None)
    return Pairs(
        equal=tuple(equal),
        renamed=tuple(renamed),
        modified=tuple(modified),
        dropped=tuple(matcher.before),
        added=tuple(matcher.after),
    )
