"""Colours in a terminal; click takes them out of what goes elsewhere."""

from __future__ import annotations

import os
import re
from functools import partial

import click

_REPORT = (
    (re.compile(r"^(  -- ok)(?= \()", re.MULTILINE), "green"),
    (re.compile(r"^( +->)(?= )", re.MULTILINE), "cyan"),
    (re.compile(r"^( +--)(?= )", re.MULTILINE), "bright_black"),
    (re.compile(r"(?<=\d )(with errors)$", re.MULTILINE), "red"),
    (re.compile(r"(?<=\d )(with warnings)$", re.MULTILINE), "yellow"),
    (re.compile(r"(?<=Status: )(OK)$", re.MULTILINE), "green"),
    (re.compile(r"(?<=Status: )(PENDING)$", re.MULTILINE), "yellow"),
)
"""The marks of Atlas's reports."""


def painted(text: str, colour: str) -> str:
    """The text in a colour, unless the environment wants none (NO_COLOR)."""
    return text if os.environ.get("NO_COLOR") else click.style(text, fg=colour)


def painted_report(text: str) -> str:
    """The lines of a report with their marks in colour."""
    for pattern, colour in _REPORT:
        text = pattern.sub(partial(_painted_match, colour), text)
    return text


def _painted_match(colour: str, found: re.Match[str]) -> str:
    return painted(found[1], colour)
