"""Django itself as the oracle: a project of apps is run by another Python, as the command does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from msgspec import json

from erdapp.loaders import python
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema

PROBE = Path(python.__file__).parent / "probe_django.py"
SETTINGS = """
SECRET_KEY = "x"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sites"]
INSTALLED_APPS += ["django.contrib.postgres"]
"""


def project(apps: dict[str, dict[str, str]]) -> dict[str, str]:
    """The files of a project with these apps."""
    names = ["named.apps.NamedConfig" if name == "named" else name for name in apps]
    files = {"project_settings.py": SETTINGS + f"INSTALLED_APPS += {names!r}\n"}
    for name, texts in apps.items():
        files |= {f"{name}/{path}": text for path, text in texts.items()}
        files.setdefault(f"{name}/__init__.py", "")
    return files


def write(files: dict[str, str], folder: Path) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def executed(folder: Path, dialect: Dialect, apps: list[str]) -> Any:
    """What the probe says of the project in the folder."""
    labels = ",".join("renamed" if name == "named" else name for name in apps)
    done = subprocess.run(
        [sys.executable, str(PROBE), "project_settings", dialect.value, labels],
        capture_output=True,
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.decode(done.stdout)


def schema_of(answer: Any, dialect: Dialect) -> Schema:
    """The schema of the statements of an answer."""
    text = "\n".join(statement for statement, _ in answer["statements"])
    return load_sql([SourceFile("real.sql", text)], LoadOptions(dialect=dialect)).schema
