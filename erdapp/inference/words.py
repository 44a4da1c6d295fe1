"""Names taken apart: the words of `billing_addressId`, and what a plural may be the plural of."""

from __future__ import annotations

import re
from functools import lru_cache

_PIECE = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^A-Z\d]+|\d+")
_IRREGULAR = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "data": "datum",
    "media": "medium",
    "criteria": "criterion",
    "indices": "index",
    "vertices": "vertex",
    "matrices": "matrix",
}
LONGEST = 200
"""Characters of a name that are looked at."""


@lru_cache(maxsize=1 << 16)
def words(name: str) -> tuple[str, ...]:
    """`OrderItemID` and `order_item_id` are both (order, item, id)."""
    return tuple(
        word.casefold() for piece in _PIECE.findall(name[:LONGEST]) for word in _WORD.findall(piece)
    )


def singulars(word: str) -> tuple[str, ...]:
    """The word itself and every singular it may be the plural of; some of these are no words."""
    found = [word]
    if word in _IRREGULAR:
        found.append(_IRREGULAR[word])
    if len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return tuple(found)
    found.append(word[:-1])
    if word.endswith("es"):
        found.append(word[:-2])
    if word.endswith("ies"):
        found.append(word[:-3] + "y")
    if word.endswith("ves"):
        found += [word[:-3] + "f", word[:-3] + "fe"]
    if word.endswith("ses"):
        found.append(word[:-2] + "is")
    return tuple(found)
