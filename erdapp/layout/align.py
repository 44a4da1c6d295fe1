"""Heights in a column: each card as near as can be to where its edges run straight.

For a fixed order with minimal gaps, the least squares solution is found exactly by pooling
neighbours that would overlap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

Limits = tuple[float, float]
UNLIMITED = (float("-inf"), float("inf"))
Pull = tuple[int, float]
"""Another card, and how much lower a card's top is than that one's when their edge is straight."""
Place = tuple[int, float, Sequence[Pull]]
"""A card of a column, how far below the first one it is at least, and what pulls it."""


def spread(places: Sequence[Place], tops: dict[int, float], limits: Limits = UNLIMITED) -> None:
    """Put the cards of a column, in order and as far apart as they have to be, near the middle of
    what pulls each, or near where it is. The limits are those of the first card's top."""
    means: list[float] = []
    sizes: list[int] = []
    for card, offset, pulls in places:
        mean = (wanted(pulls, tops) if pulls else tops[card]) - offset
        size = 1
        while means and means[-1] > mean:
            count = sizes.pop()
            mean = (mean * size + means.pop() * count) / (size + count)
            size += count
        means.append(mean)
        sizes.append(size)
    low, high = limits
    rest = iter(places)
    for mean, size in zip(means, sizes, strict=True):
        mean = low if mean < low else high if mean > high else mean
        for card, offset, _ in islice(rest, size):
            tops[card] = mean + offset


def wanted(pulls: Sequence[Pull], tops: Mapping[int, float]) -> float:
    """The top that a card wants, in the middle of what pulls it; there is something."""
    if len(pulls) == 1:
        other, shift = pulls[0]
        return tops[other] + shift
    if len(pulls) == 2:
        (upper, above), (lower, below) = pulls
        return (tops[upper] + above + (tops[lower] + below)) / 2
    return median([tops[other] + shift for other, shift in pulls])


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two in the middle."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
