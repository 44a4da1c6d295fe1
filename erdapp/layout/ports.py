"""Where at its row an edge docks: the middle, or side by side where several edges differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from erdapp.layout.graph import HEADER, Edge
from erdapp.layout.route import Net, Route

HEAD = 34.0
ROW = 26.0
SNAP = 7.0
"""Two ends closer in height than twice this are moved to one height, if they are free to."""


def row_middle(row: int) -> float:
    """The height of a row's middle below the top of its card."""
    return HEAD / 2 if row == HEADER else HEAD + ROW * (row + 0.5)


_Look = tuple[str, Net | int]
"""What edges must have in common to dock at the same point."""


class Ports(Struct):
    """Heights of both ends of each edge, in the coordinates of their shelves."""

    source: list[float]
    target: list[float]


class _Dock(Struct):
    """All edges of one role and look at one side of one row."""

    middle: float
    toward: list[float]
    edges: list[tuple[int, bool]]
    """(edge, whether it is its source end)."""


def dock(edges: Sequence[Edge], routes: Sequence[Route], top_of: Callable[[int], float]) -> Ports:
    """The ports of all edges. `top_of` gives the top of a card."""
    sides: dict[tuple[int, int, bool], dict[_Look, _Dock]] = {}
    for place, (edge, route) in enumerate(zip(edges, routes, strict=True)):
        here = top_of(edge.source) + row_middle(edge.source_row)
        there = top_of(edge.target) + row_middle(edge.target_row)
        source = sides.setdefault((edge.source, edge.source_row, route.source_right), {})
        at_head = edge.source_row == HEADER  # without rows, edges to one key are one line
        own: _Look = (edge.child, route.net) if at_head else (edge.child, place)
        dock_ = source.setdefault(own, _Dock(here, [], []))
        dock_.toward.append(there)
        dock_.edges.append((place, True))
        target = sides.setdefault((edge.target, edge.target_row, route.target_right), {})
        dock_ = target.setdefault(("parent", route.net), _Dock(there, [], []))
        dock_.toward.append(here)
        dock_.edges.append((place, False))
    ports = Ports([0.0] * len(edges), [0.0] * len(edges))
    single: set[tuple[int, bool]] = set()
    for docks in sides.values():
        _share(list(docks.values()), ports, single)
    _snap(routes, ports, single)
    return ports


def _share(docks: list[_Dock], ports: Ports, single: set[tuple[int, bool]]) -> None:
    docks.sort(key=lambda d: (sum(d.toward) / len(d.toward), d.edges))
    step = min(13.0, (ROW - 8) / max(1, len(docks) - 1))
    for place, own in enumerate(docks):
        at = own.middle + (place - (len(docks) - 1) / 2) * step
        for edge, is_source in own.edges:
            (ports.source if is_source else ports.target)[edge] = at
        if len(docks) == 1:
            single.update(own.edges)


def _snap(routes: Sequence[Route], ports: Ports, single: set[tuple[int, bool]]) -> None:
    """Take small steps out of edges between neighbouring columns."""
    count: dict[Net, int] = {}
    for route in routes:
        count[route.net] = count.get(route.net, 0) + 1
    for edge, route in enumerate(routes):
        if route.stops or route.source_right == route.target_right:
            continue
        here, there = ports.source[edge], ports.target[edge]
        if here == there or abs(here - there) > 2 * SNAP or (edge, True) not in single:
            continue
        if count[route.net] == 1 and (edge, False) in single:
            ports.source[edge] = ports.target[edge] = (here + there) / 2
        elif abs(here - there) <= SNAP:
            ports.source[edge] = there
