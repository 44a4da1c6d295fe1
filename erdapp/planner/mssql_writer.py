"""The clauses of SQL Server: columns, named constraints, indexes, extended properties.

Transact-SQL reference: CREATE TABLE, ALTER TABLE, CREATE INDEX, sp_addextendedproperty, sp_rename.
"""

from __future__ import annotations

from erdapp.planner.writer import Writer
from erdapp.schema import (
    Check,
    Column,
    ForeignKey,
    Index,
    IndexPart,
    Name,
    Options,
    PrimaryKey,
    Table,
    Unique,
)

_ACTIONS = frozenset({"cascade", "set null", "set default"})
_BEFORE_NULL = {
    "filestream": "FILESTREAM",
    "sparse": "SPARSE",
    "column_set": "COLUMN_SET FOR ALL_SPARSE_COLUMNS",
}
_SAID_ELSEWHERE = frozenset(
    ["clustered", "nonclustered", "on", "key", "xml_index", "for", "tessellation", "order"]
)
"""Options of keys and indexes that have a place of their own outside of WITH."""


class MssqlWriter(Writer):
    """Clauses in Transact-SQL."""

    def unicode(self, text: str) -> str:
        """A national string, as names and properties are passed to procedures."""
        return "N'" + text.replace("'", "''") + "'"

    def full(self, name: Name) -> str:
        """A name with its schema, `[dbo].[t]`, as `sp_rename` and OBJECT_ID want it."""
        schema = name.schema or self.facts.default_namespace
        return f"{self.ident(schema)}.{self.ident(name.name)}"

    # --- columns ------------------------------------------------------------------------------

    def column(self, column: Column, *, default: bool = True) -> str:
        """The whole definition; `default` false leaves the DEFAULT to a later statement."""
        words = [self.ident(column.name)]
        options = dict(column.options)
        if column.generated and column.generated.of_period:
            words += [self.type(column), f"GENERATED ALWAYS AS {column.generated.expression}"]
            words += ["HIDDEN"] if column.invisible else []
            return " ".join([*words, "NOT NULL"])
        if column.generated:
            words.append(f"AS ({column.generated.expression})")
            if column.generated.stored:
                words.append("PERSISTED" if column.null else "PERSISTED NOT NULL")
            return " ".join(words)
        words.append(self.type(column))
        words += [text for name, text in _BEFORE_NULL.items() if name in options]
        words += [f"MASKED WITH ({options['masked']})"] if "masked" in options else []
        if column.identity:
            words.append(f"IDENTITY({column.identity.start},{column.identity.increment})")
            words += ["NOT FOR REPLICATION"] if "not_for_replication" in options else []
        words += [f"ENCRYPTED WITH ({options['encrypted']})"] if "encrypted" in options else []
        words.append("NULL" if column.null else "NOT NULL")
        words += ["ROWGUIDCOL"] if "rowguidcol" in options else []
        if default and column.default is not None:
            words.append(self.default(column))
        return " ".join(words)

    def type(self, column: Column) -> str:
        """The type and its collation: the part of a column that ALTER COLUMN repeats."""
        text = self.facts.type_sql(column.type)
        return f"{text} COLLATE {column.collation}" if column.collation else text

    def default(self, column: Column) -> str:
        """`CONSTRAINT [d] DEFAULT (x)`."""
        return f"{self.constraint(column.default_name)}DEFAULT ({column.default})"

    # --- keys and constraints -----------------------------------------------------------------

    def part(self, part: IndexPart) -> str:
        text = self.ident(part.column) if part.column else part.expression
        return f"{text} DESC" if part.desc else text

    def primary_key(self, key: PrimaryKey) -> str:
        kind = "NONCLUSTERED" if "nonclustered" in dict(key.options) else "CLUSTERED"
        text = f"{self.constraint(key.name)}PRIMARY KEY {kind} {self.parts(key.parts)}"
        return text + self.storage(key.options)

    def unique(self, unique: Unique) -> str:
        kind = " CLUSTERED" if "clustered" in dict(unique.options) else ""
        text = f"{self.constraint(unique.name)}UNIQUE{kind} {self.parts(unique.parts)}"
        return text + self.storage(unique.options)

    def foreign_key(self, key: ForeignKey) -> str:
        """RESTRICT is not known here; it is what NO ACTION does."""
        target = self.named(key.ref_schema, key.ref_table)
        text = f"{self.constraint(key.name)}FOREIGN KEY {self.columns(key.columns)} "
        text += f"REFERENCES {target}"
        if key.ref_columns:
            text += f" {self.columns(key.ref_columns)}"
        for event, action in (("UPDATE", key.on_update), ("DELETE", key.on_delete)):
            if action in _ACTIONS:
                text += f" ON {event} {action.upper()}"
        return text

    def add_constraint(self, table: Table | Name, item: ForeignKey | Check) -> str:
        """`ALTER TABLE t [WITH NOCHECK] ADD CONSTRAINT …`."""
        trust = "" if item.validated else " WITH NOCHECK"
        text = self.foreign_key(item) if isinstance(item, ForeignKey) else self.check(item)
        return f"ALTER TABLE {self.table(table)}{trust} ADD {text}"

    def disable(self, table: Table | Name, item: ForeignKey | Check) -> str:
        return f"ALTER TABLE {self.table(table)} NOCHECK CONSTRAINT {self.ident(item.name)}"

    # --- indexes ------------------------------------------------------------------------------

    def create_index(self, table: Table | Name, index: Index) -> str:
        """`CREATE UNIQUE CLUSTERED INDEX i ON t (…) INCLUDE (…) WHERE …`, and the other kinds."""
        options = dict(index.options)
        if index.method == "fulltext":
            key = self.ident(options.get("key", ""))
            columns = self.parts(index.parts)
            return f"CREATE FULLTEXT INDEX ON {self.table(table)} {columns} KEY INDEX {key}"
        words = ["CREATE"]
        words += ["UNIQUE"] if index.unique else []
        words += ["CLUSTERED"] if index.clustered else []
        words += [index.method.upper()] if index.method else []
        words += ["INDEX", self.ident(index.name), "ON", self.table(table)]
        words += [self.parts(index.parts)] if index.parts else []
        words += [f"INCLUDE {self.columns(index.include)}"] if index.include else []
        if "xml_index" in options:
            words.append(f"USING XML INDEX {self.ident(options['xml_index'])}")
        if "for" in options:
            words.append(f"FOR {options['for'].upper()}")
        if "tessellation" in options:
            words.append(f"USING {options['tessellation'].upper()}")
        words += [f"WHERE {index.where}"] if index.where else []
        return " ".join(words) + self.storage(index.options)

    def storage(self, options: Options) -> str:
        """` WITH (FILLFACTOR = 80) ON [filegroup]`, nothing for the usual."""
        settings = [
            f"{name.upper()} = {value}" for name, value in options if name not in _SAID_ELSEWHERE
        ]
        text = f" WITH ({', '.join(settings)})" if settings else ""
        place = dict(options).get("on", "")
        return f"{text} ON {self.filegroup(place)}" if place else text

    def filegroup(self, place: str) -> str:
        """A filegroup by its name, or a partition scheme with its column as it was written."""
        return place if "(" in place else self.ident(place)

    def drop_index(self, table: Table | Name, index: Index) -> str:
        if index.method == "fulltext":
            return f"DROP FULLTEXT INDEX ON {self.table(table)}"
        return f"DROP INDEX {self.ident(index.name)} ON {self.table(table)}"

    # --- procedures ---------------------------------------------------------------------------

    def rename(self, path: str, new: str, kind: str) -> str:
        """`EXEC sp_rename N'[dbo].[t].[c]', N'new', N'COLUMN'`; `path` is quoted already."""
        return f"EXEC sp_rename {self.unicode(path)}, {self.unicode(new)}, N'{kind}'"

    def describe(
        self,
        before: str,
        after: str,
        name: Name,
        kind: str,
        *,
        inner: tuple[str, str] | None = None,
    ) -> str:
        """The MS_Description of an object (`kind` TABLE, VIEW …) or of what is inside of it
        (`inner` = `("COLUMN", name)`): added, updated or dropped."""
        verb = "add" if not before else "update" if after else "drop"
        value = f", @value = {self.unicode(after)}" if after else ""
        schema = name.schema or self.facts.default_namespace
        text = (
            f"EXEC sp_{verb}extendedproperty @name = N'MS_Description'{value}, "
            f"@level0type = N'SCHEMA', @level0name = {self.unicode(schema)}"
        )
        if kind != "SCHEMA":
            text += f", @level1type = N'{kind}', @level1name = {self.unicode(name.name)}"
        if inner:
            text += f", @level2type = N'{inner[0]}', @level2name = {self.unicode(inner[1])}"
        return text
