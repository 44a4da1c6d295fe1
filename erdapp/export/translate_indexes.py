"""Indexes and unique constraints between dialects: what one has as a constraint, another has as
an index; kinds, parts and conditions that the target doesn't have are told."""

from __future__ import annotations

import re

from msgspec.structs import replace

from erdapp.export.translate_job import MYSQL_FAMILY, Job
from erdapp.schema import Column, Dialect, Index, IndexPart, Table, Unique

_TREES = frozenset({"", "btree", "hash", "brin", "clustered", "nonclustered"})
_NEARLY_TREES = frozenset({"brin"})
_UNINDEXED = frozenset(
    {"json", "jsonb", "xml", "point", "geometry", "image", "text", "ntext", "geography"}
)
"""Types that a plain index of the target can't hold (`text` of SQL Server and MySQL)."""
_SIMPLE = re.compile(
    r"(?:\[[^\]]+\]|\w+) (?:IS (?:NOT )?NULL|(?:=|<>|<|>|<=|>=) (?:N?'[^']*'|-?\d+(?:\.\d+)?))"
    r"(?: AND (?:\[[^\]]+\]|\w+) "
    r"(?:IS (?:NOT )?NULL|(?:=|<>|<|>|<=|>=) (?:N?'[^']*'|-?\d+(?:\.\d+)?)))*"
)
"""What SQL Server takes as the condition of a filtered index."""


