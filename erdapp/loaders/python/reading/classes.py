"""Classes and attributes: definition, order of bases, what a name of an object is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from erdapp.loaders.python.reading import enums, imports, methods
from erdapp.loaders.python.reading.values import (
    External,
    Function,
    Instance,
    Item,
    Klass,
    Made,
    Member,
    Method,
    Module,
    Native,
    Operation,
    Part,
    Place,
    Scope,
    Super,
    Unknown,
    Value,
    is_symbol,
    plain,
)

if TYPE_CHECKING:
    from erdapp.loaders.python.reading.machine import Machine

MISSING = object()
MOST_BASES = 300
"""Of one class, with those above it; of more, only its own are looked into."""
_PROPERTIES = ("property", "cached_property", "classproperty", "hybrid_property")


def define(machine: Machine, node: ast.ClassDef, scope: Scope) -> Klass:
    """The class that a statement defines."""
    bases = tuple(machine.evaluate(base, scope) for base in node.bases)
    klass = Klass(
        name=node.name,
        module=scope.module.name,
        bases=bases,
        place=machine.place(node, scope),
        keywords={one.arg: machine.evaluate(one.value, scope) for one in node.keywords if one.arg},
        decorators=tuple(machine.evaluate(one, scope) for one in node.decorator_list),
    )
    if scope.klass is not None:
        klass.outer = ".".join(filter(None, (scope.klass.outer, scope.klass.name)))
    klass.mro = linear(klass)
    from erdapp.loaders.python.reading.statements import run

    outer = scope.outer if scope.klass is not None else scope
    inner = Scope(
        scope.module,
        klass.names,
        outer=None if outer and outer.names is scope.module.names else outer,
        klass=klass,
    )
    run(machine, node.body, inner)
    for value in klass.names.values():
        if isinstance(value, Function) and value.owner is None:
            value.owner = klass
    enums.settle(machine, klass)
    machine.klasses.append(klass)
    return klass


def linear(klass: Klass) -> tuple[Value, ...]:
    """The class and its bases in Python's order; where they contradict, depth first."""
    lists = [list(base.mro) if isinstance(base, Klass) else [base] for base in klass.bases]
    lists.append(list(klass.bases))
    found: list[Value] = [klass]
    if sum(map(len, lists)) > MOST_BASES:
        return (klass, *klass.bases)
    while any(lists):
        for one in lists:
            if one and not any(one[0] in other[1:] for other in lists):
                head = one[0]
                break
        else:
            head = next(one[0] for one in lists if one)
        found.append(head)
        lists = [[item for item in one if item is not head and item != head] for one in lists]
    return tuple(found)


def look_up(klass: Klass, name: str) -> Value:
    """An attribute of a class or of its bases among the files, or MISSING."""
    for one in klass.mro:
        if isinstance(one, Klass) and name in one.names:
            return one.names[name]
    return MISSING


def attribute(machine: Machine, owner: Value, name: str, place: Place) -> Value:
    """`owner.name`."""
    match owner:
        case Unknown():
            return owner
        case External(path="django.conf.settings"):
            found = machine.settings(name) if machine.settings else None
            if found is not None:
                return found
            return machine.fails("AttributeError", f"settings.{name} isn't among the files", place)
        case External(path):
            return External(f"{path}.{name}")
        case Module():
            return imports.member(machine, owner, name, place)
        case Klass():
            return _of_class(machine, owner, name, place)
        case Instance():
            return _of_instance(machine, owner, name, place)
        case Member():
            return _of_member(machine, owner, name, place)
        case Super():
            return _of_super(owner, name)
        case Made() | Part() | Item() | Operation() | Function():
            return _of_symbol(owner, name)
        case _ if methods.has(owner, name):
            return Native(owner, name)
    why = f"{type(owner).__name__} has no {name} that is followed"
    return machine.fails("AttributeError", why, place)


def _of_symbol(owner: Value, name: str) -> Value:
    if isinstance(owner, Function) and name == "__name__":
        return owner.name
    if isinstance(owner, Made) and isinstance(owner.target, Klass):
        found = look_up(owner.target, name)
        if found is not MISSING and not isinstance(found, Function):
            return found
    return Part(owner, name)


