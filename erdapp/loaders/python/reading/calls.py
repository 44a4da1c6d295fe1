"""Calls: of functions of the given code, of methods, of what stays a symbol."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from erdapp.loaders.python.reading import builtin, classes, methods
from erdapp.loaders.python.reading.budget import DEPTH, TooLarge
from erdapp.loaders.python.reading.values import (
    External,
    Function,
    Instance,
    Item,
    Klass,
    Made,
    Method,
    Native,
    Operation,
    Part,
    Place,
    Scope,
    Super,
    Unknown,
    Value,
    plain,
)

if TYPE_CHECKING:
    from erdapp.loaders.python.reading.machine import Machine

_CALL_COST = 8
"""A call within calls counts as this many expressions within expressions."""


def call(
    machine: Machine,
    target: Value,
    args: tuple[Value, ...],
    keywords: dict[str, Value],
    place: Place,
) -> Value:
    """The value of `target(*args, **keywords)`."""
    match target:
        case Unknown():
            return target
        case Function():
            return run_function(machine, target, args, keywords, place)
        case Method(receiver, function):
            return run_function(machine, function, (receiver, *args), keywords, place)
        case Native(receiver, name):
            return methods.call(machine, receiver, name, args, keywords, place)
        case External():
            return _external(machine, target, args, keywords, place)
        case Klass():
            return _construct(machine, target, args, keywords, place)
        case Part(Super() as owner, "__init__"):
            if isinstance(owner.receiver, Instance):
                owner.receiver.given = (args, keywords)
            return None
        case Part(Klass() as owner, "add_to_class") if len(args) == 2:
            owner.names[args[0]] = args[1]
            return None
        case Part() | Made() | Item() | Operation() | Instance():
            return machine.make(target, args, keywords, place)
    return Unknown("what is called cannot be followed", place)


def _external(
    machine: Machine,
    target: External,
    args: tuple[Value, ...],
    keywords: dict[str, Value],
    place: Place,
) -> Value:
    if target.path.endswith(".__init__") and args and isinstance(args[0], Instance):
        args[0].given = (args[1:], keywords)
        return None
    found = builtin.call(machine, target.path, args, keywords, place)
    if found is not None or target.path == "builtins.getattr":
        return found
    return machine.make(target, args, keywords, place)


def _construct(
    machine: Machine,
    klass: Klass,
    args: tuple[Value, ...],
    keywords: dict[str, Value],
    place: Place,
) -> Value:
    if klass.members is not None:
        wanted = plain(args[0]) if args else None
        found = (one for one in klass.members.values() if plain(one.value) == wanted)
        return next(found, Unknown(f"{klass.name} has no such value", place))
    if not classes.all_known(klass):
        return machine.make(klass, args, keywords, place)
    instance = Instance(klass)
    found = classes.look_up(klass, "__init__")
    if isinstance(found, Function):
        machine.run(found, (instance, *args), keywords)
    else:
        names = [
            name
            for one in reversed(klass.mro)
            if isinstance(one, Klass)
            for name in one.annotations
        ]
        instance.names.update(zip(names, args, strict=False))
        instance.names.update(keywords)
    return instance


def run_function(
    machine: Machine,
    function: Function,
    args: tuple[Value, ...],
    keywords: dict[str, Value],
    place: Place,
) -> Value:
    """What the function returns, followed statement by statement."""
    budget = machine.budget
    budget.step()
    if budget.depth > DEPTH - _CALL_COST:
        return Unknown("calls are nested too deeply", place)
    if _is_generator(function.node):
        return Unknown("generators aren't followed", place)
    scope = Scope(
        function.scope.module, {},
        outer=_closure(function.scope), function=function, first=args[0] if args else None,
    )  # fmt: skip
    budget.depth += _CALL_COST
    try:
        problem = _bind(machine, function, args, keywords, scope, place)
        if problem is not None:
            return problem
        if isinstance(function.node, ast.Lambda):
            return machine.evaluate(function.node.body, scope)
        from erdapp.loaders.python.reading.statements import Return, run

        signal = run(machine, function.node.body, scope)
        return signal.value if isinstance(signal, Return) else None
    except TooLarge:
        return Unknown("it is too large", place)
    finally:
        budget.depth -= _CALL_COST


def _closure(scope: Scope) -> Scope | None:
    """The names a function sees around it: not those of a class's body."""
    if scope.klass is not None:
        return scope.outer
    return None if scope.names is scope.module.names else scope


def _is_generator(node: ast.AST) -> bool:
    if isinstance(node, ast.Lambda):
        return False
    return any(isinstance(one, ast.Yield | ast.YieldFrom) for one in ast.walk(node))


def _bind(
    machine: Machine, function: Function, args: tuple[Value, ...], keywords: dict[str, Value],
    scope: Scope, place: Place,
) -> Unknown | None:  # fmt: skip
    spec = function.node.args
    given = dict(keywords)
    positional = [*spec.posonlyargs, *spec.args]
    names = scope.names
    for one, value in zip(positional, args, strict=False):
        names[one.arg] = value
    if spec.vararg is not None:
        names[spec.vararg.arg] = tuple(args[len(positional) :])
    elif len(args) > len(positional):
        return Unknown(f"{function.name} takes fewer arguments", place)
    defaults = dict(zip([one.arg for one in positional[::-1]], spec.defaults[::-1], strict=False))
    for one, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        if default is not None:
            defaults[one.arg] = default
    for one in (*positional, *spec.kwonlyargs):
        if one.arg in given:
            names[one.arg] = given.pop(one.arg)
        elif one.arg not in names and one.arg in defaults:
            names[one.arg] = machine.evaluate(defaults[one.arg], function.scope)
        elif one.arg not in names:
            return Unknown(f"{function.name} is called without {one.arg}", place)
    if spec.kwarg is not None:
        names[spec.kwarg.arg] = given
    elif given:
        return Unknown(f"{function.name} takes no {next(iter(given))}", place)
    return None
