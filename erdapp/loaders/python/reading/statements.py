"""Statements, one after the other. A branch that cannot be decided is read on both sides, and the
first one wins: what a module might define is defined."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from erdapp.loaders.python.reading import classes
from erdapp.loaders.python.reading.budget import TooLarge
from erdapp.loaders.python.reading.operators import SYMBOLS
from erdapp.loaders.python.reading.values import (
    External,
    Function,
    Instance,
    Klass,
    Made,
    Scope,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from erdapp.loaders.python.reading.machine import Machine

MOST_ROUNDS = 10_000


class Return(Struct, frozen=True):
    """A function is left with this value."""

    value: Value


class Leave(Struct, frozen=True):
    """A loop is left (`break`) or goes on (`continue`)."""

    loop: bool


Signal = Return | Leave | None


def run(machine: Machine, body: Sequence[ast.stmt], scope: Scope) -> Signal:
    """Run statements until one leaves the body."""
    for statement in body:
        machine.budget.step()
        try:
            signal = _one(machine, statement, scope)
        except TooLarge:  # the value stays as it was
            continue
        if signal is not None:
            return signal
    return None


def run_top(machine: Machine, body: Sequence[ast.stmt], scope: Scope) -> None:
    """Run those statements at the top of a module that weren't run before."""
    for statement in body:
        if statement not in scope.module.done:
            scope.module.done.add(statement)
            run(machine, [statement], scope)


def _one(machine: Machine, node: ast.stmt, scope: Scope) -> Signal:
    match node:
        case ast.Expr():
            _alone(machine, node, scope)
        case ast.Assign():
            value = machine.evaluate(node.value, scope)
            for target in node.targets:
                assign(machine, target, value, scope)
        case ast.AnnAssign():
            _annotated(machine, node, scope)
        case ast.AugAssign():
            _augmented(machine, node, scope)
        case ast.ClassDef():
            _set(scope, node.name, classes.define(machine, node, scope), node.lineno)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            _function(machine, node, scope)
        case ast.Import() | ast.ImportFrom():
            machine.imported(node, scope)
        case ast.Return():
            return Return(None if node.value is None else machine.evaluate(node.value, scope))
        case ast.Raise():
            place = machine.place(node, scope)
            return Return(machine.fails(_raised_name(node), "it raises an error", place))
        case ast.Break() | ast.Continue():
            return Leave(isinstance(node, ast.Break))
        case _:
            return _compound(machine, node, scope)
    return None


def _alone(machine: Machine, node: ast.Expr, scope: Scope) -> None:
    value = machine.evaluate(node.value, scope)
    if isinstance(value, Made) and scope.names is scope.module.names:
        machine.loose.append(value)


def _raised_name(node: ast.Raise) -> str:
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return raised.id if isinstance(raised, ast.Name) else getattr(raised, "attr", "Exception")


def _compound(machine: Machine, node: ast.stmt, scope: Scope) -> Signal:
    match node:
        case ast.If():
            return _if(machine, node, scope)
        case ast.Try() | ast.TryStar():
            return _try(machine, node, scope)
        case ast.With() | ast.AsyncWith():
            for item in node.items:
                value = machine.evaluate(item.context_expr, scope)
                if item.optional_vars is not None:
                    assign(machine, item.optional_vars, value, scope)
            return run(machine, node.body, scope)
        case ast.For():
            return _for(machine, node, scope)
        case ast.While():
            return _while(machine, node, scope)
        case ast.Delete():
            for target in node.targets:
                if isinstance(target, ast.Name):
                    scope.names.pop(target.id, None)
                elif isinstance(target, ast.Subscript):
                    _delete_item(machine, target, scope)
    return None


def _set(scope: Scope, name: str, value: Value, line: int) -> None:
    if scope.soft and name in scope.names:
        return
    scope.names[name] = value
    if scope.klass is not None:
        scope.klass.lines[name] = line


def assign(machine: Machine, target: ast.expr, value: Value, scope: Scope) -> None:
    """Give a target its value; what cannot be followed is left as it is."""
    match target:
        case ast.Name(id=name):
            _set(scope, name, value, target.lineno)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            _unpack(machine, parts, value, scope)
        case ast.Starred(value=inner):
            assign(machine, inner, value, scope)
        case ast.Subscript():
            owner = machine.evaluate(target.value, scope)
            key = machine.evaluate(target.slice, scope)
            if isinstance(owner, dict | list):
                try:
                    owner[key] = value
                    machine.budget.keep(owner)
                except (TypeError, IndexError):
                    return
        case ast.Attribute():
            owner = machine.evaluate(target.value, scope)
            if isinstance(owner, Instance | Klass):
                owner.names[target.attr] = value


def _unpack(machine: Machine, parts: Sequence[ast.expr], value: Value, scope: Scope) -> None:
    known = isinstance(value, tuple | list) and len(value) == len(parts)
    for place, part in enumerate(parts):
        unknown = Unknown("it is one of several values at once", machine.place(part, scope))
        assign(machine, part, value[place] if known else unknown, scope)


