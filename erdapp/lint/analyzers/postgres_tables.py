"""PG301, PG302: changes for which PostgreSQL writes a whole table anew."""

from __future__ import annotations

import re
from collections.abc import Iterator

from erdapp.dialects import facts
from erdapp.diff.changes import AddColumn, Aspect, ModifyColumn
from erdapp.lint.analyzers.base import Analyzer
from erdapp.lint.context import Look
from erdapp.lint.edits import instead
from erdapp.lint.policy import Policy
from erdapp.lint.postgres_rewrites import rewrites
from erdapp.lint.report import Diagnostic, SuggestedFix
from erdapp.loaders.sql.reader import Reader
from erdapp.schema import Column, DataType, Dialect, Domain, Schema, Table

_LOCK = "blocking both reads and writes during the operation"
_MORE = re.compile(
    r"\b(?:UNIQUE|PRIMARY|REFERENCES|CHECK|CONSTRAINT|COLLATE|IF)\b|--|/\*", re.IGNORECASE
)
"""What a column may have beside its type and DEFAULT."""
_VOLATILE = frozenset(
    {
        "random", "random_normal", "gen_random_uuid", "uuidv4", "uuidv7", "clock_timestamp",
        "timeofday", "nextval", "setval", "currval", "lastval", "gen_random_bytes", "gen_salt",
        "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "pg_sleep", "txid_current",
        "pg_current_xact_id", "set_config",
    }
)  # fmt: skip
"""Functions of the server and of its usual extensions."""
_CALL = re.compile(r"'(?:[^']|'')*+'|(?<![\w$])([A-Za-z_][\w$]*+)\"?\s*+\(")
_STEADY = re.compile(r"\b(?:immutable|stable)\b", re.IGNORECASE)
_BODY = re.compile(r"\$(\w*)\$.*?\$\1\$|'(?:[^']|'')*'", re.DOTALL)
_UTC = re.compile(
    r"set\s+(?:session\s+|local\s+)?time\s*zone\s*(?:=|to)?\s*'?(?:utc|gmt|etc/utc)'?",
    re.IGNORECASE,
)


def check(look: Look, policy: Policy) -> Iterator[Diagnostic]:
    for change, part in look.statement.table_changes():
        table = change.after
        if look.spans.is_new(table.full_name):
            continue
        match part:
            case ModifyColumn() if Aspect.TYPE in part.aspects:
                yield from _type(look, table, part.before, part.after)
            case AddColumn(column):
                yield from _added(look, table, column)
            case _:
                pass


# --- PG301 ------------------------------------------------------------------------------------


def _type(look: Look, table: Table, before: Column, after: Column) -> Iterator[Diagnostic]:
    if not _rewritten(look, before, after):
        return
    known = facts(look.dialect)
    old, new = known.short_type(before.type), known.short_type(after.type)
    text = (
        f'Modifying column "{after.name}" of table "{table.name}" from "{old}" to "{new}" requires '
        f"a rewrite of the table and its indexes, {_LOCK}"
    )
    mend = "Add a column of the new type, fill it in batches, then let it take the old one's place"
    yield look.found("PG301", text, table, after.name, fixes=[SuggestedFix(message=mend)])


def _rewritten(look: Look, before: Column, after: Column) -> bool:
    schema = look.statement.before
    goal = _domain(schema, after.type)
    if goal is not None and (goal.checks or not goal.null):
        return True
    if _converted(look, after):
        return True
    old, new = _base(schema, before.type), _base(schema, after.type)
    if {old.name, new.name} == {"timestamp with time zone", "timestamp without time zone"}:
        same = (old.args or ("6",)) == (new.args or ("6",))
        return not (same and any(_UTC.search(one.text) for one in look.earlier))
    return rewrites(old, new)


