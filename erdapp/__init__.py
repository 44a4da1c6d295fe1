"""erdapp: see a database schema, its versions and the proved SQL between them."""

from __future__ import annotations

__version__ = "0.1.0"
