"""The statements that make a schema from nothing, each with the object that it makes."""

from __future__ import annotations

from erdapp.dialects import facts
from erdapp.diff import compare
from erdapp.diff.changes import AddObject, AddTable
from erdapp.planner import plan
from erdapp.planner.arrange import arrange
from erdapp.planner.dialects import planner_of
from erdapp.planner.plan import Statement
from erdapp.schema import Key, Schema


def creation(schema: Schema) -> tuple[tuple[Statement, Key | None], ...]:
    """All statements in the order in which they run; None beside those that belong to no single
    object: namespaces, settings, foreign keys that close a ring."""
    empty = Schema(dialect=schema.dialect)
    changes = compare(empty, schema)
    if not changes:
        return ()
    planner = planner_of(schema.dialect)(facts(schema.dialect), empty, schema, changes)
    makers: dict[Statement, Key] = {}
    for step in arrange(planner, empty, schema, changes).build:
        match step:
            case AddTable(table):
                makers.update((one, table.key) for one in planner.build(step))
            case AddObject(item):
                makers.update((one, item.key) for one in planner.build(step))
            case _:
                pass
    return tuple((one, makers.get(one)) for one in plan(empty, schema).up)
