"""MySQL and MariaDB in the words of `SHOW CREATE …`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from erdapp.loaders.database import Connection
from erdapp.loaders.database.catalog import fetch

_COUNTER = re.compile(r" AUTO_INCREMENT=\d+")
_MADE_UP = re.compile(r"^CONSTRAINT `[^`]*_(?:ibfk_\d+|chk_\d+)`")


def dump(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Tables, views, sequences, triggers, routines and events of the connected database."""
    database = str(fetch(connection, "SELECT DATABASE() AS name")[0].name)
    found = {}
    for key, statement in _shown(connection):
        text = statement.replace(f"`{database}`.", "")
        found[key] = tuple(sorted(_parts(text) if key.startswith("BASE TABLE") else [text]))
    found["database"] = tuple(map(str, fetch(connection, _DEFAULTS)[0]))
    return found


_DEFAULTS = "SELECT @@character_set_database AS charset, @@collation_database AS collation"

_OTHERS = (
    ("TRIGGER", "SELECT trigger_name AS name FROM information_schema.triggers WHERE"),
    ("FUNCTION", "SELECT routine_name AS name FROM information_schema.routines WHERE"),
    ("PROCEDURE", "SELECT routine_name AS name FROM information_schema.routines WHERE"),
    ("EVENT", "SELECT event_name AS name FROM information_schema.events WHERE"),
)


def _shown(connection: Connection) -> Iterator[tuple[str, str]]:
    for name, kind in fetch(connection, "SHOW FULL TABLES"):
        word = {"VIEW": "VIEW", "SEQUENCE": "SEQUENCE"}.get(kind, "TABLE")
        yield f"{kind} {name}", _show(connection, word, name)[1]
    for word, query in _OTHERS:
        column = f"{'routine' if word in ('FUNCTION', 'PROCEDURE') else word.lower()}_schema"
        kind = f" AND routine_type = '{word}'" if word in ("FUNCTION", "PROCEDURE") else ""
        for row in fetch(connection, f"{query} {column} = DATABASE(){kind}"):
            shown = _show(connection, word, row.name)
            # The SQL mode it was made under belongs to it; the time it was made at doesn't.
            at = 3 if word == "EVENT" else 2
            yield f"{word} {row.name}", f"{shown[1]}: {shown[at]}"


def _show(connection: Connection, word: str, name: str) -> list[str]:
    quoted = name.replace("`", "``")
    return [str(value) for value in fetch(connection, f"SHOW CREATE {word} `{quoted}`")[0]]


def _parts(text: str) -> Iterator[str]:
    """The lines of CREATE TABLE: columns, keys, the options at the end."""
    for line in text.splitlines():
        part = _COUNTER.sub("", line) if line.startswith(")") else line.strip().removesuffix(",")
        yield _MADE_UP.sub("CONSTRAINT", part)
