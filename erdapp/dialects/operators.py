"""Operators of the five dialects with their binding strength, and words that are values."""

from __future__ import annotations

from erdapp.dialects.grammar import (
    ADD,
    AND,
    AT,
    BITS,
    COLLATE,
    COMPARE,
    IS,
    MATCH,
    MULTIPLY,
    OR,
    OTHER,
    POWER,
    PRIMARY,
    SHIFT,
    SUBSCRIPT,
    TYPECAST,
    XOR,
)
from erdapp.dialects.keywords import words

STANDARD_CONSTANTS = words("null current_date current_time current_timestamp")
"""Words that stand for a value; a column of such a name needs quotes."""
_LOGIC = {"or": OR, "and": AND}
_COMPARISONS = dict.fromkeys(("=", "<>", "!=", "<", ">", "<=", ">="), COMPARE)
_SUMS = {"+": ADD, "-": ADD, "*": MULTIPLY, "/": MULTIPLY, "%": MULTIPLY}
STANDARD_LEVELS = {
    **_LOGIC,
    **_COMPARISONS,
    **_SUMS,
    **dict.fromkeys(("in", "between", "like"), MATCH),
    "is": IS,
    "collate": COLLATE,
}

POSTGRES_LEVELS = STANDARD_LEVELS | {
    **dict.fromkeys(("ilike", "similar", "overlaps"), MATCH),
    **dict.fromkeys(("isnull", "notnull"), IS),
    "^": POWER,
    "at": AT,
    "[": SUBSCRIPT,
    "::": TYPECAST,
    ".": PRIMARY,
}
POSTGRES_CONSTANTS = STANDARD_CONSTANTS | words(
    "localtime localtimestamp current_role current_schema current_catalog current_user "
    "session_user user default"
)

MYSQL_LEVELS = {
    **_LOGIC,
    **_COMPARISONS,
    **_SUMS,
    **dict.fromkeys(("in", "like", "regexp", "rlike", "is", "<=>"), COMPARE),
    "between": IS,
    "||": OR,
    "&&": AND,
    "xor": XOR,
    "|": OTHER,
    "&": BITS,
    "<<": SHIFT,
    ">>": SHIFT,
    "div": MULTIPLY,
    "mod": MULTIPLY,
    "^": POWER,
    "->": PRIMARY,
    "->>": PRIMARY,
    "collate": COLLATE,
}
MYSQL_CONSTANTS = STANDARD_CONSTANTS | words(
    "localtime localtimestamp utc_date utc_time utc_timestamp current_user"
)

SQLITE_LEVELS = {
    **_LOGIC,
    **_SUMS,
    **dict.fromkeys(("=", "==", "<>", "!=", "in", "like", "glob", "match", "regexp"), COMPARE),
    **dict.fromkeys(("between", "is", "isnull", "notnull"), COMPARE),
    **dict.fromkeys(("<", ">", "<=", ">="), MATCH),
    **dict.fromkeys(("&", "|", "<<", ">>"), OTHER),
    **dict.fromkeys(("||", "->", "->>"), POWER),
    "collate": COLLATE,
}

MSSQL_LEVELS = {
    **_LOGIC,
    **_COMPARISONS,
    **_SUMS,
    **dict.fromkeys(("!<", "!>"), COMPARE),
    **dict.fromkeys(("&", "|", "^", "||"), ADD),
    **dict.fromkeys(("in", "between", "like"), MATCH),
    "is": IS,
    "collate": COLLATE,
    "at": AT,
}
MSSQL_CONSTANTS = STANDARD_CONSTANTS | words("current_user session_user system_user user")
