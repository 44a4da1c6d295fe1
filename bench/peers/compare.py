"""Peers: the same PostgreSQL pairs through erdapp, pg-delta, migra and alembic autogenerate.

A tool *converges* where its SQL runs on a database made by the older file, and pg_dump then says
of it what it says of one made by the newer file. Seconds are those of the whole process and, for
those that read two databases, of loading the two files into them with psql, which erdapp, that
reads the files themselves, does without. What the server refuses of a file is left out for all.
Beside them the seconds that the process itself kept a processor busy. Numbers on the command line
choose generated pairs of so many tables, and these alone; `--limit` says after how many seconds a
peer is stopped, which counts as that many.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.doors import CORPUS
from bench.fresh import Fresh, fresh_database
from bench.generate import generate
from bench.oracle import differences, dump
from bench.original import run_original, without
from bench.parse import next_version
from bench.peers.tools import Made, Tool, installed, run
from erdapp.loaders.database import connect
from erdapp.schema import Dialect

SIZES = (300, 1_000)
LIMIT = 600.0
"""Seconds for one tool and one pair."""
STEPS = (1, 3, 10)
ERDAPP = "erdapp"


class Pair(NamedTuple):
    """Two files."""

    name: str
    older: str
    newer: str


def history() -> Iterator[Pair]:
    """Neighbours, and versions three and ten apart."""
    for folder in sorted((CORPUS / "history" / "postgres").glob("*")):
        files = sorted(folder.glob("*.sql"))
        for step in STEPS:
            for older, newer in zip(files, files[step:], strict=False):
                texts = (path.read_text(encoding="utf-8-sig") for path in (older, newer))
                yield Pair(f"{folder.name} {older.name[:2]}→{newer.name[:2]}", *texts)


def generated(size: int) -> Pair:
    text = generate(size)
    return Pair(f"{size} tables", text, next_version(text))


def measure(pair: Pair, tools: Mapping[str, Tool]) -> dict[str, tuple[Made, int]]:
    """What each tool made of the pair, and how many differences were left; -1 where its SQL
    failed or there is none. The seconds of loading are added to those of the peers."""
    with fresh_database(Dialect.POSTGRES) as before, fresh_database(Dialect.POSTGRES) as after:
        older, of_older = _loaded(before, pair.older)
        newer, of_newer = _loaded(after, pair.newer)
        pair = Pair(pair.name, older, newer)
        loading = of_older + of_newer
        found = {ERDAPP: _erdapp(pair)}
        for name, tool in tools.items():
            made = tool(before.url, after.url)
            found[name] = made._replace(seconds=made.seconds + loading)
        return {name: (made, _left(pair, made, after)) for name, made in found.items()}


def _loaded(database: Fresh, text: str) -> tuple[str, float]:
    """The file without what the server refuses, such as functions in C that it doesn't have, and
    the seconds that loading its DDL took."""
    started = time.perf_counter()
    refused = run_original(database.scratch, text)
    seconds = time.perf_counter() - started
    return without(text, Dialect.POSTGRES, refused) if refused else text, seconds


def _erdapp(pair: Pair) -> Made:
    with tempfile.TemporaryDirectory() as folder:
        older, newer = Path(folder) / "older.sql", Path(folder) / "newer.sql"
        older.write_text(pair.older)
        newer.write_text(pair.newer)
        command = [sys.executable, "-m", "erdapp", "schema", "diff", "--dialect", "postgres"]
        command += ["--from", str(older), "--to", str(newer)]
        made = run(command, limit=LIMIT)
        return made._replace(sql="") if made.sql.startswith("Schemas are") else made


def _left(pair: Pair, made: Made, wanted: Fresh) -> int:
    """The parts in which the migrated database differs from the wanted one."""
    if made.error:
        return -1
    with fresh_database(Dialect.POSTGRES) as database:
        run_original(database.scratch, pair.older)
        with closing(connect(database.url)) as connection:
            try:
                connection.cursor().execute(made.sql or "SELECT 1")
            except Exception as error:
                print(f"    {pair.name}: {str(error).splitlines()[0][:160]}")
                return -1
        left = differences(dump(database), dump(wanted))
        return sum(not item.in_name_only for item in left)


def _print(pair: Pair, found: Mapping[str, tuple[Made, int]]) -> None:
    ours = found[ERDAPP][0].seconds
    cells = []
    for name, (made, left) in found.items():
        verdict = "converged" if left == 0 else "failed" if left < 0 else f"{left} left"
        times = "" if name == ERDAPP else f", {made.seconds / ours:.1f}x"
        cells.append(f"{name} {verdict} {made.seconds:.2f} s{times}, {made.cpu:.2f} s of CPU")
        if made.error:
            cells[-1] += f" ({made.error[:100]})"
    print(f"{pair.name}: " + "; ".join(cells), flush=True)


def main(words: list[str] | None = None) -> None:
    """Print a line for each pair, and the totals."""
    os.environ.setdefault("PGOPTIONS", "-c client_min_messages=warning")
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sizes", type=int, nargs="*")
    arguments.add_argument("--limit", type=float, default=LIMIT)
    told = arguments.parse_args(words if words is not None else [])
    pairs = list(map(generated, told.sizes)) or [*history(), *map(generated, SIZES)]
    converged: Counter[str] = Counter()
    ratios: dict[str, list[float]] = {}
    with installed(told.limit) as tools:
        _erdapp(
            Pair("", "", "")
        )  # the first run of all compiles, as installing does for the others
        for pair in pairs:
            found = measure(pair, tools)
            _print(pair, found)
            for name, (made, left) in found.items():
                converged[name] += left == 0
                ratios.setdefault(name, []).append(made.seconds / found[ERDAPP][0].seconds)
    for name, values in ratios.items():
        print(f"{name}: {converged[name]} of {len(values)} converged, median {median(values):.1f}x")
