"""How many schemas a property is tried with: `ERDAPP_EXAMPLES`, by default 300."""

from __future__ import annotations

import os
from collections.abc import Iterator

from hypothesis import HealthCheck, settings

from erdapp.diff import compare, describe
from erdapp.schema import Schema

EXAMPLES = int(os.environ.get("ERDAPP_EXAMPLES", "300"))

some = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
"""Settings of a property over whole schemas."""


def differences(before: Schema, after: Schema) -> str:
    """What differs between two schemas that should be equal, for people; empty when they are."""
    if before == after:
        return ""
    return "\n".join((*map(describe, compare(before, after)), *_fields(before, after)))


def _fields(before: Schema, after: Schema) -> Iterator[str]:
    others = {item.key: item for item in after.objects()}
    for item in before.objects():
        other = others.get(item.key)
        for field in item.__struct_fields__ if other else ():
            one, two = getattr(item, field), getattr(other, field)
            if one != two:
                yield f"{item.key} {field}:\n  {one}\n  {two}"
    if before.namespaces != after.namespaces:
        yield f"namespaces:\n  {before.namespaces}\n  {after.namespaces}"
