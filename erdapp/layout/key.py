"""The cache key of a picture: it is a pure function of what the key is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from erdapp.layout.options import PictureOptions

if TYPE_CHECKING:
    from erdapp.diff.changes import Changes

DRAWING = 4
"""Raised whenever the same input draws other bytes."""

_encoder = msgspec.json.Encoder(order="deterministic")


def cache_key(
    schema_fingerprint: str, options: PictureOptions, changes: Changes | None = None
) -> str:
    """SHA-256 in hexadecimal over schema, options, overlay and the drawing's own version."""
    text = _encoder.encode((DRAWING, schema_fingerprint, options, changes))
    import hashlib  # with OpenSSL, which takes a while to load and which a command has no need of

    return hashlib.sha256(text).hexdigest()
