"""Microsoft SQL Server."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from msgspec.structs import replace

from erdapp.dialects import keywords, mssql_expressions, mssql_types
from erdapp.dialects.ansi import AnsiFacts
from erdapp.dialects.base import Capabilities
from erdapp.dialects.grammar import Grammar
from erdapp.dialects.operators import MSSQL_CONSTANTS, MSSQL_LEVELS
from erdapp.dialects.tokens import Lexis
from erdapp.dialects.tree import Node
from erdapp.dialects.typetext import TypeText
from erdapp.schema import Column, DataType, Dialect, ForeignKey, Table

_MADE_UP = re.compile(r"(?:PK|UQ|FK|CK|DF)__.*[0-9A-F]{8,16}", re.DOTALL)


class SqlServer(AnsiFacts):
    """SQL Server 2016 and later, with a collation that ignores case."""

    dialect = Dialect.MSSQL
    label = "SQL Server"
    default_namespace = "dbo"
    lexis = Lexis(name_quotes='"[', name_signs="$#@", variables=True, nested_comments=True)
    reserved = keywords.MSSQL
    body_word = "as"
    levels = MSSQL_LEVELS
    constants = MSSQL_CONSTANTS
    quote_marks = ("[", "]")
    can = Capabilities(
        namespaces=True,
        transactional_ddl=True,
        unique_is_index=False,
        index_names_per_table=True,
        inline_comments=False,
        alter_column=True,
        max_identifier=128,
    )

    def fold(self, name: str) -> str:
        return name.casefold()

    def string(self, text: str) -> str:
        return ("" if text.isascii() else "N") + super().string(text)

    def normal_tree(self, tree: Node, columns: Iterable[Column]) -> Node:
        spelling = {column.name.casefold(): column.name for column in columns}
        return mssql_expressions.normal_tree(tree, spelling)

    @cached_property
    def grammar(self) -> Grammar:
        return replace(super().grammar, convert="type first")

    def canonical_type(self, found: TypeText) -> DataType:
        return mssql_types.canonical(found)

    def type_sql(self, type: DataType) -> str:
        name = type.name
        if type.user:
            name = self.quote(name) if self.needs_quotes(name) else name
            name = f"{self.quote(type.schema)}.{name}" if type.schema else name
        return name + (f"({','.join(type.args)})" if type.args else "")

    def short_type(self, type: DataType) -> str:
        args = type.args[:1] if type.args[1:] == ("0",) else type.args
        return type.name + (f"({','.join(args)})" if args else "")

    def unique_name(self, table: Table, columns: tuple[str, ...]) -> str:
        """Nothing: the server makes up a name with a random number in it."""
        return ""

    def foreign_key_name(self, table: Table, key: ForeignKey) -> str:
        return ""

    def check_name(self, table: Table, expression: str, column: str) -> str:
        return ""

    def index_name(self, table: Table, columns: tuple[str, ...]) -> str:
        """Nothing: SQL Server has no unnamed indexes."""
        return ""

    def is_generated_name(self, name: str, table: str, columns: tuple[str, ...]) -> bool:
        return not name or _MADE_UP.fullmatch(name) is not None
