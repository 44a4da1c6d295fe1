"""From a graph to the places of everything in it: groups, regions, columns, packing, lines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from erdapp.layout import card
from erdapp.layout.arrange import Arranged
from erdapp.layout.chips import BESIDE, STUB, chip_width, chipped
from erdapp.layout.columns import SHAPE, Field, Link, field
from erdapp.layout.dot import DotLimits
from erdapp.layout.graph import Edge, Graph, Node
from erdapp.layout.groups import Members
from erdapp.layout.hues import stems
from erdapp.layout.keep import Framed, kept
from erdapp.layout.local import Arranger, local
from erdapp.layout.memory import Memory
from erdapp.layout.pack import Part, Shelf, pack
from erdapp.layout.place import place
from erdapp.layout.placed import Box, Placed
from erdapp.layout.ports import row_middle
from erdapp.layout.regions import WHOLE_NODES, hubs_of, is_large, split
from erdapp.layout.stack import Block
from erdapp.schema import Name

NOWHERE: Mapping[str, Box] = MappingProxyType({})
LEAST_COVERED = 0.18
"""An earlier arrangement with more holes than that is given up."""
LEAST_RATIO, MOST_RATIO = 0.62, 1.9
"""Width to height beyond which a second arrangement is tried."""
MANY = 400
"""Cards from which on regions are kept small, and arranged with less effort."""
SMALL = 60
MANY_REGIONS = 6
"""From so many regions on the shape of the whole comes from packing alone."""


class _Group(Struct, frozen=True):
    """Regions of a group by their numbers, and blocks of cards."""

    title: str
    nodes: tuple[int, ...]
    regions: range
    blocks: list[Block]


class _Plan(Struct):
    """What belongs together, before anything has a place."""

    regions: list[tuple[int, ...]]
    groups: list[_Group]
    region_of: list[int]
    """The region of each node; -1 for those in blocks."""
    hubs: frozenset[int]


def arranged(
    graph: Graph,
    members: Sequence[Members],
    limits: DotLimits,
    earlier: Mapping[str, Box] = NOWHERE,
    memory: Memory | None = None,
) -> tuple[Placed, tuple[str, ...]]:
    """The finished geometry, with notes for the reader. `members` are the groups, `earlier`
    places by full name: where most cards have one, the picture keeps that arrangement. What the
    memory has of its regions isn't arranged again."""
    sizes = [card.size(node) for node in graph.nodes]
    widths, heights = [w for w, _ in sizes], [h for _, h in sizes]
    plan = _plan(graph, members)
    inner = _inner_links(graph.edges, plan)
    parts = [
        local(widths, heights, nodes, links)
        for nodes, links in zip(plan.regions, inner, strict=True)
    ]
    space = field(widths, heights, [link for links in inner for link in links])
    space.reach = _reach(graph, plan)

    if earlier:
        again = _kept(graph, space, plan, earlier)
        if again is not None:
            return again, ()
    tries = 1 if len(graph.nodes) > MANY else 2 if len(plan.regions) >= MANY_REGIONS else 3
    arranger = Arranger(parts, plan.regions, limits, tries=tries, memory=memory)
    found = arranger.arranged(SHAPE)
    best = _placed(graph, space, plan, found, SHAPE)
    if not plan.regions or len(graph.nodes) < 2:
        return best, arranger.notes
    shape, ratio = SHAPE, best.width / best.height
    for _ in range(2 if len(plan.regions) >= MANY_REGIONS else 1):
        if LEAST_RATIO <= ratio <= MOST_RATIO:
            break
        # many lines widened the gaps or the channels: aim as far at the other side
        shape = min(6.0, max(0.4, shape * SHAPE / ratio))
        if len(plan.regions) < MANY_REGIONS:
            found = arranger.arranged(shape)
        again = _placed(graph, space, plan, found, shape)
        ratio = again.width / again.height
        best = min(best, again, key=_off_shape)
    return best, arranger.notes


def _kept(graph: Graph, space: Field, plan: _Plan, earlier: Mapping[str, Box]) -> Placed | None:
    """The picture in an earlier arrangement, unless that has lost its shape."""
    near = [earlier.get(str(node.name)) or _renamed(node, earlier) for node in graph.nodes]
    shelves = kept(space, near, [Framed(g.title, g.nodes, g.blocks) for g in plan.groups])
    if shelves is None:
        return None
    placed = place(space, shelves, graph.edges, _chips(graph, space, plan, shelves))
    covered = sum(box.width * box.height for box in placed.boxes)
    loose = covered < LEAST_COVERED * placed.width * placed.height
    if loose or not LEAST_RATIO / 1.2 <= placed.width / placed.height <= MOST_RATIO * 1.2:
        return None
    return placed


