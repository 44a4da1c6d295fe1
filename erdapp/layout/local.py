"""Regions arranged each by itself, while `dot` works on the next ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from erdapp.layout.arrange import Arranged, arrange, wants_dot
from erdapp.layout.columns import Field, Link, field
from erdapp.layout.dot import BoxGraph, DotFailed, DotLimits, Places, placing
from erdapp.layout.memory import Memory, key_of


class Arranger:
    """Arranges the same regions for one shape after the other, but those that the memory has;
    `dot` is asked for each once."""

    def __init__(
        self,
        parts: Sequence[Field],
        regions: Sequence[Sequence[int]],
        limits: DotLimits,
        *,
        tries: int,
        memory: Memory | None = None,
    ) -> None:
        self._parts, self._regions, self._limits, self._tries = parts, regions, limits, tries
        self._memory = memory
        self._places: dict[int, Places | None] = {}
        self.notes: tuple[str, ...] = ()
        """For the reader: why `dot` had no part in it."""

    def arranged(self, shape: float) -> list[Arranged]:
        """Every region, `shape` being the width to height to aim at."""
        memory, parts = self._memory, self._parts
        keys = [key_of(part, shape, self._tries) for part in parts] if memory else []
        known = {at: one for at, key in enumerate(keys) if memory and (one := memory.get(key))}
        new = [at for at in range(len(parts)) if at not in known]
        try:
            known |= self._arranged_anew(new, shape)
        except DotFailed as failure:
            self._places = dict.fromkeys(range(len(parts)))
            self._memory = None  # what dot had no part in isn't worth remembering
            self.notes = (f"Arranged without Graphviz: {failure}.",)
            return self.arranged(shape)
        if memory:
            for at in new:
                memory.put(keys[at], known[at])
        return [self._numbered(at, known[at]) for at in range(len(parts))]

    def _arranged_anew(self, regions: Sequence[int], shape: float) -> dict[int, Arranged]:
        """These regions, their cards numbered from 0. Raises DotFailed."""
        asked = {at for at in regions if at not in self._places and self._wants_dot(at)}
        graphs = [_boxes(self._parts[at]) for at in regions if at in asked]
        with placing(graphs, self._limits) as answers:
            return {
                at: arrange(
                    self._parts[at],
                    range(len(self._regions[at])),
                    partial(self._told, at, answers if at in asked else iter(())),
                    shape,
                    tries=self._tries,
                )
                for at in regions
            }

    def _wants_dot(self, at: int) -> bool:
        return wants_dot(len(self._parts[at].heights), len(self._parts[at].links))

    def _told(self, at: int, answers: Iterator[Places]) -> Places | None:
        """What dot says about the region, noted for another shape."""
        if at not in self._places:
            self._places[at] = next(answers, None)
        return self._places[at]

    def _numbered(self, at: int, arranged: Arranged) -> Arranged:
        """With the numbers that the cards have in the picture."""
        nodes, (columns, tops) = self._regions[at], arranged
        return (
            [[nodes[place] for place in column] for column in columns],
            {nodes[place]: top for place, top in tops.items()},
        )


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
