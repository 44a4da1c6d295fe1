"""PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from msgspec.structs import replace

from erdapp.dialects import (
    keywords,
    postgres_expressions,
    postgres_inference,
    postgres_names,
    postgres_system,
    postgres_types,
)
from erdapp.dialects.ansi import AnsiFacts
from erdapp.dialects.base import Capabilities, Kind
from erdapp.dialects.generated import taken_names
from erdapp.dialects.grammar import OTHER, Grammar
from erdapp.dialects.operators import POSTGRES_CONSTANTS, POSTGRES_LEVELS
from erdapp.dialects.postgres_names import sequence_name
from erdapp.dialects.printer import Style
from erdapp.dialects.query_scope import Catalog, QueryNames
from erdapp.dialects.tokens import Lexis
from erdapp.dialects.tree import Node
from erdapp.dialects.typetext import TypeText
from erdapp.schema import Column, DataType, Dialect, ForeignKey, Name, Table

__all__ = ["Postgres", "sequence_name"]

_IS_SYSTEM: dict[Kind, Callable[[str], bool]] = {
    "relation": lambda name: name.startswith("pg_"),
    "type": postgres_types.is_system,
    "routine": postgres_system.is_system,
}


class Postgres(AnsiFacts):
    """PostgreSQL 12 and later."""

    dialect = Dialect.POSTGRES
    label = "PostgreSQL"
    default_namespace = "public"
    lexis = Lexis(dollar_quotes=True, nested_comments=True, long_operators=True)
    reserved = keywords.POSTGRES
    levels = POSTGRES_LEVELS
    constants = POSTGRES_CONSTANTS
    can = Capabilities(
        namespaces=True,
        transactional_ddl=True,
        unique_is_index=False,
        index_names_per_table=False,
        inline_comments=False,
        alter_column=True,
        max_identifier=63,
    )

    def fold_unquoted(self, name: str) -> str:
        return postgres_names.cut(name.lower())

    def unquote(self, text: str) -> str:
        return postgres_names.cut(super().unquote(text))

    def canonical_type(self, found: TypeText) -> DataType:
        return postgres_types.canonical(found)

    def namespace(self, name: Name, kind: Kind = "relation") -> str:
        """The server looks through `pg_catalog` before the search path (manual, 5.9.5)."""
        found_first = _IS_SYSTEM[kind](name.name)
        return super().namespace(name, kind) or (self.default_namespace if found_first else "")

    def type_sql(self, type: DataType) -> str:
        if not type.user:
            return postgres_types.sql(type, type.name)
        space = self.namespace(Name(type.schema, type.name), "type")
        path = (space, type.name) if space else (type.name,)
        return postgres_types.sql(type, ".".join(self.name(part) for part in path))

    def short_type(self, type: DataType) -> str:
        name = postgres_types.SHORT.get(type.name, type.name)
        args = type.args
        if name == "char" and args == ("1",):
            args = ()
        if name == "numeric" and args[1:] == ("0",):
            args = args[:1]
        return name + (f"({','.join(args)})" if args else "") + "[]" * type.dimensions

    def default_tree(self, tree: Node, column: Column) -> Node:
        return postgres_expressions.assigned(tree, column.type)

    def normal_tree(self, tree: Node, columns: Iterable[Column]) -> Node:
        return postgres_expressions.normal_tree(
            tree, {column.name: column.type for column in columns}
        )

    def names_in_queries(self, catalog: Catalog) -> QueryNames | None:
        return QueryNames(
            catalog=catalog,
            normal=self.normal_tree,
            type_of=lambda tree, columns: postgres_inference.type_of(
                tree, {column.name: column.type for column in columns}
            ),
            fold=self.fold,
            aliased_functions=True,
            comma_joins=True,
        )

    @cached_property
    def grammar(self) -> Grammar:
        return replace(
            super().grammar,
            reserved=keywords.POSTGRES - keywords.POSTGRES_COLUMNS,
            any_operator=OTHER,
            typed_strings=frozenset({"*", "time", "timestamp", "double", "character", "bit"}),
            casts=True,
            arrays=True,
        )

    @cached_property
    def style(self) -> Style:
        return replace(super().style, casts=True, keyword_calls=True)

    def normal_definition(self, text: str) -> str:
        from erdapp.dialects import postgres_definitions  # with a grammar for each kind of object
        from erdapp.dialects.postgres_statements import Words

        words = Words(
            lexis=self.lexis,
            reserved=self.reserved,
            name=self.name,
            fold=self.fold_unquoted,
            string=self.string,
            parse_type=self.parse_type,
            type_sql=self.type_sql,
            expression=self.normal_expression,
            default=self.normal_default,
        )
        return postgres_definitions.normal_definition(text, words)

    def primary_key_name(self, table: Table) -> str:
        return postgres_names.free_name(table.name, "", "pkey", taken_names(table))

    def unique_name(self, table: Table, columns: tuple[str, ...]) -> str:
        addition = postgres_names.joined_columns(columns)
        return postgres_names.free_name(table.name, addition, "key", taken_names(table))

    def foreign_key_name(self, table: Table, key: ForeignKey) -> str:
        addition = postgres_names.joined_columns(key.columns)
        return postgres_names.free_name(table.name, addition, "fkey", taken_names(table))

    def check_name(self, table: Table, expression: str, column: str) -> str:
        """PostgreSQL looks at which columns the expression mentions, not at where it was written:
        exactly one gives its name."""
        known = {item.name for item in table.columns} | ({column} - {""})
        mentioned = [name for name in self.names_in(expression) if name in known]
        addition = mentioned[0] if len(mentioned) == 1 else ""
        return postgres_names.free_name(table.name, addition, "check", taken_names(table))

    def index_name(self, table: Table, columns: tuple[str, ...]) -> str:
        """An element that is no column of the table is taken as an expression."""
        known = {item.name for item in table.columns}
        addition = postgres_names.joined_columns(postgres_names.index_columns(columns, known))
        return postgres_names.free_name(table.name, addition, "idx", taken_names(table))

    def is_generated_name(self, name: str, table: str, columns: tuple[str, ...]) -> bool:
        return not name or postgres_names.could_be(name, table, columns)