def _renamed(node: Node, earlier: Mapping[str, Box]) -> Box | None:
    return earlier.get(str(Name(node.name.schema, node.old_title))) if node.old_title else None


def _placed(
    graph: Graph, space: Field, plan: _Plan, regions: Sequence[Arranged], shape: float
) -> Placed:
    parts = [
        Part(part.title, [regions[number] for number in part.regions], part.blocks)
        for part in plan.groups
    ]
    shelves = pack(space, parts, shape)
    return place(space, shelves, graph.edges, _chips(graph, space, plan, shelves))


def _chips(graph: Graph, space: Field, plan: _Plan, shelves: Sequence[Shelf]) -> dict[int, float]:
    """The widths of the edges that become chips."""
    if not is_large(len(graph.nodes), len(graph.edges)):
        return {}
    found = chipped(space, shelves, graph.edges, plan.region_of, plan.hubs)
    ends = {n: (graph.edges[n].source, graph.edges[n].target) for n in found}
    return {n: chip_width(graph.nodes[a], graph.nodes[b]) for n, (a, b) in ends.items()}


def _reach(graph: Graph, plan: _Plan) -> list[float]:
    """How far chips to hubs will reach beside each card."""
    reach = [0.0] * len(graph.nodes)
    for edge in graph.edges:
        source, target = edge.source, edge.target
        if target in plan.hubs and plan.region_of[source] != plan.region_of[target]:
            wide = STUB + chip_width(graph.nodes[source], graph.nodes[target]) + BESIDE
            reach[source] = max(reach[source], wide)
    return reach


def _off_shape(placed: Placed) -> float:
    return abs(math.log(placed.width / placed.height / SHAPE))


def _plan(graph: Graph, members: Sequence[Members]) -> _Plan:
    names = [node.name for node in graph.nodes]
    pairs = [(edge.source, edge.target) for edge in graph.edges]
    hubs = hubs_of(len(names), pairs)
    words = stems(names)
    group_of = {node: number for number, own in enumerate(members) for node in own.nodes}
    inside: list[list[tuple[int, int]]] = [[] for _ in members]
    for source, target in pairs:
        if group_of[source] == group_of[target]:
            inside[group_of[source]].append((source, target))
    linked = {node for pair in pairs for node in pair}
    whole = WHOLE_NODES if len(names) <= MANY else SMALL
    plan = _Plan([], [], [-1] * len(names), hubs)
    for own, edges in zip(members, inside, strict=True):
        found = split(own.nodes, edges, words, hubs, whole)
        first = len(plan.regions)
        plan.regions += found.components
        numbers = range(first, len(plan.regions))
        blocks = _blocks(graph, found.single, linked, bool(found.components), own.title)
        plan.groups.append(_Group(own.title, own.nodes, numbers, blocks))
    for number, nodes in enumerate(plan.regions):
        for node in nodes:
            plan.region_of[node] = number
    return plan


def _blocks(
    graph: Graph, single: Sequence[int], linked: set[int], more: bool, group_title: str
) -> list[Block]:
    """Cards that no line joins to others of their group, by what they are."""
    if group_title:
        return [Block("", tuple(single))]
    outward = tuple(n for n in single if n in linked)
    tables = tuple(n for n in single if n not in linked and graph.nodes[n].kind == "table")
    views = tuple(n for n in single if n not in linked and graph.nodes[n].kind != "table")
    title = "No relations" if more or views or outward else "Tables"
    return [
        Block("Related to far tables only", outward),
        Block(title, tables),
        Block("Views", views),
    ]


def _inner_links(edges: Sequence[Edge], plan: _Plan) -> list[list[Link]]:
    """The edges within each region."""
    found: list[list[Link]] = [[] for _ in plan.regions]
    for edge in edges:
        region = plan.region_of[edge.source]
        if region >= 0 and region == plan.region_of[edge.target]:
            ends = row_middle(edge.source_row), row_middle(edge.target_row)
            found[region].append(Link(edge.source, edge.target, *ends))
    return found
