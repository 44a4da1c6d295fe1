"""Row security policies of PostgreSQL, security policies of SQL Server."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.heads import take_create
from erdapp.loaders.sql.moves import move
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Key, Kind, Name, Policy

_EVERYBODY = ("public",)


def create_policy(reader: Reader, state: LoadState) -> None:
    """`CREATE POLICY name ON table …`."""
    take_create(reader)
    reader.expect("POLICY")
    name = reader.name()
    reader.expect("ON")
    table = state.referred(reader.parts())
    clauses: dict[str, str] = {}
    _take_clauses(reader, state, clauses)
    state.builder.put(
        Policy(
            name=name,
            definition=_text(state, name, table, clauses),
            table=table.name,
            schema=table.schema,
        )
    )


def _take_clauses(reader: Reader, state: LoadState, clauses: dict[str, str]) -> None:
    """Take the clauses behind the table; what is the default is left out."""
    while not reader.at_end:
        if reader.accept("AS"):
            clauses["as"] = "RESTRICTIVE" if reader.next().upper() == "RESTRICTIVE" else ""
        elif reader.accept("FOR"):
            command = reader.next().upper()
            clauses["for"] = "" if command == "ALL" else command
        elif reader.accept("TO"):
            clauses["to"] = _roles(reader, state)
        elif reader.accept("USING"):
            clauses["using"] = state.facts.normal_expression(reader.parenthesised())
        else:
            reader.expect("WITH", "CHECK")
            clauses["check"] = state.facts.normal_expression(reader.parenthesised())


def _roles(reader: Reader, state: LoadState) -> str:
    roles = [reader.name()]
    while reader.accept(","):
        roles.append(reader.name())
    if tuple(roles) == _EVERYBODY:
        return ""
    return ", ".join(state.shown((role,)) for role in sorted(roles))


def _text(state: LoadState, name: str, table: Name, clauses: dict[str, str]) -> str:
    words = [f"CREATE POLICY {state.facts.quote(name)} ON {state.facts.qualify(table)}"]
    for clause, wording in (
        ("as", "AS {}"),
        ("for", "FOR {}"),
        ("to", "TO {}"),
        ("using", "USING ({})"),
        ("check", "WITH CHECK ({})"),
    ):
        if said := clauses.get(clause):
            words.append(wording.format(said))
    return state.facts.normal_definition(" ".join(words))


def alter_policy(reader: Reader, state: LoadState) -> None:
    """`ALTER POLICY`: another name, or other clauses."""
    reader.expect("ALTER", "POLICY")
    name = reader.name()
    reader.expect("ON")
    table = state.referred(reader.parts())
    found = state.builder.get(Key(Kind.POLICY, table.schema, name, table.name))
    if not isinstance(found, Policy):
        state.warn(f"there is no policy {name} on {table} here")
    elif reader.accept("RENAME", "TO"):
        move(state, found, Name(found.schema, reader.name()))
    else:
        before = state.reader(found.definition, state.line)
        before.expect("CREATE", "POLICY")
        before.name()
        before.expect("ON")
        before.parts()
        clauses: dict[str, str] = {}
        _take_clauses(before, state, clauses)
        _take_clauses(reader, state, clauses)
        state.builder.put(replace(found, definition=_text(state, name, table, clauses)))


def drop_policy(reader: Reader, state: LoadState) -> None:
    """`DROP POLICY [IF EXISTS] name ON table`."""
    reader.expect("DROP", "POLICY")
    calm = reader.if_exists() or state.guarded
    name = reader.name()
    reader.expect("ON")
    table = state.referred(reader.parts())
    if not state.builder.drop(Key(Kind.POLICY, table.schema, name, table.name)) and not calm:
        state.warn(f"there is no policy {name} on {table} to drop")


def create_security_policy(reader: Reader, state: LoadState) -> None:
    """SQL Server: `CREATE SECURITY POLICY`, kept as its text."""
    take_create(reader)
    reader.expect("SECURITY", "POLICY")
    name = state.created(reader.parts())
    definition = state.facts.normal_definition(reader.source)
    state.builder.put(Policy(name=name.name, definition=definition, schema=name.schema))


def alter_security_policy(reader: Reader, state: LoadState) -> None:
    """SQL Server: the change is kept behind the definition."""
    reader.expect("ALTER", "SECURITY", "POLICY")
    found = state.builder.get(Key(Kind.POLICY, *state.created(reader.parts())))
    if isinstance(found, Policy):
        text = f"{found.definition};\n{state.facts.normal_definition(reader.source)}"
        state.builder.put(replace(found, definition=text))
    else:
        state.warn("there is no such security policy here")


def drop_security_policy(reader: Reader, state: LoadState) -> None:
    """SQL Server: `DROP SECURITY POLICY [IF EXISTS] name`."""
    reader.expect("DROP", "SECURITY", "POLICY")
    calm = reader.if_exists() or state.guarded
    name = state.created(reader.parts())
    if not state.builder.drop(Key(Kind.POLICY, *name)) and not calm:
        state.warn(f"there is no security policy {name} to drop")
