"""A parser of SELECT over our tokens, for the bodies of views.

What it does not know raises `NotAnExpression`; callers then keep the text. Its work is bounded by
the depth of nesting and by the number of queries that are tried.
"""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.dialects.grammar import MAX_CHAIN, MAX_DEPTH, Grammar, NotAnExpression
from erdapp.dialects.keywords import words
from erdapp.dialects.query_calls import HOLE, CallParser
from erdapp.dialects.query_tree import (
    Body,
    Cte,
    From,
    Item,
    Join,
    Operation,
    Query,
    Select,
    Source,
    Values,
)
from erdapp.dialects.tokens import Sort, Token
from erdapp.dialects.tree import NOTHING, Form, Node
from erdapp.schema import DataType

MAX_QUERIES = 500
"""Queries, tried ones included, that are read in one text."""
_CLAUSES = words(
    """
    from where group having order limit offset union intersect except fetch window for into on
    using join left right full inner cross natural straight_join lateral as with procedure lock
    use force ignore partition tablesample qualify when then else end and or not asc desc
    """
)
_BEGINS = ("select", "with", "values")


def parse_query(text: str, found: Sequence[Token], grammar: Grammar) -> Query:
    """The tree of a query. Raises NotAnExpression for anything else."""
    if HOLE in text:
        raise NotAnExpression
    parser = QueryParser(text, found, grammar)
    query = parser.query()
    if parser.peek() is not None:
        raise NotAnExpression
    return query


