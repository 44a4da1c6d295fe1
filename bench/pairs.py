"""Random schemas and random edits of them: plans run there and back, on servers or by the loader.

`python -m bench.pairs postgres --count 5000 --seed 0 --minutes 25`; without a dialect all of them.
A pair is known by its number: `--seed N --count 1 --show` shows what became of pair N.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from random import Random

from bench.fresh import PREFIX, fresh_database, server
from erdapp.dialects import DIALECTS
from erdapp.diff import compare
from erdapp.loaders.database import connect
from erdapp.loaders.database.catalog import run
from erdapp.planner import plan
from erdapp.schema import Dialect
from tests.planner.roads import read_there_and_back, there_and_back
from tests.strategies import MAKERS
from tests.strategies.chance import Rolled
from tests.strategies.edits import Edited, made
from tests.strategies.kinds import kinds, vocabulary

Proof = Callable[[Edited], None]

_UNRELATED = 5
"""Every so manieth pair is of two schemas that share but names."""


def pair(dialect: Dialect, seed: int) -> Edited:
    """The pair of that number: the same at all times."""
    chance = Rolled(Random(seed))
    if seed % _UNRELATED:
        return made(dialect, chance)
    maker = MAKERS[dialect]
    return Edited(maker(chance).schema(), maker(chance).schema(), ())


@contextmanager
def proofs(dialect: Dialect) -> Iterator[Proof]:
    """How a pair of the dialect is proved: Astray when a plan fails or leads elsewhere."""
    match dialect:
        case Dialect.SQLITE:
            yield _in_memory
        case Dialect.POSTGRES:
            with fresh_database(dialect) as fresh:
                connection = fresh.scratch.connection

                def rolled_back(edited: Edited) -> None:
                    if _needs_its_own(edited):
                        with fresh_database(dialect) as own:
                            there_and_back(own.scratch.connection, *edited)
                        return
                    run(connection, "BEGIN")
                    try:
                        there_and_back(connection, *edited)
                    finally:
                        run(connection, "ROLLBACK")

                yield rolled_back
        case Dialect.MARIADB:
            with closing(connect(server(dialect) or "")) as connection:

                def emptied(edited: Edited) -> None:
                    name = f"{PREFIX}pairs_{os.getpid()}"
                    run(connection, f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
                    try:
                        run(connection, f"USE {name}")
                        there_and_back(connection, *edited)
                    finally:
                        run(connection, f"DROP DATABASE {name}")

                yield emptied
        case Dialect.MYSQL | Dialect.MSSQL:
            yield lambda edited: read_there_and_back(*edited)


def _needs_its_own(edited: Edited) -> bool:
    """Whether a statement of the plan cannot run in a transaction, which could be rolled back."""
    found = plan(*edited)
    return not all(statement.transactional for statement in (*found.up, *found.down))


def _in_memory(edited: Edited) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        there_and_back(connection, *edited)


def measured(dialect: Dialect, seeds: range, seconds: float, show: bool) -> list[int]:
    """Prove the pairs, print what came out; the numbers of those that failed."""
    met: Counter[str] = Counter()
    failed: list[int] = []
    done, began = 0, time.perf_counter()
    with proofs(dialect) as prove:
        for seed in seeds:
            edited = pair(dialect, seed)
            met.update(set(kinds(compare(*edited))))
            try:
                prove(edited)
            except Exception as error:  # a planner that breaks down counts as well
                failed.append(seed)
                if show:
                    print(f"--- pair {seed}: {error}\n", flush=True)
            done += 1
            if time.perf_counter() - began > seconds:
                break
    took = time.perf_counter() - began
    _print(dialect, done, failed, met, took)
    return failed


def _print(dialect: Dialect, done: int, failed: list[int], met: Counter[str], took: float) -> None:
    words = vocabulary(dialect)
    first = ", ".join(map(str, failed[:20]))
    print(
        f"{dialect}: {done:,} pairs there and back, {len(failed)} failed"
        f"{f' ({first})' if first else ''}, {took:.0f} s, {done / took:.1f} pairs a second"
    )
    print(f"  kinds of changes met: {len(words & met.keys())} of {len(words)}")
    if never := sorted(words - met.keys()):
        print(f"  never met: {', '.join(never)}")
    if more := sorted(met.keys() - words):
        print(f"  of no known kind: {', '.join(more)}")
    print("  " + ", ".join(f"{kind} {number}" for kind, number in sorted(met.items())), flush=True)


def main(words: list[str] | None = None) -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("dialect", nargs="*", help="postgres, mysql, mariadb, sqlite, mssql")
    arguments.add_argument("--count", type=int, default=5_000, help="pairs of each dialect")
    arguments.add_argument("--seed", type=int, default=0, help="the number of the first pair")
    arguments.add_argument("--minutes", type=float, default=30.0, help="at most, for each dialect")
    arguments.add_argument("--show", action="store_true", help="print what failed, and why")
    asked = arguments.parse_args(words if words is not None else [])
    seeds = range(asked.seed, asked.seed + asked.count)
    for dialect in map(Dialect, asked.dialect or DIALECTS):
        measured(dialect, seeds, asked.minutes * 60, asked.show)


if __name__ == "__main__":
    main(sys.argv[1:])
