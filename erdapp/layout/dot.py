"""Graphviz places boxes: the one module that starts a process, and its limits.

Names never reach `dot`: nodes are numbers, sizes are numbers. One process takes several graphs.
"""

from __future__ import annotations

import resource
import signal
import subprocess
from collections.abc import Sequence

from msgspec import Struct

INCH = 72.0


class DotFailed(Exception):
    """`dot` is missing, broke a limit or gave no answer; the message says which."""


class BoxGraph(Struct, frozen=True):
    """Boxes of fixed size (width, height in px) and edges between them, by index."""

    sizes: tuple[tuple[float, float], ...]
    edges: tuple[tuple[int, int], ...]


class DotLimits(Struct, frozen=True, kw_only=True):
    """What one `dot` process may use. CPU time decides, so that a busy machine draws the same."""

    wall_seconds: float = 8.0
    cpu_seconds: int = 3
    memory_bytes: int = 512 * 1024 * 1024


DEFAULT_LIMITS = DotLimits()

Places = tuple[tuple[float, float], ...]
"""The centre of each box, x to the right and y downwards, in px."""


def place(graphs: Sequence[BoxGraph], limits: DotLimits = DEFAULT_LIMITS) -> list[Places]:
    """Where `dot` puts the boxes of each graph, layers from left to right.

    Raises DotFailed.
    """
    if not graphs:
        return []
    text = "".join(_source(graph) for graph in graphs)
    answers = _answers(_run(text.encode(), limits), graphs)
    if len(answers) != len(graphs):
        raise DotFailed(f"dot drew {len(answers)} of {len(graphs)} graphs")
    return answers


def _source(graph: BoxGraph) -> str:
    large = len(graph.sizes) > 150 or len(graph.edges) > 400
    effort = "nslimit=2 nslimit1=2 mclimit=0.3" if large else "nslimit=20 nslimit1=20"
    lines = [
        f"digraph{{graph[rankdir=LR nodesep=0.5 ranksep=1.2 splines=none {effort}]",
        'node[shape=box fixedsize=true label=""]edge[arrowhead=none]',
    ]
    for place_, (width, height) in enumerate(graph.sizes):
        lines.append(f"n{place_}[width={width / INCH:.3f} height={height / INCH:.3f}]")
    lines += [f"n{source}->n{target}" for source, target in graph.edges]
    return "\n".join(lines) + "}\n"


def _run(text: bytes, limits: DotLimits) -> str:
    try:
        process = subprocess.Popen(
            ["dot", "-Tplain"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise DotFailed(f"dot can't be started: {error.strerror}") from error
    with process:
        try:
            _confine(process.pid, limits)  # it waits for its input: no work is done before
            output, _ = process.communicate(text, timeout=limits.wall_seconds)
        except subprocess.TimeoutExpired as error:
            raise DotFailed(f"dot took more than {limits.wall_seconds:g} s") from error
        except OSError as error:
            raise DotFailed(f"dot can't be confined: {error.strerror}") from error
        finally:
            process.kill()
    if process.returncode == -signal.SIGXCPU:
        raise DotFailed(f"dot took more than {limits.cpu_seconds} s of CPU time")
    if process.returncode != 0:
        raise DotFailed(f"dot ended with {process.returncode}")
    return output.decode("utf-8", "replace")


def _confine(pid: int, limits: DotLimits) -> None:
    if not hasattr(resource, "prlimit"):
        return  # not Linux: the wall clock alone
    cpu, memory = limits.cpu_seconds, limits.memory_bytes
    resource.prlimit(pid, resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.prlimit(pid, resource.RLIMIT_AS, (memory, memory))
    resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))


def _answers(output: str, graphs: Sequence[BoxGraph]) -> list[Places]:
    answers: list[Places] = []
    found: dict[int, tuple[float, float]] = {}
    for line in output.splitlines():
        words = line.split(" ")
        if words[0] == "node":
            found[int(words[1][1:])] = (float(words[2]) * INCH, -float(words[3]) * INCH)
        elif words[0] == "stop":
            size = len(graphs[len(answers)].sizes) if len(answers) < len(graphs) else 0
            if len(found) != size:
                raise DotFailed("dot left a box out")
            answers.append(tuple(found[place_] for place_ in range(size)))
            found = {}
    return answers
