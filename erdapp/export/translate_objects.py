"""What stands beside tables: views, types, sequences; and what is never translated."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.export.losses import Lost, Untranslatable
from erdapp.export.translate_job import Job
from erdapp.export.translate_types import spelled
from erdapp.schema import (
    Column,
    Dialect,
    Domain,
    Enum,
    Name,
    Namespace,
    Schema,
    Sequence,
    View,
    ViewColumn,
)

_WITH_SEQUENCES = frozenset({Dialect.POSTGRES, Dialect.MARIADB, Dialect.MSSQL})


def namespaces(job: Job, used: frozenset[str]) -> tuple[Namespace, ...]:
    """Namespaces of the source where the target has them too."""
    if not job.after.can.namespaces:
        return ()
    declared = {space.name: space for space in job.source.namespaces}
    names = sorted((declared.keys() | used) - {""})
    return tuple(
        Namespace(name=name, comment=declared[name].comment if name in declared else "")
        for name in names
    )


def enums(job: Job) -> tuple[Enum, ...]:
    """Enum types made of the columns of a MySQL source; others have become columns' own."""
    return tuple(sorted(job.enums, key=lambda enum: enum.key))


def domains(job: Job) -> tuple[Domain, ...]:
    """Domains, for PostgreSQL; elsewhere every column got what its domain said."""
    if job.to is not Dialect.POSTGRES:
        for domain in job.source.domains:
            what = f"domain {domain.name}"
            why = f"{job.after.label} has no domains"
            job.lose(Name(domain.schema, domain.name), what, why, "its type and checks")
        return ()
    found = []
    for domain in job.source.domains:
        name = job.naming.relation(Name(domain.schema, domain.name))
        meaning = job.meaning(Column(name="value", type=domain.type))
        type = spelled(meaning, job.to).type
        found.append(
            Domain(
                name=name.name,
                schema=name.schema,
                type=type,
                null=domain.null,
                comment=domain.comment,
            )
        )
    return tuple(found)


def sequences(job: Job) -> tuple[Sequence, ...]:
    """Sequences that do more than number the rows of one column."""
    found = []
    for item in job.source.sequences:
        old = Name(item.schema, item.name)
        if job.is_counter(str(old), item.owned_by is not None):
            continue
        if job.to not in _WITH_SEQUENCES:
            job.lose(old, "sequence", f"{job.after.label} has no sequences")
            continue
        name = job.naming.relation(old)
        type = item.type if job.to is Dialect.POSTGRES else ""
        found.append(
            replace(item, name=name.name, schema=name.schema, owned_by=None, type=type, comment="")
        )
    return tuple(found)


# --- views ----------------------------------------------------------------------------------------


def views(job: Job) -> tuple[View, ...]:
    """The views whose SELECT the target takes, and that read only from what is there."""
    found: dict[Name, View] = {}
    gone: set[Name] = set()
    for view in job.source.views:
        try:
            found[Name(view.schema, view.name)] = _view(job, view)
        except Untranslatable as error:
            gone.add(Name(view.schema, view.name))
            job.lose(Name(view.schema, view.name), _kind(view), str(error))
    while gone:
        gone = _reading_from(job, found, gone)
    return tuple(found.values())


def _kind(view: View) -> str:
    return "materialized view" if view.materialized else "view"


def _view(job: Job, view: View) -> View:
    name = job.naming.relation(Name(view.schema, view.name))
    text = view.definition
    definition = job.after.normal_query(text) if job.in_family else job.translator.query(text)
    kept = view.materialized and job.to is Dialect.POSTGRES
    owner = Name(view.schema, view.name)
    if view.materialized and not kept:
        why = f"{job.after.label} keeps no results of views"
        job.lose(owner, "materialized view", why, "a view")
    for index in view.indexes:
        job.lose(owner, f"index {index.name}", "views have no indexes there")
    for option, value in view.options:
        if not job.in_family:
            job.lose(owner, f"option {option} {value}", f"{job.after.label} has none like it")
    commented = job.to is Dialect.POSTGRES
    return View(
        name=name.name,
        schema=name.schema,
        definition=definition,
        columns=_columns(view, commented),
        materialized=kept,
        comment=view.comment if job.to in (Dialect.POSTGRES, Dialect.MSSQL) else "",
        options=view.options if job.in_family else (),
    )


def _columns(view: View, commented: bool) -> tuple[ViewColumn, ...]:
    """A declared list of names; comments of columns only where they can be kept."""
    if not commented and all(column.comment for column in view.columns):
        return ()
    return tuple(
        ViewColumn(column.name, comment=column.comment if commented else "")
        for column in view.columns
    )


def _reading_from(job: Job, found: dict[Name, View], gone: set[Name]) -> set[Name]:
    """Take the views away that mention a lost one; their names."""
    sources = {Name(view.schema, view.name): view.definition for view in job.source.views}
    affected = {}
    for name in found:
        words = set(sources[name].translate(_MARKS).split())
        missing = next((lost for lost in sorted(gone) if lost.name in words), None)
        if missing is not None and missing != name:
            affected[name] = missing
    for name, missing in affected.items():
        job.lose(name, _kind(found.pop(name)), f"it reads from {missing}, which is lost")
    return set(affected)


_MARKS = str.maketrans(dict.fromkeys('"`[]().,;', " "))


# --- what stays behind ----------------------------------------------------------------------------


def left_behind(schema: Schema, label: str) -> tuple[Lost, ...]:
    """Objects that are programs or belong to one server: they are never translated."""
    programs = "programs are not translated"
    found = [Lost(str(Name(r.schema, r.name)), r.kind, programs) for r in schema.routines]
    found += [
        Lost(str(Name(item.schema, item.table)), f"trigger {item.name}", programs)
        for item in schema.triggers
    ]
    found += [
        Lost(
            str(Name(item.schema, item.table or item.name)),
            f"policy {item.name}",
            f"{label} has no policies like it",
        )
        for item in schema.policies
    ]
    found += [
        Lost(item.name, "extension", f"{label} has no such extension") for item in schema.extensions
    ]
    found += [
        Lost(str(Name(item.schema, item.name)), "composite type", f"{label} has no such type")
        for item in schema.composites
    ]
    found += [
        Lost(str(Name(item.schema, item.name)), item.kind, "it is not translated")
        for item in schema.definitions
    ]
    return tuple(found)
