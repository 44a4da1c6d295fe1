"""SQL file to SVG file, the whole process, beside others: python -m bench.picture_speed [rounds].

Ours is `erdapp erd schema.sql -o schema.svg`, compiled to bytecode as an installed command is,
whatever the caller's environment says of writing that. The others do less: Liam's CLI and sql2dbml
only read the file, eralchemy reads a database that is already loaded, elkjs gets boxes of the sizes
of our cards with ports at their rows. Each is installed into a temporary folder and run as an
installed command, without npx, once before it is timed; what can't be had or fails is said to be
so. Counted is the whole process, from its start, with its children. Where others work on the same
machine, seconds on a processor tell more.
"""

from __future__ import annotations

import atexit
import math
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, mkdtemp
from typing import NamedTuple

import psycopg

from bench import rivals, synthetic
from bench.command import ERDAPP, environment
from bench.fresh import fresh_database, server
from erdapp.layout import PictureOptions
from erdapp.layout.graph import build
from erdapp.schema import Dialect

ROUNDS = 5
PEER_ROUNDS = 3
GOALS = {
    ("sparse", 100): 0.2,
    ("sparse", 300): math.inf,
    ("chain", 300): 1.0,
    ("sparse", 1_000): 0.7,
    ("dense", 1_000): math.inf,
    ("dense", 3_000): 2.5,
    ("sparse", 10_000): 10.0,
}
COMPARED = 300
PATIENCE = 120.0
_ERALCHEMY = ("eralchemy", "psycopg[binary]", "psycopg2-binary", "graphviz")


class Spent(NamedTuple):
    """Seconds of a command and its children: by the clock, and on a processor."""

    wall: float
    work: float


def ours(source: Path) -> Spent:
    """One run of the command."""
    command = [ERDAPP, "erd", str(source), "-o", str(source) + ".svg"]
    return _timed(command, source.parent) or Spent(math.inf, math.inf)


def _timed(command: Sequence[str], folder: Path) -> Spent | None:
    """What a command took; None when it failed or took too long."""
    try:
        return _spent(
            lambda: subprocess.run(
                command,
                cwd=folder,
                check=True,
                capture_output=True,
                timeout=PATIENCE,
                env=environment(),
            )
        )
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout).decode(errors="replace").strip()
        print(f"{Path(command[0]).name} failed: {said[-200:]}")
    except (subprocess.TimeoutExpired, OSError) as error:
        print(f"{Path(command[0]).name} failed: {error}")
    return None


def _spent(run: Callable[[], object]) -> Spent:
    """What the child processes took that `run` waits for."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def liam(source: Path) -> Spent | None:
    folder = rivals.node_packages("@liam-hq/cli")
    if folder is None:
        return None
    program = str(folder / "node_modules" / ".bin" / "liam")
    command = [program, "erd", "build", "--input", str(source), "--format", "postgres"]
    return _timed([*command, "--output-dir", str(folder / "dist")], folder)


def dbml(source: Path) -> Spent | None:
    folder = rivals.node_packages("@dbml/cli")
    if folder is None:
        return None
    program = str(folder / "node_modules" / ".bin" / "sql2dbml")
    return _timed([program, "--postgres", str(source), "-o", str(folder / "out.dbml")], folder)


def elk(source: Path) -> Spent | None:
    graph = build(synthetic.schema("sparse", COMPARED), PictureOptions())
    boxes, ends = rivals.boxes(graph), rivals.rows(graph)
    if rivals.node_packages("elkjs") is None:
        return None
    answers: list[rivals.Lines | None] = []
    spent = _spent(lambda: answers.append(rivals.by_elk(boxes, ends, PATIENCE)))
    return spent if answers[0] is not None else None


def eralchemy(source: Path) -> Spent | None:
    program = _eralchemy()
    if program is None or server(Dialect.POSTGRES) is None:
        return None
    with fresh_database(Dialect.POSTGRES) as fresh:
        with psycopg.connect(fresh.url, autocommit=True) as connection:
            connection.execute(source.read_bytes())
        url = fresh.url.replace("postgres://", "postgresql://")
        output = source.parent / "eralchemy.dot"
        spent = _timed([str(program), "-i", url, "-o", str(output)], source.parent)
        whole = output.exists() and output.read_text().count("external_id") > COMPARED // 4
        return spent if whole else None


@cache
def _eralchemy() -> Path | None:
    folder = Path(mkdtemp(prefix="erdapp-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    steps = [
        [sys.executable, "-m", "venv", str(folder)],
        [str(folder / "bin" / "pip"), "install", "-q", *_ERALCHEMY],
    ]
    try:
        for step in steps:
            subprocess.run(step, check=True, capture_output=True, timeout=300)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return folder / "bin" / "eralchemy"


PEERS: dict[str, Callable[[Path], Spent | None]] = {
    "@liam-hq/cli erd build (reads only)": liam,
    "@dbml/cli sql2dbml (reads only)": dbml,
    "eralchemy (a loaded database)": eralchemy,
    "elkjs (lays out only)": elk,
}


def own_rows(folder: Path, rounds: int) -> dict[tuple[str, int], Spent]:
    """A printed row for each schema; the medians."""
    print("| schema | tables | seconds, median | on a processor | goal | SVG KB |")
    print("|---" * 6 + "|")
    medians: dict[tuple[str, int], Spent] = {}
    for (kind, tables), goal in GOALS.items():
        source = folder / f"{kind}{tables}.sql"
        source.write_text(synthetic.KINDS[kind](tables), encoding="utf-8")
        if not medians:
            ours(source)  # the first run of all compiles
        found = medians[kind, tables] = _median([ours(source) for _ in range(rounds)])
        wanted = f"{goal:g}" if goal < math.inf else "–"
        kilobytes = Path(f"{source}.svg").stat().st_size // 1024
        print(
            f"| {kind} | {tables:,} | {found.wall:.2f} | {found.work:.2f} | {wanted} "
            f"| {kilobytes:,} |",
            flush=True,
        )
    return medians


def _median(runs: Sequence[Spent]) -> Spent:
    return Spent(median(run.wall for run in runs), median(run.work for run in runs))


def peer_rows(source: Path, own: Spent) -> None:
    """A printed row for each other tool; the medians."""
    print(f"| other, {COMPARED} tables | seconds | times ours | on a processor | times ours |")
    print("|---" * 5 + "|")
    for name, peer in PEERS.items():
        if peer(source) is None:
            print(f"| {name} | not had | – | – | – |", flush=True)
            continue
        found = _median([run for _ in range(PEER_ROUNDS) if (run := peer(source))])
        print(
            f"| {name} | {found.wall:.2f} | {found.wall / own.wall:.0f} "
            f"| {found.work:.2f} | {found.work / own.work:.0f} |",
            flush=True,
        )


def exponent(small: float, large: float) -> float:
    """The power of the number of tables that the time grows with, from 1,000 to 10,000 of them."""
    return math.log10(large / small)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with TemporaryDirectory(prefix="erdapp-bench-") as folder:
        found = own_rows(Path(folder), rounds)
        small, large = found["sparse", 1_000], found["sparse", 10_000]
        by_clock, by_work = exponent(small.wall, large.wall), exponent(small.work, large.work)
        print(f"\nGrowth from 1,000 to 10,000 tables: exponent {by_clock:.2f}", end="")
        print(f", on a processor {by_work:.2f}\n")
        peer_rows(Path(folder) / f"sparse{COMPARED}.sql", found["sparse", COMPARED])


if __name__ == "__main__":
    main()
