"""Run by the Python of a user's own project: loads it, and says the DDL of its models as JSON.

Only the command line starts this, on the user's machine and for the user's code. It stands alone:
that Python has Django and no erdapp, so that `ddl` beside it is loaded by its path.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import json
import os
import sys
from typing import Any

_DIALECTS = {
    "postgresql": "postgres", "postgis": "postgres", "mysql": "mysql", "sqlite3": "sqlite",
    "sqlite": "sqlite", "spatialite": "sqlite",
}  # fmt: skip


def main(settings_name: str, dialect: str, labels: str) -> dict[str, Any]:
    """The statements, where each table was said, and the dialect they are in."""
    sys.path.insert(0, os.getcwd())
    os.environ["DJANGO_SETTINGS_MODULE"] = settings_name or os.environ["DJANGO_SETTINGS_MODULE"]
    ddl = _beside("django_models/ddl.py")
    import django
    from django.conf import settings

    dialect = _choose(settings, ddl, dialect)
    django.setup()
    from django.apps import apps
    from django.db import connections

    connection = connections["default"]
    ddl.offline(connection, dialect)
    wanted = [one for one in apps.get_models() if one._meta.can_migrate(connection)]
    if labels:
        chosen = set(labels.split(","))
        unknown = chosen - {config.label for config in apps.get_app_configs()}
        if unknown:
            raise SystemExit(f"there is no app {', '.join(sorted(unknown))}")
        ours = [one for one in wanted if one._meta.app_label in chosen]
        wanted = ddl.with_referenced(ours, connection)
    problems: list[dict[str, Any]] = []
    places = _Places()

    def failed(model: Any, error: Exception) -> None:
        file, line = places.of_class(model)
        text = f"the table of {model._meta.label} is missing: {error}"
        problems.append({"file": file, "line": line, "severity": "error", "message": text})

    statements = list(ddl.emit(connection, dialect, wanted, {}, failed))
    order = {model: place for place, model in enumerate(wanted)}
    return {
        "dialect": dialect,
        "statements": [(sql, order[model]) for sql, model in statements],
        "tables": [places.of_table(model) for model in wanted],
        "problems": problems,
    }


def _beside(name: str) -> Any:
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    spec = importlib.util.spec_from_file_location("erdapp_ddl", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _choose(settings: Any, ddl: Any, dialect: str) -> str:
    """The asked dialect, put into the settings, or that of the project's own database."""
    own = str(settings.DATABASES.get("default", {}).get("ENGINE", "")).rpartition(".")[2]
    if not dialect:
        if own not in _DIALECTS:
            known = ", ".join(ddl.ENGINES)
            raise SystemExit(f"the project's database ({own}) isn't known: say ?dialect= ({known})")
        dialect = _DIALECTS[own]
    ddl.prepare_drivers(dialect)
    if _DIALECTS.get(own) != dialect:
        name = ":memory:" if dialect == "sqlite" else "models"
        settings.DATABASES = {"default": {"ENGINE": ddl.ENGINES[dialect], "NAME": name}}
    return dialect


class _Places:
    """Files and lines of models and fields, relative to the project."""

    def __init__(self) -> None:
        self._lines: dict[str, dict[tuple[str, str], int]] = {}

    def of_class(self, model: Any) -> tuple[str, int]:
        file = self._file(model)
        return _shown(file), self._of(file).get((model.__name__, ""), 0)

    def of_table(self, model: Any) -> dict[str, Any]:
        file, line = self.of_class(model)
        columns = [
            {"name": field.column, **self._of_field(model, field.name, file, line)}
            for field in model._meta.local_fields
            if field.column
        ]
        joins = [
            {
                "name": field.m2m_db_table(),
                "schema": "",
                **self._of_field(model, field.name, file, line),
            }
            for field in model._meta.local_many_to_many
        ]
        place = {"name": model._meta.db_table, "schema": "", "file": file, "line": line}
        return {**place, "columns": columns, "joins": joins}

    def _of_field(self, model: Any, name: str, file: str, line: int) -> dict[str, Any]:
        for one in model.__mro__:
            path = self._file(one)
            found = self._of(path).get((one.__name__, name))
            if found:
                return {"file": _shown(path), "line": found}
        return {"file": file, "line": line}

    @staticmethod
    def _file(kind: Any) -> str:
        try:
            return inspect.getsourcefile(kind) or ""
        except (TypeError, OSError):
            return ""

    def _of(self, file: str) -> dict[tuple[str, str], int]:
        """By class and attribute (or nothing): the lines of a file."""
        if file not in self._lines:
            found: dict[tuple[str, str], int] = {}
            try:
                with open(file, encoding="utf-8") as source:
                    tree = ast.parse(source.read())
            except (OSError, ValueError, SyntaxError):
                tree = ast.Module(body=[], type_ignores=[])
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    found[node.name, ""] = node.lineno
                    for item in node.body:
                        targets = item.targets if isinstance(item, ast.Assign) else []
                        if isinstance(item, ast.AnnAssign):
                            targets = [item.target]
                        for target in targets:
                            if isinstance(target, ast.Name):
                                found[node.name, target.id] = item.lineno
            self._lines[file] = found
        return self._lines[file]


def _shown(file: str) -> str:
    here = os.getcwd()
    return os.path.relpath(file, here) if file.startswith(here + os.sep) else file


if __name__ == "__main__":
    out = os.dup(1)
    os.dup2(2, 1)  # what the project prints is not the answer
    answer = main(*sys.argv[1:4])
    with os.fdopen(out, "w", encoding="utf-8") as answering:
        json.dump(answer, answering)
