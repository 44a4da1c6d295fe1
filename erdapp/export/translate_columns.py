"""Columns between dialects: type, numbering, default, generation, and the checks a type needs."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from erdapp.export.losses import Untranslatable
from erdapp.export.translate_defaults import default
from erdapp.export.translate_job import MYSQL_FAMILY, Job
from erdapp.export.translate_types import LONG, Neutral, spelled
from erdapp.schema import (
    Column,
    DataType,
    Dialect,
    Enum,
    Generated,
    Identity,
    Name,
    Table,
)
from erdapp.schema.renames import rename_in_text

_COUNTED = {"numeric": "bigint", "decimal": "bigint"}
_FAMILY_TYPES = {
    Dialect.MYSQL: {"uuid": "char(36)", "inet4": "varchar(15)", "inet6": "varchar(45)"},
    Dialect.MARIADB: {"vector": "longblob"},
}
"""Types that the other of the two doesn't have."""


class Moved(Struct, frozen=True):
    """A column of the target, and the checks that its old type or domain implied."""

    column: Column
    checks: tuple[str, ...] = ()


def move(job: Job, table: Table, column: Column, limits: Mapping[str, int]) -> Moved:
    """The column in the target; `limits` are lengths for texts that are part of a key."""
    where = f"{table.full_name}.{column.name}"
    found = job.meaning(column)
    type = _type(job, table, column, found, limits.get(column.name, 0))
    domain = job.domain(column.type)
    moved = Column(
        name=column.name,
        type=type,
        null=column.null and (domain is None or domain.null) and not _in_key(table, column),
        comment=column.comment,
    )
    _tell_rest(job, where, column)
    if column.generated is not None:
        moved = _generated(job, table, column, moved)
    elif job.counts(table, column):
        moved = _counted(job, table, column, moved)
    else:
        text = column.default if column.default is not None or not domain else domain.default
        moved = _with_default(job, where, text, found, moved)
    return Moved(moved, tuple(_checks(job, table, column, found)))


def _in_key(table: Table, column: Column) -> bool:
    return table.primary_key is not None and column.name in table.primary_key.columns


# --- types ----------------------------------------------------------------------------------------


def _type(job: Job, table: Table, column: Column, found: Neutral, limit: int) -> DataType:
    where = f"{table.full_name}.{column.name}"
    if job.in_family:
        return _family_type(job, where, column)
    if job.to is Dialect.POSTGRES and (domain := job.domain(column.type)):
        moved = job.naming.relation(Name(domain.schema, domain.name))
        return DataType(moved.name, schema=moved.schema, user=True)
    if found.kind == "enum":
        return _enum_type(job, table, column, found)
    if not column.type.name and column.generated:
        return _computed_type(job, where)
    written = spelled(found, job.to)
    type = written.type
    if limit and (type.name in LONG | {"json"} or type.args == ("max",)):
        kind = "varbinary" if type.name in ("longblob", "varbinary") else "varchar"
        type = spelled(Neutral(kind, (str(limit),)), job.to).type
        why = f"{job.after.label} takes no type without a length in a key"
        job.lose(where, f"type {_shown(job, column)}", why, job.after.type_sql(type))
    elif written.near:
        why = f"{job.after.label} has no such type"
        instead = job.after.type_sql(type) or "any value"
        job.lose(where, f"type {_shown(job, column)}", why, instead)
    return type


def _shown(job: Job, column: Column) -> str:
    return job.before.short_type(column.type) or "of any value"


def _family_type(job: Job, where: str, column: Column) -> DataType:
    other = _FAMILY_TYPES.get(job.to, {}).get(column.type.name)
    if other is None:
        return job.after.parse_type(job.before.type_sql(column.type))
    job.lose(where, f"type {column.type}", f"{job.after.label} has no such type", other)
    return job.after.parse_type(other)


def _enum_type(job: Job, table: Table, column: Column, found: Neutral) -> DataType:
    if job.to in MYSQL_FAMILY:
        return DataType("enum", found.args)
    if job.to is Dialect.POSTGRES:
        owner = job.naming.relation(table.full_name)
        name = job.naming.free(owner.schema, f"{owner.name}_{column.name}")
        job.enums.append(Enum(name=name, values=found.args, schema=owner.schema))
        return DataType(name, schema=owner.schema, user=True)
    longest = max((len(value) for value in found.args), default=1) or 1
    return spelled(replace(found, args=(str(min(longest, 4000)),)), job.to).type


def _computed_type(job: Job, where: str) -> DataType:
    """SQL Server finds the type of a computed column by itself."""
    type = spelled(Neutral("text"), job.to).type
    why = "a computed column has no declared type in SQL Server"
    job.lose(where, "type of the expression", why, job.after.type_sql(type))
    return type


# --- numbering, defaults, generation --------------------------------------------------------------


