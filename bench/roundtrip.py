"""Round trips: published and generated schemas through export, loader and servers, compared."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from bench.doors import CORPUS, differences, files, named, taken, told
from bench.fresh import server
from bench.native import made_by_client
from erdapp.dialects import DIALECTS
from erdapp.diff import compare, describe
from erdapp.export import export
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.database import inspect
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema

PROPERTIES = Path(__file__).parents[1] / "tests" / "properties"


def load(text: str, dialect: Dialect) -> Schema:
    return load_sql((SourceFile("file.sql", text),), LoadOptions(dialect=dialect)).schema


def published(corpus: Path) -> None:
    """A table of the corpus: objects, differences of `load(export(s))` from `s`, seconds."""
    print("| file | objects | equal | differences | export s | load s |")
    print("|---" * 6 + "|")
    equal = total = 0
    for path in sorted(corpus.rglob("*.sql")):
        name = path.relative_to(corpus).as_posix()
        dialect = Dialect(name.split("/")[1 if name.startswith("history/") else 0])
        schema = load(path.read_text(encoding="utf-8", errors="replace"), dialect)
        started = time.process_time()
        sql = export(schema, "sql")
        exported = time.process_time()
        again = load(sql, dialect)
        seconds = time.process_time() - exported
        same = again == schema
        equal, total = equal + same, total + 1
        print(
            f"| {name} | {len(schema.objects())} | {'yes' if same else 'NO'} "
            f"| {len(compare(schema, again))} | {exported - started:.3f} | {seconds:.3f} |"
        )
    print(f"\n{equal} of {total} files come back equal from their own export\n")


def kept(words: list[str]) -> None:
    """A table of the files that a server takes: what it makes of our export of each, against what
    was exported. First the file's own schema, then the one that the server has of it."""
    print("| file | server | objects | from the file | from the server | equal |")
    print("|---" * 6 + "|")
    equal = total = 0
    for dialect, path in files():
        name = named(path, dialect)
        if words and not any(word in name for word in words):
            continue
        found = taken(path, dialect)
        read = found.loaded.schema
        first = _through_server(read)
        second = _through_server(first)
        same = second == first
        equal, total = equal + same, total + 1
        print(
            f"| {name} | {found.server} | {len(first.objects())} | {told(differences(read, first))}"
            f" | {told(differences(first, second))} | {'yes' if same else 'NO'} |",
            flush=True,
        )
        for change in (*compare(read, first), *compare(first, second)):
            print(f"    {describe(change)[:400]}")
    print(f"\n{equal} of {total} schemas come back equal from a server that ran their export\n")


def _through_server(schema: Schema) -> Schema:
    """What the server's own client makes of the exported SQL, inspected."""
    sql, dialect = export(schema, "sql"), schema.dialect
    with made_by_client(dialect, server(dialect), sql, schema) as connection:
        return inspect(connection, dialect).schema


def generated(examples: int) -> None:
    """The property tests with more examples, one after another, with what each took."""
    import pytest  # only the development environment has it

    os.environ["ERDAPP_EXAMPLES"] = str(examples)
    started = time.perf_counter()
    failed = pytest.main(
        ["-q", "-p", "no:cacheprovider", "--durations=0", "--durations-min=1",
         f"{PROPERTIES}/test_round_trips.py", f"{PROPERTIES}/test_servers.py"]
    )  # fmt: skip
    print(
        f"\n{examples:,} schemas of each of {len(DIALECTS)} dialects through export and loader, "
        f"as many through SQLite, PostgreSQL and MariaDB: "
        f"{'something differs' if failed else 'all equal'}, {time.perf_counter() - started:.0f} s"
    )


def main(words: list[str] | None = None) -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").strip())
    arguments.add_argument("--examples", type=int, default=5_000, help="0 leaves them out")
    arguments.add_argument("file", nargs="*", help="parts of the names of the files to run")
    asked = arguments.parse_args(words if words is not None else [])
    if CORPUS.is_dir():
        published(CORPUS)
        kept(asked.file)
    else:
        print(f"no corpus at {CORPUS}: set ERDAPP_CORPUS")
    if asked.examples:
        generated(asked.examples)


if __name__ == "__main__":
    main(sys.argv[1:])