def _of_class(machine: Machine, klass: Klass, name: str, place: Place) -> Value:
    if klass.members is not None:
        found = enums.attribute(klass, name)
        if found is not None:
            return found
    value = look_up(klass, name)
    if value is not MISSING:
        if isinstance(value, Function):
            if _decorated(value, "classmethod"):
                return Method(klass, value)
            if _decorated(value, "classproperty", "declared_attr", "cascading"):
                return machine.run(value, (klass,), {})
        return value
    if name in ("__name__", "__qualname__"):
        return klass.name
    if name == "__module__":
        return klass.module
    return Part(klass, name)


def _of_instance(machine: Machine, instance: Instance, name: str, place: Place) -> Value:
    if name in instance.names:
        return instance.names[name]
    if name == "__class__":
        return instance.klass
    value = look_up(instance.klass, name)
    if isinstance(value, Function):
        if _decorated(value, *_PROPERTIES):
            return machine.run(value, (instance,), {})
        if _decorated(value, "staticmethod"):
            return value
        return Method(instance.klass if _decorated(value, "classmethod") else instance, value)
    if value is not MISSING:
        return value
    getter = look_up(instance.klass, "__getattr__")
    if isinstance(getter, Function):
        return machine.run(getter, (instance, name), {})
    return Part(instance, name)


def _of_member(machine: Machine, member: Member, name: str, place: Place) -> Value:
    known = {"name": member.name, "value": member.value, "label": member.label}
    if name in known:
        return known[name]
    value = look_up(member.owner, name)
    if isinstance(value, Function):
        if _decorated(value, *_PROPERTIES):
            return machine.run(value, (member,), {})
        return Method(member, value)
    if value is not MISSING:
        return value
    return attribute(machine, plain(member), name, place)


def _of_super(found: Super, name: str) -> Value:
    receiver = found.receiver
    klass = receiver.klass if isinstance(receiver, Instance) else receiver
    mro: tuple[Value, ...] = klass.mro if isinstance(klass, Klass) else ()
    after = mro[mro.index(found.klass) + 1 :] if found.klass in mro else ()
    for one in after:
        if isinstance(one, Klass) and name in one.names:
            value = one.names[name]
            return Method(receiver, value) if isinstance(value, Function) else value
    return Part(found, name)


def implied_super(scope: Scope, place: Place) -> Value:
    """`super()` without arguments."""
    if scope.function is None or scope.function.owner is None:
        return Unknown("super() is used outside of a method", place)
    return Super(scope.function.owner, scope.first)


def _decorated(function: Function, *names: str) -> bool:
    return any(decorator_name(one) in names for one in function.decorators)


def decorator_name(value: Value) -> str:
    """The last part of a decorator's name."""
    match value:
        case External(path):
            return path.rpartition(".")[2]
        case Part(_, name):
            return name
        case Made(target):
            return decorator_name(target)
        case Function():
            return value.name
        case Klass():
            return value.name
        case _:
            return ""


def truth(machine: Machine, value: Value) -> bool | None:
    """Whether a value counts as true; None when that cannot be told."""
    match value:
        case Unknown() | External() | Part() | Item() | Operation() | Super():
            return None
        case Made() | Function() | Klass() | Method() | Module() | Native() | Instance():
            return True
        case Member():
            return bool(plain(value))
        case _:
            return bool(value)


def items_of(machine: Machine, value: Value) -> list[Value] | None:
    """What a loop over the value gives, or None."""
    match value:
        case Klass(members=members) if members is not None:
            return list(enums.distinct(value))
        case str() | tuple() | list() | dict() | set() | frozenset() | range():
            return list(value)
        case Member() if isinstance(plain(value), str | tuple):
            return list(plain(value))
        case _:
            return None


def is_object(value: Value) -> bool:
    """Whether a base is `object`, `Generic[…]` or another that gives a class nothing."""
    match value:
        case External(path):
            return path in ("builtins.object", "typing.Generic", "abc.ABC", "typing.Protocol")
        case Item(owner):
            return is_object(owner)
        case _:
            return False


def all_known(klass: Klass) -> bool:
    """Whether all bases are among the files, so that its objects can be followed."""
    return all(isinstance(one, Klass) or is_object(one) for one in klass.mro)


__all__ = [
    "MISSING", "all_known", "attribute", "decorator_name", "define", "implied_super", "is_symbol",
    "items_of", "look_up", "truth",
]  # fmt: skip
