"""`erdapp schema apply`: bring a database to the desired state."""

from __future__ import annotations

from typing import Any

import click
from msgspec import Struct
from msgspec.structs import replace

from erdapp.cli.failure import Failure
from erdapp.cli.incomplete import allow_incomplete_option
from erdapp.cli.migrate_database import database, lock_options, waiting
from erdapp.cli.options import dialect_option, glob_options, listed, schemas_option
from erdapp.cli.plan_file import PlanFile, read_plan
from erdapp.cli.policies import policies, policy_options, tell_idle
from erdapp.cli.project import Environment
from erdapp.cli.project_options import environments_here, project_flags, wanted
from erdapp.cli.schema_pair import Wanted, pair, policies_or
from erdapp.cli.schema_run import agreed, edited_statements, linted, run, statements_of
from erdapp.loaders.base import Loaded
from erdapp.planner.options import PlanOptions
from erdapp.planner.plan import Plan
from erdapp.runner.schema_apply import TxMode
from erdapp.runner.session import Session, locked
from erdapp.schema import Dialect, fingerprint

SYNCED = "Schema is synced, no changes to be made"
PLANNED = "-- Planned Changes:"


class _How(Struct, frozen=True, kw_only=True):
    """What the flags say about one run."""

    options: PlanOptions
    renames: tuple[str, ...]
    dry_run: bool
    auto_approve: bool
    edit: bool
    tx_mode: TxMode
    template: str | None
    reviewed: PlanFile | None
    """The plan of a file, which is run instead of the one that is made now."""


@click.command("apply", short_help="Bring a database to the desired state.")
@click.option("-u", "--url", default=None, help="The database to change.")
@click.option("--to", "after", multiple=True, help="The desired state; else src of the env.")
@click.option("--dev-url", default=None, help="A dev database to run the desired state on.")
@click.option("--dry-run", is_flag=True, help="Print the plan and change nothing.")
@click.option("--auto-approve", is_flag=True, help="Apply without asking.")
@click.option("--plan", "reviewed", default=None, help="Run this plan: file://NAME.plan.hcl")
@click.option("--edit", is_flag=True, help="Open the plan in $EDITOR first.")
@click.option(
    "--tx-mode", type=click.Choice([mode.value for mode in TxMode]), default="file",
    show_default=True, help="Each statement alone, or all in one transaction.",
)  # fmt: skip
@lock_options
@click.option("--format", "template", default=None, help="Of the plan: {{ json . }}, {{ sql . }}.")
@click.option("--rename", "renames", multiple=True, help="old=new, kind:old=new.")
@policy_options
@allow_incomplete_option
@dialect_option
@schemas_option
@glob_options
@project_flags
def command(
    url: str | None,
    after: tuple[str, ...],
    dev_url: str | None,
    dry_run: bool,
    auto_approve: bool,
    reviewed: str | None,
    edit: bool,
    tx_mode: str,
    lock_timeout: float | None,
    lock_name: str,
    template: str | None,
    renames: tuple[str, ...],
    allow_incomplete: bool,
    dialect: Dialect | None,
    schemas: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    **safer: Any,
) -> None:
    """Plan what turns a database into the desired state, show it, ask, and run it.

    Only one run at a time changes a database; another one waits for --lock-timeout. At the end the
    database is read again, and what is still different is told.

    \b
    Example:
      erdapp schema apply -u postgres://localhost/shop --to file://schema.hcl --dry-run
      erdapp schema apply --env dev --auto-approve
    """
    told = policies(**safer)
    environments = environments_here()
    for environment in environments:
        target = wanted(url, environment.url, "--url", "url")
        if len(environments) > 1:
            click.echo(f"-- Database {environments.index(environment) + 1}", err=True)
        how = _How(
            options=policies_or(told, environment),
            renames=renames,
            dry_run=dry_run,
            auto_approve=auto_approve,
            edit=edit,
            tx_mode=TxMode(tx_mode),
            template=template or environment.format.get("schema.apply"),
            reviewed=read_plan(reviewed) if reviewed else None,
        )
        states = Wanted(
            before=(target,),
            after=tuple(listed(after)) or environment.src,
            dialect=dialect,
            dev_url=dev_url or environment.dev or None,
            schemas=tuple(listed(schemas)) or environment.schemas,
            include=include,
            exclude=exclude or environment.exclude,
            allow_incomplete=allow_incomplete,
        )
        with (
            database(target, "", environment) as at,
            locked(at, waiting(lock_timeout, environment), lock_name),
        ):
            _apply(at, states, environment, how)


def _apply(at: Session, states: Wanted, environment: Environment, how: _How) -> None:
    from erdapp.cli.renames import chosen_renames
    from erdapp.planner import plan

    old, new = pair(states, environment)
    told = chosen_renames(old.schema, new.schema, how.renames, new.renames)
    tell_idle(how.options, new.schema.dialect)
    planned = plan(old.schema, new.schema, told, how.options)
    if not planned.up:
        click.echo(SYNCED)
        return
    if how.reviewed:
        planned = _as_reviewed(how.reviewed, planned, old, new)
    _show(planned, how.template)
    failing = linted(old.schema, planned, environment)
    if how.dry_run:
        return
    statements = edited_statements(planned) if how.edit else planned.up
    question = "Lint found errors. Apply nevertheless?" if failing else "Apply these changes?"
    if not (how.auto_approve or agreed(question)):
        raise Failure("nothing was changed")
    run(at, statements, how.tx_mode)
    _tell_left(states, environment, new, how.options)


def _as_reviewed(reviewed: PlanFile, planned: Plan, old: Loaded, new: Loaded) -> Plan:
    """The plan with the statements of the file. Raises Failure when it leads from or to something
    else."""
    for what, told, schema in (
        ("the database", reviewed.before, old.schema),
        ("the desired state", reviewed.after, new.schema),
    ):
        if told != fingerprint(schema):
            raise Failure(
                f"{what} has changed since the plan {reviewed.name} was made: make it anew with "
                "erdapp schema plan"
            )
    return replace(planned, up=statements_of(reviewed.migration, planned), down=(), phases=())


def _show(planned: Plan, template: str | None) -> None:
    from erdapp.cli.schema_format import plan_text, statements_text

    if template:
        click.echo(plan_text(planned, template).rstrip("\n"))
        return
    click.echo(PLANNED)
    click.echo(statements_text(planned).rstrip("\n"))


def _tell_left(states: Wanted, environment: Environment, new: Loaded, options: PlanOptions) -> None:
    """Read the database again and say what is still missing in it."""
    from erdapp.diff import compare, describe
    from erdapp.planner import aim

    reached, _ = pair(states, environment)
    goal = aim(reached.schema, new.schema, (), options.skip)
    left = compare(goal.before, goal.after)
    if left:
        more = f" and {len(left) - 1} more" if len(left) > 1 else ""
        click.echo(f"warning: the database still differs: {describe(left[0])}{more}", err=True)
