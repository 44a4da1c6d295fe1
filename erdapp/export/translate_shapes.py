"""Parts of a query in the shape that the target takes, where sqlglot would pass them on as they
are: casts, comparisons of truths and texts, joined texts, grouping, aggregates."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlglot import exp

from erdapp.export.losses import Untranslatable
from erdapp.schema import Dialect

_MYSQL_FAMILY = (Dialect.MYSQL, Dialect.MARIADB)
_STRICT = (Dialect.POSTGRES, Dialect.MSSQL)
_INTERVAL = re.compile(r"\s*([+-]?\d{1,9})\s+(year|month|week|day|hour|minute|second)s?\s*", re.I)


Kinds = Mapping[tuple[str, str], str]
"""`boolean` or `text` by table and column, as in `Names.kinds`."""


def shaped(tree: exp.Expr, source: Dialect, to: Dialect, kinds: Kinds) -> exp.Expr:
    """The tree, changed in place. Raises Untranslatable."""
    _check_groups(tree, to)
    if to is Dialect.MSSQL and not (tree.args.get("limit") or tree.args.get("offset")):
        tree.set("order", None)  # a view has no order there
    if to in _MYSQL_FAMILY:
        _qualify_stars(tree)
    for node in reversed(list(tree.walk())):
        new = _shape(node, source, to, kinds)
        if new is not node:
            node.replace(new)
    return tree


def _shape(node: exp.Expr, source: Dialect, to: Dialect, kinds: Kinds) -> exp.Expr:
    match node:
        case exp.Cast():
            return _cast(node, to)
        case exp.Convert():
            if node.args.get("style"):
                raise Untranslatable("it writes dates or numbers in a style of SQL Server")
            return _cast(exp.Cast(this=node.expression, to=node.this), to)
        case exp.EQ() | exp.NEQ() if kinds:
            return _compared(node, kinds)
        case exp.RegexpLike() if to in _MYSQL_FAMILY:
            found = exp.Anonymous(this="REGEXP_INSTR", expressions=[node.this, node.expression])
            return exp.GT(this=found, expression=exp.Literal.number(0))
        case exp.Introducer():
            literal: exp.Expr = node.expression  # a character set says nothing elsewhere
            return literal
        case exp.Add() if _is_text(node):
            return _joined(node, source, to)
        case exp.ArrayAgg() | exp.Array() | exp.Bracket() if to is not Dialect.POSTGRES:
            raise Untranslatable("it needs arrays")
        case exp.NextValueFor():
            raise Untranslatable("it counts with a sequence")
        case exp.GroupConcat():
            _check_group_concat(node, to)
            return node
        case exp.Anonymous() if source is Dialect.SQLITE and node.name.lower() == "datetime":
            return _sqlite_datetime(node)
        case _:
            return node


def _cast(node: exp.Cast, to: Dialect) -> exp.Expr:
    kind = node.to
    if kind.this is exp.DType.INTERVAL and isinstance(node.this, exp.Literal):
        if match := _INTERVAL.fullmatch(str(node.this.this)):
            count, unit = match.groups()
            return exp.Interval(this=exp.Literal.string(count), unit=exp.Var(this=unit.upper()))
        raise Untranslatable(f"the interval {node.this.this} is not translated")
    plain = isinstance(kind, exp.DataType) and kind.this is not exp.DType.USERDEFINED
    if not plain or (kind.this is exp.DType.ARRAY and to is not Dialect.POSTGRES):
        raise Untranslatable(f"it casts to {kind.sql()}")
    if kind.this in (exp.DType.MONEY, exp.DType.SMALLMONEY) and to is not Dialect.MSSQL:
        node.set("to", exp.DataType.build("decimal(19, 4)"))
    if to is Dialect.SQLITE and kind.this is exp.DType.DATE:
        return exp.Anonymous(this="DATE", expressions=[node.this])
    if to is Dialect.SQLITE and kind.is_type(*exp.DataType.TEMPORAL_TYPES):
        return exp.Anonymous(this="DATETIME", expressions=[node.this])
    return node


def _compared(node: exp.Expr, kinds: Kinds) -> exp.Expr:
    """`active = 1` as `active = TRUE`, and `code = 1`, of a text, as `code = '1'`."""
    for one, other in (("this", "expression"), ("expression", "this")):
        column, value = node.args[one].unnest(), node.args[other].unnest()
        if not isinstance(column, exp.Column) or not isinstance(value, exp.Literal):
            continue
        kind = _kind(column, kinds)
        if kind == "boolean" and str(value.this) in ("0", "1"):
            node.set(other, exp.Boolean(this=str(value.this) == "1"))
        elif kind == "text" and not value.is_string:
            node.set(other, exp.Literal.string(str(value.this)))
    return node


def _kind(column: exp.Column, kinds: Kinds) -> str:
    name, select = column.name.casefold(), column.find_ancestor(exp.Select)
    if column.table and select is not None:
        for table in select.find_all(exp.Table):
            if table.alias_or_name.casefold() == column.table.casefold():
                return kinds.get((table.name.casefold(), name), "")
    return kinds.get(("", name), "")


def _is_text(node: exp.Expr) -> bool:
    """Whether a `+` joins texts, as far as literals and casts tell."""
    leaves, found = [node], False
    while leaves and not found:
        leaf = leaves.pop().unnest()
        if isinstance(leaf, exp.Add | exp.DPipe):
            leaves += [leaf.this, leaf.expression]
        elif isinstance(leaf, exp.Cast):
            found = leaf.to.is_type(*exp.DataType.TEXT_TYPES)
        else:
            found = isinstance(leaf, exp.National) or bool(leaf.is_string)
    return found


def _joined(node: exp.Add, source: Dialect, to: Dialect) -> exp.Expr:
    if source is Dialect.MSSQL:
        return exp.DPipe(this=node.this, expression=node.expression, safe=False)
    dates = isinstance(node.expression, exp.Interval) or isinstance(node.this, exp.Interval)
    if to in _STRICT and not dates:
        raise Untranslatable("it adds texts")
    return node


def _sqlite_datetime(node: exp.Anonymous) -> exp.Expr:
    if len(node.expressions) != 1:
        raise Untranslatable("it reckons with SQLite's datetime()")
    return exp.cast(node.expressions[0], exp.DType.TIMESTAMP)


def _check_group_concat(node: exp.GroupConcat, to: Dialect) -> None:
    order, inner = node.find(exp.Order), node.find(exp.Distinct)
    if to is Dialect.SQLITE and (order is not None or inner is not None):
        raise Untranslatable("SQLite joins texts in any order, repeated ones too")
    if to in _STRICT and order is not None and inner is not None:
        named = {item.sql() for item in inner.expressions}
        if any(item.this.sql() not in named for item in order.expressions):
            raise Untranslatable("it orders distinct texts by something else")


def _qualify_stars(tree: exp.Expr) -> None:
    """MySQL takes a bare `*` only as the first output: later ones get their tables' names."""
    for select in tree.find_all(exp.Select):
        outputs: list[exp.Expr] = []
        for place, output in enumerate(select.expressions):
            if place and isinstance(output, exp.Star):
                outputs += [
                    exp.Column(this=exp.Star(), table=exp.to_identifier(source.alias_or_name))
                    for source in _sources(select)
                ]
            else:
                outputs.append(output)
        select.set("expressions", outputs)


def _sources(select: exp.Select) -> list[exp.Expr]:
    first = select.args.get("from_")
    return [item.this for item in (*([first] if first else []), *select.args.get("joins", ()))]


def _check_groups(tree: exp.Expr, to: Dialect) -> None:
    """SQLite and old MySQL take columns that GROUP BY doesn't name; others don't."""
    if to not in _STRICT:
        return
    for select in tree.find_all(exp.Select):
        group = select.args.get("group")
        if group is None:
            continue
        named = {item.sql() for item in group.expressions}
        named |= {item.name for item in group.expressions if isinstance(item, exp.Column)}
        for place, output in enumerate(select.expressions, start=1):
            inner = output.unalias()
            known = {inner.sql(), inner.name or "-", output.alias or "-", str(place)}
            if not known & named and inner.find(exp.Column) and not inner.find(exp.AggFunc):
                raise Untranslatable(f"GROUP BY doesn't name {output.alias_or_name}")
