"""The command `erdapp` as a user has it: installed, and in bytecode since its first run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ERDAPP = str(Path(sys.executable).with_name("erdapp"))
"""The script that installing made."""


def environment() -> dict[str, str]:
    """The caller's, but Python writes bytecode, and runs the erdapp that this file belongs to."""
    found = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found
