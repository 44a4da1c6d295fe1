"""The hue of a table: tables that belong together share one, without any configuration.

Tables of several namespaces take the hue of their namespace. Otherwise the first word of the name
decides, in the singular, so that `orders` and `order_items` match; a prefix that nearly every
table bears (`oc_`, `wp_`) says nothing and is skipped.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from erdapp.schema import Name

HUES = (
    "#5b7cfa",
    "#1fa97a",
    "#e0803a",
    "#b45fd6",
    "#18a5b8",
    "#e0558f",
    "#c99a16",
    "#e25b4a",
    "#3b9be0",
    "#7fae2e",
    "#a9745b",
    "#7c8798",
)
"""Colours that hold on white and on near-black."""

_WORD = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]|[^\W_a-zA-Z]+")


def hues(names: Iterable[Name]) -> Mapping[Name, int]:
    """The index into HUES for each name."""
    wanted = list(names)
    namespaces = sorted({name.schema for name in wanted})
    if len(namespaces) > 1:
        own = _apart(namespaces)
        return {name: own[name.schema] for name in wanted}
    found = stems(wanted)
    hue_of = _apart(sorted(set(found)))
    return {name: hue_of[stem] for name, stem in zip(wanted, found, strict=True)}


def stems(names: Sequence[Name]) -> list[str]:
    """The first word that says something of each name, in the singular."""
    return [_stem(word) for word in first_words(names)]


def first_words(names: Sequence[Name]) -> list[str]:
    """The same as it is written, in small letters."""
    words = [_words(name.name) for name in names]
    skip = _common_prefix(words)
    return [
        found[1] if skip and found[0] == skip and len(found) > 1 else found[0] for found in words
    ]


def _apart(words: list[str]) -> dict[str, int]:
    """A hue for each word by its hash; where few words collide, the next free one."""
    if len(words) > len(HUES):
        return {word: _hash(word) for word in words}
    found: dict[str, int] = {}
    for word in words:
        hue = _hash(word)
        while hue in found.values():
            hue = (hue + 1) % len(HUES)
        found[word] = hue
    return found


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name[:80])[:3]] or [name[:20].lower()]


def _common_prefix(names: Iterable[list[str]]) -> str:
    firsts = Counter(words[0] for words in names)
    if not firsts:
        return ""
    word, count = min(firsts.items(), key=lambda item: (-item[1], item[0]))
    return word if count >= 5 and count > 0.7 * firsts.total() else ""


def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "replace")) % len(HUES)
