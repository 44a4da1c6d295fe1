"""Between expand and contract: triggers that keep two columns in step, whichever is written.

SQL Server has no trigger here: its AFTER triggers see sets of rows and cannot tell which of two
columns a program wrote, so programs have to write both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from erdapp.dialects.base import Facts
from erdapp.planner.expand import Move
from erdapp.planner.plan import Statement
from erdapp.planner.postgres_casts import using
from erdapp.planner.writer import Writer, say
from erdapp.schema import DataType, Dialect, Name, Table


def create(facts: Facts, table: Table, moves: Sequence[Move]) -> list[Statement]:
    """The triggers for one table; none where the dialect or the table can have none."""
    if facts.dialect is Dialect.SQLITE and "without_rowid" in dict(table.options):
        return []
    maker = _CREATE.get(facts.dialect)
    return maker(Writer(facts), table, moves) if maker else []


def drop(facts: Facts, table: Table, moves: Sequence[Move]) -> list[Statement]:
    """What takes the triggers of `create` away again."""
    if not create(facts, table, moves):
        return []
    sql, comment = Writer(facts), f'no longer keep columns of "{table.name}" in step'
    names = _names(table)
    owner = sql.table(table)
    match facts.dialect:
        case Dialect.POSTGRES:
            function = sql.named(table.schema, names[0])
            texts = [
                f"DROP TRIGGER {sql.ident(names[0])} ON {owner}",
                f"DROP FUNCTION {function}()",
            ]
        case Dialect.SQLITE:
            texts = [f"DROP TRIGGER {sql.ident(name)}" for name in _sqlite_names(table, moves)]
        case _:
            texts = [f"DROP TRIGGER {sql.named(table.schema, name)}" for name in names]
    return [say(text, comment, table.name) for text in texts]


def fill(facts: Facts, table: Table, moves: Sequence[Move], *, back: bool = False) -> Statement:
    """The values that are there already, copied to the other column."""
    sql = Writer(facts)
    given = ", ".join(
        f"{sql.ident(target)} = {value}"
        for target, value in (_assignment(sql, move, back=back) for move in moves)
    )
    return say(
        f"UPDATE {sql.table(table)} SET {given}",
        f'copy values of "{table.name}" to {"the old" if back else "the new"} columns',
        table.name,
        warning=_risk(moves, back=back),
    )


def _risk(moves: Sequence[Move], *, back: bool) -> str:
    changed = [move for move in moves if move.old.type != move.new.type]
    names = ", ".join(f'"{move.old.name if back else move.final}"' for move in changed)
    return f"fails if a value does not fit the other type: {names}" if changed else ""


def _assignment(sql: Writer, move: Move, *, back: bool) -> tuple[str, str]:
    source, target = (move.new, move.old) if back else (move.old, move.new)
    return target.name, _cast(sql, sql.ident(source.name), source.type, target.type)


def _cast(sql: Writer, value: str, before: DataType, after: DataType) -> str:
    """PostgreSQL alone doesn't convert everything by itself when it is assigned."""
    if sql.facts.dialect is not Dialect.POSTGRES or before == after:
        return value
    return using(value, before, after, sql.facts.type_sql(after)) or value


def _names(table: Table) -> tuple[str, str]:
    return f"{table.name}_in_step_insert", f"{table.name}_in_step_update"


def _comment(table: Table) -> str:
    return f'keep old and new columns of "{table.name}" in step'


# --- one dialect each ---------------------------------------------------------------------------


def _postgres(sql: Writer, table: Table, moves: Sequence[Move]) -> list[Statement]:
    lines = ["BEGIN"]
    for move in moves:
        old, new = f"NEW.{sql.ident(move.old.name)}", f"NEW.{sql.ident(move.new.name)}"
        was = f"OLD.{sql.ident(move.new.name)}"
        to_old = f"{old} := {_cast(sql, new, move.new.type, move.old.type)};"
        to_new = f"{new} := {_cast(sql, old, move.old.type, move.new.type)};"
        lines += [
            f"  IF TG_OP = 'INSERT' AND {new} IS NOT NULL THEN {to_old}",
            f"  ELSIF TG_OP = 'UPDATE' AND {new}::text IS DISTINCT FROM {was}::text THEN {to_old}",
            f"  ELSE {to_new}",
            "  END IF;",
        ]
    body = "\n".join([*lines, "  RETURN NEW;", "END"])
    name = _names(table)[0]
    function = sql.named(table.schema, name)
    head = f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
    return [
        say(
            head + _dollar_quoted(body),
            _comment(table),
            table.name,
        ),
        say(
            f"CREATE TRIGGER {sql.ident(name)} BEFORE INSERT OR UPDATE ON {sql.table(table)} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()",
            _comment(table),
            table.name,
        ),
    ]


