"""Round trips: published and generated schemas through export, loader and servers, compared."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from erdapp.dialects import DIALECTS
from erdapp.diff import compare
from erdapp.export import export
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema

CORPUS = Path(
    os.environ.get("ERDAPP_CORPUS", Path(__file__).parents[2] / "shared" / "corpus")
).resolve()

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
        started = time.perf_counter()
        sql = export(schema, "sql")
        exported = time.perf_counter()
        again = load(sql, dialect)
        seconds = time.perf_counter() - exported
        same = again == schema
        equal, total = equal + same, total + 1
        print(
            f"| {name} | {len(schema.objects())} | {'yes' if same else 'NO'} "
            f"| {len(compare(schema, again))} | {exported - started:.3f} | {seconds:.3f} |"
        )
    print(f"\n{equal} of {total} files come back equal from their own export\n")


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
        f"as many through SQLite, a third through PostgreSQL and MariaDB: "
        f"{'something differs' if failed else 'all equal'}, {time.perf_counter() - started:.0f} s"
    )


def main(words: list[str] | None = None) -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--examples", type=int, default=5_000, help="0 leaves them out")
    told = arguments.parse_args(words if words is not None else [])
    if CORPUS.is_dir():
        published(CORPUS)
    else:
        print(f"no corpus at {CORPUS}: set ERDAPP_CORPUS")
    if told.examples:
        generated(told.examples)


if __name__ == "__main__":
    main(sys.argv[1:])
