"""PostgreSQL: a new table with all that belongs to it, its partitions, and its attributes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from erdapp.diff.changes import ModifyAttr
from erdapp.planner.plan import Statement
from erdapp.planner.postgres_clauses import PostgresWriter, storage_options, with_options
from erdapp.planner.postgres_columns import option_clauses
from erdapp.planner.postgres_objects import (
    column_comment,
    comment_on,
    constraint_comment,
    index_comment,
)
from erdapp.planner.writer import say
from erdapp.schema import Index, Name, PartitionChild, Table


def create_table(
    sql: PostgresWriter,
    table: Table,
    serials: Collection[str],
    computed_above: Collection[str] = (),
) -> Iterator[Statement]:
    """CREATE TABLE, partitions, indexes, what a CREATE TABLE cannot say, comments.

    `computed_above` are generated columns of the table's parents.
    """
    text = sql.create_table(table, serials, computed_above)
    yield say(text, f'create "{table.name}" table', table.name)
    for child in table.partition.children if table.partition else ():
        yield from create_partition(sql, table.full_name, child)
    for index in table.indexes:
        yield create_index(sql, table, index)
    head = f"ALTER TABLE {sql.table(table)}"
    comment = f'modify "{table.name}" table'
    for check in table.checks:
        if not check.validated:
            yield say(f"{head} ADD {sql.check(check)}", comment, table.name)
    for column in table.columns:
        clauses = [
            f"ALTER COLUMN {sql.ident(column.name)} {clause}"
            for clause in option_clauses(None, column)
        ]
        if clauses:
            yield say(sql.clauses(head, clauses), comment, table.name)
    if table.row_security:
        yield from row_security(sql, table, "")
    identity = dict(table.options).get("replica_identity")
    if identity:
        yield say(f"{head} REPLICA IDENTITY {_replica(identity)}", comment, table.name)
    yield from _comments(sql, table)


def create_index(sql: PostgresWriter, table: Table, index: Index) -> Statement:
    comment = f'create index "{index.name}" to table: "{table.name}"'
    return say(sql.index(table.full_name, index), comment, table.name)


def create_partition(
    sql: PostgresWriter, parent: Name, child: PartitionChild
) -> Iterator[Statement]:
    """One partition, its own partitions and what it has beside its parent."""
    name = Name(child.schema, child.name)
    text = f"CREATE TABLE {sql.table(name)} PARTITION OF {sql.table(parent)} {child.bound}"
    if child.partition:
        text += f" PARTITION BY {child.partition.strategy.upper()} ({child.partition.key})"
    text += with_options(storage_options(child.options))
    yield say(text, f'create "{child.name}" partition of "{parent.name}"', child.name)
    for inner in child.partition.children if child.partition else ():
        yield from create_partition(sql, name, inner)
    table = partition_table(child)
    head = f"ALTER TABLE {sql.table(name)} ADD"
    comment = f'modify "{child.name}" table'
    if child.primary_key:
        yield say(f"{head} {sql.primary_key(table, child.primary_key)}", comment, child.name)
    parts = [*map(sql.unique, child.uniques), *map(sql.check, child.checks)]
    for part in [*parts, *map(sql.key, child.foreign_keys)]:
        yield say(f"{head} {part}", comment, child.name)
    for index in child.indexes:
        yield create_index(sql, table, index)


def partition_table(child: PartitionChild) -> Table:
    """A partition as a table of its own, without the columns it has from its parent."""
    return Table(
        name=child.name,
        schema=child.schema,
        primary_key=child.primary_key,
        uniques=child.uniques,
        foreign_keys=child.foreign_keys,
        checks=child.checks,
        indexes=child.indexes,
        options=child.options,
    )


def _comments(sql: PostgresWriter, table: Table) -> Iterator[Statement]:
    name = table.full_name
    if table.comment:
        yield comment_on(sql, table)
    for column in table.columns:
        if column.comment:
            yield column_comment(sql, name, column.name, column.comment)
    for index in table.indexes:
        if index.comment:
            yield index_comment(sql, name, index.name, index.comment)
    key = (table.primary_key,) if table.primary_key else ()
    for part in (*key, *table.uniques, *table.foreign_keys, *table.checks, *table.exclusions):
        if part.comment and part.name:
            yield constraint_comment(sql, name, part.name, part.comment)


# --- attributes ---------------------------------------------------------------------------------


def attribute(
    sql: PostgresWriter, before: Table, after: Table, change: ModifyAttr
) -> Iterator[Statement]:
    """The statements for one changed attribute of a table."""
    head = f"ALTER TABLE {sql.table(after)}"
    note = f'modify "{after.name}" table'
    match change.name:
        case "comment":
            yield comment_on(sql, after)
        case "row_security":
            yield from row_security(sql, after, change.before)
        case "inherits":
            for parent in after.inherits:
                if parent not in before.inherits:
                    yield say(f"{head} INHERIT {sql.parent(parent)}", note, after.name)
        case "partition":
            yield from _partitions(sql, before, after)
        case name:
            yield say(f"{head} {_option(sql, name, change.after)}", note, after.name)


def _option(sql: PostgresWriter, name: str, value: str) -> str:
    """The ALTER TABLE clause for an option; an empty value takes it back."""
    match name:
        case "unlogged":
            return f"SET {'UNLOGGED' if value else 'LOGGED'}"
        case "using":
            return f"SET ACCESS METHOD {sql.ident(value or 'heap')}"
        case "tablespace":
            return f"SET TABLESPACE {sql.ident(value or 'pg_default')}"
        case "replica_identity":
            return f"REPLICA IDENTITY {_replica(value or 'default')}"
        case "of":
            return f"OF {value}" if value else "NOT OF"
        case _:
            given = with_options(((name, value),)).removeprefix(" WITH ")
            return f"SET {given}" if value else f"RESET ({name})"


def _replica(identity: str) -> str:
    """`full`, `nothing`, `default`, or `using index "x"` with its name as it is."""
    words = identity.split('"', 1)
    return words[0].upper() + (f'"{words[1]}' if len(words) > 1 else "")


def row_security(sql: PostgresWriter, table: Table, before: str) -> Iterator[Statement]:
    """From `before` (empty, enabled, forced) to what the table has."""
    head = f"ALTER TABLE {sql.table(table)}"
    note = f'modify "{table.name}" table'
    after = table.row_security
    if bool(before) != bool(after):
        word = "ENABLE" if after else "DISABLE"
        yield say(f"{head} {word} ROW LEVEL SECURITY", note, table.name)
    if (before == "forced") != (after == "forced"):
        word = "FORCE" if after == "forced" else "NO FORCE"
        yield say(f"{head} {word} ROW LEVEL SECURITY", note, table.name)


def dropped_partitions(sql: PostgresWriter, before: Table, after: Table) -> Iterator[Statement]:
    """Partitions that the table no longer has: a new index of it may take the name of one."""
    children = after.partition.children if after.partition else ()
    stay = {(child.schema, child.name) for child in children}
    for child in before.partition.children if before.partition else ():
        if (child.schema, child.name) not in stay:
            warning = f'drops the partition "{child.name}" and its rows'
            comment = f'drop "{child.name}" partition of "{after.name}"'
            text = f"DROP TABLE {sql.table(Name(child.schema, child.name))}"
            yield say(text, comment, child.name, warning=warning)


def _partitions(sql: PostgresWriter, before: Table, after: Table) -> Iterator[Statement]:
    """Partitions moved to other bounds, and added, under an unchanged key."""
    old = {(c.schema, c.name): c for c in (before.partition.children if before.partition else ())}
    new = {(c.schema, c.name): c for c in (after.partition.children if after.partition else ())}
    head = f"ALTER TABLE {sql.table(after)}"
    note = f'modify "{after.name}" table'
    for key, child in old.items():
        wanted = new.get(key)
        if wanted is not None and wanted.bound != child.bound:
            yield say(f"{head} DETACH PARTITION {sql.table(Name(*key))}", note, child.name)
    for key, child in new.items():
        known = old.get(key)
        if known is None:
            yield from create_partition(sql, after.full_name, child)
        elif known.bound != child.bound:
            text = f"{head} ATTACH PARTITION {sql.table(Name(*key))} {child.bound}"
            warning = f'fails if a row of "{child.name}" lies outside its new bounds'
            yield say(text, note, child.name, warning=warning)
