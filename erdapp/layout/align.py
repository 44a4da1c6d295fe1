"""Heights in a column: each card as near as can be to where its edges run straight.

For a fixed order with minimal gaps, the least squares solution is found exactly by pooling
neighbours that would overlap.
"""

from __future__ import annotations

from collections.abc import Sequence

Limits = tuple[float, float]
UNLIMITED = (float("-inf"), float("inf"))


def spread(
    wanted: Sequence[float], offsets: Sequence[float], limits: Limits = UNLIMITED
) -> list[float]:
    """Positions in order, near `wanted`, item i at least `offsets[i + 1] - offsets[i]` before the
    next, and all within the limits, as far as these are wide enough for `offsets[-1]`."""
    means: list[float] = []
    sizes: list[int] = []
    for want, offset in zip(wanted, offsets, strict=False):
        mean = want - offset
        if not means or means[-1] <= mean:
            means.append(mean)
            sizes.append(1)
            continue
        size = 1
        while means and means[-1] > mean:
            count = sizes.pop()
            mean = (mean * size + means.pop() * count) / (size + count)
            size += count
        means.append(mean)
        sizes.append(size)
    low, high = limits[0], max(limits[0], limits[1] - offsets[-1])
    positions: list[float] = []
    for mean, size in zip(means, sizes, strict=True):
        mean = low if mean < low else high if mean > high else mean
        first = len(positions)
        if size == 1:
            positions.append(mean + offsets[first])
            continue
        positions += [mean + offset for offset in offsets[first : first + size]]
    return positions


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two in the middle."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
