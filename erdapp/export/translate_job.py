"""One translation under way: the source, the target, and what was lost so far."""

from __future__ import annotations

import re

from erdapp.dialects import facts
from erdapp.export.losses import Lost, Untranslatable
from erdapp.export.translate_expressions import Names, Translator
from erdapp.export.translate_names import Naming
from erdapp.export.translate_types import Neutral, neutral
from erdapp.schema import Column, DataType, Dialect, Domain, Enum, Name, Schema, Table

MAX_DOMAINS = 10
_UNSTEADY = re.compile(
    r"\b(?:now|getdate|getutcdate|sysdatetime|current_timestamp|current_date|current_time"
    r"|localtimestamp|curdate|curtime|random|rand|newid|uuid|gen_random_uuid|age)\b"
    r"|'now'",
    re.IGNORECASE,
)
"""Words whose value is another one each time."""
MYSQL_FAMILY = frozenset({Dialect.MYSQL, Dialect.MARIADB})
_IGNORES_CASE = MYSQL_FAMILY | {Dialect.SQLITE, Dialect.MSSQL}
_NEXTVAL = re.compile(r"nextval\('((?:[^']|'')*)'(?:::regclass)?\)")


class Job:
    """What every step of a translation needs to know; steps add to `lost` and `enums`."""

    def __init__(self, source: Schema, to: Dialect) -> None:
        self.source, self.to = source, to
        self.before, self.after = facts(source.dialect), facts(to)
        self.lost: list[Lost] = []
        self.enums: list[Enum] = []
        self.naming = Naming(source, to)
        self._domains = {Name(item.schema, item.name): item for item in source.domains}
        self._enums = {Name(item.schema, item.name): item for item in source.enums}
        self._counted = _sequence_uses(source)
        self.translator = Translator(
            source.dialect,
            to,
            Names(self.naming.known(), self._spelling(), self._kinds()),
        )

    @property
    def in_family(self) -> bool:
        """MySQL and MariaDB read nearly everything of each other."""
        return self.source.dialect in MYSQL_FAMILY and self.to in MYSQL_FAMILY

    def lose(self, owner: object, what: str, why: str, instead: str = "") -> None:
        self.lost.append(Lost(str(owner), what, why, instead))

    def expression(self, owner: object, what: str, text: str, *, steady: bool = True) -> str | None:
        """The expression in the target's words; None, and a loss, where there are none.

        `steady` says that the target takes nothing there that changes by itself, as the clock.
        """
        try:
            return self.translated(text, steady=steady)
        except Untranslatable as error:
            self.lose(owner, what, str(error))
            return None

    def translated(self, text: str, *, steady: bool = True) -> str:
        """The expression in the target's words. Raises Untranslatable."""
        if self.in_family:
            return self.after.normal_expression(text)
        if steady and (match := _UNSTEADY.search(text)):
            raise Untranslatable(f"{self.after.label} takes no {match.group()} there")
        return self.translator.expression(text)

    def domain(self, type: DataType) -> Domain | None:
        if not type.user or type.dimensions:
            return None
        return self._domains.get(Name(type.schema, type.name))

    def meaning(self, column: Column) -> Neutral:
        """What the column holds, below its domains."""
        type = column.type
        for _ in range(MAX_DOMAINS):
            domain = self.domain(type)
            if domain is None:
                break
            type = domain.type
        enum = self._enums.get(Name(type.schema, type.name)) if type.user else None
        if enum is not None and not type.dimensions:
            return Neutral("enum", enum.values)
        found = neutral(type, self.source.dialect)
        if found.kind == "boolean" and column.default not in (None, *_TRUTHS):
            return Neutral("int8")
        return found

    def counts(self, table: Table, column: Column) -> bool:
        """Whether the database numbers the rows: identity, serial, AUTO_INCREMENT, rowid."""
        if column.auto_increment or column.identity is not None:
            return True
        if column.default is not None and (match := _NEXTVAL.fullmatch(column.default)):
            return self._counted.get(match[1], 0) == 1
        return self.source.dialect is Dialect.SQLITE and _is_rowid(table, column)

    def mentions(self, text: str, column: Column) -> bool:
        """Whether the expression may have the column in it: rather too often than not."""
        folded = text.casefold()
        for mark in ('"', "`", "]"):
            folded = folded.replace(mark * 2, mark)
        return column.name.casefold() in folded

    def is_counter(self, sequence: str, owned: bool) -> bool:
        """Whether a sequence only numbers the rows of one column."""
        return owned or self._counted.get(sequence, 0) == 1

    def _spelling(self) -> dict[str, str]:
        """How the columns of a source that ignores case are really spelled."""
        if self.source.dialect not in _IGNORES_CASE or self.to is not Dialect.POSTGRES:
            return {}
        spelling: dict[str, str] = {}
        for table in self.source.tables:
            spelling.setdefault(table.name.casefold(), table.name)
            for column in table.columns:
                spelling.setdefault(column.name.casefold(), column.name)
        for view in self.source.views:
            spelling.setdefault(view.name.casefold(), view.name)
        return spelling

    def _kinds(self) -> dict[tuple[str, str], str]:
        """Columns that PostgreSQL won't compare with numbers: booleans and texts."""
        if self.source.dialect not in _IGNORES_CASE or self.to is not Dialect.POSTGRES:
            return {}
        kinds: dict[tuple[str, str], str] = {}
        for table in self.source.tables:
            owner = self.naming.relation(table.full_name).name.casefold()
            for column in table.columns:
                kind, name = self.meaning(column).kind, column.name.casefold()
                kind = "text" if kind in ("char", "varchar", "enum") else kind
                kinds[owner, name] = kind
                kinds["", name] = kind if kinds.get(("", name), kind) == kind else "several"
        return kinds


_TRUTHS = ("0", "1", "true", "false", "'0'", "'1'", "b'0'", "b'1'", "TRUE", "FALSE")


def _is_rowid(table: Table, column: Column) -> bool:
    """SQLite fills an INTEGER PRIMARY KEY; one that is a foreign key gets its number from there."""
    key = table.primary_key
    if key is None or key.columns != (column.name,) or column.type != DataType("integer"):
        return False
    referring = any(column.name in foreign.columns for foreign in table.foreign_keys)
    return not referring and not dict(table.options).get("without_rowid")


def _sequence_uses(source: Schema) -> dict[str, int]:
    """How many columns take their default from each sequence."""
    uses: dict[str, int] = {}
    for table in source.tables:
        for column in table.columns:
            if column.default and (match := _NEXTVAL.fullmatch(column.default)):
                uses[match[1]] = uses.get(match[1], 0) + 1
    return uses
