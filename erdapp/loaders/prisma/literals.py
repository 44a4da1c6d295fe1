"""Texts of defaults as Prisma writes them into SQL: bytes are base64, moments are RFC 3339."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime

from erdapp.schema import Dialect


def literal(text: str, type: str, dialect: Dialect) -> str:
    """What stands between the quotes for the default of a scalar type: the text itself but for
    `Bytes` and `DateTime` of PostgreSQL and SQLite, or where it isn't what the type wants."""
    if dialect not in (Dialect.POSTGRES, Dialect.SQLITE):
        return text
    try:
        if type == "Bytes":
            prefix = r"\x" if dialect is Dialect.POSTGRES else ""
            return prefix + base64.b64decode(text, validate=True).hex()
        if type == "DateTime":
            return _moment(datetime.fromisoformat(text))
    except (ValueError, binascii.Error):
        return text  # Prisma refuses it; what was written is still the best to show
    return text


def _moment(at: datetime) -> str:
    """`2020-01-01 00:00:00.500 +00:00`, with thousandths only where there are any."""
    offset = at.strftime("%z")
    precision = "microseconds" if at.microsecond % 1000 else "milliseconds"
    time = at.time().isoformat(precision if at.microsecond else "seconds")
    return f"{at.date()} {time} {offset[:3]}:{offset[3:5]}" if offset else f"{at.date()} {time}"
