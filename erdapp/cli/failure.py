"""The one exception that ends the command: a single line for stderr."""

from __future__ import annotations


class Failure(Exception):
    """Says what went wrong and what to do, on one line; the command exits with 2."""
