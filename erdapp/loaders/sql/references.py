"""`REFERENCES …` and what may follow any constraint: actions, deferral, validity."""

from __future__ import annotations

from typing import NamedTuple

from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, ForeignKey, Name

_ATTRIBUTES = frozenset({"DEFERRABLE", "INITIALLY", "NOT", "NO", "ENFORCED"})


class Attributes(NamedTuple):
    """What follows a constraint in any dialect."""

    deferrable: str = ""
    validated: bool = True
    enforced: bool = True
    no_inherit: bool = False


def take_references(
    reader: Reader, state: LoadState, owner: Name, columns: tuple[str, ...], name: str
) -> ForeignKey:
    """Take what follows `REFERENCES`: table, columns, MATCH, actions, deferral."""
    parts = reader.parts()
    target = owner if len(parts) == 1 and parts[0] == owner.name else state.referred(parts)
    ref_columns = reader.names() if reader.peek("(") else ()
    actions = {"DELETE": "", "UPDATE": ""}
    match = ""
    while reader.word in ("MATCH", "ON", "NOT"):
        if reader.accept("MATCH"):
            match = reader.next().lower()
        elif reader.peek("ON") and reader.ahead(1) in actions:
            event = reader.ahead(1)
            reader.pos += 2
            actions[event] = _action(reader, state)
        elif not reader.accept("NOT", "FOR", "REPLICATION"):
            break
    attributes = take_attributes(reader)
    return ForeignKey(
        columns=columns,
        ref_table=target.name,
        ref_columns=ref_columns,
        ref_schema=target.schema,
        name=name,
        on_delete=actions["DELETE"],
        on_update=actions["UPDATE"],
        match="" if match == "simple" or state.dialect is not Dialect.POSTGRES else match,
        deferrable=attributes.deferrable,
        validated=attributes.validated,
        enforced=attributes.enforced,
    )


def _action(reader: Reader, state: LoadState) -> str:
    """Take a referential action. NO ACTION is the default; in MySQL, RESTRICT is the same."""
    if reader.accept("SET"):
        action = f"set {reader.next().lower()}"
        if reader.peek("("):
            action += f" ({', '.join(map(state.facts.quote, reader.names()))})"
        return action
    if reader.accept("NO", "ACTION"):
        return ""
    action = reader.next().lower()
    same = action == "restrict" and state.dialect in (Dialect.MYSQL, Dialect.MARIADB)
    return "" if same else action


def take_attributes(reader: Reader) -> Attributes:
    """Take `[NOT] DEFERRABLE`, `INITIALLY …`, `NOT VALID`, `[NOT] ENFORCED`, `NO INHERIT`."""
    deferrable, validated, enforced, no_inherit = "", True, True, False
    while reader.word in _ATTRIBUTES:
        if reader.accept("DEFERRABLE"):
            deferrable = deferrable or "deferrable"
        elif reader.accept("INITIALLY"):
            deferrable = "initially deferred" if reader.next().upper() == "DEFERRED" else deferrable
        elif reader.accept("NOT", "VALID"):
            validated = False
        elif reader.accept("NOT", "ENFORCED"):
            enforced = False
        elif reader.accept("NO", "INHERIT"):
            no_inherit = True
        elif not (
            reader.accept("NOT", "DEFERRABLE")
            or reader.accept("ENFORCED")
            or reader.accept("NOT", "FOR", "REPLICATION")
        ):
            break
    return Attributes(deferrable, validated, enforced, no_inherit)
