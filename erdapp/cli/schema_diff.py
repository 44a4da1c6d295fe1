"""`erdapp schema diff`: the SQL between two states."""

from __future__ import annotations

from typing import Any

import click

from erdapp.cli.incomplete import allow_incomplete_option
from erdapp.cli.options import dialect_option, glob_options, listed, schemas_option
from erdapp.cli.policies import policies, policy_options, tell_idle
from erdapp.cli.project import Environment
from erdapp.cli.project_options import project_options
from erdapp.cli.schema_pair import Wanted, pair, policies_or, told_proof
from erdapp.schema import Dialect

SYNCED = "Schemas are synced, no changes to be made."


@click.command("diff")
@click.option("-f", "--from", "before", multiple=True, help="The current state.  [required]")
@click.option("--to", "after", multiple=True, help="The desired state.  [required]")
@click.option("--dev-url", default=None, help="A dev database to run files and --prove on.")
@click.option("--format", "template", default=None, help='[default: {{ sql . "  " }}]')
@click.option("--rename", "renames", multiple=True, help="old=new, kind:old=new.")
@click.option("--down", is_flag=True, help="Print the way back instead.")
@click.option("--pos", is_flag=True, help="SQL begins with where the models of its tables are.")
@click.option("--prove", "proving", is_flag=True, help="Run the plan on a scratch database.")
@policy_options
@click.option("--exit-code", is_flag=True, help="Exit with 1 when the schemas differ.")
@allow_incomplete_option
@dialect_option
@schemas_option
@glob_options
@project_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    before: tuple[str, ...],
    after: tuple[str, ...],
    dev_url: str | None,
    template: str | None,
    renames: tuple[str, ...],
    down: bool,
    pos: bool,
    proving: bool,
    exit_code: bool,
    allow_incomplete: bool,
    dialect: Dialect | None,
    schemas: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    environment: Environment,
    **safer: Any,
) -> None:
    """Print the SQL that turns one schema into another.

    A state may be made of several sources: repeat --from or --to, or part them by commas.

    \b
    Example:
      erdapp schema diff --from file://v1.sql --to file://v2.sql --prove
      erdapp schema diff --env dev --from env://url --to env://src
    """
    from erdapp.cli.renames import chosen_renames
    from erdapp.cli.schema_format import plan_text, touched_positions
    from erdapp.planner import plan

    options = policies_or(policies(**safer), environment)
    dev_url = dev_url or environment.dev or None
    old, new = pair(
        Wanted(
            before=tuple(listed(before)),
            after=tuple(listed(after)),
            dialect=dialect,
            dev_url=dev_url,
            schemas=tuple(listed(schemas)) or environment.schemas,
            include=include,
            exclude=exclude or environment.exclude,
            allow_incomplete=allow_incomplete,
        ),
        environment,
    )
    told = chosen_renames(old.schema, new.schema, renames, new.renames)
    tell_idle(options, new.schema.dialect)
    planned = plan(old.schema, new.schema, told, options)
    if not planned.up:
        click.echo(SYNCED)
        return
    chosen = template or environment.format.get("schema.diff") or '{{ sql . "  " }}'
    head = touched_positions(planned, old, new) if pos else ""
    click.echo(plan_text(planned, chosen, down=down, head=head).rstrip("\n"))
    proved = not proving or told_proof(old, new, planned, dev_url)
    ctx.exit(1 if exit_code or not proved else 0)
