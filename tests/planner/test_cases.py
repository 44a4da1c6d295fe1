"""Migrations as whole texts: `tests/cases/<dialect>/<feature>/{from,to,up,down}.sql`.

Renames stand in `renames.txt`, one a line: `table users people`, `column people name full_name`.
`UPDATE_GOLDEN=1` writes `up.sql` and `down.sql`, to be read before they are committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from erdapp.diff import compare, inverted
from erdapp.diff.changes import Rename
from erdapp.planner import plan, render
from erdapp.schema import Dialect
from tests.planner.sources import schema
from tests.strategies.kinds import kinds, vocabulary

CASES = Path(__file__).parent.parent / "cases"
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/to.sql"))


def told_renames(folder: Path) -> list[Rename]:
    file = folder / "renames.txt"
    found = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        kind, *names = line.split()
        table = names.pop(0) if kind in ("column", "index", "constraint", "trigger") else ""
        found.append(Rename(kind, names[0], names[1], table=table))
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_case(folder: Path) -> None:
    dialect = Dialect(folder.parent.name)
    before, after = (
        schema((folder / name).read_text(encoding="utf-8"), dialect)
        for name in ("from.sql", "to.sql")
    )
    found = plan(before, after, told_renames(folder))
    for name, statements in (("up.sql", found.up), ("down.sql", found.down)):
        text = render(statements, dialect)
        if os.environ.get("UPDATE_GOLDEN"):
            (folder / name).write_text(text, encoding="utf-8")
        assert text == (folder / name).read_text(encoding="utf-8")


MSSQL = [folder for folder in FOLDERS if folder.parent.name == "mssql"]


@pytest.mark.parametrize("folder", MSSQL, ids=lambda path: path.name)
def test_a_migration_read_after_its_schema_gives_the_other_schema(folder: Path) -> None:
    """No SQL Server runs here: the loader, which applies what it reads, stands in for one."""
    texts = {
        name: (folder / f"{name}.sql").read_text(encoding="utf-8")
        for name in ("from", "to", "up", "down")
    }
    for first, script, wanted in (("from", "up", "to"), ("to", "down", "from")):
        migrated = schema(f"{texts[first]}\nGO\n{texts[script]}", Dialect.MSSQL)
        assert compare(migrated, schema(texts[wanted], Dialect.MSSQL)) == ()


def test_every_kind_of_change_of_sql_server_has_a_text_to_read() -> None:
    met: set[str] = set()
    for folder in MSSQL:
        before, after = (
            schema((folder / name).read_text(encoding="utf-8"), Dialect.MSSQL)
            for name in ("from.sql", "to.sql")
        )
        renames = told_renames(folder)
        met.update(kinds(compare(before, after, renames)))
        met.update(kinds(compare(after, before, inverted(renames, before))))
    assert vocabulary(Dialect.MSSQL) - met == set()
