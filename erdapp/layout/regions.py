"""Which nodes belong together: components, communities of what is large, and what stands alone.

A table that very many others refer to, a hub, would pull a large picture into one tower. There its
edges count little: they hold the hub and its nearest satellites together, no more.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from msgspec import Struct

from erdapp.layout.communities import communities

WHOLE_NODES, WHOLE_EDGES = 150, 400
"""Up to this size a component is arranged as one region."""
REGION = 36
"""Cards of a community at most."""
HUB_EDGE, SAME_WORD = 0.12, 0.6
"""What an edge to a hub weighs, and what is added for names with the same first word."""


class Regions(Struct, frozen=True):
    """Node indexes: regions, the largest first; and the nodes that no edge joins to another."""

    components: tuple[tuple[int, ...], ...]
    single: tuple[int, ...]


def split(
    nodes: Sequence[int],
    edges: Sequence[tuple[int, int]],
    words: Sequence[str],
    hubs: frozenset[int],
    whole: int = WHOLE_NODES,
) -> Regions:
    """The regions of some nodes and the edges between them. `words` are the first ones of the
    names of all nodes; components of more than `whole` nodes become several regions."""
    parts = components(nodes, edges)
    part_of = {node: place for place, part in enumerate(parts) for node in part}
    inner: list[list[tuple[int, int]]] = [[] for _ in parts]
    for edge in edges:
        inner[part_of[edge[0]]].append(edge)
    found: list[tuple[int, ...]] = []
    for part, own in zip(parts, inner, strict=True):
        if len(part) <= whole and len(own) <= WHOLE_EDGES:
            found.append(part)
        else:
            found += _communities(part, own, words, hubs)
    looped = hubs | {source for source, target in edges if source == target}
    regions = [group for group in found if len(group) > 1 or group[0] in looped]
    regions.sort(key=lambda group: (-len(group), group))
    single = sorted(g[0] for g in found if len(g) == 1 and g[0] not in looped)
    return Regions(tuple(regions), tuple(single))


def is_large(nodes: int, edges: int) -> bool:
    """Whether a picture is too large to be taken in as one."""
    return nodes > WHOLE_NODES or edges > WHOLE_EDGES


def components(nodes: Sequence[int], edges: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The connected parts of a graph, each sorted, by their first nodes."""
    leader = {node: node for node in sorted(nodes)}

    def find(node: int) -> int:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for source, target in edges:
        left, right = sorted((find(source), find(target)))
        leader[right] = left
    groups: dict[int, list[int]] = {}
    for node in leader:
        groups.setdefault(find(node), []).append(node)
    return [tuple(group) for group in groups.values()]


def hubs_of(count: int, edges: Sequence[tuple[int, int]]) -> frozenset[int]:
    """In a large picture the nodes that many more refer to than to any usual one; in a small one
    none."""
    if not is_large(count, len(edges)):
        return frozenset()
    limit = max(16.0, 1.5 * math.sqrt(count))
    incoming = [0] * count
    for source, target in set(edges):
        incoming[target] += source != target
    return frozenset(node for node, number in enumerate(incoming) if number > limit)


def _communities(
    part: tuple[int, ...],
    edges: Sequence[tuple[int, int]],
    words: Sequence[str],
    hubs: frozenset[int],
) -> list[tuple[int, ...]]:
    number = {node: place for place, node in enumerate(part)}
    weighed = [
        (
            number[source],
            number[target],
            (HUB_EDGE if target in hubs else 1.0) + SAME_WORD * (words[source] == words[target]),
        )
        for source, target in edges
    ]
    weighed += [(number[a], number[b], SAME_WORD) for a, b in _namesakes(part, words)]
    return [
        tuple(part[place] for place in group) for group in communities(len(part), weighed, REGION)
    ]


def _namesakes(part: tuple[int, ...], words: Sequence[str]) -> list[tuple[int, int]]:
    """Neighbours in the list of nodes that share their first word."""
    return [(a, b) for a, b in itertools.pairwise(part) if words[a] == words[b]]
