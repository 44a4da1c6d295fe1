"""PostgreSQL: changes of one column as ALTER TABLE clauses, in the order that the server needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from erdapp.diff.changes import Aspect, ModifyColumn
from erdapp.planner.narrowing import loss
from erdapp.planner.plan import Statement
from erdapp.planner.postgres_casts import using
from erdapp.planner.postgres_clauses import PostgresWriter, identity_options
from erdapp.planner.writer import say
from erdapp.schema import Column, Identity, Table


def must_be_rebuilt(change: ModifyColumn) -> bool:
    """Whether the column can only be dropped and added: what it computes is another thing."""
    old, new = change.before.generated, change.after.generated
    return new is not None and old != new


def needs_cast(change: ModifyColumn) -> bool:
    """Whether the type becomes one that the old type's operators don't fit."""
    old, new = change.before.type, change.after.type
    return bool(using("x", old, new, "y") or using("x", new, old, "y"))


def rebinds(change: ModifyColumn) -> bool:
    """Whether the server would keep what compares the column with casts to its old type: a number
    that is no integer turned the other side of the comparison into one like it."""
    names = {change.before.type.name, change.after.type.name}
    return needs_cast(change) or (len(names) > 1 and bool(names & _INEXACT))


_INEXACT = frozenset({"numeric", "real", "double precision"})


class ColumnWork(Struct, frozen=True):
    """The clauses of one modified column, with what has to happen between and after them."""

    before: tuple[str, ...]
    """What the server does not do in one statement with the others."""
    first: tuple[str, ...]
    then: tuple[str, ...]
    backfill: tuple[Statement, ...]
    catch_up: tuple[Statement, ...]
    warning: str

    @property
    def alone(self) -> bool:
        """Whether it cannot share one ALTER TABLE with other columns."""
        return bool(self.backfill or self.catch_up)


def column_work(
    sql: PostgresWriter, table: Table, change: ModifyColumn, *, unhooked: bool
) -> ColumnWork:
    """How a column that stays in place is modified.

    `unhooked` says that its identity was dropped already, to make way for a sequence.
    """
    before, after = change.before, change.after
    column = f"ALTER COLUMN {sql.ident(after.name)}"
    first = list(_first_clauses(before, after, unhooked))
    apart = [clause for clause in first if clause == _NOT_NUMBERED and _is_retyped(before, after)]
    first = [clause for clause in first if clause not in apart]
    warnings = []
    if _sets_type(change):
        first.append(_type(sql, change))
        warnings.append(loss(before.type, after.type))
    required = before.null and not after.null
    if required and after.default is None:
        warnings.append(f'fails if a row has no value in "{after.name}"')
    return ColumnWork(
        before=tuple(f"{column} {clause}" for clause in apart),
        first=tuple(f"{column} {clause}" for clause in first),
        then=tuple(f"{column} {clause}" for clause in _last_clauses(sql, change)),
        backfill=tuple(_backfill(sql, table, after)) if required else (),
        catch_up=tuple(_catch_up(sql, table, before, after)),
        warning="; ".join(filter(None, warnings)),
    )


def column_statements(
    sql: PostgresWriter, table: Table, works: Iterable[ColumnWork]
) -> Iterator[Statement]:
    """One ALTER TABLE for all columns that can share it, then the others one by one."""
    head, note = f"ALTER TABLE {sql.table(table)}", f'modify "{table.name}" table'
    given = list(works)
    # The server looks whether a type can be numbered before it carries out DROP IDENTITY.
    unhooked = [clause for work in given for clause in work.before]
    if unhooked:
        yield say(sql.clauses(head, unhooked), note, table.name)
    shared = [work for work in given if not work.alone]
    clauses = [clause for work in shared for clause in (*work.first, *work.then)]
    if clauses:
        warning = "; ".join(work.warning for work in shared if work.warning)
        yield say(sql.clauses(head, clauses), note, table.name, warning=warning)
    for work in given:
        if not work.alone:
            continue
        if work.first:
            yield say(sql.clauses(head, work.first), note, table.name, warning=work.warning)
        yield from work.backfill
        if work.then:
            yield say(sql.clauses(head, work.then), note, table.name, warning=work.warning)
        yield from work.catch_up


def _sets_type(change: ModifyColumn) -> bool:
    return Aspect.TYPE in change.aspects or Aspect.COLLATION in change.aspects


def _last_clauses(sql: PostgresWriter, change: ModifyColumn) -> Iterator[str]:
    """What comes once the type is right and no row is without a value."""
    before, after = change.before, change.after
    if _sets_default(before, after):
        yield f"SET DEFAULT {after.default}"
    if before.null and not after.null:
        yield "SET NOT NULL"
    if after.identity:
        yield from _identity(sql, before, after.identity)
    if not before.null and after.null:
        yield "DROP NOT NULL"
    yield from option_clauses(with_options_of_type(before) if _sets_type(change) else before, after)


def with_options_of_type(column: Column) -> Column:
    """What is left of a column's options when its type is set: how values are stored goes back to
    what the type has by itself."""
    kept = tuple(pair for pair in column.options if pair[0] not in ("storage", "compression"))
    return replace(column, options=kept)


def _first_clauses(before: Column, after: Column, unhooked: bool) -> Iterator[str]:
    """What has to go before the type changes."""
    if before.identity and not after.identity and not unhooked:
        yield _NOT_NUMBERED
    if before.default is not None and (after.default is None or _is_retyped(before, after)):
        yield "DROP DEFAULT"


_NOT_NUMBERED = "DROP IDENTITY"


def _sets_default(before: Column, after: Column) -> bool:
    if after.default is None:
        return False
    return before.default != after.default or _is_retyped(before, after)


def _is_retyped(before: Column, after: Column) -> bool:
    """Whether the type itself changes, not only its length: a default may not follow."""
    old, new = before.type, after.type
    return (old.schema, old.name, old.dimensions) != (new.schema, new.name, new.dimensions)


def _type(sql: PostgresWriter, change: ModifyColumn) -> str:
    before, after = change.before, change.after
    spelled = sql.facts.type_sql(after.type)
    text = f"TYPE {spelled}"
    if after.collation:
        text += f" COLLATE {after.collation}"
    cast = using(sql.ident(after.name), before.type, after.type, spelled)
    return f"{text} USING {cast}" if cast else text


def _backfill(sql: PostgresWriter, table: Table, column: Column) -> Iterator[Statement]:
    """Rows without a value get the default before the column becomes NOT NULL."""
    if column.default is None:
        return
    name = sql.ident(column.name)
    yield say(
        f"UPDATE {sql.table(table)} SET {name} = {column.default} WHERE {name} IS NULL",
        f'give rows of "{table.name}" without "{column.name}" its default',
        table.name,
    )


def _identity(sql: PostgresWriter, before: Column, identity: Identity) -> Iterator[str]:
    """One clause, so that the server checks the new limits together."""
    old = before.identity
    if old is None:
        yield f"ADD {sql.identity(identity)}"
        return
    words = []
    if old.always != identity.always:
        words.append(f"SET GENERATED {'ALWAYS' if identity.always else 'BY DEFAULT'}")
    if old.increment != identity.increment:
        words.append(f"SET INCREMENT BY {identity.increment}")
    if old.options != identity.options:
        wanted = {name for name, _ in identity.options}
        words += [f"SET {_UNSET[name]}" for name, _ in old.options if name not in wanted]
        given = identity_options(Identity(options=identity.options))
        words += [f"SET {option}" for option in given]
    if old.start != identity.start:
        words.append(f"SET START WITH {identity.start}")
    if words:
        yield " ".join(words)


_UNSET = {
    "minvalue": "NO MINVALUE",
    "maxvalue": "NO MAXVALUE",
    "cache": "CACHE 1",
    "cycle": "NO CYCLE",
}


def option_clauses(before: Column | None, after: Column) -> Iterator[str]:
    """Storage, compression, statistics and planner options; `before` None for a new column."""
    old = dict(before.options) if before else {}
    new = dict(after.options)
    for name in sorted(old.keys() | new.keys()):
        value = new.get(name)
        if old.get(name) == value:
            continue
        match name:
            case "storage":
                yield f"SET STORAGE {value.upper() if value else _storage(after)}"
            case "compression":
                yield f"SET COMPRESSION {value or 'default'}"
            case "statistics":
                yield f"SET STATISTICS {value or -1}"
            case _:
                yield f"SET ({name} = {value})" if value else f"RESET ({name})"


def _storage(column: Column) -> str:
    """What the type has by itself; the word DEFAULT is known only from PostgreSQL 16 on."""
    if column.type.dimensions:
        return "EXTENDED"
    if column.type.name in ("numeric", "inet", "cidr", "int4range", "numrange", "tsrange"):
        return "MAIN"
    return "PLAIN" if column.type.name.startswith(_FIXED) else "EXTENDED"


_FIXED = (
    *("boolean", "smallint", "integer", "bigint", "real", "double precision"),
    *("date", "time", "timestamp", "uuid", "oid", '"char"'),
)
"""How types begin whose values are of one length, and never stored elsewhere."""


def _catch_up(
    sql: PostgresWriter, table: Table, before: Column, after: Column
) -> Iterator[Statement]:
    """A sequence that takes over a column with rows goes on after their highest number."""
    had = before.identity is not None or "nextval" in (before.default or "")
    has = after.identity is not None or "nextval" in (after.default or "")
    changed = (before.identity is None) != (after.identity is None)
    if not has or (had and not changed):
        return
    name = sql.ident(after.name)
    if after.identity:
        owner = sql.string(sql.facts.qualify(table.full_name))
        sequence = f"pg_get_serial_sequence({owner}, {sql.string(after.name)})"
    else:
        sequence = (after.default or "").removeprefix("nextval(").removesuffix(")")
    yield say(
        f"SELECT setval({sequence}, max({name})) FROM {sql.table(table)} "
        f"HAVING max({name}) IS NOT NULL",
        f'let the sequence of "{after.name}" go on after the rows of "{table.name}"',
        table.name,
    )
