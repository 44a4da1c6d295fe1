"""Which namespaces and objects to read: the globs of `schemas` and `exclude`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from erdapp.schema import Name, SchemaBuilder
from erdapp.schema.select import matches


def wanted_names(
    names: Iterable[str], schemas: Sequence[str], exclude: Sequence[str]
) -> frozenset[str]:
    """The namespaces that a glob of `schemas` names (all, without globs) and `exclude` doesn't."""
    return frozenset(
        name
        for name in names
        if (not schemas or any(fnmatchcase(name, glob) for glob in schemas))
        and not any(fnmatchcase(name, glob.removesuffix(".*")) for glob in exclude)
    )


def drop_excluded(builder: SchemaBuilder, exclude: Sequence[str]) -> None:
    """Take the objects that a glob of `exclude` names (`tmp_*`, `audit.log`) out again."""
    if not exclude:
        return
    for item in builder.freeze().objects():
        if matches(Name(item.key.schema, item.key.name), exclude):
            builder.drop(item.key)
