"""The functions of HCL and of Atlas that project files call, by name."""

from __future__ import annotations

from pathlib import Path

from erdapp.cli.project.functions import collections, encodings, numbers, strings, urls
from erdapp.cli.project.functions.files import file_functions
from erdapp.cli.project.functions.signature import Function, Wrong

__all__ = ["Function", "Wrong", "functions"]


def functions(folder: Path) -> dict[str, Function]:
    """All of them; `folder` is where the paths of files begin."""
    return {
        **strings.FUNCTIONS,
        **numbers.FUNCTIONS,
        **collections.FUNCTIONS,
        **encodings.FUNCTIONS,
        **urls.FUNCTIONS,
        **file_functions(folder),
    }
