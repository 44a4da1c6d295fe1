"""What a project file says about one environment, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from erdapp.planner.options import PLAIN, PlanOptions


class Migration(Struct, frozen=True, kw_only=True):
    """The block `migration`; what it doesn't say is empty, for the flag's own default."""

    dir: str = ""
    """The URL of the folder, `file://migrations`."""
    format: str = ""
    """`atlas`, `golang-migrate`, `goose`, `flyway`, `liquibase`, `dbmate`."""
    baseline: str = ""
    exec_order: str = ""
    """`linear`, `linear-skip`, `non-linear`."""
    lock_timeout: str = ""
    """`10s`"""
    revisions_schema: str = ""
    tx_mode: str = ""
    """`none`, `file`, `all`."""
    repo: str = ""
    """`repo { name = "shop" }`: the project that `migrate push` pushes to."""


class Environment(Struct, frozen=True, kw_only=True):
    """One `env` block. Without `--env` all of it is empty: flags then have to say everything."""

    name: str = ""
    src: tuple[str, ...] = ()
    """Sources of the desired state, to be given to `sources.read`."""
    url: str = ""
    dev: str = ""
    """The dev database as it is written, `docker://…` included: `dev.dev_database_url` says which
    database that is here."""
    schemas: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    migration: Migration = Migration()
    diff: PlanOptions = PLAIN
    lint: Mapping[str, Any] = field(default_factory=dict)
    """The blocks `lint` of the file and of the environment, the latter over the former: attributes
    by name, inner blocks as mappings by their kind, those with a label by kind, then label."""
    format: Mapping[str, str] = field(default_factory=dict)
    """Templates by command: `migrate.diff`, `schema.inspect` …"""
    variables: Mapping[str, str] = field(default_factory=dict)
    """What `--var` gave: HCL schemas have variables too."""


NOTHING = Environment()
"""What there is without a project file."""
