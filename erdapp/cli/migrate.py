"""`erdapp migrate`: versioned migrations, one module a command."""

from __future__ import annotations

import click

from erdapp.cli.lazy import LazyGroup
from erdapp.cli.project_options import project_flags

COMMANDS = {
    "apply": "erdapp.cli.migrate_apply:command",
    "checkpoint": "erdapp.cli.migrate_checkpoint:command",
    "diff": "erdapp.cli.migrate_diff:command",
    "down": "erdapp.cli.migrate_down:command",
    "hash": "erdapp.cli.migrate_hash:command",
    "import": "erdapp.cli.migrate_import:command",
    "lint": "erdapp.cli.migrate_lint:command",
    "new": "erdapp.cli.migrate_new:command",
    "push": "erdapp.cli.migrate_push:command",
    "rebase": "erdapp.cli.migrate_rebase:command",
    "set": "erdapp.cli.migrate_set:command",
    "status": "erdapp.cli.migrate_status:command",
    "validate": "erdapp.cli.migrate_validate:command",
}


@click.group(cls=LazyGroup, places=COMMANDS)
@project_flags
def migrate() -> None:
    """Write, check and run the files of a migration directory.

    \b
    Example:
      erdapp migrate new add_users --dir file://migrations
    """
