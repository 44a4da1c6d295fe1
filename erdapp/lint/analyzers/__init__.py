"""All analyzers of migration files, in the order in which their reports are told."""

from __future__ import annotations

from erdapp.lint.analyzers import (
    concurrent_index,
    condrop,
    data_depend,
    destructive,
    incompatible,
    mysql_references,
    mysql_values,
    mysql_zero,
    naming,
    postgres_alignment,
    postgres_scans,
    postgres_tables,
    sqlite_null,
)
from erdapp.lint.analyzers.base import Analyzer

ANALYZERS: tuple[Analyzer, ...] = (
    destructive.ANALYZER,
    data_depend.ANALYZER,
    mysql_zero.ANALYZER,
    sqlite_null.ANALYZER,
    incompatible.ANALYZER,
    condrop.ANALYZER,
    concurrent_index.ANALYZER,
    postgres_tables.ANALYZER,
    postgres_scans.ANALYZER,
    postgres_alignment.ANALYZER,
    mysql_references.ANALYZER,
    mysql_values.ANALYZER,
    naming.ANALYZER,
)
"""Those of one name share a report."""
