"""Tables that are drawn together in a frame with a title: by namespace, first word or folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import assert_never

from msgspec import Struct

from erdapp.layout.hues import first_words, stems
from erdapp.layout.options import Group
from erdapp.schema import Name

LEAST = 3
"""Tables that make a group of one first word."""


class Members(Struct, frozen=True):
    """Node indexes under a title; without one they aren't framed."""

    title: str
    nodes: tuple[int, ...]


def group(
    names: Sequence[Name], how: Group, folders: Iterable[tuple[Name, str]] = ()
) -> list[Members]:
    """All nodes in groups, each in exactly one; those that belong to none come last."""
    match how:
        case Group.NONE:
            return [Members("", tuple(range(len(names))))]
        case Group.SCHEMA | Group.AUTO:
            return _by_title(names, [name.schema for name in names])
        case Group.PREFIX:
            return _by_word(names)
        case Group.FOLDER:
            known = dict(folders)
            return _by_title(names, [known.get(name, "") for name in names])
        case _:
            assert_never(how)


def _by_title(names: Sequence[Name], titles: Sequence[str]) -> list[Members]:
    found: dict[str, list[int]] = {}
    for number, title in enumerate(titles):
        found.setdefault(title, []).append(number)
    if len(found) < 2:
        return [Members("", tuple(range(len(names))))]
    named = [Members(title, tuple(found[title])) for title in sorted(found) if title]
    return named + ([Members("", tuple(found[""]))] if "" in found else [])


def _by_word(names: Sequence[Name]) -> list[Members]:
    found: dict[str, list[int]] = {}
    for number, stem in enumerate(stems(names)):
        found.setdefault(stem, []).append(number)
    words = first_words(names)
    titled: list[Members] = []
    rest: list[int] = []
    for stem in sorted(found):
        nodes = found[stem]
        if len(nodes) < LEAST or len(nodes) == len(names):
            rest += nodes
            continue
        spelled = Counter(words[node] for node in nodes)
        title = min(spelled, key=lambda word: (-spelled[word], word))
        titled.append(Members(title, tuple(nodes)))
    return titled + ([Members("", tuple(sorted(rest)))] if rest else [])
