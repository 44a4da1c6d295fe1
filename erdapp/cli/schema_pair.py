"""Two states in one dialect, the plan's policies, and the proof of what lies between them."""

from __future__ import annotations

from collections.abc import Sequence

import click
from msgspec import Struct
from msgspec.structs import replace

from erdapp.cli.failure import Failure
from erdapp.cli.incomplete import complete
from erdapp.cli.options import selected
from erdapp.cli.project import Environment
from erdapp.cli.sources import DATABASES
from erdapp.cli.states import read_state, resolved
from erdapp.loaders.base import Loaded
from erdapp.planner.options import PLAIN, PlanOptions
from erdapp.planner.plan import Plan
from erdapp.schema import Dialect, Schema
from erdapp.schema.patterns import without

REVISIONS = "atlas_schema_revisions"
"""The table, or namespace, in which migrations are remembered: no state says anything of it."""


class Wanted(Struct, frozen=True, kw_only=True):
    """Which states to read, and what of them counts."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    dialect: Dialect | None = None
    dev_url: str | None = None
    schemas: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    allow_incomplete: bool = False


def pair(wanted: Wanted, environment: Environment) -> tuple[Loaded, Loaded]:
    """Both states. What a live database speaks decides how files are read.

    Raises Failure.
    """
    for flag, sources in (("--from", wanted.before), ("--to", wanted.after)):
        if not sources:
            raise Failure(f"{flag} is missing: name a file, a folder or a database URL")
    sides = [resolved(wanted.before, environment), resolved(wanted.after, environment)]
    found: dict[int, Loaded] = {}
    dialect = wanted.dialect
    for place in sorted((0, 1), key=lambda side: not is_live(sides[side])):
        found[place] = _state(sides[place], dialect, wanted, environment)
        if is_live(sides[place]):
            dialect = dialect or found[place].schema.dialect
    old, new = found[0], found[1]
    if old.schema.dialect != new.schema.dialect:
        raise Failure(
            f"--from is {old.schema.dialect} and --to is {new.schema.dialect}: "
            "a plan needs both in one dialect (say which with --dialect)"
        )
    if not _remembers(new.schema):
        old = replace(old, schema=without(old.schema, [REVISIONS], ""))
    return old, new


def is_live(sources: Sequence[str]) -> bool:
    """Whether the sources are a database."""
    return any(source.partition("://")[0] in DATABASES for source in sources)


def _state(
    sources: Sequence[str], dialect: Dialect | None, wanted: Wanted, environment: Environment
) -> Loaded:
    found = read_state(sources, dialect, wanted.dev_url, environment, wanted.schemas)
    found = complete(sources[0], found, allowed=wanted.allow_incomplete)
    return selected(found, wanted.include, wanted.exclude, wanted.schemas)


def _remembers(schema: Schema) -> bool:
    return any(REVISIONS in (table.name, table.schema) for table in schema.tables)


def policies_or(told: PlanOptions, environment: Environment) -> PlanOptions:
    """What the flags say; the project file's policies where they say nothing."""
    return environment.diff if told == PLAIN else told


def told_proof(old: Loaded, new: Loaded, planned: Plan, dev_url: str | None) -> bool:
    """Run the proof and tell its outcome on stderr; whether it was proved."""
    from erdapp.cli.dev import dev_database_url
    from erdapp.runner import placed, prove
    from erdapp.runner.proof import Verdict

    url = dev_database_url(dev_url) if dev_url else None
    proof = prove(old.schema, new.schema, planned, url=url)
    proof = placed(proof, {**old.origins, **new.origins})
    match proof.verdict:
        case Verdict.PROVED:
            told = f"proved on {proof.server}, forward and back, with {proof.rows} rows"
            click.echo(f"{told}, {proof.seconds:.2f} s", err=True)
        case Verdict.FAILED:
            click.echo(f"not proved on {proof.server}: {proof.reason} {proof.hint}", err=True)
            if proof.failed_at and proof.failed_at.place:
                click.echo(f"the source says it at {proof.failed_at.place}", err=True)
        case Verdict.UNAVAILABLE:
            click.echo(f"not proved: {proof.reason} {proof.hint}", err=True)
    return proof.verdict is Verdict.PROVED
