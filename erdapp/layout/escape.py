"""Hostile names as text of an XML document."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
"""What XML 1.0 can't hold, and the marks that would turn the direction of what follows."""

_ENTITIES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#39;",
        "\n": "&#10;",
        "\r": "&#13;",
        "\t": "&#9;",
    }
)


_PLAIN = re.compile(r"[\w .,:;()\[\]{}/+*=?!@#%|~→-]*", re.ASCII).fullmatch
"""What most texts are made of, and XML takes as it is."""


def escape(text: str) -> str:
    """For element content and quoted attribute values alike."""
    if _PLAIN(text):
        return text
    return _FORBIDDEN.sub("\ufffd", text).translate(_ENTITIES)


def one_line(text: str) -> str:
    """For text that is measured and drawn: white space is one space, nothing invisible."""
    if text.isascii() and text.isprintable():
        return text
    return _FORBIDDEN.sub("\ufffd", " ".join(text.split())) or "\u00a0"
