"""Where the real schemas are, for tests that read them where they can be had."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CORPUS = Path(
    os.environ.get("ERDAPP_CORPUS", Path(__file__).parents[2] / "shared" / "corpus")
).resolve()

needs_corpus = pytest.mark.skipif(
    not (CORPUS / "MANIFEST.tsv").exists(),
    reason="the schema corpus is not here: set ERDAPP_CORPUS to its folder",
)