def _dollar_quoted(body: str) -> str:
    """In dollar quotes that nothing in the body ends, a column's name included."""
    tag = "$in_step$"
    while tag in body:
        tag = f"{tag[:-1]}_$"
    return f"{tag}\n{body}\n{tag}"


def _mysql(sql: Writer, table: Table, moves: Sequence[Move]) -> list[Statement]:
    inserted, updated = [], []
    for move in moves:
        old, new = f"NEW.{sql.ident(move.old.name)}", f"NEW.{sql.ident(move.new.name)}"
        was = f"OLD.{sql.ident(move.new.name)}"
        inserted += [f"{old} = IF({new} IS NULL, {old}, {new})", f"{new} = {old}"]
        updated += [f"{old} = IF({new} <=> {was}, {old}, {new})", f"{new} = {old}"]
    return [
        say(
            f"CREATE TRIGGER {sql.named(table.schema, name)} BEFORE {event} ON {sql.table(table)} "
            f"FOR EACH ROW SET {', '.join(assignments)}",
            _comment(table),
            table.name,
        )
        for name, event, assignments in zip(
            _names(table), ("INSERT", "UPDATE"), (inserted, updated), strict=True
        )
    ]


def _sqlite_names(table: Table, moves: Sequence[Move]) -> list[str]:
    updates = [f"{table.name}_in_step_{c.name}" for m in moves for c in (m.old, m.new)]
    return [_names(table)[0], *updates]


def _sqlite(sql: Writer, table: Table, moves: Sequence[Move]) -> list[Statement]:
    """After the fact: SQLite's triggers cannot change the row on its way in."""
    owner, names = sql.table(table), _sqlite_names(table, moves)
    both = []
    for move in moves:
        old, new = sql.ident(move.old.name), sql.ident(move.new.name)
        both += [f"{old} = coalesce({new}, {old})", f"{new} = coalesce({new}, {old})"]
    events = [("INSERT", ", ".join(both))]
    for move in moves:
        for source, target in ((move.old, move.new), (move.new, move.old)):
            names_of = sql.ident(source.name), sql.ident(target.name)
            events.append((f"UPDATE OF {names_of[0]}", f"{names_of[1]} = {names_of[0]}"))
    return [
        say(
            f"CREATE TRIGGER {sql.ident(name)} AFTER {event} ON {owner} BEGIN "
            f"UPDATE {owner} SET {given} WHERE rowid = NEW.rowid; END",
            _comment(table),
            table.name,
        )
        for name, (event, given) in zip(names, events, strict=True)
    ]


_CREATE: dict[Dialect, Callable[[Writer, Table, Sequence[Move]], list[Statement]]] = {
    Dialect.POSTGRES: _postgres,
    Dialect.MYSQL: _mysql,
    Dialect.MARIADB: _mysql,
    Dialect.SQLITE: _sqlite,
}


def view(facts: Facts, table: Table, name: Name) -> Statement:
    """A renamed table under its new name too; SQLite's views can be read only."""
    sql = Writer(facts)
    columns = ", ".join(sql.ident(column.name) for column in table.columns)
    lite = facts.dialect is Dialect.SQLITE
    return say(
        f"CREATE VIEW {sql.table(name)} AS SELECT {columns} FROM {sql.table(table)}",
        f'show "{table.name}" under its new name "{name.name}"',
        name.name,
        warning=f'"{name.name}" can only be read until the second step' if lite else "",
    )


def drop_view(facts: Facts, name: Name) -> Statement:
    text = f"DROP VIEW {Writer(facts).table(name)}"
    return say(text, f'make room for the table "{name.name}"', name.name)
