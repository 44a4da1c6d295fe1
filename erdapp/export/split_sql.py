"""A schema as many files of SQL: one for each object, and one that imports them in order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from erdapp.dialects import facts
from erdapp.planner import render
from erdapp.planner.creation import creation
from erdapp.planner.plan import Statement
from erdapp.schema import Key, Kind, Schema

MAIN = "main.sql"
_SETUP = "setup.sql"
STRATEGIES = ("object", "type", "schema")
"""A file for each object, for each kind of object, for each namespace."""
_FOLDERS = {
    Kind.TABLE: "tables",
    Kind.VIEW: "views",
    Kind.ENUM: "types",
    Kind.DOMAIN: "types",
    Kind.COMPOSITE: "types",
    Kind.SEQUENCE: "sequences",
    Kind.ROUTINE: "functions",
    Kind.TRIGGER: "triggers",
    Kind.POLICY: "policies",
    Kind.EXTENSION: "extensions",
    Kind.DEFINITION: "others",
}
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_LONGEST = 100


def split_sql(schema: Schema, strategy: str = "object") -> dict[str, str]:
    """The texts by their paths. `main.sql` imports the others (`-- atlas:import`) in an order in
    which a server takes them, and has what needs all of them: foreign keys that close a ring.

    Raises ValueError for a strategy that isn't known.
    """
    if strategy not in STRATEGIES:
        raise ValueError(f"{strategy!r} is no way to split; there are {', '.join(STRATEGIES)}")
    paths = _Paths(schema, strategy)
    files: dict[str, list[Statement]] = {}
    last: list[Statement] = []
    for statement, key in creation(schema):
        if key is not None:
            files.setdefault(paths.of(key), []).append(statement)
        elif not files or list(files) == [_SETUP]:
            files.setdefault(_SETUP, []).append(statement)
        else:
            last.append(statement)
    texts = {path: render(found, schema.dialect) for path, found in files.items()}
    return {MAIN: _main(files, render(last, schema.dialect)), **texts}


def _main(paths: Iterable[str], rest: str) -> str:
    imports = "".join(f"-- atlas:import {path}\n" for path in paths)
    return f"{imports}\n{rest}" if rest else imports


class _Paths:
    """A path for each object; two objects never share one that differs in its case only."""

    def __init__(self, schema: Schema, strategy: str) -> None:
        self.strategy = strategy
        self.default = facts(schema.dialect).default_namespace or "main"
        self.nested = any(item.key.schema for item in schema.objects())
        self._known: dict[Key | str, str] = {}
        self._taken: set[str] = {MAIN, _SETUP}

    def of(self, key: Key) -> str:
        namespace = _plain(key.schema or self.default)
        if self.strategy == "schema":
            return self._free(namespace, namespace)
        home = f"schemas/{namespace}/" if self.nested else ""
        folder = home + _FOLDERS[key.kind]
        if self.strategy == "type":
            return self._free(folder, folder)
        named = f"{key.scope}.{key.name}" if key.kind in (Kind.TRIGGER, Kind.POLICY) else key.name
        return self._free(key, f"{folder}/{_plain(named)}")

    def _free(self, owner: Key | str, stem: str) -> str:
        if owner in self._known:
            return self._known[owner]
        path, number = f"{stem}.sql", 1
        while path.lower() in self._taken:
            number += 1
            path = f"{stem}_{number}.sql"
        self._taken.add(path.lower())
        self._known[owner] = path
        return path


def _plain(name: str) -> str:
    """A name that any file system takes, and that leads nowhere else."""
    return _NOT_IN_NAMES.sub("_", name).strip(".")[:_LONGEST] or "unnamed"
