"""MySQL 8."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from msgspec.structs import replace

from erdapp.dialects import (
    keywords,
    mysql_defaults,
    mysql_definitions,
    mysql_expressions,
    mysql_types,
)
from erdapp.dialects.ansi import AnsiFacts
from erdapp.dialects.base import Capabilities
from erdapp.dialects.generated import next_number, taken_names
from erdapp.dialects.grammar import Grammar
from erdapp.dialects.operators import MYSQL_CONSTANTS, MYSQL_LEVELS
from erdapp.dialects.printer import Style, to_sql
from erdapp.dialects.query_scope import Catalog, QueryNames
from erdapp.dialects.tokens import Lexis
from erdapp.dialects.tree import Form, Node
from erdapp.dialects.typetext import TypeText, take_apart
from erdapp.schema import Column, DataType, Dialect, ForeignKey, Table

_ESCAPED_TWICE = re.compile(r"(?<!\w)_\w++\\'")
_CAST_NAMES = {"integer": "signed", "int": "signed", "dec": "decimal", "character": "char"}


class MySql(AnsiFacts):
    """MySQL 8.0 and later, in its default SQL mode."""

    dialect = Dialect.MYSQL
    label = "MySQL"
    default_namespace = ""
    lexis = Lexis(
        name_quotes="`",
        string_quotes="'\"",
        backslash_escapes=True,
        hash_comments=True,
        variables=True,
    )
    reserved = keywords.MYSQL
    default_in_parentheses = mysql_defaults.NEED_EXPRESSION
    levels = MYSQL_LEVELS
    constants = MYSQL_CONSTANTS
    quote_marks = ("`", "`")
    can = Capabilities(
        namespaces=False,
        transactional_ddl=False,
        unique_is_index=True,
        index_names_per_table=True,
        inline_comments=True,
        alter_column=True,
        max_identifier=64,
    )

    def fold(self, name: str) -> str:
        """Column and index names ignore case; table names do so on most systems."""
        return name.casefold()

    def string(self, text: str) -> str:
        return "'" + text.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0") + "'"

    def canonical_type(self, found: TypeText) -> DataType:
        return mysql_types.canonical(found)

    def normal_expression(self, text: str, columns: Iterable[Column] = ()) -> str:
        """MySQL's own catalogue escapes the quotes of strings once more (`_utf8mb4\\'x\\'`)."""
        if _ESCAPED_TWICE.search(text):
            text = text.replace("\\'", "'")
        return super().normal_expression(text, columns)

    def normal_tree(self, tree: Node, columns: Iterable[Column]) -> Node:
        spelling = {column.name.casefold(): column.name for column in columns}
        return mysql_expressions.normal_tree(tree, spelling)

    def default_tree(self, tree: Node, column: Column) -> Node:
        return mysql_defaults.stored(tree, column.type)

    def normal_default(self, text: str, column: Column) -> str | None:
        """MySQL takes the default of a text, blob or JSON column only in parentheses."""
        normal = super().normal_default(text, column)
        if normal is None or column.type.name not in self.default_in_parentheses:
            return normal
        return normal if normal.startswith("(") else f"({normal})"

    def default_sql(self, tree: Node) -> str:
        """Expressions need parentheses in MySQL, except the clock of a timestamp column."""
        text = to_sql(tree, self.style)
        clock = tree.form is Form.WORD and tree.text.startswith("CURRENT_TIMESTAMP")
        literal = tree.form in (Form.NUMBER, Form.STRING, Form.BITS)
        return text if clock or literal else f"({text})"

    def names_in_queries(self, catalog: Catalog) -> QueryNames | None:
        return QueryNames(
            catalog=catalog,
            normal=self.normal_tree,
            type_of=lambda tree, columns: None,
            fold=self.fold,
            aliased_functions=False,
            comma_joins=False,
        )

    @cached_property
    def grammar(self) -> Grammar:
        return replace(
            super().grammar,
            parse_type=self.cast_type,
            convert="type last",
            prefixes=frozenset("-+~!"),
            typed_strings=frozenset({"date", "time", "timestamp"}),
        )

    @cached_property
    def style(self) -> Style:
        return replace(
            super().style, type_sql=self.cast_type_sql, typed_strings=True, keyword_calls=True
        )

    def normal_definition(self, text: str) -> str:
        words = mysql_definitions.Words(
            lexis=self.lexis,
            name=self.name,
            string=self.string,
            type=lambda type: self.type_sql(self.parse_type(type)),
        )
        return mysql_definitions.normal_definition(text, words)

    def cast_type(self, text: str) -> DataType:
        """A type as CAST takes it: `unsigned`, `char(5)`, `decimal(10,2)`."""
        found = take_apart(text, self.lexis)
        name = found.words[0].value if found.words else ""
        charset = [word.value for word in (*found.words[1:], *found.tail)]
        if name == "char" and "binary" in charset:
            return DataType("binary", found.args)
        return DataType(_CAST_NAMES.get(name, name), found.args)

    def cast_type_sql(self, type: DataType) -> str:
        return type.name + (f"({','.join(type.args)})" if type.args else "")

    def type_sql(self, type: DataType) -> str:
        quoted = type.name in mysql_types.QUOTED_ARGS
        args = [self.string(arg) for arg in type.args] if quoted else type.args
        text = type.name + (f"({','.join(args)})" if args or quoted else "")
        return " ".join((text, *type.modifiers))

    def short_type(self, type: DataType) -> str:
        args = () if type.name == "char" and type.args == ("1",) else type.args
        if type.name == "tinyint" and args == ("1",) and not type.modifiers:
            return "bool"
        if type.name == "decimal" and args[1:] == ("0",):
            args = args[:1]
        text = type.name + (f"({','.join(args)})" if args else "")
        return " ".join((text, *type.modifiers))

    def primary_key_name(self, table: Table) -> str:
        return "PRIMARY"

    def unique_name(self, table: Table, columns: tuple[str, ...]) -> str:
        return self.index_name(table, columns)

    def index_name(self, table: Table, columns: tuple[str, ...]) -> str:
        """The first column's name, or `functional_index` for an expression; `_2` when taken."""
        known = {self.fold(item.name) for item in table.columns}
        plain = bool(columns) and (self.fold(columns[0]) in known or columns[0].isidentifier())
        base = columns[0] if plain else "functional_index"
        taken = {self.fold(name) for name in taken_names(table)} | {"primary"}
        name, number = base, 1
        while self.fold(name) in taken:
            number += 1
            name = f"{base}_{number}"
        return name

    def foreign_key_name(self, table: Table, key: ForeignKey) -> str:
        number = next_number(rf"{re.escape(table.name)}_ibfk_(\d+)", taken_names(table))
        return f"{table.name}_ibfk_{number}"

    def check_name(self, table: Table, expression: str, column: str) -> str:
        taken = {self.fold(name) for name in taken_names(table)}
        number = 1
        while self.fold(f"{table.name}_chk_{number}") in taken:
            number += 1
        return f"{table.name}_chk_{number}"

    def is_generated_name(self, name: str, table: str, columns: tuple[str, ...]) -> bool:
        first = re.escape(columns[0]) if columns else "functional_index"
        made_up = (
            rf"PRIMARY|{re.escape(table)}_(?:ibfk|chk)_\d+|{first}(?:_\d+)?|"
            r"functional_index(?:_\d+)?"
        )
        return not name or re.fullmatch(made_up, name, re.IGNORECASE) is not None
