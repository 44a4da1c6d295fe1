"""Nodes that have more to do with each other than with the rest, in groups of a bounded size.

Louvain's method: every node moves to the community that gains most in modularity, communities
become nodes, and so on until nothing moves. The order is fixed, so the result is too.
"""

from __future__ import annotations

from collections.abc import Sequence

Edges = Sequence[tuple[int, int, float]]
"""Pairs of nodes with the weight of what joins them."""

_ROUNDS = 8
_LEVELS = 12


def communities(count: int, edges: Edges, most: int) -> list[list[int]]:
    """The nodes 0 to `count` - 1 in communities of at most `most`, each sorted, by first node."""
    near = _near(count, edges)
    own = [0.0] * count  # the weight inside a node, twice
    members = [[node] for node in range(count)]
    for _ in range(_LEVELS):
        label = _moved(near, own, [len(group) for group in members], most)
        if len(set(label)) == len(label):
            break
        near, own, members = _merged(near, own, members, label)
    return sorted(sorted(group) for group in members)


def _near(count: int, edges: Edges) -> list[dict[int, float]]:
    near: list[dict[int, float]] = [{} for _ in range(count)]
    for source, target, weight in edges:
        if source != target:
            near[source][target] = near[source].get(target, 0.0) + weight
            near[target][source] = near[target].get(source, 0.0) + weight
    return near


def _moved(
    near: list[dict[int, float]], own: list[float], sizes: list[int], most: int
) -> list[int]:
    """The community of each node, after every one moved while that gained something."""
    label = list(range(len(near)))
    degree = [sum(links.values()) + inside for links, inside in zip(near, own, strict=True)]
    total = sum(degree) or 1.0
    weight, filled = list(degree), list(sizes)
    for _ in range(_ROUNDS):
        moves = 0
        for node, links in enumerate(near):
            if not links:
                continue
            here, size, share = label[node], sizes[node], degree[node] / total
            joined: dict[int, float] = {}
            for other, by in links.items():
                there = label[other]
                joined[there] = joined.get(there, 0.0) + by
            best = joined.get(here, 0.0) - share * (weight[here] - degree[node]) + 1e-9
            chosen = here
            for there, by in joined.items():
                if there != here and filled[there] + size <= most:
                    gain = by - share * weight[there]
                    if gain > best:
                        best, chosen = gain, there
            if chosen != here:
                weight[here] -= degree[node]
                filled[here] -= size
                weight[chosen] += degree[node]
                filled[chosen] += size
                label[node] = chosen
                moves += 1
        if not moves:
            break
    return label


def _merged(
    near: list[dict[int, float]], own: list[float], members: list[list[int]], label: list[int]
) -> tuple[list[dict[int, float]], list[float], list[list[int]]]:
    """Communities as the nodes of a smaller graph."""
    number = {name: place for place, name in enumerate(dict.fromkeys(label))}
    groups: list[list[int]] = [[] for _ in number]
    links: list[dict[int, float]] = [{} for _ in number]
    inside = [0.0] * len(number)
    for node, name in enumerate(label):
        place = number[name]
        groups[place] += members[node]
        inside[place] += own[node]
        for other, by in near[node].items():
            there = number[label[other]]
            if there == place:
                inside[place] += by
            else:
                links[place][there] = links[place].get(there, 0.0) + by
    return links, inside, groups
