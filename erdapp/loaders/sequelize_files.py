"""Which of the uploaded files are Sequelize's models and go to the isolate, and which stay out.

Beside the loader rather than in it: every upload is asked, and few need the loader.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

PROGRAMS = (".js", ".cjs", ".mjs", ".ts", ".cts", ".mts", ".tsx", ".jsx")
_LEFT_OUT = {
    *("node_modules", "bower_components", "coverage", "dist", "test", "tests", "__tests__"),
    *("spec", "specs", "e2e", "cypress", "__mocks__", "migrations", "migration"),
    *("seeders", "seeds"),
}
_TEST = re.compile(r"\.(?:test|tests|spec|e2e-spec|stories|d)\.[cm]?[jt]sx?$", re.IGNORECASE)


def is_program(path: str) -> bool:
    """Whether a path names JavaScript or TypeScript."""
    return PurePosixPath(path).suffix.lower() in PROGRAMS


def wants(path: str) -> bool:
    """Whether a file goes along: programs and JSON, outside of tests, migrations and packages."""
    if any(part in _LEFT_OUT or part.startswith(".") for part in path.split("/")):
        return False
    if PurePosixPath(path).name == "package-lock.json" or _TEST.search(path):
        return False
    return is_program(path) or path.lower().endswith(".json")
