"""Loading SQL, measured against other parsers: python -m bench.parse [tables].

All of them read the same generated PostgreSQL file in turn, round after round; printed are the
medians of their processor time, which others at work on the machine disturb least. "The parse
itself" is splitting the file and reading every statement, which already applies it to the schema;
"load_sql" adds what comes after the last statement. "Remembering" keeps what statements did for
later loads, nothing being known yet; "again" is the same file once more, "next version" the file
with one table in a hundred changed.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median

import pglast
import sqlglot
import sqlglot.parser
from pglast import parser as libpg_query

from bench.corpus import load
from bench.doors import CORPUS
from bench.generate import generate
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql, read_files, remembered
from erdapp.schema import Dialect

ROUNDS = 7
_OPTIONS = LoadOptions(dialect=Dialect.POSTGRES)
_ONCE = LoadOptions(dialect=Dialect.POSTGRES, remember=False)


def tasks(text: str) -> dict[str, Callable[[], object]]:
    """What is measured, by name; every one takes the whole text."""
    files = [SourceFile("generated.sql", text)]
    changed = [SourceFile("generated.sql", next_version(text))]
    return {
        "libpg_query, protobuf": lambda: libpg_query.parse_sql_protobuf(text),
        "libpg_query, JSON": lambda: libpg_query.parse_sql_json(text),
        "libpg_query, Python tree": lambda: libpg_query.parse_sql(text),
        sqlglot_name(): lambda: sqlglot.parse(text, dialect="postgres"),
        "ours, the parse itself": lambda: read_files(files, _ONCE),
        "ours, the parse itself, remembering": cold(lambda: read_files(files, _OPTIONS)),
        "ours, load_sql": lambda: load_sql(files, _ONCE),
        "ours, load_sql, remembering": cold(lambda: load_sql(files, _OPTIONS)),
        "ours, load_sql, again": lambda: load_sql(files, _OPTIONS),
        "ours, load_sql, next version": lambda: load_sql(changed, _OPTIONS),
    }


def sqlglot_name() -> str:
    """Which sqlglot was measured: its compiled parser is used where it is installed."""
    compiled = not str(sqlglot.parser.__file__).endswith(".py")
    return f"sqlglot {version('sqlglot')}, {'compiled' if compiled else 'pure Python'}"


def cold(task: Callable[[], object]) -> Callable[[], object]:
    """The task with nothing remembered."""

    def run() -> object:
        remembered.clear()
        return task()

    return run


def next_version(text: str) -> str:
    """The file with a column more in every hundredth table."""
    head, *tables = text.split("CREATE TABLE ")
    for number in range(0, len(tables), 100):
        tables[number] = tables[number].replace("\n    id ", "\n    added integer,\n    id ", 1)
    return "CREATE TABLE ".join((head, *tables))


def measure(runs: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of each, all of them once per round, the collector off."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, run in runs.items():
                start = time.process_time()
                result = run()
                seconds[name].append(time.process_time() - start)
                del result
    finally:
        gc.enable()
    return {name: median(found) for name, found in seconds.items()}


def history() -> list[tuple[str, float, float]]:
    """Of each project's newest two versions: name, seconds cold, seconds after the older one."""
    rows = []
    for folder in sorted((CORPUS / "history").glob("*/*")):
        *_, older, newer = sorted(folder.glob("*.sql"))
        dialect = Dialect(folder.parent.name)
        colds, warms = [], []
        for _ in range(ROUNDS):
            remembered.clear()
            colds.append(load(newer, dialect)[1])
            remembered.clear()
            load(older, dialect)
            warms.append(load(newer, dialect)[1])
        rows.append(
            (f"{folder.name} {older.name[:2]}→{newer.name[:2]}", median(colds), median(warms))
        )
    return rows


def main() -> None:
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    text = generate(tables)
    found = measure(tasks(text))
    unit = found["libpg_query, protobuf"]
    glot = found[sqlglot_name()]
    print(
        f"{tables} tables, {len(text) // 1024} KB of PostgreSQL; pglast {pglast.__version__}, "
        f"Python {sys.version.split()[0]}; processor time, medians of {ROUNDS} interleaved rounds"
    )
    print("| | ms | ms per table | × libpg_query (protobuf) | × sqlglot |")
    print("|---" * 5 + "|")
    for name, seconds in found.items():
        print(
            f"| {name} | {seconds * 1000:.1f} | {seconds * 1000 / tables:.3f} "
            f"| {seconds / unit:.2f} | {seconds / glot:.2f} |"
        )
    if not Path(CORPUS).is_dir():
        return
    print("\n| next version of a file | ms cold | ms after the version before | times faster |")
    print("|---" * 4 + "|")
    for name, first, second in history():
        print(f"| {name} | {first * 1000:.1f} | {second * 1000:.1f} | {first / second:.1f} |")


if __name__ == "__main__":
    main()
