"""Calls as only queries have them: aggregates in order, window functions, queries as arguments."""

from __future__ import annotations

from erdapp.dialects.grammar import NotAnExpression
from erdapp.dialects.primary import Parser
from erdapp.dialects.query_tree import Order, Query
from erdapp.dialects.tokens import Sort
from erdapp.dialects.tree import Form, Node

HOLE = "\0"
"""Stands in a template for one of its parts."""


class CallParser(Parser):
    """The grammar of expressions with queries in them; `query` is given by `QueryParser`."""

    def query(self) -> Query:
        """A query up to its end."""
        raise NotAnExpression

    def list_of(self) -> tuple[Node, ...]:
        """Expressions with commas between."""
        found = [self.expression()]
        while self.take(","):
            found.append(self.expression())
        return tuple(found)

    def order_by(self) -> tuple[Order, ...]:
        """`ORDER BY …`."""
        self.expect("order")
        self.expect("by")
        found = [self._ordered()]
        while self.take(","):
            found.append(self._ordered())
        return tuple(found)

    def _ordered(self) -> Order:
        expression = self.expression()
        direction = self.take_word("asc", "desc").upper().replace("ASC", "")
        nulls = ""
        if self.take_word("nulls"):
            nulls = self.next().value.upper()
        usual = "FIRST" if direction else "LAST"
        return Order(expression, direction, "" if nulls == usual else nulls)

    def prefix(self) -> Node:
        if self.is_word("select", "with"):
            return Node(Form.QUERY, query=self.query())
        return super().prefix()

    def _special(self, word: str) -> Node | None:
        if word == "array" and self.is_operator("(", ahead=1) and self.grammar.arrays:
            self.at += 2
            query = Node(Form.QUERY, query=self.query())
            self.expect(")")
            return Node(Form.CALL, parts=(query,), names=("array",))
        return super()._special(word)

    def _plain_call(self, names: tuple[str, ...], *, quoted: bool) -> Node:
        start, depth = self.at, self.depth
        if not self.is_word("distinct", "all", ahead=1):
            try:
                return super()._plain_call(names, quoted=quoted)
            except NotAnExpression:
                self.at, self.depth = start, depth
        return self.suffix(self._aggregate(names))

    def _aggregate(self, names: tuple[str, ...]) -> Node:
        """`f(DISTINCT x, y ORDER BY z SEPARATOR ',')`."""
        self.expect("(")
        distinct = "DISTINCT " if self.take_word("distinct") else ""
        self.take_word("all")
        parts = list(self.list_of())
        text = f"({distinct}{', '.join(HOLE * len(parts))}"
        if self.is_word("order"):
            text += self._order_template(parts)
        if self.take_word("separator"):
            text += f" SEPARATOR {HOLE}"
            parts.append(self.expression())
        self.expect(")")
        named = Node(Form.FUNCTION, names=names)
        return Node(Form.TEMPLATE, f"{HOLE}{text})", (named, *parts))

    def _order_template(self, parts: list[Node]) -> str:
        pieces = []
        for item in self.order_by():
            nulls = f" NULLS {item.nulls}" if item.nulls else ""
            pieces.append(f"{HOLE}{' ' if item.direction else ''}{item.direction}{nulls}")
            parts.append(item.expression)
        return f" ORDER BY {', '.join(pieces)}"

    def suffix(self, call: Node) -> Node:
        """FILTER, WITHIN GROUP and OVER behind a call."""
        text, parts = HOLE, [call]
        if self.take_word("within"):
            self.expect("group")
            self.expect("(")
            text += f" WITHIN GROUP ({self._order_template(parts).lstrip()})"
            self.expect(")")
        if self.take_word("filter"):
            self.expect("(")
            self.expect("where")
            parts.append(self.expression())
            self.expect(")")
            text += f" FILTER (WHERE {HOLE})"
        if self.take_word("over"):
            self.expect("(")
            text += f" OVER ({self._window(parts)})"
            self.expect(")")
        return call if len(parts) == 1 and text == HOLE else Node(Form.TEMPLATE, text, (*parts,))

    def _window(self, parts: list[Node]) -> str:
        pieces = []
        if self.take_word("partition"):
            self.expect("by")
            by = self.list_of()
            parts.extend(by)
            pieces.append(f"PARTITION BY {', '.join(HOLE * len(by))}")
        if self.is_word("order"):
            pieces.append(self._order_template(parts).lstrip())
        while not self.is_operator(")"):
            token = self.next()
            if token.sort not in (Sort.WORD, Sort.NUMBER):
                raise NotAnExpression
            pieces.append(token.text.upper())
        return " ".join(pieces)
