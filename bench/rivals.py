"""The same graph laid out by others: plain `dot`, and elkjs in a temporary folder.

What is measured of them are the lines: how long they are in all, and how many pairs cross.
"""

from __future__ import annotations

import atexit
import json
import math
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp

from msgspec import Struct

from erdapp.layout.card import size
from erdapp.layout.dot import INCH, BoxGraph
from erdapp.layout.graph import Graph
from erdapp.layout.ports import row_middle

Point = tuple[float, float]
_CELL = 500.0


class Lines(Struct, frozen=True):
    """What a peer made of a graph."""

    seconds: float
    width: float
    height: float
    lines: Sequence[Sequence[Point]]
    """One for each edge that isn't a loop, in the order of the graph."""


def boxes(graph: Graph) -> BoxGraph:
    """The graph as boxes of the sizes that our cards have; loops are left out."""
    pairs = tuple((e.target, e.source) for e in graph.edges if e.source != e.target)
    return BoxGraph(tuple(size(node) for node in graph.nodes), pairs)


def rows(graph: Graph) -> list[tuple[float, float]]:
    """How far below the tops of its boxes each edge begins and ends: at the rows of its columns."""
    return [
        (row_middle(e.target_row), row_middle(e.source_row))
        for e in graph.edges
        if e.source != e.target
    ]


def by_dot(graph: BoxGraph, limit: float) -> Lines | None:
    """Plain `dot` with curved lines; None when it took longer than the limit or gave up."""
    given = [
        f"n{n}[width={w / INCH:.3f} height={h / INCH:.3f}]" for n, (w, h) in enumerate(graph.sizes)
    ]
    given += [f"n{a}->n{b}" for a, b in graph.edges]
    text = 'digraph{rankdir=LR node[shape=box fixedsize=true label=""]' + "\n".join(given) + "}"
    start = time.perf_counter()
    try:
        done = subprocess.run(
            ["dot", "-Tplain"],
            input=text,
            capture_output=True,
            text=True,
            timeout=limit,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError, OSError):
        return None
    seconds = time.perf_counter() - start
    found: dict[tuple[int, int], list[list[Point]]] = {}
    wide = high = 0.0
    for line in done.stdout.splitlines():
        words = line.split(" ")
        if words[0] == "graph":
            wide, high = float(words[2]) * INCH, float(words[3]) * INCH
        elif words[0] == "edge":
            count = int(words[3])
            values = [float(word) * INCH for word in words[4 : 4 + 2 * count]]
            curve = list(zip(values[::2], values[1::2], strict=True))
            found.setdefault((int(words[1][1:]), int(words[2][1:])), []).append(_sampled(curve))
    return Lines(seconds, wide, high, [found[pair].pop() for pair in graph.edges])


def _sampled(curve: Sequence[Point]) -> list[Point]:
    """Points on a chain of Bézier curves."""
    points = [curve[0]]
    for at in range(0, len(curve) - 3, 3):
        a, b, c, d = curve[at : at + 4]
        for step in range(1, 7):
            t = step / 6
            s = 1 - t
            points.append(
                (
                    s**3 * a[0] + 3 * s * s * t * b[0] + 3 * s * t * t * c[0] + t**3 * d[0],
                    s**3 * a[1] + 3 * s * s * t * b[1] + 3 * s * t * t * c[1] + t**3 * d[1],
                )
            )
    return points


_ELK = """
const ELK = require('elkjs');
const graph = JSON.parse(require('fs').readFileSync(0, 'utf8'));
new ELK().layout(graph).then(found => {
  const lines = found.edges.map(e => [e.sections[0].startPoint,
    ...(e.sections[0].bendPoints || []), e.sections[0].endPoint].map(p => [p.x, p.y]));
  console.log(JSON.stringify({width: found.width, height: found.height, lines}));
});
"""


@cache
def node_packages(*names: str) -> Path | None:
    """A temporary folder with these packages of npm, or None where they can't be had."""
    if shutil.which("npm") is None:
        return None
    folder = Path(mkdtemp(prefix="erdapp-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = ["npm", "install", "--no-save", "--silent", "--prefix", str(folder), *names]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return folder


def by_elk(graph: BoxGraph, ends: Sequence[tuple[float, float]], limit: float) -> Lines | None:
    """elkjs, layered and orthogonal, with a port for every end of an edge; None when it isn't there
    or took longer than the limit."""
    folder = node_packages("elkjs")
    if folder is None:
        return None
    options = {
        "elk.algorithm": "layered",
        "elk.direction": "RIGHT",
        "elk.edgeRouting": "ORTHOGONAL",
        "elk.spacing.nodeNode": "40",
        "elk.layered.spacing.nodeNodeBetweenLayers": "110",
    }
    value = {
        "id": "root",
        "layoutOptions": options,
        "children": _with_ports(graph, ends),
        "edges": [
            {"id": f"e{n}", "sources": [f"e{n}a"], "targets": [f"e{n}b"]}
            for n in range(len(graph.edges))
        ],
    }
    start = time.perf_counter()
    try:
        done = subprocess.run(
            ["node", "-e", _ELK],
            input=json.dumps(value),
            capture_output=True,
            text=True,
            timeout=limit,
            check=True,
            cwd=folder,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    seconds = time.perf_counter() - start
    found = json.loads(done.stdout)
    return Lines(seconds, found["width"], found["height"], found["lines"])


def _with_ports(graph: BoxGraph, ends: Sequence[tuple[float, float]]) -> list[dict[str, object]]:
    """Nodes of ELK: edges leave at the right of a box and come in at the left."""
    ports: list[list[dict[str, object]]] = [[] for _ in graph.sizes]
    for n, ((a, b), (start, end)) in enumerate(zip(graph.edges, ends, strict=True)):
        ports[a].append({"id": f"e{n}a", "x": graph.sizes[a][0], "y": start})
        ports[b].append({"id": f"e{n}b", "x": 0.0, "y": end})
    return [
        {
            "id": f"n{n}",
            "width": wide,
            "height": high,
            "ports": own,
            "layoutOptions": {"elk.portConstraints": "FIXED_POS"},
        }
        for n, ((wide, high), own) in enumerate(zip(graph.sizes, ports, strict=True))
    ]


def length(lines: Sequence[Sequence[Point]]) -> float:
    return sum(math.dist(a, b) for line in lines for a, b in pairwise(line))


def crossings(lines: Sequence[Sequence[Point]], ends: Sequence[object]) -> int:
    """Pairs of segments of lines with different ends that cross."""
    cells: dict[tuple[int, int], list[tuple[int, Point, Point]]] = {}
    for number, line in enumerate(lines):
        for a, b in pairwise(line):
            for cell in set(_cells(a, b)):
                cells.setdefault(cell, []).append((number, a, b))
    found: set[tuple[int, int, int, int]] = set()
    for segments in cells.values():
        for at, (number, a, b) in enumerate(segments):
            for other, c, d in segments[at + 1 :]:
                if ends[number] != ends[other] and _cross(a, b, c, d):
                    x, y = sorted((hash(_middle(a, b)), hash(_middle(c, d))))
                    found.add((number, other, x, y))
    return len(found)


def _middle(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _cells(a: Point, b: Point) -> Iterator[tuple[int, int]]:
    """The cells that a segment passes, and a few beside it."""
    steps = 1 + int(max(abs(a[0] - b[0]), abs(a[1] - b[1])) / (_CELL / 2))
    for step in range(steps + 1):
        x = a[0] + (b[0] - a[0]) * step / steps
        y = a[1] + (b[1] - a[1]) * step / steps
        yield int(x // _CELL), int(y // _CELL)


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