def _counted(job: Job, table: Table, column: Column, moved: Column) -> Column:
    where, label = f"{table.full_name}.{column.name}", job.after.label
    first = next((c for c in table.columns if job.counts(table, c)), column)
    name = _COUNTED.get(moved.type.name)
    if name and job.to is not Dialect.MSSQL:
        job.lose(where, f"type {_shown(job, column)}", f"{label} numbers integers only", name)
        moved = replace(moved, type=DataType(name))
    start, step = 1, 1
    if column.identity:
        start, step = column.identity.start, column.identity.increment
    if job.to in (Dialect.POSTGRES, Dialect.MSSQL):
        if job.to is Dialect.MSSQL and first is not column:
            job.lose(where, "numbering", f"{label} numbers one column of a table")
            return moved
        return replace(moved, null=False, identity=Identity(start=start, increment=step))
    key = table.primary_key
    alone = key is not None and key.columns == (column.name,)
    if first is not column or (job.to is Dialect.SQLITE and not alone):
        job.lose(where, "numbering", f"{label} numbers only one key of a table")
        return moved
    if step != 1:
        job.lose(where, f"numbering in steps of {step}", f"{label} counts by one", "steps of 1")
    type = DataType("integer") if job.to is Dialect.SQLITE else moved.type
    return replace(moved, type=type, null=False, auto_increment=True)


def _with_default(job: Job, where: str, text: str | None, found: Neutral, moved: Column) -> Column:
    if text is None:
        return moved
    try:
        if job.in_family:
            return replace(moved, default=job.after.normal_default(text, moved))
        return replace(moved, default=default(job, text, found, moved))
    except Untranslatable as error:
        job.lose(where, f"default {text[:80]}", str(error))
        return moved


def _generated(job: Job, table: Table, column: Column, moved: Column) -> Column:
    """The expression, or a plain column where it can't be had."""
    assert column.generated is not None
    text, where = column.generated.expression, f"{table.full_name}.{column.name}"
    what = f"generated expression {text[:80]}"
    if (reason := _refused(job, table, column, text)) is not None:
        job.lose(where, what, reason, "a plain column")
        return moved
    try:
        written = job.translated(text)
    except Untranslatable as error:
        job.lose(where, what, str(error), "a plain column")
        return moved
    stored = column.generated.stored
    if job.to is Dialect.POSTGRES and not stored:
        job.lose(where, "computed on reading", "PostgreSQL stores what it computes", "stored")
        stored = True
    type = DataType("") if job.to is Dialect.MSSQL else moved.type
    null = moved.null or job.to in MYSQL_FAMILY  # it is what the expression is
    return replace(moved, type=type, null=null, generated=Generated(written, stored))


def _refused(job: Job, table: Table, column: Column, text: str) -> str | None:
    """Why the target takes no such expression, whatever its words."""
    if column.generated and column.generated.of_period:
        return "the period of a row is written in the words of its dialect alone"
    others = [other for other in table.columns if job.mentions(text, other)]
    label = job.after.label
    if job.to in MYSQL_FAMILY and any(job.counts(table, other) for other in others):
        return f"{label} computes nothing from a numbered column"
    strict = job.to in (Dialect.POSTGRES, Dialect.MSSQL)
    if strict and any(other.generated and other.name != column.name for other in others):
        return f"{label} computes nothing from a generated column"
    return None


# --- what a type implied --------------------------------------------------------------------------


def _checks(job: Job, table: Table, column: Column, found: Neutral) -> list[str]:
    name = job.after.quote(column.name)
    checks: list[str] = []
    if job.in_family:
        return checks
    referring = any(column.name in key.columns for key in table.foreign_keys)
    unsigned = found.kind.startswith("uint") and job.to not in MYSQL_FAMILY
    exact = found.kind == "uint8" and job.to is Dialect.MSSQL
    if unsigned and not exact and not referring and not job.counts(table, column):
        checks.append(f"{name} >= 0")
    if found.kind == "enum" and job.to in (Dialect.SQLITE, Dialect.MSSQL):
        values = ", ".join(job.after.string(value) for value in found.args)
        checks.append(f"{name} IN ({values or 'NULL'})")
    domain = job.domain(column.type)
    if domain is not None and job.to is not Dialect.POSTGRES:
        quoted = job.before.quote(column.name)
        for check in domain.checks:
            text = rename_in_text(
                rename_in_text(check.expression, "VALUE", "value"), "value", quoted
            )
            where = f"{table.full_name}.{column.name}"
            if written := job.expression(where, f"check {check.name} of its domain", text):
                checks.append(written)
    return checks


def _tell_rest(job: Job, where: str, column: Column) -> None:
    label = job.after.label
    if job.in_family:
        return
    if column.collation and not column.collation.endswith(("_bin", "C", "binary", "BINARY")):
        job.lose(where, f"collation {column.collation}", f"{label} names collations differently")
    if column.on_update:
        job.lose(where, f"on update {column.on_update}", f"{label} has no such clause")
    if column.invisible:
        job.lose(where, "invisible", f"{label} shows every column", "visible")
    for name, value in column.options:
        job.lose(where, f"option {name} {value}", f"{label} has no such option")
