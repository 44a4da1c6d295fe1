"""Run by the Python of a user's own project: imports it, and says the DDL of its tables as JSON.

Only the command line starts this, on the user's machine and for the user's code. It stands alone:
that Python has SQLAlchemy and no erdapp, so that `emitting` beside it is loaded by its path.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import sys
from typing import Any


def main(target: str, dialect: str) -> dict[str, Any]:
    """The statements, and the tables they make."""
    sys.path.insert(0, os.getcwd())
    emitting = _beside("sqlalchemy_tables/emitting.py")
    module_name, _, attribute = target.partition(":")
    module = importlib.import_module(module_name)
    found = [_metadata(getattr(module, attribute))] if attribute else _all(module)
    statements: list[tuple[str, int]] = []
    tables: list[Any] = []
    problems: list[dict[str, Any]] = []

    def failed(table: Any, error: Exception) -> None:
        text = f"the table {getattr(table, 'name', '')} is missing: {error}".splitlines()[0]
        problems.append({"file": "", "line": 0, "severity": "error", "message": text})

    for metadata in found:
        for sql, table in emitting.emit(metadata, dialect or "postgres", failed):
            if table is not None and not any(one is table for one in tables):
                tables.append(table)
            at = [place for place, one in enumerate(tables) if one is table]
            statements.append((sql, at[0] if at else -1))
    places = _places()
    return {
        "dialect": dialect or "postgres",
        "statements": statements,
        "tables": [
            {
                "name": str(one.name),
                "schema": str(one.schema or ""),
                "file": places.get(one.key, ("", 0))[0],
                "line": places.get(one.key, ("", 0))[1],
            }
            for one in tables
        ],
        "problems": problems,
    }


def _metadata(value: Any) -> Any:
    found = getattr(value, "metadata", value)
    if not hasattr(found, "sorted_tables"):
        raise SystemExit(f"{value!r} has no metadata: name the Base or the MetaData")
    return found


def _all(module: Any) -> list[Any]:
    """Every metadata that a module's names lead to."""
    import sqlalchemy

    found: dict[int, Any] = {}
    for value in vars(module).values():
        metadata = getattr(value, "metadata", value)
        if isinstance(metadata, sqlalchemy.MetaData) and metadata.tables:
            found.setdefault(id(metadata), metadata)
    if not found:
        raise SystemExit(
            f"{module.__name__} has no metadata with tables: say {module.__name__}:Base"
        )
    return list(found.values())


def _places() -> dict[str, tuple[str, int]]:
    """By the key of a table: where its class is."""
    import inspect

    from sqlalchemy.orm.mapper import _all_registries

    found: dict[str, tuple[str, int]] = {}
    for registry in list(_all_registries()):
        for mapper in list(registry.mappers):
            try:
                file = os.path.relpath(inspect.getsourcefile(mapper.class_) or "")
                line = inspect.getsourcelines(mapper.class_)[1]
            except (TypeError, OSError, ValueError):
                continue
            key = getattr(mapper.local_table, "key", "")
            found.setdefault(key, (file, line))
    return found


def _beside(name: str) -> Any:
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    spec = importlib.util.spec_from_file_location("erdapp_emitting", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    out = os.dup(1)
    os.dup2(2, 1)  # what the project prints is not the answer
    answer = main(*sys.argv[1:3])
    with os.fdopen(out, "w", encoding="utf-8") as answering:
        json.dump(answer, answering)
