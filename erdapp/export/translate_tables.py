"""Tables between dialects: columns, primary key and checks, and what only one dialect has."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from erdapp.export.translate_columns import Moved, move
from erdapp.export.translate_indexes import Indexes
from erdapp.export.translate_job import MYSQL_FAMILY, Job
from erdapp.schema import Check, Column, Dialect, Index, IndexPart, PrimaryKey, Table, Unique

_SILENT = frozenset({"engine", "charset", "collate", "auto_increment", "replica_identity"})
"""Options without a meaning elsewhere that anybody would miss."""
_OTHER_COLLATIONS = {Dialect.MYSQL: "utf8mb4_uca1400", Dialect.MARIADB: "utf8mb4_0900"}
"""How collations begin that the other of MySQL and MariaDB doesn't have."""


def table(job: Job, source: Table, limits: Mapping[str, int]) -> Table:
    """The table in the target, without its foreign keys."""
    moved = [move(job, source, column, limits) for column in source.columns]
    columns = tuple(item.column for item in moved)
    name = job.naming.relation(source.full_name)
    base = Table(name=name.name, schema=name.schema, columns=columns, comment=source.comment)
    base = replace(base, primary_key=_primary_key(job, source, base))
    indexes = Indexes(job, source, base)
    base = replace(base, uniques=indexes.uniques(), indexes=indexes.indexes())
    base = replace(base, uniques=_different(base, (*base.uniques, *indexes.as_uniques)))
    base = _numbered_is_key(job, base)
    base = _without_comments(job, base) if job.to is Dialect.SQLITE else base
    _tell_rest(job, source)
    checks = _checks(job, source, base, moved)
    return replace(base, checks=checks, options=_options(job, source), **_kept(job, source))


def _kept(job: Job, source: Table) -> dict[str, object]:
    """What MySQL and MariaDB write alike."""
    return {"partition": source.partition} if job.in_family else {}


def _primary_key(job: Job, source: Table, base: Table) -> PrimaryKey | None:
    key = source.primary_key
    if key is None:
        return None
    made_up = job.before.is_generated_name(key.name, source.name, key.columns)
    name = key.name
    if made_up or job.to in MYSQL_FAMILY or job.source.dialect in MYSQL_FAMILY:
        name = job.after.primary_key_name(base)
    if job.to not in MYSQL_FAMILY:
        name = job.naming.part("key", base, name)
    if key.include:
        job.lose(source.full_name, "columns included in the primary key", "a key has none there")
    prefix = job.to in MYSQL_FAMILY and job.in_family
    parts = tuple(IndexPart(part.column, prefix=part.prefix if prefix else 0) for part in key.parts)
    return PrimaryKey(parts=parts, name=name)


def _different(base: Table, uniques: tuple[Unique, ...]) -> tuple[Unique, ...]:
    """Without constraints that repeat another or the primary key: PostgreSQL leaves them out."""
    seen = {base.primary_key.columns} if base.primary_key else set()
    kept = []
    for unique in uniques:
        if unique.columns not in seen or "" in unique.columns:
            kept.append(unique)
            seen.add(unique.columns)
    return tuple(kept)


def _numbered_is_key(job: Job, base: Table) -> Table:
    """MySQL numbers a column only when an index begins with it."""
    if job.to not in MYSQL_FAMILY:
        return base
    firsts = {index.parts[0].column for index in base.indexes if index.parts}
    if base.primary_key:
        firsts.add(base.primary_key.columns[0])
    for column in base.columns:
        if column.auto_increment and column.name not in firsts:
            name = job.naming.part("index", base, job.after.index_name(base, (column.name,)))
            extra = Index(name=name, parts=(IndexPart(column.name),))
            return replace(base, indexes=(*base.indexes, extra))
    return base


def _without_comments(job: Job, base: Table) -> Table:
    count = sum(bool(column.comment) for column in base.columns)
    if base.comment or count:
        what = "comment" if base.comment else ""
        what += f"{' and ' if what and count else ''}{f'comments of {count} columns' * bool(count)}"
        job.lose(base.full_name, what, "SQLite has no comments")
    columns = tuple(replace(column, comment="") for column in base.columns)
    return replace(base, comment="", columns=columns)


