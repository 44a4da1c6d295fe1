"""A plan run on a scratch database, forward and back, and what came out compared.

Version A is built there and filled with rows, the plan runs, the result is inspected and must
equal version B built fresh beside it; the rows must still be there; then the way back must bring
version A again. Where rows stand in the way of a statement, as they would in a real database, the
tables it touches are left empty and the hint says so.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from erdapp.diff import compare, describe
from erdapp.loaders.base import SourceError
from erdapp.loaders.database import DRIVER_ERRORS, inspect, plain_message
from erdapp.planner import aim
from erdapp.planner import plan as make_plan
from erdapp.planner.plan import Plan, Statement
from erdapp.runner.beforehand import adapted, present, without_absent
from erdapp.runner.execute import StatementFailed, execute
from erdapp.runner.hints import caused_by_rows, hint
from erdapp.runner.missing import first_missing, other_databases
from erdapp.runner.proof import FailedAt, Proof, RanStatement, Verdict
from erdapp.runner.rows import fill
from erdapp.runner.scratch import Scratch, ScratchUnavailable, scratch_database
from erdapp.runner.stand_ins import stand_in, stood_in_for
from erdapp.runner.survival import held, lost
from erdapp.schema import Dialect, Extension, Schema

_ATTEMPTS = 6
"""How often tables are left empty one after the other before all of them are."""


class _Stopped(Exception):
    """A step didn't come out; `failure` is the statement's, when it was one."""

    def __init__(self, reason: str, failure: StatementFailed | None = None, total: int = 0) -> None:
        super().__init__(reason)
        self.failure, self.total = failure, total


class _Case(Struct, frozen=True):
    """What is to be proved."""

    before: Schema
    after: Schema
    plan: Plan
    url: str | None

    @property
    def extensions(self) -> tuple[Extension, ...]:
        """Of both versions; where both have one, it lives where the older has it."""
        found = {item.name: item for item in (*self.after.extensions, *self.before.extensions)}
        return tuple(found.values())


class _Session(Struct):
    """A scratch database and what has run there so far."""

    scratch: Scratch
    ran: list[Statement]


class _Outcome(Struct, frozen=True):
    rows: int
    ran: tuple[RanStatement, ...]


def prove(
    before: Schema,
    after: Schema,
    plan: Plan,
    *,
    url: str | None = None,
) -> Proof:
    """Run `plan` on scratch databases of its dialect, forward and back.

    `url` names the server; None takes it from `ERDAPP_DEV_*_URL`, and SQLite runs in memory.
    Never raises for what a schema, a plan or a server does wrong: that is the verdict.
    """
    started = time.perf_counter()
    case = _aimed(before, after, plan, url)
    others = other_databases(before, after)
    if others:
        return Proof(
            verdict=Verdict.UNAVAILABLE,
            reason=f"the schema has other databases in it ({', '.join(others)}), which a scratch "
            "database cannot stand for",
        )
    try:
        proof = _proved(case)
    except ScratchUnavailable as error:
        proof = Proof(verdict=Verdict.UNAVAILABLE, reason=str(error), hint=error.hint)
    return _about_stand_ins(replace(proof, seconds=time.perf_counter() - started), before, after)


def _aimed(before: Schema, after: Schema, plan: Plan, url: str | None) -> _Case:
    """What the plan promises: not the changes that its options skip."""
    goal = aim(before, after, plan.renames, plan.options.skip)
    return _Case(goal.before, goal.after, replace(plan, renames=goal.renames), url)


def _about_stand_ins(proof: Proof, before: Schema, after: Schema) -> Proof:
    names = stood_in_for(before, after)
    if not names or proof.verdict is Verdict.UNAVAILABLE:
        return proof
    text = (
        f"Not proved is what these do: {', '.join(names)}. Making them takes a superuser, which no "
        "proof is run as, so harmless stand-ins were there in their place."
    )
    return replace(proof, stand_ins=names, hint=" ".join(filter(None, (text, proof.hint))))


def _proved(case: _Case) -> Proof:
    dialect = case.plan.dialect
    new = case.after.extensions
    with scratch_database(dialect, case.url, extensions=new) as scratch:
        server = scratch.server
        try:
            wanted = _built(_Session(scratch, []), case.after, "the new version")
        except _Stopped as stop:
            return _failed(server, stop)
    in_the_way: list[StatementFailed] = []
    for attempt in range(_ATTEMPTS):
        without = _left_empty(case, in_the_way, attempt == _ATTEMPTS - 1)
        try:
            with scratch_database(dialect, case.url, extensions=case.extensions) as scratch:
                outcome = _forth_and_back(_Session(scratch, []), case, wanted, without)
        except _Stopped as stop:
            if without is None or stop.failure is None or not caused_by_rows(stop.failure.cause):
                return _failed(server, stop)
            in_the_way.append(stop.failure)
        else:
            return Proof(
                verdict=Verdict.PROVED,
                server=server,
                rows=outcome.rows,
                hint=_about_rows(in_the_way),
                statements=outcome.ran,
            )
    return _failed(server, _Stopped(str(in_the_way[-1]), in_the_way[-1]))


def _left_empty(case: _Case, in_the_way: list[StatementFailed], last: bool) -> set[str] | None:
    """Names of the tables to leave empty; None for all of them."""
    names: set[str] = set()
    for failure in in_the_way:
        touched = set(failure.statement.objects) - names
        if not touched or last:
            return None
        names |= touched
        names |= {r.before for r in case.plan.renames if r.kind == "table" and r.after in touched}
    return names


def _built(session: _Session, schema: Schema, what: str) -> Schema:
    """The schema built on an empty database, as the server then reports it."""
    statements = make_plan(Schema(dialect=schema.dialect), schema).up
    _run(session, statements, f"{what} cannot be built")
    found = _inspected(session)
    lacking = first_missing(schema, found)
    if lacking:
        raise _Stopped(f"{what} was built without {lacking}")
    return found


def _run(
    session: _Session, statements: Sequence[Statement], what: str, direction: str = "up"
) -> tuple[RanStatement, ...]:
    scratch = session.scratch
    session.ran.extend(statements)
    if scratch.dialect is Dialect.POSTGRES:
        statements = [adapted(stand_in(one), scratch.beforehand) for one in statements]
    try:
        return execute(scratch.connection, scratch.dialect, statements, direction)
    except StatementFailed as failure:
        shown = _shortened(failure.statement.sql)
        number = f"statement {len(failure.ran) or 1} of {len(statements)}"
        change = f"{number}, {failure.statement.comment}" if failure.statement.comment else number
        reason = f"{what}: {failure.message}, at {change}: {shown}"
        raise _Stopped(reason, failure, len(statements)) from failure


def _shortened(sql: str) -> str:
    """A statement on one line, as far as it goes."""
    said = " ".join(sql.split())
    return said if len(said) <= 120 else said[:119] + "…"


def _inspected(session: _Session) -> Schema:
    scratch = session.scratch
    try:
        found = inspect(scratch.connection, scratch.dialect).schema
    except SourceError as error:
        raise _Stopped(str(error)) from error
    there = scratch.beforehand
    return without_absent(found, there, present(there, session.ran))


def _forth_and_back(
    session: _Session, case: _Case, wanted: Schema, without: set[str] | None
) -> _Outcome:
    """One run on a fresh database. Raises _Stopped at the first thing that doesn't hold."""
    start = _built(session, case.before, "the old version")
    connection = session.scratch.connection
    try:
        filled = None if without is None else fill(connection, start, without)
        contents = held(connection, start, list(filled.rows)) if filled else {}
        ran = _run(session, case.plan.up, "the plan fails")
        reached = _inspected(session)
        _equal(reached, wanted, "after the plan")
        gone = lost(connection, start, reached, contents, case.plan.renames)
        if gone:
            raise _Stopped(f"after the plan {gone}")
        _check_keys(session.scratch)
        ran += _run(session, case.plan.down, "the way back fails", "down")
        _equal(_inspected(session), start, "after the way back")
    except DRIVER_ERRORS as error:
        raise _Stopped(plain_message(error)) from error
    return _Outcome(filled.total if filled else 0, ran)


