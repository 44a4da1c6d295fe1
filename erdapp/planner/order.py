"""What must come before what: names mentioned in SQL texts, and a stable topological order."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Mapping
from heapq import heappop, heappush
from typing import TypeVar

from erdapp.dialects.base import Facts
from erdapp.schema import Schema

_TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"]|"")+"|`(?:[^`]|``)+`
                 | (?<![\w\])"])\[(?:[^\]]|\]\]){1,128}+\]  # a name of SQL Server, no subscript
                 | \[(?:[^\]\[]|\]\])+\])
      | (?P<word>[^\W\d][\w$#]*)
      | (?P<dot>\.)
      | (?P<quote>')
      | \S""",
    re.VERBOSE,
)

EMPTY: frozenset[str] = frozenset()


def _unquoted(token: str) -> str:
    return token[1:-1].replace(token[-1] * 2, token[-1])


def words(text: str) -> frozenset[str]:
    """All identifiers and keywords in a SQL text in lower case, those inside strings too.

    Lower case on purpose: a mention too many costs a needless order, one too few breaks a plan.
    """
    found = set()
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "word":
            found.add(match.group().lower())
        elif match.lastgroup == "quoted":
            found.add(_unquoted(match.group()).lower())
            found.update(re.findall(r"[^\W\d][\w$#]*", match.group().lower()))
    return frozenset(found)


def relations(text: str, namespaces: Collection[str]) -> frozenset[str]:
    """The identifiers in a SQL text that may name a relation, routine or type, in lower case.

    Left out are column references (`orders.total`, unless `orders` is a namespace) and aliases
    (`AS total`), which would otherwise make views depend on others they only resemble.
    """
    found: set[str] = set()
    qualifier = previous = ""
    after_dot = False
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "dot":
            after_dot, qualifier = True, previous
            continue
        token = match.group().lower() if kind == "word" else _unquoted(match.group()).lower()
        if kind in ("word", "quoted"):
            column = after_dot and qualifier not in namespaces
            if not column and previous != "as":
                found.add(token)
            previous = token
        elif match.group() != "'":
            previous = ""
        after_dot = False
    return frozenset(found)


def qualifiers(facts: Facts, *schemas: Schema) -> frozenset[str]:
    """The names in front of a dot that are namespaces, in lower case."""
    named = {space.name for schema in schemas for space in schema.namespaces}
    lived_in = {item.schema for schema in schemas for item in schema.objects()}
    return frozenset(name.lower() for name in (*named, *lived_in, facts.default_namespace))


K = TypeVar("K", bound=Hashable)


def topological(
    nodes: Iterable[K],
    needs: Mapping[K, Collection[K]],
    wishes: Mapping[K, Collection[K]] | None = None,
) -> list[K]:
    """The nodes with everything a node `needs` before it, else in the order given.

    `wishes` are needs that may be broken: in a cycle the first node whose needs are met goes next
    (tables of a foreign-key cycle), and only then the first node at all.
    """
    ranked = list(dict.fromkeys(nodes))
    rank = {node: at for at, node in enumerate(ranked)}
    hard = _open_edges(ranked, rank, needs)
    soft = _open_edges(ranked, rank, wishes or {})
    waiting_for = _reversed(hard, soft)
    ready: list[int] = [rank[node] for node in ranked if not hard[node] and not soft[node]]
    possible: list[int] = [rank[node] for node in ranked if not hard[node] and soft[node]]
    rest = iter(ranked)
    done: dict[K, None] = {}
    while len(done) < len(ranked):
        node = ranked[heappop(ready or possible)] if ready or possible else next(rest)
        if node in done:
            continue
        done[node] = None
        for other in waiting_for.get(node, ()):
            hard[other].discard(node)
            soft[other].discard(node)
            if other not in done and not hard[other]:
                heappush(possible if soft[other] else ready, rank[other])
    return list(done)


def _reversed(*edge_sets: Mapping[K, set[K]]) -> dict[K, set[K]]:
    """Who waits for each node."""
    waiting: dict[K, set[K]] = {}
    for edges in edge_sets:
        for node, targets in edges.items():
            for target in targets:
                waiting.setdefault(target, set()).add(node)
    return waiting


def _open_edges(
    nodes: list[K], known: Mapping[K, int], edges: Mapping[K, Collection[K]]
) -> dict[K, set[K]]:
    return {
        node: {other for other in edges.get(node, ()) if other in known and other != node}
        for node in nodes
    }
