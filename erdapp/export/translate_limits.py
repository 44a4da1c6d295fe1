"""Lengths for the texts of keys, where the target takes no endless text in one.

MySQL 8.0 manual 17.6.1.2: 3072 bytes an index, so 768 characters. SQL Server: 900 bytes a key.
"""

from __future__ import annotations

from erdapp.export.translate_job import MYSQL_FAMILY, Job
from erdapp.export.translate_types import LIMITS, LONG, spelled
from erdapp.schema import DataType, Dialect, Name, Table


def key_limits(job: Job, tables: tuple[Table, ...]) -> dict[Name, dict[str, int]]:
    """Characters (or bytes) by table and column."""
    found: dict[Name, dict[str, int]] = {}
    if job.to not in (*MYSQL_FAMILY, Dialect.MSSQL) or job.in_family:
        return found
    budget, most = (450, 450) if job.to is Dialect.MSSQL else (768, 255)
    for table in tables:
        for columns in _keys(table, tables):
            texts = [name for name in columns if _length(job, table, name) is None]
            fixed = sum(_length(job, table, name) or 0 for name in columns)
            for name in texts:
                limit = max(32, min(most, (budget - fixed) // len(texts)))
                own = found.setdefault(table.full_name, {})
                own[name] = min(limit, own.get(name, limit))
    return found


def _keys(table: Table, tables: tuple[Table, ...]) -> list[tuple[str, ...]]:
    keys = [table.primary_key.columns] if table.primary_key else []
    keys += [unique.columns for unique in table.uniques]
    keys += [
        tuple(part.column for part in index.parts if part.column)
        for index in table.indexes
        if index.unique
    ]
    keys += [key.columns for key in table.foreign_keys]
    keys += [
        key.ref_columns
        for other in tables
        for key in other.foreign_keys
        if Name(key.ref_schema, key.ref_table) == table.full_name
    ]
    return keys


def _length(job: Job, table: Table, name: str) -> int | None:
    """Characters that the column takes of a key; None for a text without a length."""
    column = table.column(name)
    if column is None:
        return 0
    found = job.meaning(column)
    if found.kind in ("char", "varchar"):
        digits = found.args[0] if found.args else "1"
        size = int(digits) if digits.isdigit() and len(digits) < 9 else 1 << 20
        family = Dialect.MYSQL if job.to in MYSQL_FAMILY else job.to
        return size if size <= LIMITS[("varchar", family)] else None
    long = spelled(found, job.to).type if found.kind not in ("enum", "set") else DataType("")
    return None if long.name in LONG | {"json"} or long.args == ("max",) else 8
