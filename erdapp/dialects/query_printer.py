"""Trees of queries back to SQL, on one line."""

from __future__ import annotations

from erdapp.dialects.printer import Printer, Style
from erdapp.dialects.query_tree import (
    Body,
    Cte,
    From,
    Item,
    Join,
    Operation,
    Order,
    Query,
    Select,
    Source,
    Values,
)
from erdapp.dialects.tree import NOTHING, Form, Node


def query_sql(query: Query, style: Style) -> str:
    """The query as text that the parser reads back to the same tree."""
    return QueryPrinter(style).query(query)


class QueryPrinter(Printer):
    """Prints expressions with queries in them."""

    def text(self, node: Node) -> str:
        match node.form:
            case Form.QUERY if isinstance(node.query, Query):
                return f"({self.query(node.query)})"
            case Form.TEMPLATE:
                first, *rest = node.text.split("\0")
                pieces = zip(node.parts, rest, strict=True)
                return first + "".join(self.text(part) + after for part, after in pieces)
            case Form.FUNCTION:
                return self.dotted(node.names, called=True)
            case Form.CALL if len(node.parts) == 1 and node.parts[0].form is Form.QUERY:
                return self.dotted(node.names, called=True) + self.text(node.parts[0])
            case Form.IN if len(node.parts) == 2 and node.parts[1].form is Form.QUERY:
                word = f"{node.text} IN".strip()
                return f"{self.inside(node.parts[0], 10)} {word} {self.text(node.parts[1])}"
            case Form.QUANTIFIED if node.parts[0].form is Form.QUERY:
                return f"{node.text} {self.text(node.parts[0])}"
            case _:
                return super().text(node)

    def query(self, query: Query) -> str:
        pieces = []
        if query.ctes:
            word = "WITH RECURSIVE " if query.recursive else "WITH "
            pieces.append(word + ", ".join(map(self.cte, query.ctes)))
        pieces.append(self.body(query.body))
        if query.order:
            pieces.append("ORDER BY " + ", ".join(map(self.order, query.order)))
        if query.limit != NOTHING:
            pieces.append(f"LIMIT {self.text(query.limit)}")
        if query.offset != NOTHING:
            pieces.append(f"OFFSET {self.text(query.offset)}")
        return " ".join(pieces)

    def cte(self, cte: Cte) -> str:
        columns = f"({self.names(cte.columns)})" if cte.columns else ""
        said = f" {cte.materialized}" if cte.materialized else ""
        return f"{self.style.name(cte.name)}{columns} AS{said} ({self.query(cte.query)})"

    def names(self, names: tuple[str, ...]) -> str:
        return ", ".join(map(self.style.name, names))

    def order(self, order: Order) -> str:
        nulls = f"NULLS {order.nulls}" if order.nulls else ""
        return " ".join(filter(None, (self.text(order.expression), order.direction, nulls)))

    def body(self, body: Body) -> str:
        match body:
            case Select():
                return self.select(body)
            case Values():
                return "VALUES " + ", ".join(f"({self.list(row)})" for row in body.rows)
            case Operation():
                right = self.body(body.right)
                if not isinstance(body.right, Select | Values):
                    right = f"({right})"
                left = self.body(body.left)
                if isinstance(body.left, Query) or self.binds_less(body.left, body.word):
                    left = f"({left})"
                return f"{left} {body.word} {right}"
            case Query():
                return self.query(body)

    def binds_less(self, left: Body, word: str) -> bool:
        inner = left.word if isinstance(left, Operation) else "INTERSECT"
        return word.startswith("INTERSECT") and not inner.startswith("INTERSECT")

    def select(self, select: Select) -> str:
        pieces = ["SELECT"]
        if select.distinct_on:
            pieces.append(f"DISTINCT ON ({self.list(select.distinct_on)})")
        elif select.distinct:
            pieces.append("DISTINCT")
        pieces.append(", ".join(map(self.item, select.items)))
        if select.sources:
            pieces.append("FROM " + ", ".join(map(self.source, select.sources)))
        if select.where != NOTHING:
            pieces.append(f"WHERE {self.text(select.where)}")
        if select.group:
            pieces.append(f"GROUP BY {self.list(select.group)}")
        if select.rollup:
            pieces.append("WITH ROLLUP")
        if select.having != NOTHING:
            pieces.append(f"HAVING {self.text(select.having)}")
        return " ".join(pieces)

    def item(self, item: Item) -> str:
        text = self.text(item.expression)
        same = item.expression.form is Form.REF and item.expression.name == item.name
        return text if same or not item.name else f"{text} AS {self.style.name(item.name)}"

    def source(self, item: From) -> str:
        if isinstance(item, Join):
            return self.join(item)
        before = f"{item.before} " if item.before else ""
        if item.query is not None:
            text = f"({self.query(item.query)})"
        else:
            text = self.text(item.call) if item.call is not None else self.dotted(item.names)
        text += " WITH ORDINALITY" if item.ordinality else ""
        alias = item.alias if item.names[-1:] != (item.alias,) or item.columns else ""
        columns = f"({self.columns(item)})" if item.columns else ""
        return before + text + (f" {self.style.name(alias)}{columns}" if alias else "")

    def columns(self, item: Source) -> str:
        if len(item.types) != len(item.columns):
            return self.names(item.columns)
        defined = zip(item.columns, item.types, strict=True)
        return ", ".join(
            f"{self.style.name(name)} {self.style.type_sql(type)}" for name, type in defined
        )

    def join(self, join: Join) -> str:
        right = self.source(join.right)
        if isinstance(join.right, Join):
            right = f"({right})"
        kind = f"{join.kind} JOIN".strip()
        text = f"{self.source(join.left)} {'NATURAL ' if join.natural else ''}{kind} {right}"
        if join.using:
            text += f" USING ({self.names(join.using)})"
        return text if join.on == NOTHING else f"{text} ON {self.text(join.on)}"