def _annotated(machine: Machine, node: ast.AnnAssign, scope: Scope) -> None:
    if scope.klass is not None and isinstance(node.target, ast.Name):
        scope.klass.annotations[node.target.id] = (node.annotation, scope)
        scope.klass.lines[node.target.id] = node.lineno
    if node.value is not None:
        assign(machine, node.target, machine.evaluate(node.value, scope), scope)


def _augmented(machine: Machine, node: ast.AugAssign, scope: Scope) -> None:
    load = ast.copy_location(ast.BinOp(_loaded(node.target), node.op, node.value), node)
    before = machine.evaluate(load.left, scope)
    if isinstance(before, list) and SYMBOLS[type(node.op)] == "+":
        more = machine.evaluate(node.value, scope)
        if isinstance(more, list | tuple):
            before.extend(more)
            machine.budget.keep(before)
        return
    assign(machine, node.target, machine.evaluate(load, scope), scope)


def _loaded(target: ast.expr) -> ast.expr:
    match target:
        case ast.Name(id=name):
            return ast.copy_location(ast.Name(name, ast.Load()), target)
        case ast.Attribute():
            return ast.copy_location(ast.Attribute(target.value, target.attr, ast.Load()), target)
        case ast.Subscript():
            return ast.copy_location(ast.Subscript(target.value, target.slice, ast.Load()), target)
        case _:
            return target


def _function(machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
    decorators = tuple(machine.evaluate(one, scope) for one in node.decorator_list)
    place = machine.place(node, scope)
    _set(scope, node.name, Function(node, scope, place, decorators), node.lineno)


def _if(machine: Machine, node: ast.If, scope: Scope) -> Signal:
    test = classes.truth(machine, machine.evaluate(node.test, scope))
    if _is_type_checking(node.test):
        test = True
    if test is not None:
        return run(machine, node.body if test else node.orelse, scope)
    first = run(machine, node.body, scope)
    second = run(machine, node.orelse, replace(scope, soft=True))
    if isinstance(first, Return) or isinstance(second, Return):
        if scope.function is None:
            return None
        return Return(
            Unknown("it depends on what is only known when it runs", machine.place(node, scope))
        )
    return None


def _is_type_checking(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _try(machine: Machine, node: ast.Try | ast.TryStar, scope: Scope) -> Signal:
    before, machine.raised = machine.raised, ""
    try:
        signal = None
        for statement in node.body:
            signal = run(machine, [statement], scope)
            if signal is not None or machine.raised:
                break
        raised, machine.raised = machine.raised, ""
        if raised:
            handler = next((one for one in node.handlers if _handles(one, raised)), None)
            if handler is not None:
                return run(machine, handler.body, scope) or run(machine, node.finalbody, scope)
            return signal
        for handler in node.handlers:  # names that only these give a value, for want of better
            if scope.function is None:
                run(machine, handler.body, replace(scope, soft=True))
        machine.raised = ""
        if signal is not None:
            return signal
        return run(machine, node.orelse, scope) or run(machine, node.finalbody, scope)
    finally:
        machine.raised = before


_KINDS = {
    "KeyError": "LookupError", "IndexError": "LookupError", "ZeroDivisionError": "ArithmeticError",
    "UnicodeError": "ValueError",
}  # fmt: skip


def _handles(handler: ast.ExceptHandler, raised: str) -> bool:
    if handler.type is None:
        return True
    options = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {one.id if isinstance(one, ast.Name) else getattr(one, "attr", "") for one in options}
    return bool(names & {raised, _KINDS.get(raised, ""), "Exception", "BaseException"})


def _for(machine: Machine, node: ast.For, scope: Scope) -> Signal:
    items = classes.items_of(machine, machine.evaluate(node.iter, scope))
    if items is None:
        return None
    for item in items[:MOST_ROUNDS]:
        assign(machine, node.target, item, scope)
        signal = run(machine, node.body, scope)
        if isinstance(signal, Return):
            return signal
        if isinstance(signal, Leave) and signal.loop:
            return None
    return run(machine, node.orelse, scope)


def _while(machine: Machine, node: ast.While, scope: Scope) -> Signal:
    for _ in range(MOST_ROUNDS):
        if classes.truth(machine, machine.evaluate(node.test, scope)) is not True:
            return None
        signal = run(machine, node.body, scope)
        if isinstance(signal, Return):
            return signal
        if isinstance(signal, Leave) and signal.loop:
            return None
    return None


def _delete_item(machine: Machine, target: ast.Subscript, scope: Scope) -> None:
    owner = machine.evaluate(target.value, scope)
    key = machine.evaluate(target.slice, scope)
    if isinstance(owner, dict) and not isinstance(key, list | dict | set):
        owner.pop(key, None)


def is_external(value: Value, *paths: str) -> bool:
    """Whether a value is one of these external names."""
    return isinstance(value, External) and value.path in paths
