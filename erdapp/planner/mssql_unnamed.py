"""Dropping what SQL Server named itself: the name is looked up when the statement runs."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from erdapp.dialects.mssql_expressions import ADDED, bare
from erdapp.planner.mssql_writer import MssqlWriter
from erdapp.schema import Check, Column, ForeignKey, PrimaryKey, Table, Unique
from erdapp.schema.renames import rename_in_text

_OF_KEY = (
    "SELECT k.column_id AS c FROM sys.index_columns k WHERE k.object_id = o.parent_object_id "
    "AND k.index_id = o.unique_index_id AND k.is_included_column = 0"
)
_OF_FOREIGN_KEY = (
    "SELECT k.parent_column_id AS c FROM sys.foreign_key_columns k "
    "WHERE k.constraint_object_id = o.object_id"
)

Constraint = PrimaryKey | Unique | ForeignKey | Check


def as_it_was(sql: MssqlWriter, item: Constraint, names: Mapping[str, str]) -> Constraint:
    """The constraint with the names that its columns have until they are renamed; `names` are new
    → old."""
    match item:
        case Check():
            # By a name in between, so that two columns may swap theirs.
            text = item.expression
            for number, new in enumerate(names):
                text = rename_in_text(text, new, f"__renamed_{number}__")
            for number, old in enumerate(names.values()):
                text = rename_in_text(text, f"__renamed_{number}__", old, sql.facts.name)
            return replace(item, expression=text)
        case ForeignKey():
            return replace(item, columns=tuple(names.get(name, name) for name in item.columns))
        case PrimaryKey() | Unique():
            parts = (replace(p, column=names.get(p.column, p.column)) for p in item.parts)
            return replace(item, parts=tuple(parts))


def drop_constraint(sql: MssqlWriter, table: Table, item: Constraint) -> str:
    """`ALTER TABLE t DROP CONSTRAINT c`, through the catalogue for an unnamed one."""
    if item.name:
        return f"ALTER TABLE {sql.table(table)} DROP CONSTRAINT {sql.ident(item.name)}"
    match item:
        case PrimaryKey():
            return _dynamic(sql, table, "sys.key_constraints", "o.type = 'PK'")
        case Unique():
            condition = f"o.type = 'UQ' AND {_has_columns(sql, table, item.columns, _OF_KEY)}"
            return _dynamic(sql, table, "sys.key_constraints", condition)
        case ForeignKey():
            target = _object_id(sql, Table(name=item.ref_table, schema=item.ref_schema))
            condition = f"o.referenced_object_id = {target} AND "
            condition += _has_columns(sql, table, item.columns, _OF_FOREIGN_KEY)
            return _dynamic(sql, table, "sys.foreign_keys", condition)
        case Check():
            return _dynamic(
                sql,
                table,
                "sys.check_constraints",
                f"{_bare_sql('o.definition')} = {sql.unicode(bare(item.expression))}",
            )


def drop_default(sql: MssqlWriter, table: Table, column: Column, name: str) -> str:
    """The DEFAULT constraint of a column, by its name or by its column, which is called `name`
    until it is renamed."""
    if column.default_name:
        return f"ALTER TABLE {sql.table(table)} DROP CONSTRAINT {sql.ident(column.default_name)}"
    place = f"COLUMNPROPERTY(o.parent_object_id, {sql.unicode(name)}, 'ColumnId')"
    return _dynamic(sql, table, "sys.default_constraints", f"o.parent_column_id = {place}")


def _object_id(sql: MssqlWriter, table: Table) -> str:
    return f"OBJECT_ID({sql.unicode(sql.full(table.full_name))})"


def _dynamic(sql: MssqlWriter, table: Table, catalogue: str, condition: str) -> str:
    head = sql.unicode(f"ALTER TABLE {sql.table(table)} DROP CONSTRAINT ")
    return (
        f"DECLARE @sql nvarchar(max) = (SELECT TOP (1) {head} + QUOTENAME(o.name) "
        f"FROM {catalogue} o WHERE o.parent_object_id = {_object_id(sql, table)} "
        f"AND {condition}); EXEC (@sql)"
    )


def _has_columns(sql: MssqlWriter, table: Table, columns: tuple[str, ...], source: str) -> str:
    """A condition: the constraint is over exactly these columns."""
    names = ", ".join(sql.unicode(column) for column in columns)
    ours = f"SUM(CASE WHEN COL_NAME({_object_id(sql, table)}, i.c) IN ({names}) THEN 1 ELSE 0 END)"
    count = len(columns)
    return f"EXISTS (SELECT 1 FROM ({source}) i HAVING COUNT(*) = {count} AND {ours} = {count})"


def _bare_sql(text: str) -> str:
    bare = f"LOWER({text})"
    for char in ADDED:
        bare = f"REPLACE({bare}, '{char}', '')"
    return bare
