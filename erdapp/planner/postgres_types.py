"""PostgreSQL: enums, domains, composite types and sequences created and changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from erdapp.planner.plan import Statement
from erdapp.planner.postgres_clauses import PostgresWriter
from erdapp.planner.postgres_columns import option_clauses, with_options_of_type
from erdapp.planner.postgres_parts import Part, add_part, drop_part
from erdapp.planner.writer import say
from erdapp.schema import Composite, Domain, Enum, Name, Table
from erdapp.schema import Sequence as DatabaseSequence


def create_enum(sql: PostgresWriter, enum: Enum) -> Statement:
    values = ", ".join(map(sql.string, enum.values))
    text = f"CREATE TYPE {sql.named(enum.schema, enum.name)} AS ENUM ({values})"
    return say(text, f'create enum type "{enum.name}"', enum.name)


def only_adds(before: Enum, after: Enum) -> bool:
    """Whether the new values leave the old ones and their order as they are."""
    known = set(before.values)
    return tuple(value for value in after.values if value in known) == before.values


def add_values(sql: PostgresWriter, before: Enum, after: Enum) -> Iterator[Statement]:
    """ALTER TYPE ADD VALUE for each new value, put where it belongs.

    A new value cannot be used before its transaction ends, so these run outside of one.
    """
    known = list(before.values)
    name = sql.type_name(after.schema, after.name)
    for at, value in enumerate(after.values):
        if value in known:
            continue
        place = ""
        if at < len(known):
            place = f" BEFORE {sql.string(known[at])}"
        known.insert(at, value)
        yield say(
            f"ALTER TYPE {name} ADD VALUE {sql.string(value)}{place}",
            f'add value to enum type: "{after.name}"',
            after.name,
            transactional=False,
        )


def aside(name: str) -> str:
    """The name of a type that is about to be replaced, at most 63 bytes."""
    return f"{name.encode()[:58].decode(errors='ignore')}__old"


class TypeUser(Struct, frozen=True):
    """A table that keeps columns of a type that is replaced."""

    table: Table
    """With only those columns, as they are wanted."""
    bound: tuple[Part, ...]
    """What compares those columns, as it is: dropped while they are converted."""
    again: tuple[Part, ...]
    """What of it is added again as it is."""


def replace_type(
    sql: PostgresWriter,
    kind: str,
    item: Enum | Domain,
    create: Statement,
    users: Sequence[TypeUser],
) -> Iterator[Statement]:
    """A type through a new one: the old one is renamed, columns are cast through text.

    The old type is dropped at the end of the plan, when no dropped table uses it any more.
    """
    old = sql.type_name(item.schema, item.name)
    yield say(
        f"ALTER {kind} {old} RENAME TO {sql.ident(aside(item.name))}",
        f'rename a type from "{item.name}" to "{aside(item.name)}"',
        item.name,
    )
    yield create
    for user in users:
        table = user.table
        yield from (drop_part(sql, table, part) for part in user.bound)
        clauses = []
        for column in table.columns:
            name = sql.ident(column.name)
            spelled = sql.facts.type_sql(column.type)
            through = "text" + "[]" * bool(column.type.dimensions)
            if column.default is not None:
                clauses.append(f"ALTER COLUMN {name} DROP DEFAULT")
            clauses.append(f"ALTER COLUMN {name} TYPE {spelled} USING {name}::{through}::{spelled}")
            if column.default is not None:
                clauses.append(f"ALTER COLUMN {name} SET DEFAULT {column.default}")
            stored = option_clauses(with_options_of_type(column), column)
            clauses += [f"ALTER COLUMN {name} {clause}" for clause in stored]
        yield say(
            sql.clauses(f"ALTER TABLE {sql.table(table)}", clauses),
            f'modify "{table.name}" table',
            table.name,
            warning=f'fails if a row has a value that "{item.name}" no longer allows',
        )
        for part in user.again:
            yield from add_part(sql, table, part)


def drop_aside(sql: PostgresWriter, kind: str, item: Enum | Domain) -> Statement:
    name = aside(item.name)
    return say(
        f"DROP {kind} {sql.named(item.schema, name)}",
        f'drop the replaced type "{name}"',
        item.name,
    )


# --- domains and composite types ----------------------------------------------------------------


def create_domain(sql: PostgresWriter, domain: Domain) -> Statement:
    words = [f"CREATE DOMAIN {sql.named(domain.schema, domain.name)} AS"]
    words.append(sql.facts.type_sql(domain.type))
    if domain.collation:
        words.append(f"COLLATE {domain.collation}")
    if domain.default is not None:
        words.append(f"DEFAULT {domain.default}")
    if not domain.null:
        words.append("NOT NULL")
    words += [sql.check(check) for check in domain.checks if check.validated]
    return say(" ".join(words), f'create domain "{domain.name}"', domain.name)


def alter_domain(sql: PostgresWriter, before: Domain, after: Domain) -> Iterator[Statement]:
    """Default, NOT NULL and checks; the type is changed by `replace_type`."""
    head = f"ALTER DOMAIN {sql.type_name(after.schema, after.name)}"
    comment = f'modify "{after.name}" domain'
    old = {check.name or check.expression: check for check in before.checks}
    new = {check.name or check.expression: check for check in after.checks}
    clauses = []
    for name, check in old.items():
        if new.get(name) != check:
            clauses.append(f"DROP CONSTRAINT {sql.ident(check.name)}")
    if before.default != after.default:
        wanted = "DROP DEFAULT" if after.default is None else f"SET DEFAULT {after.default}"
        clauses.append(wanted)
    if before.null != after.null:
        clauses.append("DROP NOT NULL" if after.null else "SET NOT NULL")
    for name, check in new.items():
        if old.get(name) != check:
            clauses.append(f"ADD {sql.check(check)}")
    for clause in clauses:
        yield say(f"{head} {clause}", comment, after.name)


def create_composite(sql: PostgresWriter, item: Composite) -> Statement:
    lines = [attribute_text(sql, item, at) for at in range(len(item.attributes))]
    text = f"CREATE TYPE {sql.named(item.schema, item.name)} AS {sql.body(lines)}"
    return say(text, f'create composite type "{item.name}"', item.name)


def attribute_text(sql: PostgresWriter, item: Composite, at: int) -> str:
    attribute = item.attributes[at]
    text = f"{sql.ident(attribute.name)} {sql.facts.type_sql(attribute.type)}"
    return text + (f" COLLATE {attribute.collation}" if attribute.collation else "")


def alter_composite(
    sql: PostgresWriter, before: Composite, after: Composite
) -> Iterator[Statement]:
    """Attributes dropped, retyped and added; new ones come last, whatever their place."""
    old = {attribute.name: attribute for attribute in before.attributes}
    wanted = {attribute.name for attribute in after.attributes}
    clauses = [f"DROP ATTRIBUTE {sql.ident(name)}" for name in old if name not in wanted]
    for at, attribute in enumerate(after.attributes):
        known = old.get(attribute.name)
        if known is None:
            clauses.append(f"ADD ATTRIBUTE {attribute_text(sql, after, at)}")
        elif known.type != attribute.type or known.collation != attribute.collation:
            name, spelled = sql.ident(attribute.name), sql.facts.type_sql(attribute.type)
            clauses.append(f"ALTER ATTRIBUTE {name} SET DATA TYPE {spelled}")
    if clauses:
        yield say(
            sql.clauses(f"ALTER TYPE {sql.type_name(after.schema, after.name)}", clauses),
            f'modify "{after.name}" composite type',
            after.name,
        )


# --- sequences ----------------------------------------------------------------------------------

_LIMITS = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "": 2**63 - 1}


def create_sequence(sql: PostgresWriter, item: DatabaseSequence) -> Statement:
    words = [f"CREATE SEQUENCE {sql.named(item.schema, item.name)}"]
    if item.type:
        words.append(f"AS {item.type}")
    if item.increment != 1:
        words.append(f"INCREMENT BY {item.increment}")
    if item.min_value is not None:
        words.append(f"MINVALUE {item.min_value}")
    if item.max_value is not None:
        words.append(f"MAXVALUE {item.max_value}")
    if item.start is not None:
        words.append(f"START WITH {item.start}")
    if item.cache != 1:
        words.append(f"CACHE {item.cache}")
    if item.cycle:
        words.append("CYCLE")
    return say(" ".join(words), f'create sequence "{item.name}"', item.name)


def alter_sequence(
    sql: PostgresWriter, before: DatabaseSequence, after: DatabaseSequence
) -> Iterator[Statement]:
    """Everything but its owner, in one statement, and NONE for an owner that goes."""
    words = []
    if before.type != after.type:
        words.append(f"AS {after.type or 'bigint'}")
    if before.increment != after.increment:
        words.append(f"INCREMENT BY {after.increment}")
    if before.min_value != after.min_value:
        low = after.min_value
        words.append("NO MINVALUE" if low is None else f"MINVALUE {low}")
    if before.max_value != after.max_value:
        high = after.max_value
        words.append("NO MAXVALUE" if high is None else f"MAXVALUE {high}")
    if before.start != after.start:
        words.append(f"START WITH {_start(after)}")
    if before.cache != after.cache:
        words.append(f"CACHE {after.cache}")
    if before.cycle != after.cycle:
        words.append("CYCLE" if after.cycle else "NO CYCLE")
    if before.owned_by and before.owned_by != after.owned_by:
        words.append("OWNED BY NONE")
    if words:
        name = sql.named(after.schema, after.name)
        text = f"ALTER SEQUENCE {name} {' '.join(words)}"
        yield say(text, f'modify sequence "{after.name}"', after.name)


def _start(item: DatabaseSequence) -> int:
    """The number a sequence starts with when none is said."""
    if item.start is not None:
        return item.start
    if item.increment > 0:
        return 1 if item.min_value is None else item.min_value
    return -1 if item.max_value is None else item.max_value


def own_sequence(sql: PostgresWriter, item: DatabaseSequence) -> Statement:
    """OWNED BY, once its column is there."""
    assert item.owned_by is not None
    table, column = item.owned_by
    owner = f"{sql.table(Name(item.schema, table))}.{sql.ident(column)}"
    text = f"ALTER SEQUENCE {sql.named(item.schema, item.name)} OWNED BY {owner}"
    return say(text, f'set owner of sequence "{item.name}"', item.name, table)
