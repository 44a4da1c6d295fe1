"""Prisma schemas of real projects: read, against Prisma's own SQL, and on a server.

`python -m bench.prisma FOLDER`: each file below it is a schema, or each folder with several.

"read" is models and join tables of all there are, "relations" the foreign keys. "Prisma" counts
what differs from the SQL of Prisma's schema engine, which npm has for PostgreSQL and SQLite alone
(`-` elsewhere). "server" counts the statements of our SQL that a real server refuses, and what
differs between the schema and the database made by the others.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from bench import oracle
from bench.fresh import fresh_database
from bench.original import run_original
from bench.rivals import node_packages
from erdapp.diff import compare, describe
from erdapp.export import export
from erdapp.loaders.base import LoadOptions, SourceError, SourceFile
from erdapp.loaders.database import inspect
from erdapp.loaders.prisma import load_prisma
from erdapp.loaders.prisma.parser import parse
from erdapp.loaders.prisma.relations import joins, relations_of
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema

_ORACLE = Path(oracle.__file__).with_name("prisma.mjs")
_ENGINE = "@prisma/schema-engine-wasm"
_ADAPTERS = {Dialect.POSTGRES: "postgres", Dialect.SQLITE: "sqlite"}
_SHOWN = 8
"""Differences that are shown of a schema."""


class Told(Struct, frozen=True):
    """What the text of a schema says there is."""

    models: int
    enums: int
    joins: int
    relations: int


def main(words: Sequence[str] = ()) -> None:
    """A line for each schema; what is wrong with it below."""
    if not words:
        print("missing: say the folder of the schemas (python -m bench.prisma FOLDER)")
        return
    engine = node_packages(_ENGINE)
    if engine is None:
        print(f"{_ENGINE} cannot be installed: the column Prisma stays empty")
    heads = ("models", "enums", "read", "relations", "problems", "Prisma", "server")
    print(f"{'schema':40}{'dialect':10}" + "".join(f"{one:>11}" for one in heads))
    for name, paths in schemas(Path(words[0])):
        _measure(name, paths, engine)


def schemas(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """Each schema with its files: those of a folder belong together when one of them alone says
    where the database is."""
    for home in sorted({path.parent for path in folder.rglob("*.prisma")}):
        paths = sorted(home.glob("*.prisma"))
        sources = [path for path in paths if re.search(r"^\s*datasource\s", path.read_text(), re.M)]
        if len(sources) == 1:
            yield _name(home if len(paths) > 1 else paths[0], folder), paths
        else:
            for path in sources:
                yield _name(path, folder), [path]


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _measure(name: str, paths: Sequence[Path], engine: Path | None) -> None:
    files = [SourceFile(path.name, path.read_text()) for path in paths]
    try:
        loaded = load_prisma(files)
    except SourceError as error:
        print(f"{name[-39:]:40}{error}")
        return
    schema = loaded.schema
    told = _told(files, schema.dialect)
    keys = sum(len(table.foreign_keys) for table in schema.tables)
    notes = [f"{one.severity} {one.file}:{one.line}: {one.message}" for one in loaded.lost]
    own, differences = _of_prisma(schema, paths, engine)
    refused, changed = _of_server(schema)
    cells = (
        told.models,
        told.enums,
        f"{len(schema.tables)}/{told.models + told.joins}",
        f"{keys}/{told.relations + 2 * told.joins}",
        len(loaded.problems),
        own,
        f"{len(refused)}, {len(changed)}",
    )
    print(
        f"{name[-39:]:40}{schema.dialect:10}" + "".join(f"{one:>11}" for one in cells), flush=True
    )
    for what, lines in (
        ("", notes),
        ("Prisma", differences),
        ("refused", refused),
        ("server", changed),
    ):
        for line in lines[:_SHOWN]:
            print(f"    {what} {line}"[:200])


def _told(files: Sequence[SourceFile], dialect: Dialect) -> Told:
    blocks = [block for file in files for block in parse(file)]
    models = {block.name: block for block in blocks if block.kind == "model"}
    return Told(
        models=len(models),
        enums=sum(block.kind == "enum" for block in blocks),
        joins=len(joins(models)),
        relations=sum(len(list(relations_of(one, models, dialect))) for one in models.values()),
    )


def _of_prisma(schema: Schema, paths: Sequence[Path], engine: Path | None) -> tuple[str, list[str]]:
    """How much differs from the SQL of Prisma itself, and what."""
    adapter = _ADAPTERS.get(schema.dialect)
    if engine is None or adapter is None:
        return "-", []
    command = ["node", str(_ORACLE), str(engine), adapter, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = re.sub(r"\x1b\[\d*m", "", done.stderr).strip().splitlines()
        return "refused", said[:3]
    options = LoadOptions(dialect=schema.dialect)
    real = load_sql([SourceFile("migration.sql", done.stdout)], options).schema
    changes = compare(schema, real)
    return str(len(changes)), [describe(change) for change in changes]


def _of_server(schema: Schema) -> tuple[list[str], list[str]]:
    """What a server refuses of our SQL, and what differs in the database that comes of it."""
    if schema.dialect is Dialect.MSSQL:
        return [], ["there is no SQL Server here"]
    with fresh_database(schema.dialect) as fresh:
        refused = run_original(fresh.scratch, export(schema, "sql"))
        made = inspect(fresh.scratch.connection, schema.dialect).schema
    changes = compare(schema, made)
    return [one.message for one in refused], [describe(change) for change in changes]


if __name__ == "__main__":
    main(sys.argv[1:])
