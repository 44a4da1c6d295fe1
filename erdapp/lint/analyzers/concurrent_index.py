"""PG101 to PG105: indexes and keys of tables in use, built or dropped with others locked out."""

from __future__ import annotations

from collections.abc import Iterator

from erdapp.diff.changes import (
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    Aspect,
    DropIndex,
    ModifyColumn,
    ModifyTable,
    TableChange,
)
from erdapp.lint.analyzers.base import POSTGRES, Analyzer
from erdapp.lint.context import Look, StatementChanges
from erdapp.lint.edits import instead, with_header
from erdapp.lint.policy import Policy
from erdapp.lint.report import Diagnostic, SuggestedFix
from erdapp.lint.spans import ResourceSpan
from erdapp.lint.sql_words import has
from erdapp.schema import Dialect, IndexPart, PrimaryKey, Table, Unique

_WRITES = "non-concurrently causes write locks on the"
_LOCK = "acquires an ACCESS EXCLUSIVE lock, blocking both reads and writes during the operation"


def check(look: Look, policy: Policy) -> Iterator[Diagnostic]:
    rule = policy.concurrent_index
    if rule.check_txmode:
        yield from _transaction(look)
    for change, part in look.statement.table_changes():
        table = change.after
        if look.spans.is_new(table.full_name):
            continue
        match part:
            case AddIndex(index) if rule.check_create:
                yield from _created(look, table, index.name)
            case DropIndex(index) if rule.check_drop:
                yield from _dropped(look, table, index.name)
            case AddPrimaryKey(key):
                yield from _key(look, change, "PG104", "PRIMARY KEY", key)
            case AddUnique(unique):
                yield from _key(look, change, "PG105", "UNIQUE", unique)
            case _:
                pass


def _created(look: Look, table: Table, name: str) -> Iterator[Diagnostic]:
    reader = look.reader()
    if reader.uppers[0] != "CREATE" or "INDEX" not in reader.uppers[:3]:
        return
    if has(reader, "INDEX", "CONCURRENTLY") or has(reader, "ON", "ONLY"):
        return
    text = f'Creating index "{name}" {_WRITES} "{table.name}" table'
    yield look.found("PG101", text, table, fixes=_concurrently(look, table, "Create"))


def _dropped(look: Look, table: Table, name: str) -> Iterator[Diagnostic]:
    reader = look.reader()
    if not reader.peek("DROP", "INDEX") or has(reader, "INDEX", "CONCURRENTLY"):
        return
    if ResourceSpan.ADDED in look.spans.index(table.full_name, name):
        return
    text = f'Dropping index "{name}" {_WRITES} "{table.name}" table'
    yield look.found("PG102", text, table, fixes=_concurrently(look, table, "Drop"))


def _concurrently(look: Look, table: Table, verb: str) -> list[SuggestedFix]:
    """PostgreSQL can't do it for the index of a partitioned table as a whole, nor drop several."""
    if table.partition is not None:
        told = f"{verb} the index of each partition concurrently first, then that of the table"
        return [SuggestedFix(message=told)]
    told = f"{verb} the index CONCURRENTLY, in a file that runs outside a transaction"
    reader = look.reader()
    place = reader.uppers.index("INDEX")
    cut = reader.starts[place] + len("INDEX")
    sql = f"{reader.source[:cut]} CONCURRENTLY{reader.source[cut:]}"
    if verb == "Drop" and "," in reader.words:
        return [SuggestedFix(message=told)]
    if verb == "Drop" and reader.uppers[-2] in ("CASCADE", "RESTRICT"):
        sql = sql[: -len(reader.words[-2])].rstrip()
    return [instead(look, told, sql, outside_transactions=True)]


def _transaction(look: Look) -> Iterator[Diagnostic]:
    """Told once for a file, at its first such statement."""
    if not is_concurrent(look.statement) or look.file.outside_transactions:
        return
    if any(is_concurrent(one) for one in look.earlier):
        return
    add = "the `atlas:txmode none` directive to the header"
    text = (
        "Indexes cannot be created or deleted concurrently within a transaction. "
        f"Add {add} to prevent this file from running in a transaction"
    )
    yield look.found("PG103", text, fixes=[with_header(look, f"Add {add}")])


def is_concurrent(statement: StatementChanges) -> bool:
    """Whether it is one that PostgreSQL refuses inside a transaction."""
    reader = statement.reader(Dialect.POSTGRES)
    return reader.uppers[0] in ("CREATE", "DROP", "REINDEX") and has(
        reader, "INDEX", "CONCURRENTLY"
    )


def _key(
    look: Look, change: ModifyTable, code: str, words: str, key: PrimaryKey | Unique
) -> Iterator[Diagnostic]:
    table = change.after
    if has(look.reader(), "USING", "INDEX"):
        return
    told = f"Create a unique index CONCURRENTLY, then add the {words} constraint USING INDEX"
    fix = SuggestedFix(message=told)
    plain = all(part.column and not part.desc for part in key.parts)
    if _is_all(change.changes) and plain and table.partition is None and key.name:
        fix = instead(
            look, told, _index(look, table, key), follow=_using(look, table, words, key),
            outside_transactions=True,
        )  # fmt: skip
    text = f'Adding a {words} constraint on table "{table.name}" {_LOCK}'
    yield look.found(code, text, table, key.parts[0].column, fixes=[fix])


def _is_all(parts: tuple[TableChange, ...]) -> bool:
    """Whether the statement does nothing but add the key."""
    others = [part for part in parts if not isinstance(part, AddPrimaryKey | AddUnique)]
    return len(parts) - len(others) == 1 and all(
        isinstance(part, ModifyColumn) and part.aspects == (Aspect.NULL,) for part in others
    )


def _index(look: Look, table: Table, key: PrimaryKey | Unique) -> str:
    columns = ", ".join(_part(look, part) for part in key.parts)
    name, on = look.name(key.name), look.quoted(table.full_name)
    include = f" INCLUDE ({', '.join(map(look.name, key.include))})" if key.include else ""
    nulls = isinstance(key, Unique) and not key.nulls_distinct
    words = " NULLS NOT DISTINCT" if nulls else ""
    return f"CREATE UNIQUE INDEX CONCURRENTLY {name} ON {on} ({columns}){include}{words}"


def _part(look: Look, part: IndexPart) -> str:
    return look.name(part.column)


def _using(look: Look, table: Table, words: str, key: PrimaryKey | Unique) -> str:
    deferrable = f" {_DEFERRABLE[key.deferrable]}" if key.deferrable else ""
    name = look.name(key.name)
    adding = f"ADD CONSTRAINT {name} {words} USING INDEX {name}{deferrable}"
    return f"ALTER TABLE {look.quoted(table.full_name)} {adding};"


_DEFERRABLE = {"deferrable": "DEFERRABLE", "initially deferred": "DEFERRABLE INITIALLY DEFERRED"}

ANALYZER = Analyzer(
    name="concurrent_index",
    heading="concurrent index violations detected",
    codes=("PG101", "PG102", "PG103", "PG104", "PG105"),
    check=check,
    dialects=POSTGRES,
)
