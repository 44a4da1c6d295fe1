"""Foreign keys between dialects, once all tables are there: targets, types, actions."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from erdapp.export.translate_job import MYSQL_FAMILY, Job
from erdapp.schema import DataType, Dialect, ForeignKey, Index, IndexPart, Name, Table

_INTEGERS = frozenset({"smallint", "integer", "bigint", "numeric", "real", "double precision"})
_TEXTS = frozenset({"text", "character varying", "character"})
_MAX_ROUNDS = 10
"""Chains of foreign keys along which a type is passed on."""

Tables = dict[Name, Table]


def with_foreign_keys(job: Job, tables: Mapping[Name, Table]) -> tuple[Table, ...]:
    """The translated tables, given by their old names, with their foreign keys."""
    found: Tables = {table.full_name: table for table in tables.values()}
    sources = {table.full_name: table for table in job.source.tables}
    for old, new in tables.items():
        for key in sources[old].foreign_keys:
            so_far = found[new.full_name]
            if moved := _key(job, sources[old], so_far, key, found):
                keys = (*so_far.foreign_keys, moved)
                found[new.full_name] = replace(so_far, foreign_keys=keys)
    if job.to is not Dialect.SQLITE:
        _same_types(job, found)
    if job.to is Dialect.MSSQL:
        _single_paths(job, found)
    if job.to in MYSQL_FAMILY:
        found = {name: _with_implicit_indexes(job, table) for name, table in found.items()}
    return tuple(found.values())


def _key(
    job: Job, source: Table, table: Table, key: ForeignKey, tables: Tables
) -> ForeignKey | None:
    what = f"foreign key {key.name or '(' + ', '.join(key.columns) + ')'}"
    target = tables.get(job.naming.relation(Name(key.ref_schema, key.ref_table)))
    if target is None:
        job.lose(source.full_name, what, f"there is no table {key.ref_table}")
        return None
    columns = key.ref_columns or (target.primary_key.columns if target.primary_key else ())
    columns = tuple(_spelled(target, name) for name in columns)
    own = tuple(_spelled(table, name) for name in key.columns)
    if (reason := _refused(job, table, target, own, columns)) is not None:
        job.lose(source.full_name, what, reason)
        return None
    made_up = job.before.is_generated_name(key.name, source.name, key.columns)
    deferrable, match = _timing(job, source, key, what)
    moved = ForeignKey(
        columns=own,
        ref_table=target.name,
        ref_columns=columns,
        ref_schema=target.schema,
        on_delete=_action(job, source, table, key, what, "delete"),
        on_update=_action(job, source, table, key, what, "update"),
        comment=key.comment if job.to is Dialect.POSTGRES else "",
        deferrable=deferrable,
        match=match,
    )
    name = job.after.foreign_key_name(table, moved) if made_up or not key.name else key.name
    return replace(moved, name=job.naming.part("foreign key", table, name))


def _spelled(table: Table, name: str) -> str:
    """The column's own spelling: some dialects compare names without regard to case."""
    if table.column(name) is not None:
        return name
    folded = name.casefold()
    return next((c.name for c in table.columns if c.name.casefold() == folded), name)


def _refused(
    job: Job, table: Table, target: Table, own: tuple[str, ...], columns: tuple[str, ...]
) -> str | None:
    """Why the target takes no such foreign key."""
    if len(own) != len(columns) or None in (
        *(table.column(name) for name in own),
        *(target.column(name) for name in columns),
    ):
        return f"{target.full_name} has no such columns"
    if job.in_family or job.to is Dialect.SQLITE:
        return None
    keys = [target.primary_key.columns] if target.primary_key else []
    keys += [unique.columns for unique in target.uniques]
    indexes = [index for index in target.indexes if index.unique and not index.where]
    keys += [tuple(part.column for part in index.parts) for index in indexes]
    if not any(sorted(columns) == sorted(key) for key in keys):
        return f"the columns of {target.full_name} are no key"
    if any((column := table.column(name)) and column.generated for name in own):
        return "a generated column refers to nothing there" if job.to in MYSQL_FAMILY else None
    return None


def _timing(job: Job, source: Table, key: ForeignKey, what: str) -> tuple[str, str]:
    """Deferred checking and MATCH FULL, where the target has them."""
    keeps = job.to in (Dialect.POSTGRES, Dialect.SQLITE)
    if key.deferrable and not keeps:
        job.lose(source.full_name, f"{what}, {key.deferrable}", "it is checked at once there")
    if key.match.lower() == "full" and job.to is not Dialect.POSTGRES:
        job.lose(source.full_name, f"{what}, match full", "it is not known there", "match simple")
    match = key.match if job.to is Dialect.POSTGRES else ""
    return key.deferrable if keeps else "", match


