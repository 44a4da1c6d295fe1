"""Queries with every name made whole: `*` written out, columns qualified, results named.

Servers store a view with the columns that its tables had when it was made, each said to be whose.
What is known of tables and views comes from a catalog; where that knows too little, a name stays
as it was written.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from erdapp.dialects.query_rewrites import (
    Types,
    comma_joined,
    equal,
    following,
    in_order,
    literal,
    natural_written_out,
    unnamed,
    without_limit,
)
from erdapp.dialects.query_scope import (
    QueryNames,
    Relation,
    Scope,
    bound_columns,
    bound_name,
    renamed,
    unbind,
)
from erdapp.dialects.query_tree import (
    Body,
    Cte,
    From,
    Item,
    Operation,
    Order,
    Query,
    Select,
    Source,
    Values,
)
from erdapp.dialects.tree import NOTHING, Form, Node, rewritten
from erdapp.schema import DataType


class Resolver:
    """One query's names; CTEs are added while it goes."""

    def __init__(self, dialect: QueryNames) -> None:
        self.dialect = dialect
        self.ctes: list[dict[str, Types | None]] = []

    def query(self, query: Query, outer: Scope | None = None) -> tuple[Query, Types | None]:
        """The query with whole names, and the columns of its result."""
        self.ctes.append({})
        ctes = tuple(self._cte(cte, query.recursive, outer) for cte in query.ctes)
        body, types, scope = self._body(query.body, outer)
        order = tuple(self._order(item, body, scope) for item in query.order)
        if not isinstance(body, Select):
            order = tuple(self._place(item, types) for item in order)
        self.ctes.pop()
        return replace(query, ctes=ctes, body=body, order=order), types

    def _cte(self, cte: Cte, recursive: bool, outer: Scope | None) -> Cte:
        if recursive:
            self.ctes[-1][cte.name] = dict.fromkeys(cte.columns) if cte.columns else None
        query, types = self.query(cte.query, outer)
        self.ctes[-1][cte.name] = renamed(types, cte.columns)
        return replace(cte, query=query)

    def _body(self, body: Body, outer: Scope | None) -> tuple[Body, Types | None, Scope]:
        nowhere = Scope({}, outer=outer)
        match body:
            case Select():
                return self._select(body, outer)
            case Values():
                rows = tuple(
                    tuple(self._normal(item, nowhere) for item in row) for row in body.rows
                )
                types: Types | None = {
                    f"column{place}": self.dialect.type_of(item, ())
                    for place, item in enumerate(rows[0], start=1)
                }
                return Values(rows), types, nowhere
            case Operation():
                left, types, _ = self._body(body.left, outer)
                right, others, _ = self._body(body.right, outer)
                right = following(right, tuple((types or {}).values()))
                if types is None or not types:
                    types = others
                return replace(body, left=left, right=right), types, nowhere
            case Query():
                query, types = self.query(body, outer)
                return query, types, nowhere

    def _select(self, select: Select, outer: Scope | None) -> tuple[Select, Types | None, Scope]:
        scope = Scope({}, outer=outer)
        sources = tuple(self._from(item, scope) for item in select.sources)
        if not self.dialect.comma_joins and len(sources) > 1:
            sources = (comma_joined(sources),)
        items = self._items(select.items, scope)
        starred = any(item.expression.name == "*" for item in items)
        types = None if starred else {i.name: self._type(i.expression, scope) for i in items}
        plain = tuple(replace(item, expression=self._shown(item.expression)) for item in items)
        done = replace(
            select,
            items=plain,
            distinct_on=tuple(self._keyed(one, plain, scope) for one in select.distinct_on),
            sources=sources,
            where=self._normal(select.where, scope),
            group=tuple(self._grouped(one, plain, scope) for one in select.group),
            having=self._normal(select.having, scope),
        )
        return done, types, scope

    # FROM

    def _from(self, item: From, scope: Scope) -> From:
        if isinstance(item, Source):
            return self._source(item, scope)
        left = self._from(item.left, scope)
        right = self._from(item.right, scope)
        if item.natural:
            item = natural_written_out(item, scope.relations)
        scope.merged |= frozenset(item.using)
        if item.using and not self.dialect.comma_joins:
            item = replace(item, using=(), on=equal(item, scope.relations))
        kind = "" if item.kind == "CROSS" and not self.dialect.comma_joins else item.kind
        return replace(item, left=left, right=right, kind=kind, on=self._normal(item.on, scope))

    def _source(self, source: Source, scope: Scope) -> Source:
        types: Types | None = None
        if source.query is not None:
            query, types = self.query(source.query, scope if source.before else scope.outer)
            source = replace(source, query=query)
        elif source.call is not None:
            source = self._function(source, scope)
            types = self._types_of_function(source)
        else:
            found = self._known(source.names)
            if found is not None:
                source = replace(source, names=found.names)
                types = found.columns
        source = self._own_name(source, scope)
        scope.relations[source.shown_as] = renamed(types, source.columns)
        return source

    def _own_name(self, source: Source, scope: Scope) -> Source:
        """A table without the alias `t_1` that PostgreSQL gives it where `t` is taken in another
        query, as long as it isn't taken here."""
        if not source.names or not self.dialect.comma_joins or source.columns:
            return source
        name = source.names[-1]
        number = source.alias.removeprefix(f"{name}_")
        if number == source.alias or not number.isdecimal():
            return source
        if self._relation_called(name, scope) is not None:
            return source
        scope.called[source.alias] = name
        return replace(source, alias="")

    def _function(self, source: Source, scope: Scope) -> Source:
        """A function in FROM; the one column of a plain one is called as its alias is."""
        call = self._normal(source.call or NOTHING, scope)
        columns = () if source.columns == (source.shown_as,) else source.columns
        alias = "" if source.alias == call.name and not columns else source.alias
        before = "" if source.before == "LATERAL" else source.before
        return replace(source, call=call, columns=columns, alias=alias, before=before)

    def _types_of_function(self, source: Source) -> Types | None:
        if source.types:
            return dict(zip(source.columns, source.types, strict=False))
        found = self.dialect.catalog.result(source.call.names if source.call else ())
        if found is not None:
            return found.columns
        if len(source.columns) == 1 or (self.dialect.aliased_functions and not source.columns):
            return {(source.columns or (source.shown_as,))[0]: None}
        return None

    def _known(self, names: tuple[str, ...]) -> Relation | None:
        if len(names) == 1:
            for ctes in reversed(self.ctes):
                if names[0] in ctes:
                    return Relation(names, ctes[names[0]])
        return self.dialect.catalog.relation(names)

    # SELECT

    def _items(self, items: tuple[Item, ...], scope: Scope) -> list[Item]:
        """The result's columns in normal form, still bound to their relations."""
        found: list[Item] = []
        for item in items:
            node = item.expression
            if node.form is Form.REF and node.name == "*":
                found += self._expanded(node, scope)
                continue
            if node.form is Form.FIELD and node.name == "*":
                found += self._fields(node, scope)
                continue
            bound = self._bound(node, scope)
            name = item.name or (node.name if node.form is Form.REF else "")
            found.append(Item(literal(bound), name))
        return found

    def _expanded(self, star: Node, scope: Scope) -> list[Item]:
        """The columns that a `*` stands for; itself when they aren't all known."""
        wanted = [star.names[-2]] if len(star.names) > 1 else list(scope.relations)
        items: list[Item] = []
        seen: set[str] = set()
        for alias in wanted:
            columns = scope.relations.get(alias)
            if columns is None:
                return [Item(star)]
            for name in columns:
                if len(wanted) > 1 and name in scope.merged and name in seen:
                    continue
                seen.add(name)
                items.append(Item(bound_name(alias, name), name))
        return items

    def _fields(self, star: Node, scope: Scope) -> list[Item]:
        """The fields of `(f(x)).*`."""
        value = self._bound(star.parts[0], scope)
        found = self.dialect.catalog.result(value.names) if value.form is Form.CALL else None
        if found is None or found.columns is None:
            return [Item(Node(Form.FIELD, parts=(value,), names=("*",)))]
        return [
            Item(Node(Form.FIELD, parts=(value,), names=(name,)), name) for name in found.columns
        ]

    def _order(self, order: Order, body: Body, scope: Scope) -> Order:
        if isinstance(body, Select):
            return replace(order, expression=self._keyed(order.expression, body.items, scope))
        return replace(order, expression=self._normal(order.expression, Scope({})))

    def _place(self, order: Order, types: Types | None) -> Order:
        """An element behind a set operation, which can only name a column of the result: its
        place."""
        names = list(types or ())
        node = order.expression
        if node.form is not Form.REF or node.names[-1] not in names:
            return order
        place = names.index(node.names[-1]) + 1
        return replace(order, expression=Node(Form.NUMBER, str(place)))

    def _keyed(self, node: Node, items: Sequence[Item], scope: Scope) -> Node:
        """An element of ORDER BY: a place in the result or a name there stands for its
        expression."""
        if node.form is Form.NUMBER and node.text.isdigit() and 0 < int(node.text) <= len(items):
            return in_order(items[int(node.text) - 1].expression, node)
        if node.form is Form.REF and len(node.names) == 1:
            fold = self.dialect.fold
            for item in items:
                if fold(item.name) == fold(node.name):
                    return in_order(item.expression, node)
        return self._normal(node, scope)

    def _grouped(self, node: Node, items: Sequence[Item], scope: Scope) -> Node:
        """An element of GROUP BY: columns of the relations come before names of the result."""
        plain = node.form is Form.REF and len(node.names) == 1
        if plain and self._owner(node.name, scope) is not None:
            return self._normal(node, scope)
        return self._keyed(node, items, scope)

    # Expressions

    def _normal(self, node: Node, scope: Scope) -> Node:
        return self._shown(self._bound(node, scope)) if node != NOTHING else node

    def _bound(self, node: Node, scope: Scope) -> Node:
        """In normal form, columns being names of one part that say whose they are."""
        bound = rewritten(node, lambda part: self._bind(part, scope))
        return self.dialect.normal(bound, bound_columns(bound, scope))

    def _bind(self, node: Node, scope: Scope) -> Node:
        if node.form is Form.QUERY and isinstance(node.query, Query):
            return Node(Form.QUERY, query=unnamed(self.query(node.query, scope)[0]))
        if node.form is Form.CALL and node.name.lower() == "exists" and len(node.parts) == 1:
            return without_limit(node)
        if node.form in (Form.CALL, Form.FUNCTION) and len(node.names) == 1:
            names = self.dialect.catalog.function(node.name)
            return node if names == node.names else replace(node, names=names)
        if node.form is not Form.REF or node.name == "*" or len(node.names) > 3:
            return node
        if len(node.names) > 1:
            alias, name = node.names[-2:]
            found = self._relation_called(alias, scope)
            return node if found is None else bound_name(found[0], self._spelled(name, found[1]))
        owner = self._owner(node.name, scope)
        if owner is None:
            whole = node.name in scope.relations and self.dialect.aliased_functions
            return Node(Form.REF, names=(node.name, "*")) if whole else node
        return bound_name(owner[0], owner[1])

    def _relation_called(self, alias: str, scope: Scope) -> tuple[str, Types | None] | None:
        fold = self.dialect.fold
        at: Scope | None = scope
        while at is not None:
            alias = at.called.get(alias, alias)
            for name, columns in at.relations.items():
                if name == alias or fold(name) == fold(alias):
                    return name, columns
            at = at.outer
        return None

    def _spelled(self, name: str, columns: Types | None) -> str:
        if columns is None or name in columns:
            return name
        fold = self.dialect.fold
        return next((known for known in columns if fold(known) == fold(name)), name)

    def _owner(self, name: str, scope: Scope) -> tuple[str, str] | None:
        """The relation that an unqualified column is of, and the column as it is spelled there."""
        fold = self.dialect.fold
        at: Scope | None = scope
        while at is not None:
            found = [
                (alias, known)
                for alias, columns in at.relations.items()
                for known in columns or ()
                if known == name or fold(known) == fold(name)
            ]
            if len(found) == 1 or (found and name in at.merged):
                return found[0]
            unknown = [alias for alias, columns in at.relations.items() if columns is None]
            if found or unknown:
                return (unknown[0], name) if len(unknown) == 1 and not found else None
            at = at.outer
        return None

    def _type(self, bound: Node, scope: Scope) -> DataType | None:
        return self.dialect.type_of(bound, bound_columns(bound, scope))

    def _shown(self, bound: Node) -> Node:
        return rewritten(bound, unbind)
