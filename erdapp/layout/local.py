"""Regions arranged each by itself, while `dot` works on the next ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from erdapp.layout.arrange import Arranged, arrange, wants_dot
from erdapp.layout.columns import Field, Link, field
from erdapp.layout.dot import BoxGraph, DotFailed, DotLimits, Places, placing


class Arranger:
    """Arranges the same regions for one shape after the other; `dot` is asked once."""

    def __init__(
        self,
        parts: Sequence[Field],
        regions: Sequence[Sequence[int]],
        limits: DotLimits,
        *,
        quick: bool,
    ) -> None:
        self._parts, self._regions, self._limits, self._quick = parts, regions, limits, quick
        self._places: list[Places | None] | None = None
        self.notes: tuple[str, ...] = ()
        """For the reader: why `dot` had no part in it."""

    def arranged(self, shape: float) -> list[Arranged]:
        """Every region, `shape` being the width to height to aim at."""
        if self._places is not None:
            return [self._one(at, _known(own), shape) for at, own in enumerate(self._places)]
        wanted = [wants_dot(len(part.heights), len(part.links)) for part in self._parts]
        graphs = [_boxes(part) for part, wants in zip(self._parts, wanted, strict=True) if wants]
        self._places = []
        try:
            with placing(graphs, self._limits) as answers:
                return [
                    self._one(at, partial(self._told, answers if wants else iter(())), shape)
                    for at, wants in enumerate(wanted)
                ]
        except DotFailed as failure:
            self._places = [None] * len(self._parts)
            self.notes = (f"Arranged without Graphviz: {failure}.",)
            return self.arranged(shape)

    def _told(self, answers: Iterator[Places]) -> Places | None:
        """The next answer, noted for another shape."""
        assert self._places is not None
        self._places.append(next(answers, None))
        return self._places[-1]

    def _one(self, at: int, ask: Callable[[], Places | None], shape: float) -> Arranged:
        part, nodes = self._parts[at], self._regions[at]
        columns, tops = arrange(part, range(len(nodes)), ask, shape, quick=self._quick)
        return (
            [[nodes[place] for place in column] for column in columns],
            {nodes[place]: top for place, top in tops.items()},
        )


def _known(places: Places | None) -> Callable[[], Places | None]:
    return lambda: places


def local(
    widths: Sequence[float], heights: Sequence[float], nodes: Sequence[int], links: Sequence[Link]
) -> Field:
    """The field of one region, its nodes numbered from 0."""
    number = {node: place for place, node in enumerate(nodes)}
    return field(
        [widths[node] for node in nodes],
        [heights[node] for node in nodes],
        [
            Link(number[link.source], number[link.target], link.source_at, link.target_at)
            for link in links
        ],
    )


def _boxes(part: Field) -> BoxGraph:
    return BoxGraph(
        tuple(zip(part.widths, part.heights, strict=True)),
        tuple((link.target, link.source) for link in part.links if link.source != link.target),
    )
