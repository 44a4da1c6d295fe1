"""Expressions: each kind of node and what it means for plain data and for symbols."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from erdapp.loaders.python.reading import builtin, classes, imports
from erdapp.loaders.python.reading.budget import TooLarge
from erdapp.loaders.python.reading.operators import SYMBOLS, binary, check_widths, unary
from erdapp.loaders.python.reading.values import (
    External,
    Function,
    Item,
    Klass,
    Operation,
    Scope,
    Unknown,
    Value,
    is_symbol,
    plain,
)

if TYPE_CHECKING:
    from erdapp.loaders.python.reading.machine import Machine

FAILURES = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, TooLarge)
"""What evaluating plain data may raise: then the value is unknown."""
_MOST_LOOPS = 20_000


def value_of(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    """The value of an expression; Unknown where it cannot be told."""
    reader = _READERS.get(type(node))
    if reader is None:
        return Unknown("such an expression isn't followed", machine.place(node, scope))
    try:
        value = reader(machine, node, scope)
        machine.budget.keep(value)
    except FAILURES as error:
        what = "it is too large" if isinstance(error, TooLarge) else str(error) or "it fails"
        return machine.fails(type(error).__name__, what[:200], machine.place(node, scope))
    return value


def _constant(machine: Machine, node: ast.Constant, scope: Scope) -> Value:
    return node.value


def name_in(machine: Machine, name: str, scope: Scope, node: ast.AST) -> Value:
    """A name, looked for from the inside out."""
    seen: Scope | None = scope
    while seen is not None:
        if name in seen.names:
            return seen.names[name]
        seen = seen.outer
    module = scope.module
    if name in module.names:
        return module.names[name]
    if name in module.binders and machine.hoist(module, name):
        return module.names[name]
    if (found := imports.from_stars(machine, module, name)) is not None:
        return found
    if name in builtin.NAMES:
        return External(f"builtins.{name}")
    if name == "__name__":
        return module.name
    return Unknown(f"{name} is not known here", machine.place(node, scope))


def _name(machine: Machine, node: ast.Name, scope: Scope) -> Value:
    return name_in(machine, node.id, scope, node)


def _attribute(machine: Machine, node: ast.Attribute, scope: Scope) -> Value:
    owner = machine.evaluate(node.value, scope)
    return machine.attribute(owner, node.attr, machine.place(node, scope))


def _subscript(machine: Machine, node: ast.Subscript, scope: Scope) -> Value:
    owner = machine.evaluate(node.value, scope)
    if isinstance(owner, Unknown):
        return owner
    if isinstance(owner, str | bytes | list | tuple) and isinstance(node.slice, ast.Slice):
        bounds = (node.slice.lower, node.slice.upper, node.slice.step)
        low, high, step = (None if b is None else machine.evaluate(b, scope) for b in bounds)
        return owner[low:high:step]
    index = machine.evaluate(node.slice, scope)
    if isinstance(owner, Klass) and owner.members is not None and isinstance(index, str):
        return owner.members[index]
    if is_symbol(owner):
        return Item(owner, index)
    return owner[plain(index) if isinstance(owner, str | list | tuple) else index]


def _call(machine: Machine, node: ast.Call, scope: Scope) -> Value:
    place = machine.place(node, scope)
    if isinstance(node.func, ast.Name) and node.func.id == "super" and not node.args:
        return classes.implied_super(scope, place)
    if isinstance(node.func, ast.Name) and node.func.id in ("locals", "vars") and not node.args:
        return dict(scope.names)
    target = machine.evaluate(node.func, scope)
    args = tuple(_spread(machine, node.args, scope))
    keywords: dict[str, Value] = {}
    for keyword in node.keywords:
        value = machine.evaluate(keyword.value, scope)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif isinstance(value, dict):
            keywords.update({key: item for key, item in value.items() if isinstance(key, str)})
        else:
            keywords["**"] = value
    return machine.call(target, args, keywords, place)


def _spread(machine: Machine, nodes: list[ast.expr], scope: Scope) -> Iterator[Value]:
    """The values of a list of expressions, those after a star one by one."""
    for node in nodes:
        if not isinstance(node, ast.Starred):
            yield machine.evaluate(node, scope)
            continue
        value = machine.evaluate(node.value, scope)
        items = classes.items_of(machine, value)
        if items is None:
            yield (
                value
                if isinstance(value, Unknown)
                else Unknown("the items of this cannot be told", machine.place(node, scope))
            )
        else:
            yield from items


def _binary(machine: Machine, node: ast.BinOp, scope: Scope) -> Value:
    symbol = SYMBOLS[type(node.op)]
    left, right = machine.evaluate(node.left, scope), machine.evaluate(node.right, scope)
    return _combine(machine, symbol, left, right, node, scope)


def _combine(
    machine: Machine, symbol: str, left: Value, right: Value, node: ast.expr, scope: Scope
) -> Value:
    if symbol not in ("is", "is not"):
        left, right = plain(left), plain(right)
    for side in (left, right):
        if isinstance(side, Unknown):
            return side
    same = _sameness(symbol, left, right)
    if same is not None:
        return same
    if symbol in ("in", "not in") and isinstance(right, dict | list | tuple | set | frozenset):
        return (left in right) == (symbol == "in")
    if is_symbol(left) or is_symbol(right) or isinstance(left, Function):
        return Operation(symbol, (left, right), machine.place(node, scope))
    return binary(symbol, left, right)


def _sameness(symbol: str, left: Value, right: Value) -> bool | None:
    """What comparing with None or a class gives; None where something else is compared."""
    if symbol not in ("==", "!=", "is", "is not"):
        return None
    if (
        left is not None
        and right is not None
        and not isinstance(left, Klass)
        and not isinstance(right, Klass)
    ):
        return None
    if symbol in ("==", "!=") and is_symbol(left) and left is not right:
        return None
    return (left is right) == (symbol in ("==", "is"))


def _unary(machine: Machine, node: ast.UnaryOp, scope: Scope) -> Value:
    operand = plain(machine.evaluate(node.operand, scope))
    symbol = SYMBOLS[type(node.op)]
    if symbol == "not":
        test = classes.truth(machine, operand)
        if test is None:
            return Unknown("it is only known when it runs", machine.place(node, scope))
        return not test
    if isinstance(operand, Unknown):
        return operand
    if is_symbol(operand):
        return Operation(symbol, (operand,), machine.place(node, scope))
    return unary(symbol, operand)


def _boolean(machine: Machine, node: ast.BoolOp, scope: Scope) -> Value:
    is_and = isinstance(node.op, ast.And)
    value: Value = None
    unsure: Value = None
    for part in node.values:
        value = machine.evaluate(part, scope)
        test = classes.truth(machine, value)
        if test is None:
            unsure = unsure or Unknown("it is only known when it runs", machine.place(node, scope))
        elif test is not is_and:
            return value if unsure is None or is_and else unsure
    return value if unsure is None else unsure


def _compare(machine: Machine, node: ast.Compare, scope: Scope) -> Value:
    left = machine.evaluate(node.left, scope)
    result: Value = True
    for operator, right_node in zip(node.ops, node.comparators, strict=True):
        right = machine.evaluate(right_node, scope)
        result = _combine(machine, SYMBOLS[type(operator)], left, right, node, scope)
        if result is not True:
            return result
        left = right
    return result


def _choice(machine: Machine, node: ast.IfExp, scope: Scope) -> Value:
    test = classes.truth(machine, machine.evaluate(node.test, scope))
    if test is None:
        return Unknown("it depends on what is only known when it runs", machine.place(node, scope))
    return machine.evaluate(node.body if test else node.orelse, scope)


def _joined(machine: Machine, node: ast.JoinedStr, scope: Scope) -> Value:
    pieces: list[str] = []
    for part in node.values:
        value = machine.evaluate(part, scope)
        if not isinstance(value, str):
            return (
                value
                if isinstance(value, Unknown)
                else Unknown("a part of the text cannot be told", machine.place(part, scope))
            )
        pieces.append(value)
    return "".join(pieces)


def _formatted(machine: Machine, node: ast.FormattedValue, scope: Scope) -> Value:
    value = plain(machine.evaluate(node.value, scope))
    if isinstance(value, Unknown):
        return value
    if not isinstance(value, str | int | float | bool | None | tuple | list):
        return Unknown("a part of the text cannot be told", machine.place(node, scope))
    if node.conversion == ord("r"):
        value = repr(value)
    spec = "" if node.format_spec is None else machine.evaluate(node.format_spec, scope)
    if not isinstance(spec, str):
        return spec
    check_widths(spec)
    return format(value, spec) if spec else str(value)


def _tuple(machine: Machine, node: ast.Tuple, scope: Scope) -> Value:
    return tuple(_spread(machine, node.elts, scope))


def _list(machine: Machine, node: ast.List, scope: Scope) -> Value:
    return list(_spread(machine, node.elts, scope))


def _set(machine: Machine, node: ast.Set, scope: Scope) -> Value:
    return set(_spread(machine, node.elts, scope))


def _dict(machine: Machine, node: ast.Dict, scope: Scope) -> Value:
    found: dict[Value, Value] = {}
    for key, item in zip(node.keys, node.values, strict=True):
        value = machine.evaluate(item, scope)
        if key is not None:
            found[machine.evaluate(key, scope)] = value
        elif isinstance(value, dict):
            found.update(value)
        else:
            return Unknown("a part of the dict cannot be told", machine.place(item, scope))
    return found


def _comprehension(
    machine: Machine,
    node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
    scope: Scope,
) -> Value:
    inner = Scope(scope.module, {}, outer=scope, function=scope.function, first=scope.first)
    found: list[Value] = []

    def loop(depth: int) -> Unknown | None:
        if depth == len(node.generators):
            if isinstance(node, ast.DictComp):
                found.append(
                    (machine.evaluate(node.key, inner), machine.evaluate(node.value, inner))
                )
            else:
                found.append(machine.evaluate(node.elt, inner))
            if len(found) > _MOST_LOOPS:
                raise TooLarge
            return None
        generator = node.generators[depth]
        items = classes.items_of(machine, machine.evaluate(generator.iter, inner))
        if items is None:
            return Unknown(
                "what it loops over cannot be told", machine.place(generator.iter, scope)
            )
        for item in items:
            machine.budget.step()
            from erdapp.loaders.python.reading.statements import assign

            assign(machine, generator.target, item, inner)
            tests = [classes.truth(machine, machine.evaluate(one, inner)) for one in generator.ifs]
            if None in tests:
                return Unknown("a condition cannot be told", machine.place(generator.iter, scope))
            if all(tests) and (failed := loop(depth + 1)):
                return failed
        return None

    failed = loop(0)
    if failed is not None:
        return failed
    if isinstance(node, ast.DictComp):
        return dict(found)
    return set(found) if isinstance(node, ast.SetComp) else found


def _lambda(machine: Machine, node: ast.Lambda, scope: Scope) -> Value:
    return Function(node, scope, machine.place(node, scope))


def _walrus(machine: Machine, node: ast.NamedExpr, scope: Scope) -> Value:
    value = machine.evaluate(node.value, scope)
    scope.names[node.target.id] = value
    return value


_READERS: dict[type[ast.expr], Callable[[Machine, Any, Scope], Value]] = {
    ast.Constant: _constant, ast.Name: _name, ast.Attribute: _attribute,
    ast.Subscript: _subscript, ast.Call: _call, ast.BinOp: _binary, ast.UnaryOp: _unary,
    ast.BoolOp: _boolean, ast.Compare: _compare, ast.IfExp: _choice, ast.JoinedStr: _joined,
    ast.FormattedValue: _formatted, ast.Tuple: _tuple, ast.List: _list, ast.Set: _set,
    ast.Dict: _dict, ast.ListComp: _comprehension, ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension, ast.DictComp: _comprehension, ast.Lambda: _lambda,
    ast.NamedExpr: _walrus,
}  # fmt: skip
