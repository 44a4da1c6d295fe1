"""Does a table keep its place from version to version? Over every published history.

Two tables of a pair keep their order when neither their left-right nor their above-below order
turns round; centres within 100 px of each other count as level. A table keeps its relative place
when that is so with at least nine tenths of the other surviving tables. Each version is drawn
with the places of the one before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from bench.history import load, pairs
from erdapp.layout import Box, draw
from erdapp.schema import Name

LEVEL = 100.0
MOST = 0.9


def steadiness(before: Mapping[str, Box], after: Mapping[str, Box]) -> tuple[int, int, float]:
    """(tables in both, of these in their relative place, share of pairs in order)."""
    names = sorted(before.keys() & after.keys())
    if len(names) < 2:
        return len(names), len(names), 1.0
    keep = [
        sum(_in_order(before, after, name, other) for other in names if other != name)
        for name in names
    ]
    others = len(names) - 1
    return len(names), sum(k >= MOST * others for k in keep), sum(keep) / (others * len(names))


def _in_order(before: Mapping[str, Box], after: Mapping[str, Box], name: str, other: str) -> bool:
    for old, new in zip(_between(before, name, other), _between(after, name, other), strict=True):
        if old * new < 0 and min(abs(old), abs(new)) > LEVEL:
            return False
    return True


def _between(boxes: Mapping[str, Box], name: str, other: str) -> tuple[float, float]:
    a, b = boxes[name], boxes[other]
    return a.x - b.x + (a.width - b.width) / 2, a.y - b.y + (a.height - b.height) / 2


def main() -> None:
    print("| history | versions | surviving tables | in place | alone, without earlier places |")
    print("|---" * 5 + "|")
    for project, steps in groupby(pairs(), key=lambda pair: pair[1].parent):
        total = kept = fresh = versions = 0
        boxes: Mapping[str, Box] | None = None
        plain: Mapping[str, Box] | None = None
        for dialect, older, newer in steps:
            if boxes is None or plain is None:
                plain = boxes = _boxes(draw(load(older, dialect)).boxes)
                versions = 1
            schema = load(newer, dialect)
            versions += 1
            now = _boxes(draw(schema, earlier=boxes).boxes)
            alone = _boxes(draw(schema).boxes)
            count, same, _ = steadiness(boxes, now)
            total, kept, fresh = total + count, kept + same, fresh + steadiness(plain, alone)[1]
            boxes, plain = now, alone
        print(
            f"| {project.parent.name}/{project.name} | {versions} | {total} "
            f"| {kept / total:.1%} | {fresh / total:.1%} |"
        )


def _boxes(found: Mapping[Name, Box]) -> dict[str, Box]:
    return {str(name): box for name, box in found.items()}


if __name__ == "__main__":
    main()
