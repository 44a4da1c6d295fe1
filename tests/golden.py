"""Goldens: big texts compared with a file, rewritten by `UPDATE_GOLDEN=1`."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def check_golden(path: str, text: str) -> None:
    """Assert that `text` is what the file `tests/golden/<path>` holds."""
    file = GOLDEN / path
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.exists(), f"no golden {path}: write it with UPDATE_GOLDEN=1 and read it"
    assert text == file.read_text(encoding="utf-8")
