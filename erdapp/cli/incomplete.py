"""`--allow-incomplete`: nothing is planned from a source that lost something, unless asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from erdapp.cli.failure import Failure
from erdapp.loaders.base import Loaded

F = TypeVar("F", bound=Callable[..., Any])


def allow_incomplete_option(command: F) -> F:
    """`--allow-incomplete`, for `complete`."""
    option = click.option(
        "--allow-incomplete", is_flag=True, help="Go on although a source has errors."
    )
    return option(command)


def complete(source: str, loaded: Loaded, *, allowed: bool) -> Loaded:
    """`loaded` itself. Raises Failure when its load lost something: what would be dropped may
    only have been unreadable."""
    if allowed or not loaded.lost:
        return loaded
    first = loaded.lost[0]
    place = f"{first.file}:{first.line}" if first.line else first.file
    more = f" (and {len(loaded.lost) - 1} more)" if len(loaded.lost) > 1 else ""
    raise Failure(
        f"{source.split('?')[0] if '://' in source else source} is incomplete: "
        f"{place + ': ' if place else ''}{first.message}{more}; "
        "correct it, or pass --allow-incomplete"
    )
