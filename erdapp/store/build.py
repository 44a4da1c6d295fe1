"""Which build of the code computed a stored result, so that another build computes it anew."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import erdapp

_ROOMS = Path(erdapp.__file__).parent


@cache
def code_hash(*rooms: str) -> str:
    """16 hexadecimal digits that change with any file of these packages of erdapp."""
    digest = hashlib.sha256()
    for room in rooms:
        for path in sorted((_ROOMS / room).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(_ROOMS)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def drawing() -> str:
    """The build of everything that decides how a picture looks."""
    return code_hash("schema", "dialects", "diff", "inference", "layout")


def planning() -> str:
    """The build of everything that decides a plan, its proof and what is found in it."""
    return code_hash("schema", "dialects", "loaders", "diff", "planner", "lint", "runner")


def guessing() -> str:
    """The build of everything that decides which relations are guessed."""
    return code_hash("schema", "inference")


def judging() -> str:
    """The build of everything that decides what is found in a schema."""
    return code_hash("schema", "dialects", "lint")
