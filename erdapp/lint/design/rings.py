"""Rings in a graph of names: sets of nodes that all lead to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def rings(edges: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Each ring of two nodes or more, sorted; the rings in order. Tarjan's, without recursion."""
    found: list[list[str]] = []
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in sorted(edges):
        work = [(root, iter(sorted(edges[root])))] if root not in index else []
        if work:
            _enter(root, index, low, stack, on_stack)
        while work:
            node, targets = work[-1]
            target = next(targets, None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found.append(_leave(node, stack, on_stack))
            elif target not in index:
                _enter(target, index, low, stack, on_stack)
                work.append((target, iter(sorted(edges.get(target, ())))))
            elif target in on_stack:
                low[node] = min(low[node], index[target])
    yield from sorted(ring for ring in found if len(ring) > 1)


def _enter(
    node: str, index: dict[str, int], low: dict[str, int], stack: list[str], on_stack: set[str]
) -> None:
    index[node] = low[node] = len(index)
    stack.append(node)
    on_stack.add(node)


def _leave(node: str, stack: list[str], on_stack: set[str]) -> list[str]:
    """The nodes that were entered since `node`, with it."""
    place = stack.index(node)
    ring = stack[place:]
    del stack[place:]
    on_stack.difference_update(ring)
    return sorted(ring)
