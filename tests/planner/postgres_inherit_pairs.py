"""Pairs of PostgreSQL schemas in which a table inherits from another; proved both ways."""

from __future__ import annotations

from tests.planner.pairs import Pair, column


def _family(more: str = "", own: str = "", parent: str = "p", child: str = "q") -> str:
    return (
        f"CREATE TABLE {parent} (a integer{more}); "
        f"CREATE TABLE {child} (b integer{own}) INHERITS ({parent});"
    )


INHERITED = {
    "a parent has a column named like its child, which an expression mentions": Pair(
        "",
        "CREATE TABLE p (a integer, x integer GENERATED ALWAYS AS (a + 1) STORED);"
        "CREATE TABLE a (b integer) INHERITS (p);",
    ),
    "a parent gets a column": Pair(_family(), _family(", x text DEFAULT 'a'")),
    "a parent that comes after its child gets a column": Pair(
        _family(parent="q", child="p"), _family(", x text DEFAULT 'a'", parent="q", child="p")
    ),
    "a parent's column gets another type": Pair(_family(", x integer"), _family(", x bigint")),
    "a parent's column gets another type and the child's another default": Pair(
        _family(", x integer DEFAULT 1", ", x integer DEFAULT 2"),
        _family(", x bigint DEFAULT 3", ", x bigint DEFAULT 2"),
    ),
    "a parent's column is required and has a default": Pair(
        _family(", x integer"), _family(", x integer NOT NULL DEFAULT 3")
    ),
    "a parent's column is renamed": Pair(
        _family(", x integer"),
        _family(", y integer"),
        (column("p", "x", "y"), column("q", "x", "y")),
    ),
    "a parent's column is renamed, of which nothing is told for the child": Pair(
        _family(", x integer"),
        _family(", y integer") + "COMMENT ON COLUMN q.y IS 'one'",
        (column("p", "x", "y"),),
    ),
    "a parent's column has another domain": Pair(
        "CREATE DOMAIN d AS text;" + _family(", x d"),
        "CREATE DOMAIN d AS integer;" + _family(", x d"),
    ),
    "a parent's column is computed": Pair(
        _family(", x integer"),
        _family(", x integer, g integer GENERATED ALWAYS AS (x + 1) STORED"),
    ),
    "a parent's new column has a comment in the child": Pair(
        _family(), _family(", x integer") + "COMMENT ON COLUMN q.x IS 'one'"
    ),
    "a column that the child has too stays there": Pair(
        _family(", x integer", ", x integer"), _family(", z integer", ", x integer")
    ),
    "a child leaves a parent that changes": Pair(
        _family(", x integer"), "CREATE TABLE p (a integer, y text); CREATE TABLE q (b integer)"
    ),
    "a child of a new parent": Pair(
        "CREATE TABLE q (a integer, b integer)",
        "CREATE TABLE p (a integer); CREATE TABLE q (a integer, b integer) INHERITS (p);",
    ),
}