def _action(job: Job, source: Table, table: Table, key: ForeignKey, what: str, event: str) -> str:
    action = key.on_delete if event == "delete" else key.on_update
    plain = action.partition("(")[0].strip()
    columns = (table.column(_spelled(table, name)) for name in key.columns)
    why = ""
    if plain != action and job.to is not Dialect.POSTGRES:
        why = "all columns of the key are set there"
    elif plain == "set default" and job.to in MYSQL_FAMILY:
        why = f"{job.after.label} has no such action"
    elif plain == "set null" and any(column and not column.null for column in columns):
        why = "the columns can't be NULL"
    elif plain == "restrict" and job.to in (*MYSQL_FAMILY, Dialect.MSSQL):
        return ""  # NO ACTION is as strict: there is no deferred checking
    if not why:
        return action
    job.lose(source.full_name, f"{what}, on {event} {action}", why, "no action")
    return ""


# --- equal types ----------------------------------------------------------------------------------


def _same_types(job: Job, tables: Tables) -> None:
    """A referring column gets the type of the one it refers to, where both must be alike."""
    for _ in range(_MAX_ROUNDS):
        changed = False
        for name, table in tables.items():
            wanted = _wanted_types(job, table, tables)
            if wanted:
                changed = True
                tables[name] = _retyped(job, table, wanted)
        if not changed:
            return


def _wanted_types(job: Job, table: Table, tables: Tables) -> dict[str, DataType]:
    wanted: dict[str, DataType] = {}
    for key in table.foreign_keys:
        target = tables[Name(key.ref_schema, key.ref_table)]
        for own, other in zip(key.columns, key.ref_columns, strict=True):
            one, two = table.column(own), target.column(other)
            if one and two and own not in wanted and not _alike(job, one.type, two.type):
                wanted[own] = two.type
    return wanted


def _alike(job: Job, one: DataType, other: DataType) -> bool:
    if one == other:
        return True
    if job.to is Dialect.POSTGRES:
        return any({one.name, other.name} <= group for group in (_INTEGERS, _TEXTS))
    text = "char" in one.name and one.name == other.name
    return text and job.to in MYSQL_FAMILY


def _retyped(job: Job, table: Table, wanted: dict[str, DataType]) -> Table:
    columns = []
    for column in table.columns:
        type = wanted.get(column.name)
        if type is not None:
            where, why = f"{table.full_name}.{column.name}", "its foreign key needs equal types"
            sql = job.after.type_sql
            job.lose(where, f"type {sql(column.type)}", why, sql(type))
            column = replace(column, type=type)
        columns.append(column)
    return replace(table, columns=tuple(columns))


# --- MySQL's own indexes --------------------------------------------------------------------------


def _with_implicit_indexes(job: Job, table: Table) -> Table:
    """The table with the indexes that MySQL makes for foreign keys that no other serves."""
    for key in table.foreign_keys:
        lists = [index.parts for index in table.indexes if not index.method]
        if table.primary_key:
            lists.append(table.primary_key.parts)
        if not any(_serves(parts, key.columns) for parts in lists):
            wanted = key.name or job.after.index_name(table, key.columns)
            name = job.naming.part("index", table, wanted)
            made = Index(name=name, parts=tuple(IndexPart(column) for column in key.columns))
            table = replace(table, indexes=(*table.indexes, made))
    return table


def _serves(parts: tuple[IndexPart, ...], columns: tuple[str, ...]) -> bool:
    firsts = parts[: len(columns)]
    return tuple(part.column for part in firsts) == columns and not any(p.prefix for p in firsts)


# --- SQL Server's single paths --------------------------------------------------------------------


def _single_paths(job: Job, tables: Tables) -> None:
    """SQL Server refuses a cascade that may reach a table twice: later ones lose their action."""
    children: dict[Name, set[Name]] = {name: set() for name in tables}
    for name, table in sorted(tables.items()):
        keys = []
        for key in table.foreign_keys:
            parent = Name(key.ref_schema, key.ref_table)
            acts = key.on_delete or key.on_update
            if acts and _would_meet(children, parent, name):
                what = f"foreign key {key.name or '(' + ', '.join(key.columns) + ')'}, actions"
                why = "SQL Server takes only one way by which a change reaches a table"
                job.lose(name, what, why, "no action")
                key = replace(key, on_delete="", on_update="")
            elif acts:
                children[parent].add(name)
            keys.append(key)
        tables[name] = replace(table, foreign_keys=tuple(keys))


def _would_meet(children: dict[Name, set[Name]], parent: Name, child: Name) -> bool:
    """Whether an edge from parent to child makes a second way, or a circle."""
    below = _reachable(children, child)
    if parent in below:
        return True
    above = [name for name in children if parent in _reachable(children, name)]
    return any(below & _reachable(children, name) for name in above)


def _reachable(children: dict[Name, set[Name]], start: Name) -> set[Name]:
    found, frontier = {start}, {start}
    while frontier:
        frontier = {below for name in frontier for below in children[name]} - found
        found |= frontier
    return found
