"""A source as its server would store it: run on a dev database, inspected, gone again.

What is run are the source's own statements, not the plan of what we read from them. They reach
what our own reading may miss or misread (a function that makes tables, a default of a version, a
clause we don't know), and a statement that the server refuses is told with its file and line; a
plan could only be refused where nobody wrote anything. Sources that aren't SQL have no statements:
for them the plan that builds the schema is run.

Our own reading stays the map of the source: it says which extensions are needed, where things were
written, and it keeps what no dev database runs: functions in C and event triggers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from erdapp.dialects import facts
from erdapp.loaders.base import Loaded, Severity, SourceError, SourceFile, SourceProblem
from erdapp.loaders.database import DRIVER_ERRORS, inspect, plain_message
from erdapp.planner import plan
from erdapp.planner.plan import Statement
from erdapp.runner.beforehand import adapted, present, without_absent
from erdapp.runner.dev import MARKER_TABLE, dev_database, extension_in
from erdapp.runner.scratch import Scratch, ScratchUnavailable
from erdapp.runner.scratch_base import rows, try_to
from erdapp.runner.source import SourceStatement, statements
from erdapp.runner.stand_ins import stand_in
from erdapp.schema import Definition, Dialect, Extension, Key, Object, Routine, Schema

_HARMLESS = frozenset({"42P06", "42710"})
"""SQLSTATEs of `CREATE SCHEMA` and `CREATE EXTENSION` for what is there already."""
_IN_C = re.compile(
    r"\s*create\s+(?:or\s+replace\s+)?function\b.*\blanguage\s+['\"]?(?:c|internal)\b",
    re.IGNORECASE | re.DOTALL,
)
_CREATES_SCHEMA = re.compile(r"create\s+schema\b", re.IGNORECASE)
_CREATES_SPACE = re.compile(r"create\s+(?:schema|extension)\b", re.IGNORECASE)


def normalise(
    loaded: Loaded, files: Sequence[SourceFile] = (), *, url: str | None = None
) -> Loaded:
    """What `loaded`, read from `files`, becomes on the dev database that `url` names (None: a
    server from the environment). Origins stay; problems are the server's refusals (errors) and
    what the reading noted.

    Raises ScratchUnavailable when there is no dev database to be had, SourceError when it can't be
    read.
    """
    schema = loaded.schema
    if files:
        to_run = tuple(statements(files, schema.dialect))
    else:
        planned = plan(Schema(dialect=schema.dialect), schema).up
        to_run = tuple(SourceStatement(statement.sql) for statement in planned)
    wanted, unavailable = list(schema.extensions), []
    while True:
        try:
            with dev_database(schema.dialect, url, extensions=wanted) as scratch:
                refused = SourceRun(scratch, schema).all(to_run)
                found = inspected(scratch, to_run)
            break
        except ScratchUnavailable as error:
            # The rest can still be seen: what needs the extension is refused, with its line.
            name = extension_in(str(error))
            if not any(item.name == name for item in wanted):
                raise
            unavailable.append(_about_extension(loaded, error))
            wanted = [item for item in wanted if item.name != name]
    notes = (item for item in loaded.problems if item.severity is Severity.NOTE)
    problems = (*unavailable, *refused, *notes)
    return replace(loaded, schema=_with_kept(found, schema), problems=problems)


def _about_extension(loaded: Loaded, error: ScratchUnavailable) -> SourceProblem:
    first = next(iter(loaded.origins.values()), None)
    return SourceProblem(
        file=first.file if first else "",
        line=0,
        severity=Severity.WARNING,
        message=" ".join(filter(None, (str(error), error.hint))),
    )


class SourceRun:
    """The statements of a source, one after the other, on a dev database."""

    def __init__(self, scratch: Scratch, schema: Schema) -> None:
        self.scratch = scratch
        self.quote = facts(schema.dialect).quote
        self.spaces = [space.name for space in schema.namespaces if space.name]
        self.one_by_one = schema.dialect is Dialect.POSTGRES
        """Each in a savepoint of its own: a failed one must not spoil the transaction."""

    def all(self, to_run: Iterable[SourceStatement]) -> tuple[SourceProblem, ...]:
        """Run them in order; what was refused."""
        to_run = tuple(to_run)
        self.prepare(to_run)
        refused = []
        for statement in to_run:
            said = self.one(statement)
            if said and not statement.quiet:
                refused.append(_refused(statement, said))
        return tuple(refused)

    def prepare(self, to_run: Sequence[SourceStatement]) -> None:
        """Make ready for these statements, before the first of them."""
        if self.scratch.dialect in (Dialect.MYSQL, Dialect.MARIADB):
            rows(self.scratch.connection, "SET SESSION foreign_key_checks = 0")
        if self.one_by_one:
            self._make_spaces(to_run)

    def one(self, statement: SourceStatement) -> str:
        """Run one; the server's words when it refuses."""
        sql = statement.sql
        if self.scratch.dialect is Dialect.POSTGRES:
            if _IN_C.match(sql):
                sql = facts(Dialect.POSTGRES).normal_definition(sql)
            sql = adapted(stand_in(Statement(sql=sql)), self.scratch.beforehand).sql
        error = self._tried(sql)
        if error is None or (_state(error) in _HARMLESS and _CREATES_SPACE.match(sql)):
            return ""
        return plain_message(error)

    def _tried(self, sql: str) -> Exception | None:
        connection = self.scratch.connection
        try:
            if self.one_by_one:
                rows(connection, "SAVEPOINT one")
            rows(connection, sql)
            if self.one_by_one:
                rows(connection, "RELEASE one")
        except DRIVER_ERRORS as error:
            if self.one_by_one:
                try_to(connection, "ROLLBACK TO one")
            return error
        return None

    def _make_spaces(self, to_run: Sequence[SourceStatement]) -> None:
        """Make the namespaces that the source takes for granted: a search path that names one
        would put everything into `public` without a word."""
        created = "\n".join(one.sql for one in to_run if _CREATES_SCHEMA.match(one.sql)).lower()
        for name in self.spaces:
            if not re.search(rf"(?<![\w$]){re.escape(name.lower())}(?![\w$])", created):
                self._tried(f"CREATE SCHEMA IF NOT EXISTS {self.quote(name)}")


