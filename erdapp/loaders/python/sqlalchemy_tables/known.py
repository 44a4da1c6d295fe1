"""Names of SQLAlchemy and of Python's types as the real things."""

from __future__ import annotations

import datetime
import decimal
import importlib
import typing
import uuid
from typing import Any

import sqlalchemy
from sqlalchemy import orm

from erdapp.loaders.python.reading import External, Klass, Made, Part, Value

_TYPES: dict[str, Any] = {
    **{f"builtins.{one.__name__}": one for one in (str, int, float, bool, bytes, dict, list)},
    **{
        f"datetime.{one.__name__}": one
        for one in (datetime.date, datetime.datetime, datetime.time, datetime.timedelta)
    },
    "decimal.Decimal": decimal.Decimal,
    "uuid.UUID": uuid.UUID,
    "typing.Any": typing.Any,
    "typing.Dict": dict,
    "typing.List": list,
}
FLASK = "flask_sqlalchemy.SQLAlchemy"
FLASK_MODEL = "flask_sqlalchemy.Model"


def path_of(value: Value) -> str:
    """The dotted name that a symbol stands for, or nothing."""
    match value:
        case External(path):
            return path
        case Part(Made() as owner, name) if is_flask(owner):
            if name == "Model":
                return FLASK_MODEL
            package = sqlalchemy if hasattr(sqlalchemy, name) else orm
            return f"{package.__name__}.{name}"
        case Part(Made() as owner, _) if not path_of(owner.target):
            return ""
        case Part(External() | Part() as owner, name):
            above = path_of(owner)
            return f"{above}.{name}" if above else ""
        case _:
            return ""


def is_flask(made: Made) -> bool:
    """Whether a call makes Flask-SQLAlchemy's `db`."""
    kinds = made.target.mro if isinstance(made.target, Klass) else (made.target,)
    return any(isinstance(one, External) and one.path.endswith(".SQLAlchemy") for one in kinds)


def real(path: str) -> Any:
    """What SQLAlchemy, or Python for types, has by that dotted name, or None."""
    if path in _TYPES:
        return _TYPES[path]
    if path.startswith("sqlmodel."):  # which hands on what SQLAlchemy has
        path = path.replace("sqlmodel", "sqlalchemy", 1)
    parts = path.split(".")
    if parts[0] != "sqlalchemy" or any(part.startswith("_") for part in parts):
        return None
    for size in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:size]))
        except ImportError:
            continue
        for name in parts[size:]:
            found = getattr(found, name, None)
        return found
    return None
