"""Views, triggers, routines, events and sequences in MySQL's and MariaDB's words."""

from __future__ import annotations

from erdapp.planner.mysql_writer import MySqlWriter
from erdapp.schema import Definition, Routine, Sequence, Trigger, View

_UP = (1, 2**63 - 2)
_DOWN = (-(2**63 - 1), -1)
"""The least and the greatest value of a sequence that says neither."""

_USUAL_CACHE = 1000
"""MariaDB's default; the model writes 1 for any server's default."""


def view(writer: MySqlWriter, item: View, *, replace: bool = False) -> str:
    """`CREATE [OR REPLACE] … VIEW v AS SELECT …`."""
    options = dict(item.options)
    words = ["CREATE OR REPLACE" if replace else "CREATE"]
    if algorithm := options.get("algorithm"):
        words.append(f"ALGORITHM = {algorithm.upper()}")
    if security := options.get("security") or options.get("sql_security"):
        words.append(f"SQL SECURITY {security.upper()}")
    name = writer.named(item.schema, item.name)
    columns = f" {writer.columns(c.name for c in item.columns)}" if item.columns else ""
    words.append(f"VIEW {name}{columns} AS {item.definition}")
    if check := options.get("check_option"):
        words.append(f"WITH {check.upper()} CHECK OPTION")
    return " ".join(words)


def drop(writer: MySqlWriter, item: View | Routine | Trigger | Sequence | Definition) -> str:
    """The DROP statement of an object."""
    name = writer.named(item.schema, item.name)
    match item:
        case View():
            return f"DROP VIEW {name}"
        case Routine():
            return f"DROP {item.kind.upper()} {name}"
        case Trigger():
            return f"DROP TRIGGER {name}"
        case Sequence():
            return f"DROP SEQUENCE {name}"
        case Definition():
            return f"DROP {item.kind.upper()} {name}"


def sequence(writer: MySqlWriter, item: Sequence, verb: str) -> str:
    """`CREATE SEQUENCE` or `ALTER SEQUENCE`; ALTER says every option, so that what is no longer
    said goes back to its default (MariaDB Knowledge Base, CREATE SEQUENCE)."""
    words = [f"{verb} SEQUENCE {writer.named(item.schema, item.name)}"]
    low, high, start = item.min_value, item.max_value, item.start
    if verb == "ALTER":
        usual = _UP if item.increment > 0 else _DOWN
        low = usual[0] if low is None else low
        high = usual[1] if high is None else high
        start = (low if item.increment > 0 else high) if start is None else start
    if start is not None:
        words.append(f"START WITH {start}")
    words.append(f"INCREMENT BY {item.increment}")
    if low is not None:
        words.append(f"MINVALUE {low}")
    if high is not None:
        words.append(f"MAXVALUE {high}")
    if item.cache == 0:
        words.append("NOCACHE")
    elif item.cache != 1 or verb == "ALTER":
        words.append(f"CACHE {_USUAL_CACHE if item.cache == 1 else item.cache}")
    words.append("CYCLE" if item.cycle else "NOCYCLE")
    return " ".join(words)
