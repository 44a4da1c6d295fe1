"""Defaults between dialects: the clock, made-up UUIDs, literals, and other expressions."""

from __future__ import annotations

import re

from erdapp.dialects.queries import outer_parentheses_off
from erdapp.dialects.tokens import Sort, tokens
from erdapp.export.losses import Untranslatable
from erdapp.export.translate_job import MYSQL_FAMILY, Job
from erdapp.export.translate_types import Neutral
from erdapp.schema import Column, Dialect

_CLOCK = re.compile(
    r"(?:now|getdate|getutcdate|sysdatetime|sysutcdatetime|sysdatetimeoffset|localtimestamp"
    r"|transaction_timestamp|statement_timestamp|clock_timestamp|utc_timestamp)\(\d?\)"
    r"|(?:current_timestamp|localtimestamp)(?:\(\d?\))?"
    r"|datetime\('now'(?:, ?'localtime')?\)",
    re.IGNORECASE,
)
_TODAY = re.compile(
    r"current_date(?:\(\))?|curdate\(\)|date\('now'\)|(?:cast\()?getdate\(\) as date\)",
    re.IGNORECASE,
)
_UUID = re.compile(
    r"(?:\w+\.)?(?:gen_random_uuid|uuid_generate_v[14]\w*|uuidv[47]|newid|newsequentialid|uuid)\(\)",
    re.IGNORECASE,
)
_UUID_SQL = {
    Dialect.POSTGRES: "gen_random_uuid()",
    Dialect.MYSQL: "uuid()",
    Dialect.MARIADB: "uuid()",
    Dialect.SQLITE: "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || "
    "substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || "
    "hex(randomblob(6)))",
    Dialect.MSSQL: "newid()",
}
_NOW_SQL = {
    "date": {
        Dialect.POSTGRES: "CURRENT_DATE",
        Dialect.MYSQL: "curdate()",
        Dialect.MARIADB: "curdate()",
        Dialect.SQLITE: "CURRENT_DATE",
        Dialect.MSSQL: "CAST(getdate() AS date)",
    },
    "time": {
        Dialect.POSTGRES: "LOCALTIME",
        Dialect.MYSQL: "curtime()",
        Dialect.MARIADB: "curtime()",
        Dialect.SQLITE: "CURRENT_TIME",
        Dialect.MSSQL: "CAST(getdate() AS time)",
    },
    "datetime": {
        Dialect.POSTGRES: "now()",
        Dialect.MYSQL: "CURRENT_TIMESTAMP",
        Dialect.MARIADB: "CURRENT_TIMESTAMP",
        Dialect.SQLITE: "CURRENT_TIMESTAMP",
        Dialect.MSSQL: "getdate()",
    },
}
_TRUE = frozenset({"1", "true", "t", "b1", "yes", "y", "on"})
_FALSE = frozenset({"0", "false", "f", "b0", "no", "n", "off"})
_TEMPORAL = frozenset({"date", "time", "timetz", "datetime", "timestamptz", "interval"})
_BYTES = frozenset({"binary", "varbinary", "blob", "point", "geometry"})


def default(job: Job, text: str, found: Neutral, column: Column) -> str | None:
    """The default for the target's `column`, which has no default yet; None for NULL.

    Raises Untranslatable.
    """
    written = _written(job, outer_parentheses_off(text.strip()), found, column)
    return job.after.normal_default(written, column)


def _written(job: Job, text: str, found: Neutral, column: Column) -> str:
    if _CLOCK.fullmatch(text) or _TODAY.fullmatch(text):
        return _now(job, found, column, today=_TODAY.fullmatch(text) is not None)
    if _UUID.fullmatch(text):
        return _UUID_SQL[job.to]
    literal = _literal(job, text)
    if literal is not None:
        return _value(job, *literal, found)
    if "nextval" in text.lower() or "next value for" in text.lower():
        raise Untranslatable("it takes its number from a sequence that others use too")
    return job.translator.expression(text)


def _now(job: Job, found: Neutral, column: Column, *, today: bool) -> str:
    kind = found.kind if found.kind in ("date", "time") else "datetime"
    if today:
        kind = "date"
    if job.to is Dialect.MSSQL and found.kind == "timestamptz":
        return "sysdatetimeoffset()"
    text = _NOW_SQL[kind][job.to]
    if job.to in MYSQL_FAMILY and kind == "datetime" and column.type.args:
        return f"{text}({column.type.args[0]})"
    return text


def _literal(job: Job, text: str) -> tuple[Sort, str] | None:
    """The one literal that the text is, with its sign."""
    parts = tokens(text, job.before.lexis)
    sign = "-" if len(parts) == 2 and parts[0].is_operator("-") else ""
    if len(parts) != (2 if sign else 1):
        return None
    last = parts[-1]
    if last.sort is Sort.NUMBER:
        return Sort.NUMBER, sign + last.text
    if last.sort is Sort.STRING and not sign and last.prefix in ("", "e", "n", "b", "$"):
        return Sort.STRING, ("b" if last.prefix == "b" else "") + last.value
    return (Sort.STRING, last.value) if last.is_word("true", "false") else None


def _value(job: Job, sort: Sort, value: str, found: Neutral) -> str:
    if found.kind == "boolean":
        truth = value.casefold()
        if truth not in _TRUE | _FALSE:
            raise Untranslatable(f"{value} is neither true nor false")
        words = ("true", "false") if job.to is Dialect.POSTGRES else ("1", "0")
        return words[truth in _FALSE]
    if found.kind in _TEMPORAL and (sort is Sort.NUMBER or "0000-00" in value or "-00" in value):
        raise Untranslatable(f"{value} is no date")
    if found.kind in _BYTES and value:
        raise Untranslatable("bytes are written differently")
    if found.kind == "array":
        if value != "{}":
            raise Untranslatable("arrays are written differently")
        value = "[]"
    if found.kind in ("bits", "varbits"):
        value = value.removeprefix("b")
        return f"b'{value}'" if job.to in (*MYSQL_FAMILY, Dialect.POSTGRES) else f"'{value}'"
    return value if sort is Sort.NUMBER else job.after.string(value)
