"""A schema in another dialect, with a list of what could not be carried over."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from erdapp.dialects import settled
from erdapp.export import translate_objects as objects
from erdapp.export.losses import Lost
from erdapp.export.translate_cases import with_columns_apart
from erdapp.export.translate_foreign_keys import with_foreign_keys
from erdapp.export.translate_job import MYSQL_FAMILY, Job
from erdapp.export.translate_limits import key_limits
from erdapp.export.translate_tables import table
from erdapp.schema import Dialect, Schema


class Translated(Struct, frozen=True):
    """The schema in the target dialect; `lost` is sorted by object."""

    schema: Schema
    lost: tuple[Lost, ...] = ()


def translate(schema: Schema, to: Dialect) -> Translated:
    """The schema as the dialect `to` has it.

    What has no counterpart is left out, or put as the nearest that there is, and told. Into its
    own dialect a schema goes unchanged.
    """
    if schema.dialect is to:
        return Translated(schema)
    schema, called_alike = with_columns_apart(schema, to)
    job = Job(schema, to)
    job.lost += called_alike
    limits = key_limits(job, schema.tables)
    real = [item for item in schema.tables if not _is_virtual(job, item.options, item.full_name)]
    tables = {item.full_name: table(job, item, limits.get(item.full_name, {})) for item in real}
    whole = with_foreign_keys(job, tables)
    found = Schema(
        dialect=to,
        tables=tuple(sorted(whole, key=lambda item: item.key)),
        views=tuple(sorted(objects.views(job), key=lambda item: item.key)),
        enums=objects.enums(job),
        domains=objects.domains(job),
        sequences=objects.sequences(job),
    )
    found = _with_programs(job, found)
    used = frozenset(item.key.schema for item in found.objects())
    found = replace(found, namespaces=objects.namespaces(job, used))
    _tell_cases(job)
    return Translated(settled(found), tuple(sorted({*job.lost, *job.naming.lost})))


def _is_virtual(job: Job, options: tuple[tuple[str, str], ...], name: object) -> bool:
    """A virtual table of SQLite is a program's, a foreign table another server's."""
    for option in ("virtual", "server"):
        if option in dict(options):
            job.lose(name, f"{option} table", "its rows are not kept in the database")
            return True
    return False


def _with_programs(job: Job, found: Schema) -> Schema:
    """MySQL and MariaDB share their language for routines, triggers and events."""
    source = job.source
    if not job.in_family:
        job.lost += objects.left_behind(source, job.after.label)
        return found
    return replace(
        found,
        routines=source.routines,
        triggers=source.triggers,
        definitions=source.definitions,
        sequences=found.sequences,
    )


def _tell_cases(job: Job) -> None:
    """MySQL and SQL Server find `a` equal to `A`, PostgreSQL and SQLite don't."""
    ignoring = (*MYSQL_FAMILY, Dialect.MSSQL)
    if job.source.dialect in ignoring and job.to in (Dialect.POSTGRES, Dialect.SQLITE):
        why = f"{job.after.label} tells upper from lower case, also in unique keys"
        job.lose("", "comparisons of texts", why)