class Indexes:
    """The keys of one table: `as_uniques` are those that are constraints in the target."""

    def __init__(self, job: Job, source: Table, base: Table) -> None:
        self.job, self.source, self.base = job, source, base
        self.columns = {column.name: column for column in base.columns}
        self.as_uniques: list[Unique] = []
        self._more: list[Index] = []
        referred = (
            key.ref_columns
            for table in job.source.tables
            for key in table.foreign_keys
            if (key.ref_schema, key.ref_table) == (source.schema, source.name)
        )
        self._referred = {tuple(sorted(columns)) for columns in referred}

    def uniques(self) -> tuple[Unique, ...]:
        """The unique constraints that stay constraints."""
        found = []
        for unique in self.source.uniques:
            if moved := self._unique(unique):
                found.append(moved)
        return tuple(found)

    def indexes(self) -> tuple[Index, ...]:
        """The indexes, and the unique constraints that are indexes in the target."""
        found = list(self._more)
        for index in self.source.indexes:
            if moved := self._index(index):
                found.append(moved)
        return tuple(index for index in found if not self._becomes_unique(index))

    # --- unique constraints -----------------------------------------------------------------------

    def _unique(self, unique: Unique) -> Unique | None:
        what = f"unique {unique.name or '(' + ', '.join(unique.columns) + ')'}"
        job = self.job
        if unique.deferrable and job.to is not Dialect.POSTGRES:
            job.lose(self.source.full_name, what, "checked at once", "not deferrable")
        if unique.include and job.to is not Dialect.POSTGRES:
            job.lose(self.source.full_name, what, "included columns are left out")
        as_index = Index(
            name=unique.name,
            parts=unique.parts,
            unique=True,
            nulls_distinct=unique.nulls_distinct,
        )
        needs_filter = job.to is Dialect.MSSQL and self._filter(as_index)
        if job.to in MYSQL_FAMILY or needs_filter:
            if moved := self._index(as_index):
                self._more.append(moved)
            return None
        keys = self._parts(as_index, what)
        if keys is None:
            return None
        self._tell_nulls(as_index, what)
        return Unique(parts=keys, name=self._name("key", as_index, unique=True))

    def _becomes_unique(self, index: Index) -> bool:
        """A plain unique index of MySQL is a constraint elsewhere."""
        came = self.job.source.dialect in MYSQL_FAMILY and self.job.to not in MYSQL_FAMILY
        plain = all(part.column and not part.desc for part in index.parts)
        if not (came and index.unique and plain and not index.where):
            return False
        name = index.name if self.job.to is not Dialect.SQLITE else ""
        parts = tuple(IndexPart(part.column) for part in index.parts)
        self.as_uniques.append(Unique(parts=parts, name=name))
        return True

    # --- indexes ----------------------------------------------------------------------------------

    def _index(self, index: Index) -> Index | None:
        job, what = self.job, f"index {index.name}".strip()
        label = job.after.label
        if job.in_family:
            return self._family_index(index, what)
        if index.method not in _TREES:
            kind = f"{what} ({index.method})"
            job.lose(self.source.full_name, kind, f"{label} has no such index")
            return None
        if index.method in _NEARLY_TREES:
            job.lose(self.source.full_name, f"{what} ({index.method})", "no such kind", "B-tree")
        parts = self._parts(index, what)
        if parts is None:
            return None
        where, dropped = self._where(index, what)
        if dropped:
            return None
        include = index.include if job.to in (Dialect.POSTGRES, Dialect.MSSQL) else ()
        if index.include and not include:
            job.lose(self.source.full_name, what, "included columns are left out")
        self._tell_nulls(index, what)
        unique = index.unique and not self._is_cut(index, parts, what)
        name = self._name("index", replace(index, parts=parts))
        if index.invisible:
            job.lose(self.source.full_name, f"{what}, invisible", "all are used", "visible")
        return Index(
            name=name, parts=parts, unique=unique, where=where, include=include,
            comment=index.comment if job.to is not Dialect.SQLITE else "",
        )  # fmt: skip

    def _family_index(self, index: Index, what: str) -> Index | None:
        if self.job.to is Dialect.MARIADB and any(part.expression for part in index.parts):
            self.job.lose(self.source.full_name, what, "MariaDB indexes columns only")
            return None
        return replace(index, name=self.job.naming.part("index", self.base, index.name))

    def _is_cut(self, index: Index, parts: tuple[IndexPart, ...], what: str) -> bool:
        """Whether an index that MySQL cuts may no longer be unique."""
        before = {part.column: part.prefix for part in index.parts}
        cut = any(part.prefix and part.prefix != before.get(part.column) for part in parts)
        if cut and index.unique:
            why = "the values are too long for a key"
            self.job.lose(self.source.full_name, f"{what}, unique", why, "a plain index")
        return cut and index.unique

    def _name(self, kind: str, index: Index, *, unique: bool = False) -> str:
        job, columns = self.job, tuple(part.column for part in index.parts)
        name = index.name
        if job.before.is_generated_name(name, self.source.name, columns):
            make = job.after.unique_name if index.unique or unique else job.after.index_name
            name = make(self.base, tuple(part.column or part.expression for part in index.parts))
            if not name and kind == "index":
                name = "_".join((self.base.name, *(c for c in columns if c), "idx"))
        return job.naming.part(kind, self.base, name)

    # --- what an index consists of ----------------------------------------------------------------

    def _parts(self, index: Index, what: str) -> tuple[IndexPart, ...] | None:
        found = []
        for part in index.parts:
            moved = self._part(index, part, what)
            if moved is None:
                return None
            found.append(moved)
        if self.job.to in MYSQL_FAMILY:
            return self._within_budget(tuple(found))
        return tuple(found)

    def _part(self, index: Index, part: IndexPart, what: str) -> IndexPart | None:
        job, owner = self.job, self.source.full_name
        if part.expression:
            return self._expression(part, what)
        column = self.columns.get(part.column)
        if column is None or self._too_long(column) or self._unindexed(column):
            job.lose(owner, what, f"{job.after.label} can't index {part.column}")
            return None
        if part.opclass or part.nulls or part.collation:
            words = " ".join(w for w in (part.opclass, part.collation, part.nulls) if w)
            job.lose(owner, f"{what}: {words}", f"{job.after.label} orders its own way")
        if part.prefix and index.unique:
            return self._prefix(part, what)
        if part.prefix:
            job.lose(owner, f"{what}: the first {part.prefix} letters", "no such index", "all")
        return IndexPart(part.column, desc=part.desc)

    def _expression(self, part: IndexPart, what: str) -> IndexPart | None:
        job, owner = self.job, self.source.full_name
        if job.to in (Dialect.MARIADB, Dialect.MSSQL):
            job.lose(owner, what, f"{job.after.label} indexes columns only")
            return None
        text = job.expression(owner, what, part.expression)
        if text is None:
            return None
        return IndexPart(
            expression=job.after.normal_expression(text, self.base.columns), desc=part.desc
        )

    def _prefix(self, part: IndexPart, what: str) -> IndexPart | None:
        """Unique by its first letters: an expression says the same."""
        job, column = self.job, self.job.after.quote(part.column)
        texts = {
            Dialect.POSTGRES: f"left({column}, {part.prefix})",
            Dialect.SQLITE: f"substr({column}, 1, {part.prefix})",
        }
        if job.to not in texts:
            why = f"{job.after.label} indexes no first letters"
            job.lose(self.source.full_name, what, why)
            return None
        text = job.after.normal_expression(texts[job.to], self.base.columns)
        return IndexPart(expression=text, desc=part.desc)

    def _too_long(self, column: Column) -> bool:
        return self.job.to is Dialect.MSSQL and column.type.args == ("max",)

    def _unindexed(self, column: Column) -> bool:
        return self.job.to is not Dialect.SQLITE and (
            column.type.name in _UNINDEXED - {"text"}
            and not (self.job.to is Dialect.POSTGRES and column.type.name == "jsonb")
        )

    def _within_budget(self, parts: tuple[IndexPart, ...]) -> tuple[IndexPart, ...]:
        """Long texts by their first letters: 3072 bytes an index, 4 a letter."""
        sizes = [self._letters(part) for part in parts]
        if sum(sizes) <= 768:
            return parts
        share = max(16, 700 // len(parts))
        return tuple(
            replace(part, prefix=share) if part.column and size > share else part
            for part, size in zip(parts, sizes, strict=True)
        )

    def _letters(self, part: IndexPart) -> int:
        column = self.columns.get(part.column)
        if column is None:
            return 8
        name, args = column.type.name, column.type.args
        if name.endswith(("text", "blob")):
            return 1 << 20
        bytes_ = name.endswith("binary")
        if name.endswith(("char", "binary")) and args and args[0].isdigit():
            return max(1, int(args[0][:9]) // (4 if bytes_ else 1))
        return 4

    def _where(self, index: Index, what: str) -> tuple[str, bool]:
        """The condition, and whether the index has to go for want of it."""
        job, owner = self.job, self.source.full_name
        if not index.where:
            return self._filter(index) if job.to is Dialect.MSSQL else "", False
        text = None
        if job.to in MYSQL_FAMILY:
            job.lose(owner, f"{what}: where {index.where[:80]}", "every row is indexed there",
                     "" if index.unique else "an index of all rows")  # fmt: skip
        else:
            text = job.expression(owner, f"{what}: where {index.where[:80]}", index.where)
        if text is not None:
            text = job.after.normal_expression(text, self.base.columns)
        if text is not None and job.to is Dialect.MSSQL and not _SIMPLE.fullmatch(text):
            job.lose(owner, f"{what}: where {index.where[:80]}", "too much for a filtered index")
            text = None
        return text or "", text is None and index.unique

    def _filter(self, index: Index) -> str:
        """SQL Server takes one NULL in a unique index: a filter leaves those rows out."""
        columns = [self.columns.get(part.column) for part in index.parts]
        names = [column.name for column in columns if column is not None and column.null]
        exact = self.job.source.dialect is Dialect.MSSQL or not index.nulls_distinct
        if not index.unique or not names or exact:
            return ""
        if tuple(sorted(part.column for part in index.parts)) in self._referred:
            return ""
        return " AND ".join(f"{self.job.after.quote(name)} IS NOT NULL" for name in names)

    def _tell_nulls(self, index: Index, what: str) -> None:
        columns = [self.columns.get(part.column) for part in index.parts]
        nullable = any(column is not None and column.null for column in columns)
        single = not index.nulls_distinct or self.job.source.dialect is Dialect.MSSQL
        if index.unique and nullable and single and not index.where:
            why = f"{self.job.after.label} takes any number of rows without a value"
            self.job.lose(self.source.full_name, f"{what}: one NULL at most", why)
