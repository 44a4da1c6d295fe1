"""What has to agree between the package, its metadata and the Makefile."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path

import erdapp

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_the_package_and_its_metadata_tell_one_version() -> None:
    assert PROJECT["project"]["version"] == erdapp.__version__


def test_the_command_is_a_function_that_is_there() -> None:
    module, _, name = PROJECT["project"]["scripts"]["erdapp"].partition(":")
    assert callable(getattr(import_module(module), name))


def test_the_uv_of_the_makefile_builds_the_package_itself() -> None:
    """uv builds with what it has bundled only when the versions agree; else it downloads."""
    found = re.search(r"^UV_VERSION := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert found is not None
    (required,) = PROJECT["build-system"]["requires"]
    assert required.startswith(f"uv_build>={found[1]},")
