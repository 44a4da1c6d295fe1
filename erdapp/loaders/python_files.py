"""Which of the uploaded files Django and SQLAlchemy models are read from: Python, outside of tests,
migrations and environments.

Beside the loader rather than in it: every upload is asked, and few need the loader.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_FOLDERS = {
    "migrations", "alembic", "versions", "tests", "test", "testing", "site-packages", "venv",
    "virtualenv", "node_modules", "__pycache__", "build", "dist", "docs", "sandbox",
    "project_template", "app_template",
}  # fmt: skip
_TESTS = re.compile(r"^tests?_|_tests?$")
_NAMES = {"manage.py", "setup.py", "conftest.py", "wsgi.py", "asgi.py", "noxfile.py", "tests.py"}


def is_python(path: str) -> bool:
    """Whether a path names Python."""
    return PurePosixPath(path).suffix.lower() == ".py"


def wants(path: str) -> bool:
    """Whether a file may say something about models."""
    *folders, name = path.split("/")
    if not is_python(path) or name.lower() in _NAMES:
        return False
    if name.startswith("test_") or name.endswith("_test.py"):
        return False
    return not any(
        part.lower() in _FOLDERS or part.startswith(".") or _TESTS.search(part.lower())
        for part in folders
    )
