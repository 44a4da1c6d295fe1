"""`erdapp schema plan`: statements to be looked at now and applied later."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from erdapp.cli.failure import Failure
from erdapp.cli.incomplete import allow_incomplete_option
from erdapp.cli.migrate_new import checked_name
from erdapp.cli.options import dialect_option, glob_options, listed, schemas_option
from erdapp.cli.plan_file import SUFFIX, PlanFile, plan_text
from erdapp.cli.policies import policies, policy_options, tell_idle
from erdapp.cli.project import Environment
from erdapp.cli.project_options import missing, project_options
from erdapp.cli.schema_pair import Wanted, pair, policies_or
from erdapp.migdir.files import new_version
from erdapp.planner.options import PlanOptions
from erdapp.schema import Dialect, fingerprint

SYNCED = "Schemas are synced, no changes to be made."


@click.command("plan", short_help="Plan now what is applied later.")
@click.option("-f", "--from", "before", multiple=True, help="The database; else url of the env.")
@click.option("--to", "after", multiple=True, help="The desired state; else src of the env.")
@click.option("--dev-url", default=None, help="A dev database to run the desired state on.")
@click.option("--name", default="", help="What to call the plan  [default: the time]")
@click.option("--save", is_flag=True, help=f"Write NAME{SUFFIX} instead of printing it.")
@click.option("--rename", "renames", multiple=True, help="old=new, kind:old=new.")
@policy_options
@allow_incomplete_option
@dialect_option
@schemas_option
@glob_options
@project_options
def command(
    before: tuple[str, ...],
    after: tuple[str, ...],
    dev_url: str | None,
    name: str,
    save: bool,
    renames: tuple[str, ...],
    allow_incomplete: bool,
    dialect: Dialect | None,
    schemas: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    environment: Environment,
    **safer: Any,
) -> None:
    """Plan what turns a database into the desired state, as a file to be reviewed and edited.

    `erdapp schema apply --plan` runs it, as long as neither state has changed by then.

    \b
    Example:
      erdapp schema plan --env prod --name add_age --save
      erdapp schema apply --env prod --plan file://add_age.plan.hcl
    """
    states = Wanted(
        before=tuple(listed(before)) or tuple(filter(None, (environment.url,))),
        after=tuple(listed(after)) or environment.src,
        dialect=dialect,
        dev_url=dev_url or environment.dev or None,
        schemas=tuple(listed(schemas)) or environment.schemas,
        include=include,
        exclude=exclude or environment.exclude,
        allow_incomplete=allow_incomplete,
    )
    for flag, given in (("--from", states.before), ("--to", states.after)):
        if not given:
            raise missing(flag, "url" if flag == "--from" else "src")
    options = policies_or(policies(**safer), environment)
    made = _made(states, environment, options, renames, checked_name(name))
    if made is None:
        click.echo(SYNCED)
    elif save:
        _write(made)
    else:
        click.echo(plan_text(made), nl=False)


def _made(
    states: Wanted,
    environment: Environment,
    options: PlanOptions,
    renames: tuple[str, ...],
    name: str,
) -> PlanFile | None:
    """The plan, what lint says of it on stderr; None when nothing is to be done. Raises Failure."""
    from erdapp.cli.renames import chosen_renames
    from erdapp.cli.schema_format import statements_text
    from erdapp.cli.schema_run import linted
    from erdapp.planner import plan

    old, new = pair(states, environment)
    told = chosen_renames(old.schema, new.schema, renames, new.renames)
    tell_idle(options, new.schema.dialect)
    planned = plan(old.schema, new.schema, told, options)
    if not planned.up:
        return None
    linted(old.schema, planned, environment)
    return PlanFile(
        name=name or new_version(datetime.now(UTC)),
        before=fingerprint(old.schema),
        after=fingerprint(new.schema),
        migration=statements_text(planned),
    )


def _write(made: PlanFile) -> None:
    path = Path(f"{made.name}{SUFFIX}")
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(plan_text(made))
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from error
    click.echo(f"wrote {path}", err=True)
