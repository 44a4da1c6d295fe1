"""Doors: each corpus file and the database made from it, object for object."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.fresh import SERVERS, fresh_database, server
from bench.native import made_by_client
from bench.original import Refused, run_original, taken_for_granted, without
from erdapp.diff import compare, describe
from erdapp.diff.changes import (
    Aspect,
    ModifyCheck,
    ModifyColumn,
    ModifyObject,
    ModifyTable,
    TableChange,
)
from erdapp.loaders.base import Loaded, LoadOptions, SourceError, SourceFile
from erdapp.loaders.database import inspect
from erdapp.loaders.sql import load_sql
from erdapp.runner import ScratchUnavailable, normalise
from erdapp.schema import Dialect, Schema, View

CORPUS = Path(
    os.environ.get("ERDAPP_CORPUS", Path(__file__).parents[2] / "shared" / "corpus")
).resolve()


def counts(schema: Schema) -> Counter[str]:
    """Objects by kind, parts of tables included."""
    found = Counter(str(item.key.kind) for item in schema.objects())
    for table in schema.tables:
        found["column"] += len(table.columns)
        found["key"] += bool(table.primary_key) + len(table.uniques)
        found["foreign key"] += len(table.foreign_keys)
        found["check"] += len(table.checks) + len(table.exclusions)
        found["index"] += len(table.indexes)
        found["partition"] += len(table.partition.children) if table.partition else 0
    return +found


EXPRESSIONS = (Aspect.DEFAULT, Aspect.GENERATED)


def differences(before: Schema, after: Schema) -> Counter[str]:
    """How much differs by what it is: views, expressions, and everything else by its kind."""
    found: Counter[str] = Counter()
    for change in compare(before, after):
        if isinstance(change, ModifyTable):
            found.update(_part(part) for part in change.changes)
        elif isinstance(change, ModifyObject) and isinstance(change.after, View):
            found["view body"] += 1
        else:
            found[_kind(change)] += 1
    return found


def _part(change: TableChange) -> str:
    if isinstance(change, ModifyCheck):
        return "expression"
    if isinstance(change, ModifyColumn) and set(change.aspects) <= set(EXPRESSIONS):
        return "expression"
    return _kind(change)


def _kind(change: object) -> str:
    words = re.findall("[A-Z][a-z]+", type(change).__name__)
    return " ".join(words[1:]).lower() or "other"


def expressions(schema: Schema) -> int:
    """Checks, defaults and generated columns of all tables."""
    columns = (column for table in schema.tables for column in table.columns)
    said = sum(column.default is not None or column.generated is not None for column in columns)
    return said + sum(len(table.checks) for table in schema.tables)


class Door(NamedTuple):
    """What one file showed."""

    name: str
    server: str
    refused: int
    counts: Counter[str]
    expressions: int
    ours: Counter[str]
    dev: Counter[str]
    details: tuple[str, ...]


class Taken(NamedTuple):
    """A file without the statements that its server refuses."""

    file: SourceFile
    loaded: Loaded
    server: str
    refused: Sequence[Refused]


def taken(path: Path, dialect: Dialect) -> Taken:
    """What of a file the server takes from a user who may do everything, and our reading of it."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    options = LoadOptions(dialect=dialect)
    whole = load_sql((SourceFile(path.name, text),), options)
    with fresh_database(dialect) as fresh:
        granted = taken_for_granted(whole.schema, text)
        refused = run_original(fresh.scratch, text, granted)
    file = SourceFile(path.name, without(text, dialect, refused))
    return Taken(file, load_sql((file,), options), fresh.scratch.server, refused)


def door(path: Path, dialect: Dialect) -> Door:
    """The file through every door: read by us, run on a dev database, made by the client.

    Compared is what the server takes: statements that it refuses are cut out of the file first.
    """
    url = server(dialect)
    file, loaded, label, refused = taken(path, dialect)
    dev = normalise(loaded, (file,), url=url).schema
    with made_by_client(dialect, url, file.text, loaded.schema) as connection:
        real = inspect(connection, dialect).schema
    changes = (*compare(loaded.schema, real), *compare(dev, real))
    return Door(
        name=named(path, dialect),
        server=label,
        refused=len(refused),
        counts=counts(real),
        expressions=expressions(real),
        ours=differences(loaded.schema, real),
        dev=differences(dev, real),
        details=(
            *(f"refused: {line}" for line in refused[:12]),
            *(describe(change)[:400] for change in changes),
        ),
    )


def named(path: Path, dialect: Dialect) -> str:
    """`postgres/pagila`, or with the project for one of several versions."""
    project = path.parent.name if path.parent.parent.parent.name == "history" else ""
    return "/".join(filter(None, (dialect, project, path.stem)))


def files() -> Iterator[tuple[Dialect, Path]]:
    """Every corpus file and every published version that a server here can run."""
    for dialect in SERVERS:
        for path in sorted((CORPUS / dialect).glob("*.sql")):
            yield dialect, path
    for path in sorted((CORPUS / "history").glob("*/*/*.sql")):
        yield Dialect(path.parent.parent.name), path


def told(found: Counter[str]) -> str:
    """The differences in words."""
    return ", ".join(f"{kind} {count}" for kind, count in sorted(found.items())) or "0"


def main() -> None:
    """A line for each file, and the totals. `-v` lists what differs; words choose files."""
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    ours, dev, there = Counter[str](), Counter[str](), Counter[str]()
    number = 0
    for dialect, path in files():
        if wanted and not any(
            word in f"{dialect}/{path.parent.name}/{path.stem}" for word in wanted
        ):
            continue
        try:
            found = door(path, dialect)
        except (SourceError, ScratchUnavailable) as error:
            print(f"{dialect}/{path.stem}: {error}")
            continue
        number += 1
        ours, dev = ours + found.ours, dev + found.dev
        there += found.counts + Counter({"expression": found.expressions})
        refused = f", {found.refused} statements refused" if found.refused else ""
        print(f"{found.name} on {found.server}{refused}: {told(found.counts)}")
        print(
            f"    differences: normalised on it {told(found.dev)}; by ourselves {told(found.ours)}"
        )
        if "-v" in sys.argv:
            print("".join(f"        {line}\n" for line in found.details), end="")
    print(f"{number} files: {told(there)}")
    print(f"differences: normalised on the server {told(dev)}; by ourselves {told(ours)}")
    print(
        f"unequal by ourselves: {_share(ours['view body'], there['view'])} of the view bodies, "
        f"{_share(ours['expression'], there['expression'])} of the expressions"
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole if whole else 0:.2f} %"


if __name__ == "__main__":
    main()
