"""Known causes of a failed statement: what a server's message means, and what to do."""

from __future__ import annotations

import re

_KNOWN = (
    (
        r'extension "?([\w-]+)"? is not available|could not open extension control file',
        "The extension isn't installed on the scratch server; install it there to prove this plan.",
    ),
    (
        r'role "?[\w-]+"? does not exist',
        "The plan names a role that the scratch server doesn't have; create it there.",
    ),
    (
        r"unknown collation|unknown character set",
        "The scratch server doesn't know this collation; use a server of the version you deploy "
        "to (MySQL's utf8mb4_0900_* collations are not in MariaDB).",
    ),
    (
        r"function .* does not exist",
        "The function is part of a newer server or of an extension that isn't installed there.",
    ),
    (
        r"contains null values|cannot add a not null column|column .* cannot be null|"
        r"not null constraint failed",
        "Rows that are there have no value for a column that must have one: give it a DEFAULT, or "
        "add it as nullable, fill it, and make it NOT NULL afterwards.",
    ),
    (
        r"duplicate (?:key|entry)|could not create unique index|unique constraint failed",
        "Rows that are there are equal in columns that shall become unique: clean them up first.",
    ),
    (
        r"foreign key constraint|violates foreign key",
        "Rows that are there point at rows that aren't: clean them up before adding the key.",
    ),
    (
        r"data truncated|data too long|out of range|value too long",
        "Values that are there don't fit the new type: shorten or convert them first.",
    ),
    (
        r"cannot be cast automatically|you might need to specify \"using",
        "The server doesn't convert the old type by itself: the change needs a USING expression.",
    ),
    (
        r"invalid input value for enum|invalid input syntax for type",
        "No cast turns the values that are there into the new type: write a USING expression that "
        "says which becomes which.",
    ),
    (
        r"statement timeout|max_statement_time|query execution was interrupted",
        "The statement took longer than the scratch server's time limit.",
    ),
    (
        r"terminating connection|server has gone away|lost connection",
        "The proof took longer than a scratch session may last.",
    ),
    (
        r"permission denied|access denied|must be superuser|must be owner|command denied|"
        r"to perform this operation|privilege",
        "A proof runs with no rights but those on its own scratch database. If the statement is "
        "meant, run it on a test server of your own.",
    ),
    (
        r"unsafe use of new value",
        "A value added to an enum can be used only after the transaction that added it.",
    ),
)


def hint(message: str) -> str:
    """What is known of the cause of a server's message; empty when nothing is."""
    lower = message.lower()
    return next((text for pattern, text in _KNOWN if re.search(pattern, lower)), "")


_DATA_STATES = ("22", "23")
"""Classes of SQLSTATE: data exceptions and integrity violations (PostgreSQL)."""

_DATA_NUMBERS = frozenset(
    {1048, 1062, 1138, 1215, 1216, 1217, 1264, 1265, 1292, 1364, 1366, 1406, 1411, 1416, 1451}
    | {1452, 1526, 3819, 4025}
)


def caused_by_rows(error: BaseException | None) -> bool:
    """Whether a driver's error says that the rows in a table stand in the way of a statement."""
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return state[:2] in _DATA_STATES
    name = type(error).__name__
    if name == "IntegrityError":
        return True
    number = error.args[0] if error is not None and error.args else None
    if isinstance(number, int):
        return number in _DATA_NUMBERS
    return "cannot add a not null column" in str(error).lower()
