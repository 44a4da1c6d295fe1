"""`erdapp migrate diff`: the next migration, planned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click
from msgspec.structs import replace

from erdapp.cli.dev import dev_dialect
from erdapp.cli.failure import Failure
from erdapp.cli.incomplete import allow_incomplete_option, complete
from erdapp.cli.migrate_database import timeout_option, waiting
from erdapp.cli.migrate_new import checked_name
from erdapp.cli.migrate_options import added, checked, dir_options, opened_alone, replay
from erdapp.cli.options import dialect_option, glob_options, selected
from erdapp.cli.policies import policies, policy_options, tell_idle
from erdapp.cli.project import Environment
from erdapp.cli.project_options import missing, project_options
from erdapp.cli.renames import chosen_renames
from erdapp.cli.states import read_state
from erdapp.loaders.base import Loaded
from erdapp.migdir.directory import Directory
from erdapp.migdir.files import new_version
from erdapp.migdir.formats.base import NewFile, Planned
from erdapp.planner import plan
from erdapp.planner.options import PlanOptions
from erdapp.planner.plan import Phase, Plan
from erdapp.runner.revisions import TABLE
from erdapp.schema import Dialect
from erdapp.schema.home import at_home

SYNCED = "The migration directory is synced with the desired state, no changes to be made"
_TEMPLATE = re.compile(r'\{\{-?\s*sql\s+\.\s*(?:"((?:[^"\\]|\\.)*)")?\s*-?\}\}')


@click.command("diff", short_help="Write what the directory lacks of the desired state.")
@click.argument("name", default="")
@click.option("--to", multiple=True, help="The desired state; repeatable for files.")
@click.option("--dev-url", default=None, help="A dev database to run the files on.")
@dir_options
@click.option("-s", "--schema", "schemas", multiple=True, help="Namespaces of a live database.")
@glob_options
@click.option("--format", "template", default=None, help='{{ sql . }} or {{ sql . "  " }}.')
@click.option("--rename", "renames", multiple=True, help="old=new, kind:old=new.")
@policy_options
@allow_incomplete_option
@click.option("--qualifier", default="", help="Write the default namespace out, as this name.")
@click.option("--edit", is_flag=True, help="Open the file in $EDITOR, then hash it.")
@click.option("--dry-run", is_flag=True, help="Print the file and write nothing.")
@timeout_option
@dialect_option
@project_options
def command(
    name: str,
    to: tuple[str, ...],
    dev_url: str | None,
    dir_url: str | None,
    dir_format: str | None,
    schemas: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    template: str | None,
    renames: tuple[str, ...],
    allow_incomplete: bool,
    qualifier: str,
    edit: bool,
    dry_run: bool,
    lock_timeout: float | None,
    dialect: Dialect | None,
    environment: Environment,
    **safer: Any,
) -> None:
    """Compare the directory with the desired state and write what is missing as a new file.

    \b
    Example:
      erdapp migrate diff add_age --to file://schema.sql --dev-url sqlite://dev?mode=memory
    """
    sources, dev = to or environment.src, dev_url or environment.dev or None
    if not sources:
        raise missing("--to", "src")
    told = dialect or (dev_dialect(dev) if dev else None)
    indent = indent_of(template or environment.format.get("migrate.diff", ""))
    seconds = waiting(lock_timeout, environment)
    with opened_alone(dir_url, dir_format, environment, seconds) as found:
        checked(found)
        wanted = read_state(sources, told, dev, environment, schemas or environment.schemas)
        wanted = complete(", ".join(sources), wanted, allowed=allow_incomplete)
        current = replay(found.migrations, wanted.schema.dialect, dev)
        left_out = (*exclude, *environment.exclude, TABLE)
        before, after = (
            _prepared(selected(state, include, left_out), qualifier) for state in (current, wanted)
        )
        options = _options(safer, environment.diff, _checked(qualifier, after.schema.dialect))
        chosen = chosen_renames(before.schema, after.schema, renames, after.renames)
        tell_idle(options, after.schema.dialect)
        planned = plan(before.schema, after.schema, chosen, options)
        if not planned.up:
            click.echo(SYNCED)
            return
        files = list(new_files(found, planned, checked_name(name), indent))
        if dry_run:
            click.echo("\n".join(text.rstrip("\n") for _, text in files))
            return
        added(found, files, edit=edit)


def new_files(found: Directory, planned: Plan, name: str, indent: str) -> Sequence[NewFile]:
    """The files of a plan: one migration, or one for each of its steps."""
    steps = planned.phases or (Phase(name="", up=planned.up, down=planned.down),)
    files: list[NewFile] = []
    version = found.last_version
    for step in steps:
        version = new_version(datetime.now(UTC), version)
        files += found.format.write(
            Planned(
                version=version,
                name="_".join(filter(None, (name, step.name))),
                dialect=planned.dialect,
                up=step.up,
                down=step.down,
                indent=indent,
            )
        )
    return files


def indent_of(template: str) -> str:
    """The indentation that a template asks for; none by default, as in Atlas."""
    if template in ("", "sql"):
        return ""
    match = _TEMPLATE.fullmatch(template.strip())
    if match is None:
        raise Failure(
            f"--format {template!r} is not understood; known are {{{{ sql . }}}} and "
            '{{ sql . "  " }}'
        )
    return (match[1] or "").replace("\\t", "\t")


def _checked(qualifier: str, dialect: Dialect) -> str:
    if qualifier and dialect is Dialect.SQLITE:
        raise Failure("--qualifier says nothing for sqlite: a file has no other namespace")
    return qualifier


def _options(flags: dict[str, Any], told: PlanOptions, qualifier: str) -> PlanOptions:
    """The policies of the flags, added to those of the project file."""
    given = policies(**flags)
    return PlanOptions(
        skip=given.skip | told.skip,
        concurrent_index=given.concurrent_index or told.concurrent_index,
        not_valid=given.not_valid or told.not_valid,
        online=given.online or told.online,
        expand_contract=given.expand_contract or told.expand_contract,
        qualifier=qualifier,
    )


def _prepared(loaded: Loaded, qualifier: str) -> Loaded:
    """`loaded` without the namespace that Atlas keeps its table in; what earlier files qualified is
    the default namespace again."""
    schema = at_home(loaded.schema, qualifier) if qualifier else loaded.schema
    spaces = tuple(space for space in schema.namespaces if space.name != TABLE)
    return replace(loaded, schema=replace(schema, namespaces=spaces))
