"""Python read as data: what module-level code says, found without running any of it.

An evaluator over `ast` knows literals, names, imports among the given files, classes, enums and
simple functions. What comes from elsewhere (Django, SQLAlchemy …) stays a symbol: the name of a
thing, the call of one. Nothing of the given code is ever compiled or executed.
"""

from __future__ import annotations

from erdapp.loaders.python.reading.machine import Machine
from erdapp.loaders.python.reading.values import (
    External,
    Function,
    Item,
    Klass,
    Made,
    Member,
    Operation,
    Part,
    Place,
    Unknown,
    Value,
)

__all__ = [
    "External",
    "Function",
    "Item",
    "Klass",
    "Machine",
    "Made",
    "Member",
    "Operation",
    "Part",
    "Place",
    "Unknown",
    "Value",
]
