"""How statements begin: the words that say what a CREATE makes, and those that only qualify it."""

from __future__ import annotations

from erdapp.loaders.sql.reader import Reader

_QUALIFIERS = (
    "TEMP", "TEMPORARY", "GLOBAL", "LOCAL", "UNLOGGED", "UNIQUE", "CLUSTERED", "NONCLUSTERED",
    "COLUMNSTORE", "SPATIAL", "RECURSIVE", "FORCE", "TRUSTED", "PROCEDURAL", "PRIMARY", "ONLINE",
    "OFFLINE", "VECTOR",
)  # fmt: skip
_UNQUALIFIED = frozenset({"TABLE", "INDEX", "VIEW", "TYPE", "SEQUENCE", "FUNCTION", "TRIGGER"})
_BEFORE = {"FULLTEXT": "INDEX", "XML": "INDEX", "AGGREGATE": "FUNCTION", "CONSTRAINT": "TRIGGER"}
"""Words that are qualifiers only before these other words."""


def take_create(reader: Reader) -> dict[str, str]:
    """Take `CREATE` and all that only qualifies what comes: `OR REPLACE`, `TEMP`, `UNIQUE`,
    `DEFINER = …`, `ALGORITHM = …`, `SQL SECURITY …`. The words taken, and their values if any."""
    reader.expect("CREATE")
    taken: dict[str, str] = {}
    while True:
        word = reader.word
        if word in _QUALIFIERS or _BEFORE.get(word) == reader.ahead(1):
            taken[word] = ""
            reader.pos += 1
        elif word == "OR" and reader.ahead(1) in ("REPLACE", "ALTER"):
            taken[reader.ahead(1)] = ""
            reader.pos += 2
        elif word == "SQL" and reader.ahead(1) == "SECURITY":
            reader.pos += 2
            taken["SQL SECURITY"] = reader.next()
        elif word in ("DEFINER", "ALGORITHM") and reader.ahead(1) == "=":
            reader.pos += 2
            taken[word] = _user(reader) if word == "DEFINER" else reader.next()
        else:
            return taken


def _user(reader: Reader) -> str:
    """Take a MySQL account: `root@localhost`, `` `a`@`%` ``, `CURRENT_USER()`."""
    start = reader.pos
    reader.next()
    if reader.accept("("):
        reader.expect(")")
    if reader.accept("@"):
        reader.next()
        while reader.accept("."):
            reader.next()
    return reader.text(start)


def head(reader: Reader) -> tuple[str, ...]:
    """The words that say what kind of statement this is, at most four, in upper case:
    `("CREATE", "MATERIALIZED", "VIEW", …)`. The reader stays where it is."""
    start = reader.pos
    if not reader.peek("CREATE") or reader.ahead(1) in _UNQUALIFIED:
        return tuple(reader.uppers[start : start + 4])
    try:
        take_create(reader)
        return ("CREATE", *reader.uppers[reader.pos : reader.pos + 3])
    finally:
        reader.pos = start
