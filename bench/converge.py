"""Converge: plans between published versions, proved, and judged by the servers' own dumps.

Every two versions that are one, three and ten steps apart. *Proved*: what `erdapp … --prove` says,
forward and back, with rows. *Equal*: the plan ran on a database made by the older file itself, and
that database's own description is the one of a database made by the newer file; then the way back.
Words choose pairs, `-v` shows every difference, `--oracle` leaves the proofs out.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench.doors import CORPUS
from bench.fresh import Fresh, fresh_database, server
from bench.history import SURE
from bench.oracle import Dump, differences, dump
from bench.original import Refused, run_original, without
from erdapp.diff import guess_renames
from erdapp.loaders.base import LoadOptions, SourceError, SourceFile
from erdapp.loaders.database import connect
from erdapp.loaders.sql import load_sql
from erdapp.planner import Plan, Statement, plan
from erdapp.runner import Proof, Verdict, prove
from erdapp.runner.execute import StatementFailed, execute
from erdapp.schema import Dialect, Schema

STEPS = (1, 3, 10)
_STOOD_IN = " with stand-ins"


class Version(NamedTuple):
    """One published file."""

    name: str
    text: str
    schema: Schema
    refused: tuple[Refused, ...]
    """Statements that the server doesn't take."""
    taken: Schema
    """The schema of the rest, which is what the server was told."""
    dump: Dump
    """What the server then says it has."""


class Judgement(NamedTuple):
    """What the oracle says of one way."""

    wrong: tuple[str, ...] = ()
    """How the migrated database differs from one made by the file."""
    aside: tuple[str, ...] = ()
    """Where it differs only in a name that the server chose."""


class Row(NamedTuple):
    """One pair in the table."""

    proof: Proof | None
    forward: Judgement
    back: Judgement


def pairs() -> Iterator[tuple[Dialect, Path, Path]]:
    """(dialect, older file, newer file), project by project, near pairs first."""
    for folder in sorted((CORPUS / "history").glob("*/*")):
        files = sorted(folder.glob("*.sql"))
        for step in STEPS:
            for older, newer in zip(files, files[step:], strict=False):
                yield _spoken(Dialect(folder.parent.name)), older, newer


def _spoken(dialect: Dialect) -> Dialect:
    """What the server speaks: MariaDB stands in for MySQL, and keeps what MySQL forgets."""
    if dialect is Dialect.MYSQL and not os.environ.get("ERDAPP_DEV_MYSQL_URL"):
        return Dialect.MARIADB
    return dialect


@cache
def version(path: Path, dialect: Dialect) -> Version:
    """The file, read by the loader and run by the server."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    with fresh_database(dialect) as fresh:
        refused = tuple(run_original(fresh.scratch, text))
        found = dump(fresh)
    schema = _load(path.name, text, dialect)
    rest = without(text, dialect, refused)
    taken = _load(path.name, rest, dialect) if refused else schema
    return Version(path.name, rest, schema, refused, taken, found)


def _load(name: str, text: str, dialect: Dialect) -> Schema:
    return load_sql((SourceFile(name, text),), LoadOptions(dialect=dialect)).schema


def _plan(before: Schema, after: Schema) -> Plan:
    renames = [g.rename for g in guess_renames(before, after) if g.score >= SURE]
    return plan(before, after, renames)


def measure(dialect: Dialect, older: Version, newer: Version, *, proved: bool = True) -> Row:
    """Both judgements of one pair."""
    proof = None
    if proved:
        found = _plan(older.schema, newer.schema)
        proof = prove(older.schema, newer.schema, found, url=server(dialect))
    found = _plan(older.taken, newer.taken)
    with fresh_database(dialect) as fresh:
        run_original(fresh.scratch, older.text)
        forward = _migrated(fresh, found.up, newer.dump)
        back = Judgement(("not tried",))
        if not forward.wrong:
            back = _migrated(fresh, found.down, older.dump)
    return Row(proof, forward, back)


def _migrated(fresh: Fresh, statements: Sequence[Statement], wanted: Dump) -> Judgement:
    """Run a plan in a session that knows nothing of the file's settings, and compare."""
    scratch = fresh.scratch
    try:
        if fresh.url:
            with closing(connect(fresh.url)) as connection:
                execute(connection, scratch.dialect, statements)
        else:
            execute(scratch.connection, scratch.dialect, statements)
    except StatementFailed as failure:
        return Judgement((f"{failure.message}, at: {' '.join(failure.statement.sql.split())}",))
    found = differences(dump(fresh), wanted)
    return Judgement(
        tuple(str(item) for item in found if not item.in_name_only),
        tuple(str(item) for item in found if item.in_name_only),
    )


def _shown(row: Row) -> Iterator[str]:
    """The cells of a row, then a line for each reason."""
    verdicts = [f"{row.proof.verdict}{_STOOD_IN * bool(row.proof.stand_ins)}"] if row.proof else []
    for way, found in (("forward", row.forward), ("back", row.back)):
        verdicts.append(f"{way} {f'{len(found.wrong)} differences' if found.wrong else 'equal'}")
    yield ", ".join(verdicts)
    if row.proof and row.proof.verdict is not Verdict.PROVED:
        yield f"proof: {row.proof.reason} {row.proof.hint}"
    verbose = "-v" in sys.argv
    for way, found in (("forward", row.forward), ("back", row.back)):
        for line in found.wrong if verbose else found.wrong[:1]:
            yield f"{way}: {line if verbose else line[:240]}"
        for line in found.aside:
            yield f"{way}, a name aside: {' '.join(line.split())}"


def main() -> None:
    """Print a line for each pair with the reasons below it, and the totals."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    totals: Counter[tuple[str, str]] = Counter()
    seen: dict[str, tuple[Refused, ...]] = {}
    started = time.perf_counter()
    for dialect, older, newer in pairs():
        name = f"{older.parent.name} {older.name[:2]}→{newer.name[:2]}"
        if words and not any(word in name for word in words):
            continue
        try:
            before, after = version(older, dialect), version(newer, dialect)
        except (SourceError, OSError) as error:
            print(f"{name}: not measured: {error}")
            continue
        seen |= {f"{older.parent.name}/{v.name}": v.refused for v in (before, after)}
        begun = time.perf_counter()
        row = measure(dialect, before, after, proved="--oracle" not in sys.argv)
        first, *more = _shown(row)
        print(f"{name}: {first} ({time.perf_counter() - begun:.1f} s)")
        for line in more:
            print(f"    {line}")
        group = f"{older.parent.name} on {dialect}"
        totals[group, "pairs"] += 1
        totals[group, "proved"] += bool(row.proof and row.proof.verdict is Verdict.PROVED)
        totals[group, "equal forward"] += not row.forward.wrong
        totals[group, "equal back"] += not row.back.wrong
    _print_refused(seen)
    _print_totals(totals)
    print(f"{time.perf_counter() - started:.1f} s")


def _print_refused(seen: dict[str, tuple[Refused, ...]]) -> None:
    for name, refused in seen.items():
        if refused:
            print(f"{name}: left out for the oracle, as the server itself refuses it:")
        for item in refused:
            print(f"    {item}")


def _print_totals(totals: Counter[tuple[str, str]]) -> None:
    for group in dict.fromkeys(group for group, _ in totals):
        pairs = totals[group, "pairs"]
        cells = ", ".join(
            f"{totals[group, what]} {what}" for what in ("proved", "equal forward", "equal back")
        )
        print(f"{group}: {pairs} pairs, {cells}")


if __name__ == "__main__":
    main()
