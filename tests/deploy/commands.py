"""The `erdapp` commands in a text, checked against those that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from erdapp.cli import cli

ROOT = Path(__file__).parents[2]
_CALL = re.compile(r"(?:^|[\s;(\"'])erdapp((?: [a-z]+)+)((?:\s|\\\n|[^\n])*?)(?:$|[;|>)\n])", re.M)


def command(words: list[str]) -> click.Command | None:
    """The command of these words; what follows them is an argument."""
    found: click.Command = cli
    for word in words:
        if not isinstance(found, click.Group):
            return found
        inner = found.get_command(click.Context(found), word)
        if inner is None:
            return None
        found = inner
    return None if isinstance(found, click.Group) else found


def calls(text: str) -> Iterator[tuple[str, click.Command | None, set[str]]]:
    """Each call in a text: its words, the command, the flags that the call gives it."""
    for match in _CALL.finditer(text.replace("\\\n", " ")):
        flags = set(re.findall(r"(?<=\s)(--[a-z][\w-]*)", match[2]))
        yield match[1].strip(), command(match[1].split()), flags


def known_flags(found: click.Command) -> set[str]:
    return {flag for param in found.params for flag in param.opts if flag.startswith("--")}


def check(text: str, least: int = 1) -> None:
    """Every call names a command and flags that there are; at least so many calls are there."""
    found = list(calls(text))
    assert len(found) >= least
    for words, known, flags in found:
        assert known is not None, f"erdapp {words}"
        assert flags <= known_flags(known), f"erdapp {words}: {flags - known_flags(known)}"
