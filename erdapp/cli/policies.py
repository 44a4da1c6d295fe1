"""`--skip`, `--concurrent-index`, `--not-valid`, `--online`, `--expand-contract`: safer ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from erdapp.cli.failure import Failure
from erdapp.planner.options import CONCURRENT, SKIPS, PlanOptions
from erdapp.schema import Dialect

F = TypeVar("F", bound=Callable[..., Any])

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)
_WHERE = {
    "concurrent_index": (Dialect.POSTGRES,),
    "not_valid": (Dialect.POSTGRES,),
    "online": _MYSQL,
}
"""The dialects in which a policy says anything; the others it is for all of them."""


def policy_options(command: F) -> F:
    """The options; their values arrive together as keyword arguments for `policies`."""
    for decorate in reversed(
        (
            click.option("--skip", multiple=True, help="Leave out kinds of change (drop_table)."),
            click.option(
                "--concurrent-index",
                is_flag=False,
                flag_value="create,drop",
                default="",
                metavar="[create,drop]",
                help="PostgreSQL: indexes of existing tables concurrently.",
            ),
            click.option("--not-valid", is_flag=True, help="PostgreSQL: NOT VALID, then VALIDATE."),
            click.option("--online", is_flag=True, help="MySQL: ALGORITHM=INPLACE, LOCK=NONE."),
            click.option(
                "--expand-contract",
                is_flag=True,
                help="Renames and changes of type in two steps.",
            ),
        )
    ):
        command = decorate(command)
    return command


def policies(
    *,
    skip: tuple[str, ...],
    concurrent_index: str,
    not_valid: bool,
    online: bool,
    expand_contract: bool,
) -> PlanOptions:
    """The options as a value. Raises Failure for a word that isn't known."""
    return PlanOptions(
        skip=_known("--skip", skip, SKIPS),
        concurrent_index=_known("--concurrent-index", (concurrent_index,), CONCURRENT),
        not_valid=not_valid,
        online=online,
        expand_contract=expand_contract,
    )


def _known(flag: str, values: tuple[str, ...], known: tuple[str, ...]) -> frozenset[str]:
    words = [word.strip() for value in values for word in value.split(",") if word.strip()]
    for word in words:
        if word not in known:
            raise Failure(f"{flag} {word}: known are {', '.join(known)}")
    return frozenset(words)


def tell_idle(options: PlanOptions, dialect: Dialect) -> None:
    """Say on stderr which policies say nothing in this dialect."""
    for name, dialects in _WHERE.items():
        if getattr(options, name) and dialect not in dialects:
            flag = f"--{name.replace('_', '-')}"
            click.echo(f"note: {flag} says nothing for {dialect}", err=True)
