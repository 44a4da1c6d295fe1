"""SQL file to SVG file, the whole process, beside others: python -m bench.picture_speed [rounds].

Ours is `erdapp erd schema.sql -o schema.svg`. The others do less: Liam's CLI and sql2dbml only
read the file, eralchemy reads a database that is already loaded, elkjs gets boxes and edges. Each
is installed into a temporary folder; what can't be had is said to be so.
"""

from __future__ import annotations

import atexit
import math
import os
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

import psycopg

from bench import rivals, synthetic
from bench.doors import server
from bench.fresh import fresh_database
from erdapp.layout import PictureOptions
from erdapp.layout.card import size
from erdapp.layout.graph import build
from erdapp.schema import Dialect

ROUNDS = 5
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


def ours(source: Path) -> tuple[float, float]:
    """Seconds of one run of the command, and of these on a processor."""
    command = [sys.executable, "-m", "erdapp", "erd", str(source), "-o", str(source) + ".svg"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = _timed(command, source.parent) or math.inf
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _timed(command: Sequence[str], folder: Path) -> float | None:
    """Seconds of a command; None when it failed or took too long."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    start = time.perf_counter()
    try:
        subprocess.run(
            command, cwd=folder, check=True, capture_output=True, timeout=PATIENCE, env=environment
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired, OSError):
        return None
    return time.perf_counter() - start


def liam(source: Path) -> float | None:
    folder = rivals.node_packages("@liam-hq/cli")
    if folder is None:
        return None
    command = ["npx", "liam", "erd", "build", "--input", str(source), "--format", "postgres"]
    return _timed([*command, "--output-dir", str(folder / "dist")], folder)


def dbml(source: Path) -> float | None:
    folder = rivals.node_packages("@dbml/cli")
    if folder is None:
        return None
    output = str(folder / "out.dbml")
    return _timed(["npx", "sql2dbml", "--postgres", str(source), "-o", output], folder)


def elk(source: Path) -> float | None:
    graph = build(synthetic.schema("sparse", COMPARED), PictureOptions())
    answer = rivals.by_elk(rivals.boxes(graph, [size(node) for node in graph.nodes]), PATIENCE)
    return answer.seconds if answer is not None else None


def eralchemy(source: Path) -> float | None:
    program = _eralchemy()
    if program is None or server(Dialect.POSTGRES) is None:
        return None
    with fresh_database(Dialect.POSTGRES) as fresh:
        with psycopg.connect(fresh.url, autocommit=True) as connection:
            connection.execute(source.read_bytes())
        url = fresh.url.replace("postgres://", "postgresql://")
        output = source.parent / "eralchemy.dot"
        seconds = _timed([str(program), "-i", url, "-o", str(output)], source.parent)
        whole = output.exists() and output.read_text().count("external_id") > COMPARED // 4
        return seconds if whole else None


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


PEERS: dict[str, Callable[[Path], float | None]] = {
    "@liam-hq/cli erd build (reads only)": liam,
    "@dbml/cli sql2dbml (reads only)": dbml,
    "eralchemy (a loaded database)": eralchemy,
    "elkjs (lays out only)": elk,
}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    print("| schema | tables | seconds, median | on a processor | goal | SVG KB |")
    print("|---" * 6 + "|")
    medians: dict[tuple[str, int], float] = {}
    with TemporaryDirectory(prefix="erdapp-bench-") as folder:
        for (kind, tables), goal in GOALS.items():
            source = Path(folder) / f"{kind}{tables}.sql"
            source.write_text(synthetic.KINDS[kind](tables), encoding="utf-8")
            walls, works = zip(*(ours(source) for _ in range(rounds)), strict=True)
            found = medians[kind, tables] = median(walls)
            wanted = f"{goal:g}" if goal < math.inf else "–"
            kilobytes = Path(f"{source}.svg").stat().st_size // 1024
            print(
                f"| {kind} | {tables:,} | {found:.2f} | {median(works):.2f} | {wanted} "
                f"| {kilobytes:,} |",
                flush=True,
            )
        ends = medians["sparse", 1_000], medians["sparse", 10_000]
        print(
            f"\nGrowth from 1,000 to 10,000 tables: exponent {math.log10(ends[1] / ends[0]):.2f}\n"
        )
        print(f"| other, {COMPARED} tables | seconds | times ours |")
        print("|---|---|---|")
        for name, peer in PEERS.items():
            seconds = peer(Path(folder) / f"sparse{COMPARED}.sql")
            ratio = f"{seconds / medians['sparse', COMPARED]:.0f}" if seconds else "–"
            print(
                f"| {name} | {f'{seconds:.2f}' if seconds else 'not had'} | {ratio} |", flush=True
            )


if __name__ == "__main__":
    main()
