"""What a design rule is given and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from erdapp.dialects import facts
from erdapp.dialects.base import Facts
from erdapp.lint.report import Diagnostic, Severity, SuggestedFix
from erdapp.schema import DataType, Dialect, ForeignKey, Name, Schema, Table

MYSQL = (Dialect.MYSQL, Dialect.MARIADB)


class Design:
    """A schema to look at, with the look-ups that rules need."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.dialect = schema.dialect
        self.facts: Facts = facts(schema.dialect)

    @cached_property
    def tables(self) -> dict[Name, Table]:
        """By folded name."""
        return {self.folded(table.full_name): table for table in self.schema.tables}

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """Those that hold tables: what lies elsewhere isn't known here."""
        return frozenset(table.schema for table in self.schema.tables)

    @cached_property
    def _bases(self) -> dict[Name, DataType]:
        return {Name(item.schema, item.name): item.type for item in self.schema.domains}

    def folded(self, name: Name) -> Name:
        return Name(self.facts.fold(name.schema), self.facts.fold(name.name))

    def target(self, key: ForeignKey) -> Table | None:
        return self.tables.get(self.folded(Name(key.ref_schema, key.ref_table)))

    def base(self, type: DataType) -> DataType:
        """The type below the domains."""
        for _ in range(10):
            found = self._bases.get(Name(type.schema, type.name)) if type.user else None
            if found is None or type.dimensions:
                return type
            type = found
        return type


Rule = Callable[[Design], Iterator[Diagnostic]]


def found(
    code: str,
    text: str,
    mend: str,
    table: Table | None = None,
    column: str = "",
    severity: Severity = Severity.WARNING,
) -> Diagnostic:
    """A diagnostic about a table, or one of its columns, with a word on how to mend it."""
    return Diagnostic(
        code=code,
        text=text,
        severity=severity,
        table=str(table.full_name) if table else "",
        column=column,
        fixes=(SuggestedFix(message=mend),),
    )


def listed(names: tuple[str, ...] | list[str]) -> str:
    """`"a", "b" and "c"`, at most six of them by name."""
    quoted = [f'"{name}"' for name in names[:6]]
    if len(names) > 6:
        return f"{', '.join(quoted)} and {len(names) - 6} more"
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