def _converted(look: Look, after: Column) -> bool:
    """Whether a USING says more than the column itself, or the column cast to its new type."""
    reader = look.reader()
    name = after.name
    for place in range(len(reader.words) - 2):
        if reader.uppers[place] not in ("ALTER", "COLUMN"):
            continue
        if not reader.can_be_name(reader.words[place + 1]):
            continue
        if reader.name_of(reader.words[place + 1]) != name:
            continue
        reader.pos = place + 2
        clause = reader.skip_to_comma()
        return _is_conversion(clause, look, name)
    return False


def _is_conversion(clause: str, look: Look, name: str) -> bool:
    reader = Reader(clause, look.dialect, facts(look.dialect).unquote)
    reader.skip_to("USING")
    if not reader.accept("USING"):
        return False
    said = facts(look.dialect).normal_expression(reader.rest())
    column = facts(look.dialect).normal_expression(look.name(name))
    return said != column and not said.startswith((f"{column}::", f"({column})::"))


def _domain(schema: Schema, type: DataType) -> Domain | None:
    if not type.user:
        return None
    found = (d for d in schema.domains if (d.schema, d.name) == (type.schema, type.name))
    return next(found, None)


def _base(schema: Schema, type: DataType) -> DataType:
    for _ in range(10):
        domain = _domain(schema, type)
        if domain is None or type.dimensions:
            return type
        type = domain.type
    return type


# --- PG302 ------------------------------------------------------------------------------------


def _added(look: Look, table: Table, column: Column) -> Iterator[Diagnostic]:
    what = _computed(look.statement.after, column)
    if not what:
        return
    text = (
        f'Adding column "{column.name}" to table "{table.name}" with {what} requires a rewrite of '
        f"the table, {_LOCK}"
    )
    yield look.found("PG302", text, table, column.name, fixes=[_default_later(look, table, column)])


def _default_later(look: Look, table: Table, column: Column) -> SuggestedFix:
    """The column first, then its DEFAULT for new rows, then a value for each row that is there."""
    mend = "Add the column without it, set the DEFAULT afterwards and fill the rows"
    plain = look.reader().uppers[:2] == ["ALTER", "TABLE"] and len(look.changes) == 1
    if not plain or not column.null or not column.default or not _adds_one(look):
        return SuggestedFix(message=f"{mend} in batches")
    name, quoted = look.quoted(table.full_name), look.name(column.name)
    sql_type = facts(look.dialect).type_sql(column.type)
    return instead(
        look,
        mend,
        f"ALTER TABLE {name} ADD COLUMN {quoted} {sql_type}",
        follow=f"ALTER TABLE {name} ALTER COLUMN {quoted} SET DEFAULT {column.default};\n"
        f"UPDATE {name} SET {quoted} = {column.default} WHERE {quoted} IS NULL;",
        outside_transactions=True,
    )


def _adds_one(look: Look) -> bool:
    """Whether the statement adds a column with nothing but a type and a DEFAULT."""
    return len(list(look.statement.table_changes())) == 1 and not _MORE.search(look.statement.text)


def _computed(schema: Schema, column: Column) -> str:
    """What of the column has another value in each row; empty when nothing has."""
    if column.identity is not None:
        return "an IDENTITY"
    if column.generated is not None:
        return "a stored generated value" if column.generated.stored else ""
    default = column.default or ""
    if not default and column.type.user:
        domain = _domain(schema, column.type)
        default = (domain.default or "") if domain else ""
    return "a volatile DEFAULT value" if is_volatile(default, schema) else ""


def is_volatile(expression: str, schema: Schema) -> bool:
    """Whether it calls a function that gives another value each time."""
    own = {routine.name: routine.definition for routine in schema.routines}
    for found in _CALL.finditer(expression):
        name = found[1]
        if not name:
            continue
        if name in own:
            if not _STEADY.search(_BODY.sub(" ", own[name])):
                return True
        elif name.lower() in _VOLATILE:
            return True
    return False


ANALYZER = Analyzer(
    name="pg",
    heading="PostgreSQL specific issues detected",
    codes=("PG301", "PG302"),
    check=check,
    dialects=frozenset({Dialect.POSTGRES}),
)
