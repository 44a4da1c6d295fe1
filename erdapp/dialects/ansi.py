"""What the five dialects share; each dialect's class overrides what it does differently."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import cached_property, lru_cache
from typing import Self

from erdapp.dialects import queries, rules
from erdapp.dialects.base import Kind
from erdapp.dialects.definitions import after_word, head_and_body
from erdapp.dialects.grammar import Grammar, NotAnExpression
from erdapp.dialects.operators import STANDARD_CONSTANTS, STANDARD_LEVELS
from erdapp.dialects.primary import parse
from erdapp.dialects.printer import Style, to_sql
from erdapp.dialects.query_names import Resolver
from erdapp.dialects.query_parser import parse_query
from erdapp.dialects.query_printer import query_sql
from erdapp.dialects.query_rewrites import Types, named
from erdapp.dialects.query_scope import Catalog, QueryNames
from erdapp.dialects.tokens import Lexis, Sort, tokens
from erdapp.dialects.tree import NULL, Form, Node, names_of, rewritten
from erdapp.dialects.typetext import TypeText, take_apart
from erdapp.schema import Column, DataType, Name, Table

_PLAIN_NAME = re.compile(r"[^\W\d][\w$]*")
_CLOSING = {"[": "]"}
_OPERATORS = frozenset(
    {Form.BINARY, Form.POSTFIX, Form.AND, Form.OR, Form.NOT, Form.IN, Form.BETWEEN, Form.COLLATE}
)
MAX_EXPRESSION = 200_000
"""Longest expression, in characters, that is read rather than kept as text."""
REMEMBERED_LENGTH = 500
"""Longest expression whose normal form is remembered."""
REMEMBERED = 4_096
"""Expressions that each dialect remembers: a schema says the same few again and again."""


class AnsiFacts:
    """Standard SQL: names in double quotes, strings in single ones, names compared as they are."""

    lexis: Lexis = Lexis()
    reserved: frozenset[str] = frozenset()
    """Lower-case words that must be quoted as names."""
    default_namespace: str = ""
    levels: Mapping[str, int] = STANDARD_LEVELS
    """Binary operators with their binding strength."""
    constants: frozenset[str] = STANDARD_CONSTANTS
    body_word: str = "begin"
    """With what the body of a trigger or routine begins, which is kept as written."""
    quote_marks: tuple[str, str] = ('"', '"')
    """What opens and closes a quoted name; the closing one is doubled inside."""

    qualifier: str = ""
    """What is written before the names of the default namespace; usually nothing."""

    def fold(self, name: str) -> str:
        return name

    def fold_unquoted(self, name: str) -> str:
        """How the server stores a name written without quotes."""
        return name

    def unquote(self, text: str) -> str:
        text = text.strip()
        if not text or text[0] not in self.lexis.name_quotes + self.lexis.string_quotes:
            return self.fold_unquoted(text)
        close = _CLOSING.get(text[0], text[0])
        if len(text) < 2 or text[-1] != close:
            return text[1:]
        return text[1:-1].replace(close * 2, close)

    def quote(self, name: str) -> str:
        opening, closing = self.quote_marks
        return f"{opening}{name.replace(closing, closing * 2)}{closing}"

    def needs_quotes(self, name: str) -> bool:
        """Whether the name means something else, or nothing, when written without quotes."""
        plain = _PLAIN_NAME.fullmatch(name) is not None and self.fold_unquoted(name) == name
        return not plain or name.lower() in self.reserved

    def namespace(self, name: Name, kind: Kind = "relation") -> str:
        home = not name.schema or name.schema == self.default_namespace
        return self.qualifier if home else name.schema

    def qualify(self, name: Name, kind: Kind = "relation") -> str:
        space = self.namespace(name, kind)
        return f"{self.quote(space)}.{self.quote(name.name)}" if space else self.quote(name.name)

    def qualified_with(self, qualifier: str) -> Self:
        found = copy(self)
        found.qualifier = qualifier
        return found

    def string(self, text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    def parse_type(self, text: str) -> DataType:
        return self._type(text) if len(text) > REMEMBERED_LENGTH else self._remembered_type(text)

    @cached_property
    def _remembered_type(self) -> Callable[[str], DataType]:
        return lru_cache(REMEMBERED)(self._type)

    def _type(self, text: str) -> DataType:
        return self.canonical_type(take_apart(text, self.lexis, arrays=self.lexis.long_operators))

    def canonical_type(self, found: TypeText) -> DataType:
        """The type that the pieces mean; every dialect has its own table of names."""
        return DataType(found.name, found.args, found.tail_words)

    def type_sql(self, type: DataType) -> str:
        return str(type)

    def short_type(self, type: DataType) -> str:
        return str(type)

    def normal_default(self, text: str, column: Column) -> str | None:
        if len(text) > REMEMBERED_LENGTH:
            return self._normal_default(text, column)
        return self._remembered_default(text, column.type)

    @cached_property
    def _remembered_default(self) -> Callable[[str, DataType], str | None]:
        """By the column's type, which is all of the column that counts."""
        return lru_cache(REMEMBERED)(
            lambda text, type: self._normal_default(text, Column(name="", type=type))
        )

    def _normal_default(self, text: str, column: Column) -> str | None:
        tree = self.expression_tree(text)
        if tree is None:
            normal = self.normal_expression(text)
            wrapped = f"({normal})"
            balanced = queries.outer_parentheses_off(wrapped) == normal
            return None if normal in ("", "NULL") else wrapped if balanced else normal
        tree = self.default_tree(self.normal_tree(tree, ()), column)
        return None if tree == NULL else self.default_sql(tree)

    def default_tree(self, tree: Node, column: Column) -> Node:
        """A default in normal form, as the column's type makes the server store it."""
        return tree

    def default_sql(self, tree: Node) -> str:
        """The tree as DEFAULT takes it: operators in parentheses."""
        text = to_sql(tree, self.style)
        return f"({text})" if tree.form in _OPERATORS else text

    def normal_expression(self, text: str, columns: Iterable[Column] = ()) -> str:
        if len(text) > REMEMBERED_LENGTH:
            return self._normal_expression(text, columns)
        meant: tuple[Column, ...] = ()
        if columns:
            names = self._remembered_names(text)
            meant = tuple(column for column in columns if column.name.casefold() in names)
        return self._remembered_expression(text, meant)

    @cached_property
    def _remembered_expression(self) -> Callable[[str, tuple[Column, ...]], str]:
        return lru_cache(REMEMBERED)(self._normal_expression)

    @cached_property
    def _remembered_tree(self) -> Callable[[str], Node | None]:
        return lru_cache(REMEMBERED)(self._tree)

    @cached_property
    def _remembered_names(self) -> Callable[[str], frozenset[str]]:
        """The names of an expression, which decide what columns can mean anything for it."""
        return lru_cache(REMEMBERED)(lambda text: names_of(self.expression_tree(text)))

    def _normal_expression(self, text: str, columns: Iterable[Column]) -> str:
        tree = self.expression_tree(text)
        if tree is not None:
            return to_sql(self.normal_tree(tree, columns), self.style)
        return queries.outer_parentheses_off(
            queries.joined(tokens(text, self.lexis), self.reserved, self.name, self.fold_unquoted)
        )

    def expression_tree(self, text: str) -> Node | None:
        """The expression's tree; None when it is nothing that we can read."""
        return self._tree(text) if len(text) > REMEMBERED_LENGTH else self._remembered_tree(text)

    def _tree(self, text: str) -> Node | None:
        if len(text) > MAX_EXPRESSION:
            return None
        try:
            return parse(tokens(text, self.lexis), self.grammar)
        except NotAnExpression:
            return None

    def normal_tree(self, tree: Node, columns: Iterable[Column]) -> Node:
        """The tree as the server would store it."""
        return rewritten(tree, rules.plain_numbers)

    @cached_property
    def grammar(self) -> Grammar:
        return Grammar(
            levels=self.levels,
            parse_type=self.parse_type,
            fold_unquoted=self.fold_unquoted,
            name=self.name,
            constants=self.constants,
            reserved=self.reserved,
        )

    @cached_property
    def style(self) -> Style:
        return Style(levels=self.levels, name=self.name, string=self.string, type_sql=self.type_sql)

    def normal_query(self, text: str) -> str:
        return queries.normal_query(
            text, self.lexis, self.reserved, self.name, self.fold_unquoted, self._namespaces()
        )

    def whole_query(
        self,
        text: str,
        catalog: Catalog,
        columns: tuple[str, ...] = (),
    ) -> tuple[str, Types | None]:
        names = self.names_in_queries(catalog)
        if names is None or len(text) > MAX_EXPRESSION:
            return text, None
        try:
            query = parse_query(text, tokens(text, self.lexis), self.grammar)
        except NotAnExpression:
            return text, None
        query, types = Resolver(names).query(named(query, columns))
        return query_sql(query, self.style), types

    def names_in_queries(self, catalog: Catalog) -> QueryNames | None:
        """What the names of a query depend on; None where the server keeps a view's text."""
        return None

    def normal_definition(self, text: str) -> str:
        return head_and_body(
            text, self.lexis, self.name, after_word(self.body_word), self._namespaces()
        )

    def primary_key_name(self, table: Table) -> str:
        return ""

    def name(self, name: str) -> str:
        """The name as expressions show it: quoted only where needed."""
        return self.quote(name) if self.needs_quotes(name) else name

    def _namespaces(self) -> frozenset[str]:
        """Qualifiers that mean nothing: the default namespace."""
        return frozenset({self.default_namespace} - {""})

    def names_in(self, text: str) -> tuple[str, ...]:
        """The identifiers of an expression that may be columns, in order, each once."""
        return self._names_in(text) if len(text) > REMEMBERED_LENGTH else self._named(text)

    @cached_property
    def _named(self) -> Callable[[str], tuple[str, ...]]:
        return lru_cache(REMEMBERED)(self._names_in)

    def _names_in(self, text: str) -> tuple[str, ...]:
        found = tokens(text, self.lexis)
        names: dict[str, None] = {}
        for index, token in enumerate(found):
            called = index + 1 < len(found) and found[index + 1].is_operator("(")
            if token.sort is Sort.NAME:
                names[token.value] = None
            elif token.sort is Sort.WORD and not called:
                names[self.fold_unquoted(token.text)] = None
        return tuple(names)
