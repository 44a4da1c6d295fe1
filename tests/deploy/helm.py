"""A Helm chart's templates with its values, by our own reader of Go templates.

Helm itself isn't asked: this knows the functions that the chart uses, and no others.
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from erdapp.cli.gotemplate import render

FUNCTIONS = {
    "quote": lambda value: f'"{value}"',
    "toYaml": lambda value: yaml.safe_dump(value, sort_keys=False).rstrip("\n"),
    "nindent": lambda depth, text: "\n" + textwrap.indent(text, " " * depth),
}


class Release(Struct, frozen=True):
    """What Helm calls a release."""

    Name: str
    Service: str = "Helm"


def rendered(chart: Path, **values: Any) -> list[Any]:
    """The objects that the chart makes; `values` lie over the first level of the chart's own."""
    given = yaml.safe_load((chart / "values.yaml").read_text())
    for name, value in values.items():
        given[name] = {**given[name], **value} if isinstance(value, dict) else value
    about = yaml.safe_load((chart / "Chart.yaml").read_text())
    data = {
        "Values": given,
        "Release": Release("shop"),
        "Chart": {"Name": about["name"], "Version": about["version"]},
    }
    found: list[Any] = []
    for path in sorted((chart / "templates").glob("*.yaml")):
        found += yaml.safe_load_all(render(path.read_text(), data, FUNCTIONS))
    return found
