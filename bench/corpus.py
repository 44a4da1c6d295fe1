"""Reads every schema of the corpus: tables found against the manifest, problems, seconds."""

from __future__ import annotations

import csv
import os
import sys
import time
from collections import Counter
from pathlib import Path

from erdapp.loaders.base import Loaded, LoadOptions, Severity, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Partition, Schema

_DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "corpus"
_HEAD = "| file | tables | manifest | other objects | errors | warnings | notes | seconds |"


def tables_in(schema: Schema) -> int:
    """Tables of a schema, partitions that are tables of their own (PostgreSQL) included."""
    total = len(schema.tables)
    if schema.dialect is Dialect.POSTGRES:
        total += sum(_children(table.partition) for table in schema.tables)
    return total


def _children(partition: Partition | None) -> int:
    if partition is None:
        return 0
    return sum(1 + _children(child.partition) for child in partition.children)


def load(path: Path, dialect: Dialect) -> tuple[Loaded, float]:
    """The schema of one file, and the seconds that reading it took."""
    text = path.read_text(encoding="utf-8", errors="replace")
    start = time.perf_counter()
    loaded = load_sql([SourceFile(path.name, text)], LoadOptions(dialect=dialect))
    return loaded, time.perf_counter() - start


def manifest(corpus: Path) -> dict[str, int]:
    """The number of CREATE TABLE statements in each file, by its path."""
    with (corpus / "MANIFEST.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {row["file"]: int(row["create_tables"]) for row in rows}


def line(name: str, expected: str, loaded: Loaded, seconds: float) -> str:
    """One row of the table."""
    severities = Counter(problem.severity for problem in loaded.problems)
    counts = " | ".join(str(severities[severity]) for severity in Severity)
    schema = loaded.schema
    others = len(schema.objects()) - len(schema.tables)
    return f"| {name} | {tables_in(schema)} | {expected} | {others} | {counts} | {seconds:.3f} |"


def main() -> None:
    """Print the table; with `-v`, every problem too."""
    corpus = Path(os.environ.get("ERDAPP_CORPUS", _DEFAULT))
    if not corpus.is_dir():
        print(f"no corpus at {corpus}: set ERDAPP_CORPUS")
        return
    verbose = "-v" in sys.argv
    wanted = [arg for arg in sys.argv[1:] if not arg.startswith("-")]
    numbers = manifest(corpus)
    print(_HEAD)
    print("|---" * 8 + "|")
    for path in sorted(corpus.rglob("*.sql")):
        name = path.relative_to(corpus).as_posix()
        if wanted and not any(part in name for part in wanted):
            continue
        dialect = Dialect(name.split("/")[1 if name.startswith("history/") else 0])
        loaded, seconds = load(path, dialect)
        print(line(name, str(numbers.get(name, "")), loaded, seconds))
        if verbose:
            for problem in loaded.problems:
                print(f"    {problem.severity} {problem.line}: {problem.message}")


if __name__ == "__main__":
    main()
