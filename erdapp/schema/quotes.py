"""What stands in quotes in a text: patterns that every search through one shares.

A quote that is never closed takes the rest of the text, as it does for a server: to search again
from each of a thousand such quotes would take a thousand times as long.
"""

from __future__ import annotations


def _between(opening: str, closing: str) -> str:
    """A pattern of what begins with the one and ends with the other, which is doubled inside."""
    return rf"{opening}(?:[^{closing}]++|{closing}{closing})*+(?:{closing}|\Z)"


STRING = _between("'", "'")
DOUBLE = _between('"', '"')
BACKTICKS = _between("`", "`")
BRACKETS = r"(?<![\w$\"\])\[])" + _between(r"\[", r"\]")
"""A name of SQL Server or SQLite; right behind a name, a call or a bracket, brackets hold the
subscript of an array."""
ANY = f"{STRING}|{DOUBLE}|{BACKTICKS}|{BRACKETS}"
