"""A schema as SQL: the plan that builds it from nothing, written out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from erdapp.loaders.base import Origins
from erdapp.planner import plan, render
from erdapp.schema import Schema, Table


def to_sql(schema: Schema) -> str:
    """CREATE statements in the order of their dependencies; empty for an empty schema."""
    built = plan(Schema(dialect=schema.dialect), schema)
    return render(built.up, schema.dialect)


def positions(tables: Iterable[Table], origins: Origins) -> str:
    """`-- atlas:pos users[type=table] models/user.js:3` for each table whose source is known,
    and the blank line that sets these apart from the first statement."""
    lines = []
    for table in tables:
        origin = origins.get(str(table.full_name))
        if origin and origin.line:
            line = f"-- atlas:pos {table.full_name}[type=table] {origin.file}:{origin.line}"
            lines.append(re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", " ", line))
    return "\n".join(lines) + "\n\n" if lines else ""
