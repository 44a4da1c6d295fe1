"""`erdapp schema`: look at schemas, compare them, bring a database to one."""

from __future__ import annotations

import click

from erdapp.cli.lazy import LazyGroup
from erdapp.cli.project_options import project_flags

COMMANDS = {
    "apply": "erdapp.cli.schema_apply:command",
    "clean": "erdapp.cli.schema_clean:command",
    "diff": "erdapp.cli.schema_diff:command",
    "fmt": "erdapp.cli.schema_fmt:command",
    "inspect": "erdapp.cli.schema_inspect:command",
    "lint": "erdapp.cli.schema_lint:command",
    "plan": "erdapp.cli.schema_plan:command",
}


@click.group(cls=LazyGroup, places=COMMANDS)
@project_flags
def schema() -> None:
    """Look at schemas, and at what lies between them.

    \b
    Example:
      erdapp schema inspect -u postgres://localhost/shop
      erdapp schema --env dev apply
    """
