"""A project file in a folder of its own, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from erdapp.cli.project import Environment, open_environments

Opened = Callable[..., Environment]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Write `atlas.hcl`, go to its folder and open an environment of it."""
    monkeypatch.chdir(tmp_path)

    def call(text: str, env: str = "dev", **variables: str | list[str]) -> Environment:
        (tmp_path / "atlas.hcl").write_text(text)
        (found,) = open_environments(None, env, variables)
        return found

    return call


@pytest.fixture
def evaluated(opened: Opened) -> Callable[[str], str]:
    """The text that an expression stands for."""
    return lambda expression: opened(f'env "dev" {{\n  url = {expression}\n}}\n').url
