"""CREATE TRIGGER of PostgreSQL written the way `pg_get_triggerdef` writes it."""

from __future__ import annotations

from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.routines import find_routine
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Name

_EVENTS = ("INSERT", "DELETE", "UPDATE", "TRUNCATE")
"""In the order in which the server lists them."""


def take_postgres_trigger(
    reader: Reader, state: LoadState, name: str, constraint: bool
) -> tuple[Name, str]:
    """Take what follows the name; the table, and the statement as the server prints it."""
    timing = reader.next().upper()
    if timing == "INSTEAD":
        reader.expect("OF")
        timing = "INSTEAD OF"
    events = _events(reader, state)
    reader.expect("ON")
    table = state.referred(reader.parts())
    words = ["CREATE CONSTRAINT TRIGGER" if constraint else "CREATE TRIGGER", state.shown((name,))]
    words += [timing, events, "ON", _shown(state, table)]
    if reader.accept("FROM"):
        words += ["FROM", _shown(state, state.referred(reader.parts()))]
    deferral = _deferral(reader)
    if constraint:
        words.append(deferral)
    words += _transition_tables(reader)
    words.append(_each(reader))
    if reader.accept("WHEN"):
        words.append(f"WHEN ({state.facts.normal_expression(reader.parenthesised())})")
    reader.expect("EXECUTE")
    reader.accept_any("PROCEDURE", "FUNCTION")
    parts = reader.parts()
    found = find_routine(state, parts, "")
    routine = _shown(state, Name(found.schema, found.name)) if found else state.shown(parts)
    arguments = _arguments(reader, state)
    words.append(f"EXECUTE FUNCTION {routine}({', '.join(arguments)})")
    return table, " ".join(words)


def _shown(state: LoadState, name: Name) -> str:
    return state.shown((name.schema, name.name) if name.schema else (name.name,))


def _events(reader: Reader, state: LoadState) -> str:
    said: dict[str, str] = {}
    while True:
        event = reader.next().upper()
        said[event] = event
        if event == "UPDATE" and reader.accept("OF"):
            columns = [state.shown((reader.name(),))]
            while reader.accept(","):
                columns.append(state.shown((reader.name(),)))
            said[event] = f"UPDATE OF {', '.join(columns)}"
        if not reader.accept("OR"):
            return " OR ".join(said[event] for event in _EVENTS if event in said)


def _deferral(reader: Reader) -> str:
    """Take `[NOT] DEFERRABLE [INITIALLY …]`, all of it in the words of the server."""
    deferrable = "NOT DEFERRABLE"
    initially = "INITIALLY IMMEDIATE"
    while True:
        if reader.accept("NOT", "DEFERRABLE"):
            deferrable = "NOT DEFERRABLE"
        elif reader.accept("DEFERRABLE"):
            deferrable = "DEFERRABLE"
        elif reader.accept("INITIALLY"):
            initially = f"INITIALLY {reader.next().upper()}"
            deferrable = "DEFERRABLE" if initially.endswith("DEFERRED") else deferrable
        else:
            return f"{deferrable} {initially}"


def _transition_tables(reader: Reader) -> list[str]:
    if not reader.accept("REFERENCING"):
        return []
    words = ["REFERENCING"]
    while age := reader.accept_any("OLD", "NEW"):
        row = reader.accept_any("TABLE", "ROW")
        reader.accept("AS")
        words.append(f"{age} {row} AS {reader.name()}")
    return words


def _each(reader: Reader) -> str:
    if reader.accept("FOR"):
        reader.accept("EACH")
        return f"FOR EACH {reader.next().upper()}"
    return "FOR EACH STATEMENT"


def _arguments(reader: Reader, state: LoadState) -> list[str]:
    """Whatever is written as an argument, the server stores a string."""
    found: list[str] = []
    reader.expect("(")
    while not reader.accept(")"):
        found.append(state.facts.string(reader.value()))
        if not reader.peek(")"):
            reader.expect(",")
    return found
