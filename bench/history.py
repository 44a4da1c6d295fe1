"""History: every neighbouring pair of published versions compared, planned and proved."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from bench.doors import CORPUS
from bench.fresh import server
from erdapp.diff import compare, guess_renames, summarise
from erdapp.loaders.base import LoadOptions, SourceError, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.planner import plan
from erdapp.runner import Proof, Verdict, prove
from erdapp.schema import Dialect, Schema

SURE = 0.8
"""Renames guessed with at least this score are taken for renames."""


def pairs() -> Iterator[tuple[Dialect, Path, Path]]:
    """(dialect, older file, newer file), project by project."""
    for folder in sorted((CORPUS / "history").glob("*/*")):
        for older, newer in pairwise(sorted(folder.glob("*.sql"))):
            yield Dialect(folder.parent.name), older, newer


def load(path: Path, dialect: Dialect) -> Schema:
    """The schema of one version."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    return load_sql((SourceFile(path.name, text),), LoadOptions(dialect=dialect)).schema


def measure(dialect: Dialect, older: Path, newer: Path) -> tuple[str, Proof]:
    """(what changed, how the proof came out) of one pair."""
    before, after = load(older, dialect), load(newer, dialect)
    renames = [g.rename for g in guess_renames(before, after) if g.score >= SURE]
    changes = compare(before, after, renames)
    found = plan(before, after, renames)
    proof = prove(before, after, found, url=server(dialect))
    return summarise(changes).line, proof


def main() -> None:
    """Print a line for each pair, and the totals. `-v` says more; words choose pairs."""
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    verdicts: Counter[str] = Counter()
    started = time.perf_counter()
    for dialect, older, newer in pairs():
        name = f"{older.parent.name} {older.name[:2]}→{newer.name[:2]}"
        if wanted and not any(word in name for word in wanted):
            continue
        try:
            line, proof = measure(dialect, older, newer)
        except SourceError as error:
            verdicts["unreadable"] += 1
            print(f"{name}: {error}")
            continue
        verdicts[f"{proof.verdict} with stand-ins" if proof.stand_ins else proof.verdict] += 1
        print(
            f"{name}: {proof.verdict} on {proof.server or 'no server'}, {proof.seconds:.2f} s, "
            f"{proof.rows} rows, {len(proof.statements)} statements; {line}"
        )
        if proof.reason or proof.hint:
            limit = 2000 if "-v" in sys.argv else 240
            print(f"    {' '.join((proof.reason, proof.hint))[:limit]}")
    total = sum(verdicts.values())
    proved = verdicts[Verdict.PROVED]
    some = verdicts[f"{Verdict.PROVED} with stand-ins"]
    print(
        f"{proved} of {total} pairs proved as they are ({_percent(proved, total)}), and {some} "
        f"more with stand-ins for functions in C "
        f"({_percent(proved + some, total)} together)"
    )
    counts = ", ".join(f"{name} {count}" for name, count in verdicts.items())
    print(f"{counts}; {time.perf_counter() - started:.1f} s")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.0f} %"


if __name__ == "__main__":
    main()
