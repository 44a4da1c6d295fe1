"""Triggers: CREATE, ALTER, DROP, ENABLE and DISABLE in all dialects."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.dropping import drop_each
from erdapp.loaders.sql.heads import take_create
from erdapp.loaders.sql.moves import move
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.loaders.sql.trigger_text import take_postgres_trigger
from erdapp.schema import Definition, Dialect, Key, Kind, Name, Trigger

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)


def create_trigger(reader: Reader, state: LoadState) -> None:
    """`CREATE TRIGGER`; those of SQL Server on a database are kept as definitions."""
    said = take_create(reader)
    reader.expect("TRIGGER")
    calm = reader.if_not_exists() or state.guarded
    parts = reader.parts()
    name = parts[-1]
    if said.keys() & {"TEMP", "TEMPORARY"}:
        state.note(f"temporary trigger {name} was left out")
        return
    if state.dialect is Dialect.POSTGRES:
        table, text = take_postgres_trigger(reader, state, name, "CONSTRAINT" in said)
    elif state.dialect in _MYSQL:
        table, text = _mysql_text(reader, state, name)
    else:
        if _to_table(reader):
            _put_ddl_trigger(reader, state, name)
            return
        table = state.referred(reader.parts())
        text = _as_create(reader.source)
    if calm and find_trigger(state, name, table):
        return
    before = find_trigger(state, name, table)
    state.builder.put(
        Trigger(
            name=name,
            table=_table_name(state, table),
            definition=state.facts.normal_definition(text),
            schema=table.schema,
            comment=before.comment if before else "",
        )
    )


def _table_name(state: LoadState, name: Name) -> str:
    """The table's own spelling, where the trigger's differs in case."""
    table = state.builder.table(name)
    return table.name if table else name.name


def _to_table(reader: Reader) -> bool:
    """Move on to the table after ON; true when it is the database or the server instead."""
    reader.skip_to("ON")
    reader.expect("ON")
    return reader.peek("DATABASE") or reader.peek("ALL", "SERVER")


def _put_ddl_trigger(reader: Reader, state: LoadState, name: str) -> None:
    text = state.facts.normal_definition(_as_create(reader.source))
    state.builder.put(Definition(kind="ddl trigger", name=name, definition=text))


def _as_create(source: str) -> str:
    return "CREATE" + source[5:] if source[:5].upper() == "ALTER" else source


def _mysql_text(reader: Reader, state: LoadState, name: str) -> tuple[Name, str]:
    timing, event = reader.next().upper(), reader.next().upper()
    while reader.accept("OR"):
        event += f" OR {reader.next().upper()}"
    reader.expect("ON")
    table = state.referred(reader.parts())
    reader.expect("FOR", "EACH", "ROW")
    if reader.accept_any("FOLLOWS", "PRECEDES"):
        reader.name()
    quote = state.facts.quote
    own, on = quote(name), quote(_table_name(state, table))
    text = f"CREATE TRIGGER {own} {timing} {event} ON {on} FOR EACH ROW {reader.rest()}"
    return table, text


def find_trigger(state: LoadState, name: str, table: Name | None = None) -> Trigger | None:
    """The trigger of that name: of the table, or the only one."""
    if table is not None:
        found = state.builder.get(Key(Kind.TRIGGER, table.schema, name, table.name))
        return found if isinstance(found, Trigger) else None
    fold = state.facts.fold
    named = [item for item in state.builder.of(Trigger) if fold(item.name) == fold(name)]
    return named[0] if named else None


def alter_trigger(reader: Reader, state: LoadState) -> None:
    """`ALTER TRIGGER`: another name (PostgreSQL), a new body (SQL Server)."""
    if state.dialect is Dialect.MSSQL:
        reader.read_as("CREATE")
        create_trigger(reader, state)
        return
    reader.expect("ALTER", "TRIGGER")
    name = reader.name()
    reader.expect("ON")
    found = find_trigger(state, name, state.referred(reader.parts()))
    if found is None:
        state.warn(f"there is no trigger {name} here")
    elif reader.accept("RENAME", "TO"):
        move(state, found, Name(found.schema, reader.name()))


def set_trigger_state(state: LoadState, name: str, table: Name, enabled: str) -> None:
    """Enable or disable a trigger: `enabled` is empty, `disabled`, `replica` or `always`; the name
    `ALL` or `USER` means every one of the table."""
    options = (("enabled", enabled),) if enabled else ()
    for trigger in state.builder.of(Trigger):
        of_table = Name(trigger.schema, trigger.table) == table
        if of_table and (name.upper() in ("ALL", "USER") or trigger.name == name):
            state.builder.put(replace(trigger, options=options))


def switch_table_triggers(reader: Reader, state: LoadState, table: Name, *, enabled: bool) -> None:
    """What follows `ALTER TABLE t ENABLE | DISABLE`: `[REPLICA | ALWAYS] TRIGGER a, b`; rules, keys
    and change tracking are passed over."""
    word = reader.accept_any("REPLICA", "ALWAYS")
    if not reader.accept("TRIGGER"):
        reader.rest()
        return
    switched = word.lower() if enabled else "disabled"
    while True:
        set_trigger_state(state, reader.name(), table, switched)
        if not (reader.peek(",") and reader.ahead(2) in (",", "")):
            return
        reader.next()


def switch_trigger(reader: Reader, state: LoadState) -> None:
    """SQL Server: `ENABLE | DISABLE TRIGGER name ON table`."""
    enabled = "" if reader.next().upper() == "ENABLE" else "disabled"
    reader.expect("TRIGGER")
    names = [reader.parts()[-1]]
    while reader.accept(","):
        names.append(reader.parts()[-1])
    reader.expect("ON")
    if reader.peek("DATABASE") or reader.peek("ALL", "SERVER"):
        return
    table = state.referred(reader.parts())
    for name in names:
        set_trigger_state(state, name, table, enabled)


def drop_trigger(reader: Reader, state: LoadState) -> None:
    """`DROP TRIGGER [IF EXISTS] name [ON table]`."""
    reader.expect("DROP", "TRIGGER")

    def drop_one() -> str:
        name = reader.parts()[-1]
        table = None
        if reader.accept("ON") and not (reader.peek("DATABASE") or reader.peek("ALL", "SERVER")):
            table = state.referred(reader.parts())
        found = find_trigger(state, name, table)
        key = found.key if found else Key(Kind.DEFINITION, "", name, "ddl trigger")
        return "" if state.builder.drop(key) else f"trigger {name}"

    drop_each(reader, state, drop_one)
