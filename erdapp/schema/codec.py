"""Schemas as bytes: a versioned JSON format and the fingerprint that names a snapshot."""

from __future__ import annotations

from functools import cache

import msgspec
from msgspec import Struct

from erdapp.schema.model import Schema

FORMAT = 1
"""Raised whenever stored schemas would be read differently; `decode` refuses newer ones."""


class _Envelope(Struct, frozen=True):
    format: int
    schema: Schema


class _FormatOnly(Struct, frozen=True):
    format: int


class UnreadableSchema(ValueError):
    """The bytes are not a schema that this version of erdapp can read."""


_encoder = msgspec.json.Encoder(order="deterministic")
_format_decoder = msgspec.json.Decoder(_FormatOnly)


@cache
def _decoder() -> msgspec.json.Decoder[_Envelope]:
    """Made when it is needed: it looks at every type of the model."""
    return msgspec.json.Decoder(_Envelope)


def encode(schema: Schema) -> bytes:
    """The schema as UTF-8 JSON, the same bytes for equal schemas."""
    return _encoder.encode(_Envelope(format=FORMAT, schema=schema))


def decode(data: bytes) -> Schema:
    """The schema that `encode` wrote.

    Raises UnreadableSchema for a newer format, a damaged file or anything else.
    """
    try:
        found = _format_decoder.decode(data).format
        if found > FORMAT:
            raise UnreadableSchema(
                f"this schema was stored in format {found}, but this erdapp reads up to {FORMAT}: "
                "update erdapp"
            )
        return _decoder().decode(data).schema
    except msgspec.MsgspecError as error:
        raise UnreadableSchema(f"not a stored schema: {error}") from error


def fingerprint(schema: Schema) -> str:
    """SHA-256 of the encoded schema in hexadecimal: equal for equal schemas."""
    import hashlib  # with OpenSSL, which takes a while to load and which few commands need

    return hashlib.sha256(encode(schema)).hexdigest()
