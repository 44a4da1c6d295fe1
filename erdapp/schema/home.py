"""A schema whose objects move into the default namespace."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import fields, replace

from erdapp.schema.model import Schema

T = TypeVar("T")
_NAMES_A_NAMESPACE = ("schema", "ref_schema")


def at_home(schema: Schema, namespace: str) -> Schema:
    """The schema with what is in `namespace` in the default one, references and types included.
    The texts of views and routines stay as they are."""
    spaces = tuple(space for space in schema.namespaces if space.name != namespace)
    return replace(_moved(schema, namespace), namespaces=spaces)


def _moved(item: T, namespace: str) -> T:
    changes: dict[str, Any] = {}
    for field in fields(item):  # type: ignore[arg-type]  # msgspec's own name for a struct
        value = getattr(item, field.name)
        if field.name in _NAMES_A_NAMESPACE and value == namespace:
            changes[field.name] = ""
        elif isinstance(value, Struct):
            changes[field.name] = _moved(value, namespace)
        elif isinstance(value, tuple) and any(isinstance(one, Struct) for one in value):
            changes[field.name] = tuple(
                _moved(one, namespace) if isinstance(one, Struct) else one for one in value
            )
    return replace(item, **changes) if changes else item  # type: ignore[type-var]