def _state(error: Exception) -> str:
    return str(getattr(error, "sqlstate", None) or "")


def _refused(statement: SourceStatement, said: str) -> SourceProblem:
    return SourceProblem(
        file=statement.file,
        line=statement.line,
        severity=Severity.ERROR,
        message=f"the dev database refuses this: {said}",
        statement=" ".join(statement.sql[:400].split())[:200],
    )


def inspected(scratch: Scratch, ran: Sequence[SourceStatement]) -> Schema:
    """What the statements have made; not what the database had of its own."""
    try:
        found = inspect(scratch.connection, scratch.dialect, exclude=(MARKER_TABLE,)).schema
    except SourceError as error:
        raise SourceError(f"on the dev database {error.message}") from error
    there = scratch.beforehand
    run = (Statement(sql=statement.sql) for statement in ran)
    return without_absent(found, there, present(there, run))


def _with_kept(found: Schema, read: Schema) -> Schema:
    """The inspected schema with the objects that were stood in for, as they were read."""
    if read.dialect is not Dialect.POSTGRES:
        return found
    kept: dict[Key, Object] = {item.key: item for item in read.routines if _is_stood_in(item)}
    routines = tuple(_kept_routine(item, kept) for item in found.routines)
    triggers = tuple(item for item in read.definitions if _is_event_trigger(item))
    definitions = (*found.definitions, *triggers)
    extensions = tuple(item for item in found.extensions if _is_wanted(item, read))
    return replace(
        found,
        routines=routines,
        definitions=tuple(sorted(definitions, key=lambda item: item.key)),
        extensions=extensions,
    )


def _is_stood_in(routine: Routine) -> bool:
    statement = Statement(sql=routine.definition)
    return stand_in(statement) is not statement


def _kept_routine(routine: Routine, kept: dict[Key, Object]) -> Routine:
    read = kept.get(routine.key)
    return read if isinstance(read, Routine) else routine


def _is_event_trigger(item: Definition) -> bool:
    return item.kind == "event trigger"


def _is_wanted(item: Extension, read: Schema) -> bool:
    """Whether the source asked for it: a dev database may have had it all along."""
    return any(item.name == other.name for other in read.extensions)
