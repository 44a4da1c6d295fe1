"""Changes to statements: `plan` makes them for a pair of schemas, `render` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.diff import apply_renames, compare, inverted, with_kept_names
from erdapp.diff.changes import Changes, Rename
from erdapp.planner.dialects import planner_of
from erdapp.planner.losses import losses
from erdapp.planner.options import PLAIN, PlanOptions
from erdapp.planner.phases import in_two_steps
from erdapp.planner.plan import Phase, Plan, Statement
from erdapp.planner.skipping import aim
from erdapp.planner.vacating import vacated
from erdapp.schema import Dialect, Schema

__all__ = [
    "Phase",
    "Plan",
    "PlanOptions",
    "Statement",
    "aim",
    "last_lines",
    "plan",
    "render",
    "statements",
]


def plan(
    before: Schema,
    after: Schema,
    renames: Sequence[Rename] = (),
    options: PlanOptions = PLAIN,
) -> Plan:
    """The statements from `before` to `after` and back.

    From an empty schema it is the whole DDL of `after`. Skipped changes are made in neither
    direction. Raises ValueError for schemas of two dialects.
    """
    goal = aim(before, after, renames, options.skip)
    if options.expand_contract:
        found = in_two_steps(goal.before, goal.after, goal.renames, options, plan)
        return replace(found, renames=tuple(renames))
    goal = replace(goal, after=with_kept_names(goal.before, goal.after, goal.renames))
    forward = compare(goal.before, goal.after, goal.renames)
    back = inverted(goal.renames, goal.before)
    backward = compare(goal.after, goal.before, back)
    return Plan(
        dialect=after.dialect,
        up=statements(goal.before, goal.after, goal.renames, forward, options),
        down=statements(goal.after, goal.before, back, backward, options),
        irreversible=losses(forward),
        renames=tuple(renames),
        options=options,
    )


def statements(
    before: Schema,
    after: Schema,
    renames: Sequence[Rename],
    changes: Changes,
    options: PlanOptions = PLAIN,
) -> tuple[Statement, ...]:
    """The statements for changes that `compare(before, after, renames)` found."""
    if not changes:
        return ()
    first: tuple[Statement, ...] = ()
    if moved := vacated(before, after, renames):
        way = compare(moved.start, moved.schema, moved.renames)
        first = (
            *_written(before, moved.start, (), moved.partitions, options),
            *_written(moved.start, moved.schema, moved.renames, way, options),
        )
        before, changes = moved.schema, compare(moved.schema, after, renames)
    return (*first, *_written(before, after, renames, changes, options))


def _written(
    before: Schema,
    after: Schema,
    renames: Sequence[Rename],
    changes: Changes,
    options: PlanOptions,
) -> tuple[Statement, ...]:
    planner = planner_of(after.dialect)
    renamed = apply_renames(before, after, renames)
    known = facts(after.dialect)
    known = known.qualified_with(options.qualifier) if options.qualifier else known
    return tuple(planner(known, renamed, after, changes, options).statements())


def render(statements: Iterable[Statement], dialect: Dialect) -> str:
    """The statements as a script: a comment line and the statement, terminated.

    A statement that was chosen to run outside a transaction makes the whole file say so.
    """
    given = list(statements)
    return _head(given) + "".join(_script(statement, dialect) for statement in given)


def last_lines(statements: Sequence[Statement], dialect: Dialect) -> tuple[int, ...]:
    """The line of the script, from 1, on which each of its statements ends."""
    lines = [_script(statement, dialect).count("\n") for statement in statements]
    return tuple(accumulate(lines, initial=_head(statements).count("\n")))[1:]


def _head(statements: Sequence[Statement]) -> str:
    return "-- atlas:txmode none\n\n" if any(one.alone for one in statements) else ""


def _script(statement: Statement, dialect: Dialect) -> str:
    # A name may hold a line break, which would end the comment and begin a statement.
    words = " ".join(statement.comment.splitlines())
    head = f"-- {words[:1].upper()}{words[1:]}\n" if words else ""
    return f"{head}{statement.sql}{_TERMINATORS.get(dialect, ';')}\n"


_TERMINATORS = {Dialect.MSSQL: "\nGO"}
"""SQL Server compiles a whole batch before it runs it: views and routines must begin one, and a
statement sees a new column only in the next one."""
