"""SQLite."""

from __future__ import annotations

from collections.abc import Iterable

from erdapp.dialects import keywords, sqlite_expressions
from erdapp.dialects.ansi import AnsiFacts
from erdapp.dialects.base import Capabilities
from erdapp.dialects.operators import SQLITE_LEVELS
from erdapp.dialects.printer import to_sql
from erdapp.dialects.tokens import Lexis
from erdapp.dialects.tree import Form, Node
from erdapp.dialects.typetext import TypeText
from erdapp.schema import Column, DataType, Dialect, ForeignKey, Table


class Sqlite(AnsiFacts):
    """SQLite 3. Types are what was declared: any words, or none."""

    dialect = Dialect.SQLITE
    label = "SQLite"
    default_namespace = "main"
    lexis = Lexis(name_quotes='"`[')
    reserved = keywords.SQLITE
    levels = SQLITE_LEVELS
    can = Capabilities(
        namespaces=False,
        transactional_ddl=True,
        unique_is_index=False,
        index_names_per_table=False,
        inline_comments=False,
        alter_column=False,
        max_identifier=1_000_000,
    )

    def fold(self, name: str) -> str:
        return name.casefold()

    def normal_tree(self, tree: Node, columns: Iterable[Column]) -> Node:
        spelling = {column.name.casefold(): column.name for column in columns}
        return sqlite_expressions.normal_tree(tree, spelling)

    def default_tree(self, tree: Node, column: Column) -> Node:
        return sqlite_expressions.default_tree(tree)

    def default_sql(self, tree: Node) -> str:
        """Everything but literals and the clock needs parentheses."""
        text = to_sql(tree, self.style)
        literal = tree.form in (Form.NUMBER, Form.STRING, Form.BITS, Form.WORD)
        return text if literal else f"({text})"

    def canonical_type(self, found: TypeText) -> DataType:
        return DataType(found.name.lower(), found.args, found.tail_words)

    def type_sql(self, type: DataType) -> str:
        return str(type)

    def unique_name(self, table: Table, columns: tuple[str, ...]) -> str:
        """Nothing: `sqlite_autoindex_…` names the index, not the constraint."""
        return ""

    def foreign_key_name(self, table: Table, key: ForeignKey) -> str:
        return ""

    def check_name(self, table: Table, expression: str, column: str) -> str:
        return ""

    def index_name(self, table: Table, columns: tuple[str, ...]) -> str:
        """Nothing: SQLite has no unnamed indexes."""
        return ""

    def is_generated_name(self, name: str, table: str, columns: tuple[str, ...]) -> bool:
        return not name or name.lower().startswith("sqlite_autoindex_")