def _equal(found: Schema, wanted: Schema, when: str) -> None:
    changes = compare(found, wanted)
    if changes:
        more = f" (and {len(changes) - 1} more differences)" if len(changes) > 1 else ""
        raise _Stopped(f"{when} this is still missing: {describe(changes[0])}{more}")


def _check_keys(scratch: Scratch) -> None:
    """SQLite doesn't look at old rows by itself when foreign keys are switched on again."""
    if scratch.dialect is not Dialect.SQLITE:
        return
    cursor = scratch.connection.cursor()
    cursor.execute("PRAGMA foreign_key_check")
    broken = cursor.fetchall()
    if broken:
        raise _Stopped(f"after the plan rows of the table {broken[0][0]} point at nothing")


def _failed(server: str, stop: _Stopped) -> Proof:
    failure = stop.failure
    return Proof(
        verdict=Verdict.FAILED,
        server=server,
        reason=str(stop),
        hint=hint(failure.message) if failure else "",
        failed_at=_failed_at(failure, stop.total) if failure else None,
        statements=failure.ran if failure else (),
    )


def _failed_at(failure: StatementFailed, total: int) -> FailedAt:
    statement = failure.statement
    return FailedAt(
        change=statement.comment,
        objects=statement.objects,
        statement=statement.sql,
        number=len(failure.ran) or 1,
        total=total,
        message=failure.message,
    )


def _about_rows(in_the_way: list[StatementFailed]) -> str:
    """What rows would do to the plan, for a plan that was proved without them."""
    if not in_the_way:
        return ""
    first = in_the_way[0]
    tables = ", ".join(first.statement.objects) or "some tables"
    back = " on the way back" if first.ran and first.ran[-1].direction == "down" else ""
    text = f"Proved with {tables} empty; with rows there it fails{back}: {first.message}."
    return f"{text} {hint(first.message)}".strip()
