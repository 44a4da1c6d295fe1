"""Plans run on SQLite: forward to the wanted schema, and back, with the rows kept."""

from __future__ import annotations

import sqlite3

import pytest

from erdapp.planner import plan
from erdapp.runner import Verdict, prove
from erdapp.schema import Dialect
from tests.planner.pairs import column
from tests.planner.sources import schema
from tests.planner.sqlite_pairs import PAIRS


@pytest.mark.parametrize("name", PAIRS)
def test_a_plan_leads_there_and_back(name: str) -> None:
    pair = PAIRS[name]
    before, after = (schema(text, Dialect.SQLITE) for text in (pair.before, pair.after))
    found = plan(before, after, pair.renames)
    assert found.up
    assert found.down
    proof = prove(before, after, found)
    shown = ";\n".join(statement.sql for statement in (*found.up, *found.down))
    assert proof.verdict is Verdict.PROVED, f"{proof.reason} {proof.hint}\n{shown}"


def test_a_rebuild_with_a_rename_keeps_rows_references_and_the_sequence() -> None:
    before = (
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, total TEXT, note TEXT);"
        "CREATE TABLE o (t_id INTEGER NOT NULL REFERENCES t (id) ON DELETE CASCADE);"
    )
    after = before.replace("total TEXT, note TEXT", "amount NUMERIC NOT NULL DEFAULT 0")
    server = sqlite3.connect(":memory:", isolation_level=None)
    server.execute("PRAGMA foreign_keys = on")
    server.executescript(before)
    server.executemany(
        "INSERT INTO t VALUES (?, ?, ?)", [(1, "5", "a"), (2, None, "b"), (9, "7", "c")]
    )
    server.execute("DELETE FROM t WHERE id = 9")
    server.execute("INSERT INTO o VALUES (1)")
    found = plan(
        schema(before, Dialect.SQLITE),
        schema(after, Dialect.SQLITE),
        [column("t", "total", "amount")],
    )
    for statement in found.up:
        server.execute(statement.sql)
    assert server.execute("SELECT * FROM t").fetchall() == [(1, 5), (2, 0)]
    assert server.execute("SELECT * FROM o").fetchall() == [(1,)]
    server.execute("INSERT INTO t (amount) VALUES (1)")
    assert server.execute("SELECT max(id) FROM t").fetchall() == [(10,)]
    server.execute("DELETE FROM t WHERE id = 1")
    assert server.execute("SELECT * FROM o").fetchall() == []
