"""Queries as trees: what a SELECT is made of, its expressions being `tree.Node`s."""

from __future__ import annotations

from msgspec import Struct

from erdapp.dialects.tree import NOTHING, Node
from erdapp.schema import DataType


class Item(Struct, frozen=True):
    """A column of the result; `name` empty when nothing was written and nothing follows."""

    expression: Node
    name: str = ""


class Order(Struct, frozen=True):
    """One element of ORDER BY; `direction` is `` or `DESC`, `nulls` what was said of NULLs."""

    expression: Node
    direction: str = ""
    nulls: str = ""


class Source(Struct, frozen=True, kw_only=True):
    """One relation of FROM: a table by its `names`, else a query, else a function's `call`."""

    names: tuple[str, ...] = ()
    query: Query | None = None
    call: Node | None = None
    alias: str = ""
    columns: tuple[str, ...] = ()
    """The alias's names for its columns."""
    types: tuple[DataType, ...] = ()
    """The types of those, for a function that gives records."""
    before: str = ""
    """`LATERAL` or `ONLY`."""
    ordinality: bool = False

    @property
    def shown_as(self) -> str:
        """What its columns are qualified with."""
        if self.alias:
            return self.alias
        return self.names[-1] if self.names else self.call.name if self.call else ""


class Join(Struct, frozen=True, kw_only=True):
    """Two relations joined; `kind` is ``, `LEFT`, `RIGHT`, `FULL` or `CROSS`."""

    left: From
    right: From
    kind: str = ""
    on: Node = NOTHING
    using: tuple[str, ...] = ()
    natural: bool = False


From = Source | Join


class Select(Struct, frozen=True, kw_only=True):
    """SELECT … FROM … WHERE … GROUP BY … HAVING."""

    items: tuple[Item, ...]
    distinct: bool = False
    distinct_on: tuple[Node, ...] = ()
    sources: tuple[From, ...] = ()
    where: Node = NOTHING
    group: tuple[Node, ...] = ()
    rollup: bool = False
    """`GROUP BY … WITH ROLLUP` (MySQL)."""
    having: Node = NOTHING


class Values(Struct, frozen=True):
    """VALUES (…), (…)."""

    rows: tuple[tuple[Node, ...], ...]


class Operation(Struct, frozen=True):
    """UNION, INTERSECT, EXCEPT, with ALL behind it or not."""

    word: str
    left: Body
    right: Body


class Cte(Struct, frozen=True):
    """`name (columns) AS [NOT MATERIALIZED] (query)`."""

    name: str
    columns: tuple[str, ...]
    materialized: str
    query: Query


class Query(Struct, frozen=True, kw_only=True):
    """A whole query, or one in parentheses."""

    body: Body
    ctes: tuple[Cte, ...] = ()
    recursive: bool = False
    order: tuple[Order, ...] = ()
    limit: Node = NOTHING
    offset: Node = NOTHING

    @property
    def is_plain(self) -> bool:
        """Whether it is only its body."""
        return self == Query(body=self.body)


Body = Select | Values | Operation | Query
