"""Graphviz places boxes: the one module that starts a process, and its limits.

Names never reach `dot`: nodes are numbers, sizes are numbers. One process takes several graphs.
"""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from selectors import EVENT_READ, EVENT_WRITE, BaseSelector, DefaultSelector
from subprocess import DEVNULL, PIPE, Popen

from msgspec import Struct

INCH = 72.0
_PIECE = 65_536
"""Bytes that a pipe takes or gives at once."""


class DotFailed(Exception):
    """`dot` is missing, broke a limit or gave no answer; the message says which."""


class BoxGraph(Struct, frozen=True):
    """Boxes of fixed size (width, height in px) and edges between them, by index."""

    sizes: tuple[tuple[float, float], ...]
    edges: tuple[tuple[int, int], ...]


class DotLimits(Struct, frozen=True, kw_only=True):
    """What one `dot` process may use; on the clock, only what is spent waiting for it. CPU time
    decides, so that a busy machine draws the same."""

    wall_seconds: float = 8.0
    cpu_seconds: int = 3
    memory_bytes: int = 512 * 1024 * 1024


DEFAULT_LIMITS = DotLimits()

Places = tuple[tuple[float, float], ...]
"""The centre of each box, x to the right and y downwards, in px."""


@contextmanager
def placing(
    graphs: Sequence[BoxGraph], limits: DotLimits = DEFAULT_LIMITS
) -> Iterator[Iterator[Places]]:
    """Where `dot` puts the boxes of each graph, layers from left to right, in order and whenever
    they are asked for: it works on meanwhile. What isn't asked for is given up at the end.

    Raises DotFailed, here or when the next places are asked for.
    """
    if not graphs:
        yield iter(())
        return
    text = "".join(_source(graph) for graph in graphs)
    with _started(limits) as process, DefaultSelector() as selector:
        try:
            talk = _Talk(process, selector, text.encode(), limits)
            yield _answers(talk, graphs)
        finally:
            process.kill()


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


def _started(limits: DotLimits) -> Popen[bytes]:
    try:
        process = Popen(["dot", "-Tplain"], stdin=PIPE, stdout=PIPE, stderr=DEVNULL, bufsize=0)
    except OSError as error:
        raise DotFailed(f"dot can't be started: {error.strerror}") from error
    try:
        _confine(process.pid, limits)  # it waits for its input: no work is done before
    except OSError as error:
        with process:
            process.kill()
        raise DotFailed(f"dot can't be confined: {error.strerror}") from error
    return process


def _confine(pid: int, limits: DotLimits) -> None:
    if not hasattr(resource, "prlimit"):
        return  # not Linux: the wall clock alone
    cpu, memory = limits.cpu_seconds, limits.memory_bytes
    resource.prlimit(pid, resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.prlimit(pid, resource.RLIMIT_AS, (memory, memory))
    resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))


class _Talk:
    """Both pipes of a process, served while there is something to wait for."""

    def __init__(
        self, process: Popen[bytes], selector: BaseSelector, text: bytes, limits: DotLimits
    ) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._selector, self._limits = process, selector, limits
        self._input, self._output = process.stdin, process.stdout
        self._text = memoryview(text)
        self._patience = limits.wall_seconds
        os.set_blocking(self._input.fileno(), False)
        selector.register(self._input, EVENT_WRITE)
        selector.register(self._output, EVENT_READ)
        self._tell()

    def lines(self) -> Iterator[str]:
        """What it says, line by line, up to its end. Raises DotFailed for one that was forced."""
        rest = b""
        while said := self._said():
            *whole, rest = (rest + said).split(b"\n")
            for line in whole:
                yield line.decode("utf-8", "replace")
        code = self._process.wait()
        if code == -signal.SIGXCPU:
            raise DotFailed(f"dot took more than {self._limits.cpu_seconds} s of CPU time")
        if code:
            raise DotFailed(f"dot ended with {code}")

    def _said(self) -> bytes:
        """The next piece of its output, empty at the end. Only the waiting counts as its time."""
        while True:
            start = time.monotonic()
            ready = self._selector.select(self._patience)
            self._patience -= time.monotonic() - start
            if not ready or self._patience <= 0:
                raise DotFailed(f"dot took more than {self._limits.wall_seconds:g} s")
            places = {key.fileobj for key, _ in ready}
            if self._input in places:
                self._tell()
            if self._output in places:
                return os.read(self._output.fileno(), _PIECE)

    def _tell(self) -> None:
        """Give it as much of the input as fits into the pipe."""
        try:
            told = os.write(self._input.fileno(), self._text[:_PIECE])
        except BlockingIOError:
            return
        except BrokenPipeError:
            told = len(self._text)  # it has ended, and its output says how
        self._text = self._text[told:]
        if not self._text:
            self._selector.unregister(self._input)
            self._input.close()


def _answers(talk: _Talk, graphs: Sequence[BoxGraph]) -> Iterator[Places]:
    lines = talk.lines()
    for number, graph in enumerate(graphs):
        found: dict[int, tuple[float, float]] = {}
        for line in lines:
            if line.startswith("node "):
                _, name, x, y, _ = line.split(" ", 4)
                found[int(name[1:])] = (float(x) * INCH, -float(y) * INCH)
            elif line == "stop":
                break
        else:
            raise DotFailed(f"dot drew {number} of {len(graphs)} graphs")
        if len(found) != len(graph.sizes):
            raise DotFailed("dot left a box out")
        yield tuple(found[place] for place in range(len(found)))
