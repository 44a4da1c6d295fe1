"""From one schema to another and back: on a server, or by the word of the loader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from erdapp.diff import compare, describe
from erdapp.diff.changes import Rename
from erdapp.loaders.database import Connection, inspect
from erdapp.loaders.database.catalog import run
from erdapp.planner import Statement, plan, render
from erdapp.schema import Schema
from tests.planner import sources


class Astray(AssertionError):
    """A plan that fails, or that leads elsewhere; the text has all its statements."""


def there_and_back(
    connection: Connection, before: Schema, after: Schema, renames: Sequence[Rename] = ()
) -> None:
    """Build the one schema in the empty database, migrate to the other, and back again."""
    migrate(connection, plan(Schema(dialect=before.dialect), before).up)
    found = plan(before, after, renames)
    for statements, wanted in ((found.up, after), (found.down, before)):
        migrate(connection, statements)
        _arrived(inspect(connection, before.dialect).schema, wanted, statements)


def migrate(connection: Connection, statements: Iterable[Statement]) -> None:
    """Run the statements; Astray at the first that the server refuses."""
    given = tuple(statements)
    for statement in given:
        try:
            run(connection, statement.sql)
        except Exception as error:
            text = ";\n".join(one.sql for one in given)
            raise Astray(f"{error}\n{statement.sql}\n---\n{text}") from error


def read_there_and_back(before: Schema, after: Schema, renames: Sequence[Rename] = ()) -> None:
    """Where no server is at hand, the loader says what the statements make."""
    dialect = before.dialect
    script = render(plan(Schema(dialect=dialect), before).up, dialect)
    _arrived(sources.schema(script, dialect), before, ())
    found = plan(before, after, renames)
    for statements, wanted in ((found.up, after), (found.down, before)):
        script += render(statements, dialect)
        _arrived(sources.schema(script, dialect), wanted, statements)


def _arrived(reached: Schema, wanted: Schema, statements: Sequence[Statement]) -> None:
    if missing := compare(reached, wanted):
        told = "\n".join(map(describe, missing))
        raise Astray(f"{told}\n---\n{render(statements, wanted.dialect)}")