class QueryParser(CallParser):
    """The grammar of expressions with queries in them."""

    def __init__(self, text: str, found: Sequence[Token], grammar: Grammar) -> None:
        super().__init__(found, grammar)
        self.text = text
        self.queries = 0
        self.links = 0

    def query(self) -> Query:
        """`[WITH …] body [ORDER BY …] [LIMIT …]`."""
        self.queries += 1
        self.depth += 1
        if self.depth > MAX_DEPTH or self.queries > MAX_QUERIES:
            raise NotAnExpression
        recursive, ctes = False, []
        if self.take_word("with"):
            recursive = bool(self.take_word("recursive"))
            ctes.append(self._cte())
            while self.take(","):
                ctes.append(self._cte())
        body = self._operations()
        order = self.order_by() if self.is_word("order") else ()
        limit, offset = self._limit()
        self.depth -= 1
        found = Query(
            body=body,
            ctes=tuple(ctes),
            recursive=recursive,
            order=order,
            limit=limit,
            offset=offset,
        )
        return body if found.is_plain and isinstance(body, Query) else found

    def _cte(self) -> Cte:
        name = self.one_name()
        columns = self._names() if self.is_operator("(") else ()
        self.expect("as")
        said = "NOT " if self.take_word("not") else ""
        said += self.take_word("materialized").upper()
        self.expect("(")
        query = self.query()
        self.expect(")")
        return Cte(name, columns, said, query)

    def _names(self) -> tuple[str, ...]:
        self.expect("(")
        names = [self.one_name()]
        while self.take(","):
            names.append(self.one_name())
        self.expect(")")
        return tuple(names)

    def _operations(self) -> Body:
        left = self._intersections()
        while word := self.take_word("union", "except"):
            self._link()
            left = Operation(self._quantified(word), left, self._intersections())
        return left

    def _intersections(self) -> Body:
        left = self._arm()
        while word := self.take_word("intersect"):
            self._link()
            left = Operation(self._quantified(word), left, self._arm())
        return left

    def _link(self) -> None:
        """One more join or set operation: each is a level of the tree, since what is at the left
        of it is inside, so that too many would exhaust the stack of whoever goes through it."""
        self.links += 1
        if self.links > MAX_CHAIN:
            raise NotAnExpression

    def _quantified(self, word: str) -> str:
        self.take_word("distinct")
        return f"{word.upper()} ALL" if self.take_word("all") else word.upper()

    def _arm(self) -> Body:
        if self.take("("):
            query = self.query()
            self.expect(")")
            return query.body if query.is_plain else query
        if self.take_word("values"):
            return self._values()
        self.expect("select")
        return self._select()

    def _values(self) -> Values:
        rows = []
        while True:
            self.expect("(")
            rows.append(self.items(")"))
            if not self.take(","):
                return Values(tuple(rows))

    def _select(self) -> Select:
        distinct_on: tuple[Node, ...] = ()
        distinct = bool(self.take_word("distinct", "distinctrow"))
        if distinct and self.is_word("on") and self.grammar.casts:
            self.next()
            self.expect("(")
            distinct_on, distinct = self.items(")"), False
        self.take_word("all")
        items = [self._item()]
        while self.take(","):
            items.append(self._item())
        sources = self._sources() if self.take_word("from") else ()
        where = self.expression() if self.take_word("where") else NOTHING
        group: tuple[Node, ...] = ()
        if self.take_word("group"):
            self.expect("by")
            group = self.list_of()
        rollup = self.is_word("with") and self.is_word("rollup", ahead=1)
        self.at += 2 if rollup else 0
        return Select(
            items=tuple(items),
            distinct=distinct,
            distinct_on=distinct_on,
            sources=sources,
            where=where,
            group=group,
            rollup=rollup,
            having=self.expression() if self.take_word("having") else NOTHING,
        )

    def _item(self) -> Item:
        token = self.peek()
        if token is None or token.value.startswith("sql_") or token.is_word("high_priority"):
            raise NotAnExpression
        if self.take("*"):
            return Item(Node(Form.REF, names=("*",)))
        start = token.start
        expression = self.expression()
        end = self.found[self.at - 1].start + len(self.found[self.at - 1].text)
        name = self._alias()
        if name == "?column?":  # what PostgreSQL calls a column without a name
            return Item(expression)
        if not name and expression.form is not Form.REF:
            name = self._unnamed(expression, self.text[start:end])
        return Item(expression, name)

    def _unnamed(self, expression: Node, text: str) -> str:
        """The name that the server gives a column that was given none."""
        if not self.grammar.casts:
            return text
        while expression.form in (Form.CAST, Form.COLLATE) and expression.parts[0].form in (
            *(Form.REF, Form.CALL, Form.CAST, Form.FIELD, Form.SUBSCRIPT),
        ):
            expression = expression.parts[0]
        while expression.form in (Form.SUBSCRIPT, Form.TEMPLATE):
            expression = expression.parts[0]
        if expression.form is Form.CASE:
            last = expression.parts[-1]
            return last.name if last.form in (Form.REF, Form.CALL) else "case"
        if expression.form is Form.WORD and expression.text.startswith("CURRENT"):
            return expression.text.partition("(")[0].lower()
        if expression.form is Form.CAST and expression.type is not None:
            return expression.type.name if " " not in expression.type.name else ""
        return "" if expression.name == "*" else expression.name

    def _alias(self) -> str:
        said = bool(self.take_word("as"))
        token = self.peek()
        if token is None:
            return ""
        quoted = token.sort is Sort.NAME or (
            token.sort is Sort.STRING and not self.grammar.casts and not token.prefix
        )
        plain = token.sort is Sort.WORD and (said or not self._is_clause(token))
        if not quoted and not plain:
            if said:
                raise NotAnExpression
            return ""
        self.next()
        return token.value if quoted else self.grammar.fold_unquoted(token.text)

    def _is_clause(self, token: Token) -> bool:
        return token.value in _CLAUSES or token.value in self.grammar.reserved

    def _sources(self) -> tuple[From, ...]:
        found = [self._joined()]
        while self.take(","):
            found.append(self._joined())
        return tuple(found)

    def _joined(self) -> From:
        """Relations with JOIN between, from left to right."""
        left = self._source()
        while True:
            natural = bool(self.take_word("natural"))
            kind = self.take_word("inner", "left", "right", "full", "cross")
            self.take_word("outer")
            if not self.take_word("join"):
                if kind or natural:
                    raise NotAnExpression
                return left
            self._link()
            right = self._source()
            on = self.expression() if self.take_word("on") else NOTHING
            using = self._names() if self.take_word("using") else ()
            left = Join(
                left=left,
                right=right,
                kind=kind.upper().replace("INNER", ""),
                on=on,
                using=using,
                natural=natural,
            )

    def _source(self) -> From:
        before = self.take_word("lateral", "only").upper()
        if self.is_operator("("):
            inner = self._in_parentheses()
            if not isinstance(inner, Query):
                return inner
            alias, columns = self._source_alias()
            return Source(query=inner, alias=alias, columns=columns, before=before)
        names = self.dotted_name()
        if self.is_operator("("):
            call = self._call(names, quoted=False)
            ordinality = bool(self.take_word("with"))
            if ordinality:
                self.expect("ordinality")
            alias = self._alias()
            defined = self._defined() if alias and self.is_operator("(") else ()
            return Source(
                call=call,
                alias=alias,
                columns=tuple(name for name, _ in defined),
                types=tuple(type for _, type in defined if type is not None),
                before=before,
                ordinality=ordinality,
            )
        alias, columns = self._source_alias()
        return Source(names=names, alias=alias, columns=columns, before=before)

    def _defined(self) -> tuple[tuple[str, DataType | None], ...]:
        """The columns of a function's result: names, each with a type where it gives records."""
        self.expect("(")
        found: list[tuple[str, DataType | None]] = []
        while not self.take(")"):
            if found:
                self.expect(",")
            name = self.one_name()
            plain = self.is_operator(",", ")")
            found.append((name, None if plain else self.type_name(until=")")))
        return tuple(found)

    def _in_parentheses(self) -> From | Query:
        """`(SELECT …)` or `(a JOIN b …)`."""
        ahead = 0
        while self.is_operator("(", ahead=ahead):
            ahead += 1
        start, depth = self.at, self.depth
        self.expect("(")
        if self.is_word(*_BEGINS, ahead=ahead - 1):
            try:
                query = self.query()
                self.expect(")")
                return query
            except NotAnExpression:
                self.at, self.depth = start + 1, depth
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotAnExpression
        found = self._joined()
        self.depth -= 1
        self.expect(")")
        return found

    def _source_alias(self) -> tuple[str, tuple[str, ...]]:
        alias = self._alias()
        return alias, self._names() if alias and self.is_operator("(") else ()

    def _limit(self) -> tuple[Node, Node]:
        limit = offset = NOTHING
        for _ in range(2):
            if self.take_word("limit"):
                limit = self.expression()
                if self.take(","):
                    limit, offset = self.expression(), limit
            elif self.take_word("offset"):
                offset = self.expression()
                self.take_word("row", "rows")
            elif self.take_word("fetch"):
                self.take_word("first", "next")
                limit = Node(Form.NUMBER, "1")
                if not self.is_word("row", "rows"):
                    limit = self.expression()
                self.take_word("row", "rows")
                self.expect("only")
        return limit, offset
