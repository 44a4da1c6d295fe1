"""Models of published packages, read without running them, against what they make when they run.

`python -m bench.python_models [folder] [package …]`.

The packages are installed into two environments below the folder (else below the temporary one),
which are kept for the next run. Django's are compared with what Django makes of the models and
with what their own migrations make on PostgreSQL and SQLite; SQLAlchemy's with `create_all`.
Column order isn't compared with migrations, which add columns at the end, and a table that differs
from theirs in nothing but names of constraints and indexes, which keep the ones they were made
with when a migration renames their table, is counted by itself.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bench.python_packages import (
    DJANGO,
    SQLALCHEMY,
    Package,
    Real,
    environment,
    migrated,
    run,
    sources,
)
from erdapp.loaders.base import Loaded, LoadOptions, SourceError
from erdapp.loaders.python import load_django, load_sqlalchemy
from erdapp.schema import Dialect, Table

DIALECTS = (Dialect.POSTGRES, Dialect.SQLITE)


def main(words: list[str] | None = None) -> None:
    """Print a line for each package and dialect; what differs and what is missing below it."""
    told = words or []
    home = Path(told[0] if told else tempfile.gettempdir())
    heads = f"{'tables':>7}{'columns':>9}{'differ':>8}{'by name':>9}{'missing':>9}"
    print(f"{'package':18}{'against':20}{heads}")
    for name, packages in (("python", DJANGO), ("sqlalchemy", SQLALCHEMY)):
        at = home / f"erdapp-{name}-models"
        if not environment(at, packages):
            print("missing: the packages could not be installed (no network, or no such package)")
            continue
        for package in packages:
            if len(told) < 2 or package.name in told[1:]:
                try:
                    _measure(package, at)
                except (SourceError, RuntimeError) as error:
                    print(f"{package.name:18}{error}")


def _measure(package: Package, home: Path) -> None:
    files = sources(package, home)
    load = load_django if package.apps else load_sqlalchemy
    for dialect in DIALECTS:
        ours = load(files, LoadOptions(dialect=dialect))
        real = run(package, home, dialect)
        _line(package.name, f"run, {dialect}", ours, real)
        if package.apps:
            made = replace(migrated(package, home, dialect), own=real.own)
            _line(package.name, f"migrate, {dialect}", ours, made)


def _line(name: str, against: str, ours: Loaded, real: Real) -> None:
    known = {table.name: table for table in real.schema.tables}
    found = {table.name: table for table in ours.schema.tables}
    shared = [table for name, table in found.items() if name in known]
    unordered = against.startswith("migrate")
    differing = [one for one in shared if list(_parts(one, known[one.name], unordered))]
    named = [one for one in differing if unordered and _nameless(one) == _nameless(known[one.name])]
    differing = [one for one in differing if one not in named]
    missing = sorted((real.own & known.keys()) - found.keys())
    columns = sum(len(table.columns) for table in shared)
    print(
        f"{name:18}{against:20}{len(shared):7}{columns:9}{len(differing):8}{len(named):9}{len(missing):9}",
        flush=True,
    )
    for table in differing:
        for part in _parts(table, known[table.name], unordered):
            print(f"{'':18}{table.name}: {part}")
    if missing:
        print(f"{'':18}missing: {', '.join(missing)}")


def _parts(one: Table, other: Table, unordered: bool) -> Iterator[str]:
    """What differs between two tables: ours of each part, and the real one."""
    if unordered:
        one, other = (
            replace(table, columns=tuple(sorted(table.columns, key=lambda column: column.name)))
            for table in (one, other)
        )
    for name in Table.__struct_fields__:
        left, right = getattr(one, name), getattr(other, name)
        if left == right:
            continue
        if not isinstance(left, tuple):
            yield f"{name} {left!r}, really {right!r}"
            continue
        ours = [_said(item) for item in left if item not in right]
        theirs = [_said(item) for item in right if item not in left]
        yield f"{name} {', '.join(ours) or '-'}; really {', '.join(theirs) or '-'}"


def _nameless(table: Table) -> Table:
    """The table with its columns sorted, and without the names of what has one of its own."""
    lists = ("uniques", "checks", "foreign_keys", "indexes")
    parts: dict[str, tuple[Any, ...]] = {
        name: tuple(sorted((replace(one, name="") for one in getattr(table, name)), key=repr))
        for name in lists
    }
    key = table.primary_key and replace(table.primary_key, name="")
    columns = tuple(sorted(table.columns, key=lambda column: column.name))
    return replace(table, primary_key=key, columns=columns, **parts)


def _said(item: object) -> str:
    """A part of a table without what it doesn't say."""
    if not isinstance(item, Struct):
        return repr(item)
    usual = item.__struct_defaults__
    fields = item.__struct_fields__
    plain = dict(zip(fields[len(fields) - len(usual) :], usual, strict=True))
    told = {name: getattr(item, name) for name in fields}
    return f"({', '.join(_said(one) for name, one in told.items() if one != plain.get(name))})"


if __name__ == "__main__":
    main(sys.argv[1:])
