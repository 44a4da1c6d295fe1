"""What both kinds of child processes that deal with uploads are locked with."""

from __future__ import annotations

import os
from pathlib import Path

from erdapp.loaders.base import SourceError

__all__ = ["LOCK", "insist"]

LOCK = Path(__file__).parent
"""The folder that a child puts on its path to import `lock`."""


def insist(*, locked: bool) -> None:
    """Raises SourceError where a child isn't locked and the operator asks for it."""
    if os.environ.get("ERDAPP_REQUIRE_OS_SANDBOX") and not locked:
        raise SourceError(
            "this machine has neither Landlock nor seccomp, and ERDAPP_REQUIRE_OS_SANDBOX asks for "
            "them: models aren't loaded here"
        )