def _checks(job: Job, source: Table, base: Table, moved: list[Moved]) -> tuple[Check, ...]:
    found: list[Check] = []
    for check in source.checks:
        what = f"check {check.name}".strip()
        if (reason := _refused(job, source, check)) is not None:
            job.lose(source.full_name, what, reason)
            continue
        steady = job.to not in (Dialect.POSTGRES, Dialect.MSSQL)
        text = job.expression(source.full_name, what, check.expression, steady=steady)
        if text is None:
            continue
        made_up = job.before.is_generated_name(check.name, source.name, ())
        found.append(_named(job, base, text, "" if made_up else check.name, found))
    for item in moved:
        for text in item.checks:
            found.append(_named(job, base, text, "", found, item.column.name))
    return tuple(_unlike(found))


def _unlike(checks: list[Check]) -> list[Check]:
    """Without those that only repeat another under a made-up name."""
    return list({check.expression: check for check in reversed(checks)}.values())[::-1]


def _named(
    job: Job, base: Table, text: str, name: str, before: list[Check], column: str = ""
) -> Check:
    text = job.after.normal_expression(text, base.columns)
    so_far = replace(base, checks=tuple(before))
    name = name or job.after.check_name(so_far, text, "")
    return Check(expression=text, name=job.naming.part("check", base, name))


def _refused(job: Job, source: Table, check: Check) -> str | None:
    """Why MySQL takes no such check, whatever its words."""
    if job.to not in MYSQL_FAMILY:
        return None
    for column in source.columns:
        if not job.mentions(check.expression, column):
            continue
        if job.counts(source, column):
            return f"{job.after.label} checks no numbered column"
        acting = (
            key
            for key in source.foreign_keys
            if column.name in key.columns and (key.on_delete or key.on_update)
        )
        if job.to is Dialect.MYSQL and any(acting):
            return "MySQL checks no column that a foreign key may change"
    return None


def _options(job: Job, source: Table) -> tuple[tuple[str, str], ...]:
    """For MySQL a character set that holds every text; a source that tells cases apart keeps
    doing so."""
    if job.in_family:
        return tuple(_family_option(job, source, *option) for option in source.options)
    if job.to not in MYSQL_FAMILY:
        return ()
    exact = job.source.dialect in (Dialect.POSTGRES, Dialect.SQLITE)
    collation = (("collate", "utf8mb4_bin"),) if exact else ()
    return (("charset", "utf8mb4"), *collation)


def _family_option(job: Job, source: Table, name: str, value: str) -> tuple[str, str]:
    if name == "collate" and value.startswith(_OTHER_COLLATIONS[job.to]):
        why, instead = f"{job.after.label} has no such collation", "utf8mb4_unicode_ci"
        job.lose(source.full_name, f"collation {value}", why, instead)
        return name, instead
    return name, value


def _tell_rest(job: Job, source: Table) -> None:
    name, label = source.full_name, job.after.label
    for exclusion in source.exclusions:
        job.lose(name, f"exclusion constraint {exclusion.name}", f"{label} has none")
    if job.in_family:
        return
    if source.partition:
        why = (
            f"{label} partitions tables differently"
            if job.to is not Dialect.SQLITE
            else ("SQLite has no partitions")
        )
        count = len(source.partition.children)
        what = f"{count} partitions by {source.partition.strategy}"
        job.lose(name, what, why, "one plain table")
    if source.inherits:
        parents = ", ".join(source.inherits)
        job.lose(name, f"inheritance from {parents}", f"{label} has none", "columns of its own")
    if source.row_security:
        job.lose(name, "row security", f"{label} has no policies on rows like these")
    for option, value in source.options:
        if option not in _SILENT:
            job.lose(name, f"option {option} {value}".strip()[:100], f"{label} has none like it")


def numbered(columns: tuple[Column, ...]) -> frozenset[str]:
    """Names of the columns that the database numbers."""
    return frozenset(c.name for c in columns if c.auto_increment or c.identity)
