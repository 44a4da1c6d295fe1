"""Python's own functions, and a few of libraries whose answer is plain: translation, settings."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import TYPE_CHECKING

from erdapp.loaders.python.reading import classes
from erdapp.loaders.python.reading.budget import TooLarge
from erdapp.loaders.python.reading.values import (
    External,
    Instance,
    Klass,
    Made,
    Member,
    Module,
    Place,
    Super,
    Unknown,
    Value,
    plain,
)

if TYPE_CHECKING:
    from erdapp.loaders.python.reading.machine import Machine

NAMES = frozenset(name for name in dir(builtins) if not name.startswith("__"))
_LONGEST_RANGE = 20_000
_TRANSLATIONS = {
    "gettext", "gettext_lazy", "gettext_noop", "ugettext", "ugettext_lazy", "ngettext",
    "ngettext_lazy", "lazy_gettext", "mark_safe", "format_lazy", "force_str", "lazystr",
}  # fmt: skip
_IN_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}


def _data(values: tuple[Value, ...]) -> list[Value]:
    """The arguments as plain data; raises TypeError for symbols."""
    found = [plain(one) for one in values]
    for one in found:
        if isinstance(one, Unknown):
            raise TypeError(one.why)
        if one is not None and not isinstance(
            one, str | bytes | int | float | tuple | list | dict | set | frozenset
        ):
            raise TypeError("what it is called with cannot be told")
    return found


def _items(machine: Machine, value: Value) -> list[Value]:
    found = classes.items_of(machine, value)
    if found is None:
        why = value.why if isinstance(value, Unknown) else "what it loops over cannot be told"
        raise TypeError(why)
    return found


def _range(*bounds: int) -> list[int]:
    found = range(*bounds)
    if len(found) > _LONGEST_RANGE:
        raise TooLarge
    return list(found)


_ON_DATA: dict[str, Callable[..., Value]] = {
    "str": str, "int": int, "float": float, "bool": bool, "abs": abs, "round": round, "repr": repr,
    "range": _range, "ord": ord, "chr": chr, "hex": hex, "bin": bin, "divmod": divmod,
}  # fmt: skip
_ON_ITEMS: dict[str, Callable[[list[Value]], Value]] = {
    "list": list, "tuple": tuple, "set": set, "frozenset": frozenset, "len": len,
    "reversed": lambda items: items[::-1], "enumerate": lambda items: list(enumerate(items)),
    "iter": list,
    "any": lambda items: any(map(plain, items)), "all": lambda items: all(map(plain, items)),
    "sum": lambda items: sum(map(plain, items)),
}  # fmt: skip


def call(
    machine: Machine, path: str, args: tuple[Value, ...], keywords: dict[str, Value], place: Place
) -> Value:
    """The answer of an external function, or None when the call stays a symbol. Raises what
    Python raises."""
    if path in machine.answers:
        found = machine.answers[path](*args, **keywords)
        if isinstance(found, Unknown):
            machine.raised = machine.raised or found.why
        return found
    package, _, name = path.rpartition(".")
    if package == "builtins":
        return _builtin(machine, name, args, keywords, place)
    if name in _TRANSLATIONS and args:
        return args[0]
    if name in _IN_CONTEXT and len(args) > 1:
        return args[1]
    match path:
        case "typing.cast" if len(args) == 2:
            return args[1]
        case "os.getenv" | "os.environ.get" if len(args) > 1:
            return args[1]
        case "os.getenv" | "os.environ.get":
            return Unknown("the environment isn't read", place)
        case "collections.OrderedDict" | "collections.defaultdict" if path.endswith("OrderedDict"):
            return dict(*args, **keywords)
        case "copy.copy" | "copy.deepcopy" if isinstance(args[0], list | dict | set):
            return args[0].copy()
        case "itertools.chain":
            return [item for one in args for item in _items(machine, one)]
    return None


def _builtin(
    machine: Machine, name: str, args: tuple[Value, ...], keywords: dict[str, Value], place: Place
) -> Value:
    if name in _ON_DATA:
        if name == "str" and isinstance(args[0] if args else "", Made | Klass | Instance):
            return Unknown("a text of it cannot be told", place)
        return _ON_DATA[name](*_data(args))
    if name in _ON_ITEMS:
        items = _items(machine, args[0]) if args else []
        extra = _data(args[1:]) or list(keywords.values())
        if name == "enumerate" and extra:
            return list(enumerate(items, *extra))
        return _ON_ITEMS[name](items)
    match name:
        case "dict":
            pairs = args[0] if args else {}
            found = dict(pairs if isinstance(pairs, dict) else _items(machine, pairs))
            return {**found, **keywords}
        case "zip":
            return list(zip(*(_items(machine, one) for one in args), strict=False))
        case "min" | "max":
            return _extreme(machine, name, args, keywords)
        case "sorted":
            items = _items(machine, args[0])
            from erdapp.loaders.python.reading import methods

            methods.call(machine, items, "sort", (), keywords, place)
            return items
        case "map" | "filter":
            return _mapped(machine, name, args, place)
        case _:
            return _reflection(machine, name, args, place)


def _reflection(machine: Machine, name: str, args: tuple[Value, ...], place: Place) -> Value:
    match name:
        case "getattr" if len(args) > 1 and isinstance(args[1], str):
            before = machine.raised
            found = machine.attribute(args[0], args[1], place)
            if len(args) > 2 and isinstance(found, Unknown):
                machine.raised = before
                return args[2]
            return found
        case "setattr" if isinstance(args[0], Klass | Instance) and isinstance(args[1], str):
            args[0].names[args[1]] = args[2]
            return Unknown("setattr has no value", place)
        case "hasattr" if isinstance(args[0], Klass | Module):
            before = machine.raised
            found = machine.attribute(args[0], args[1], place)
            machine.raised = before
            return not isinstance(found, Unknown)
        case "isinstance" if not isinstance(plain(args[0]), Unknown):
            return _is_instance(plain(args[0]), args[1], place)
        case "super" if len(args) == 2 and isinstance(args[0], Klass | External):
            return Super(args[0], args[1])
        case "type" if len(args) == 1 and isinstance(args[0], Instance | Member):
            return args[0].klass if isinstance(args[0], Instance) else args[0].owner
        case "print":
            return Unknown("print has no value", place)
    return None


def _is_instance(value: Value, wanted: Value, place: Place) -> Value:
    kinds = {"str": str, "int": int, "list": list, "tuple": tuple, "dict": dict, "bool": bool}
    options = wanted if isinstance(wanted, tuple) else (wanted,)
    names = [one.path.rpartition(".")[2] if isinstance(one, External) else "" for one in options]
    if all(name in kinds for name in names) and (
        value is None or isinstance(value, str | int | list | tuple | dict)
    ):
        return isinstance(value, tuple(kinds[name] for name in names))
    return Unknown("what it is an instance of cannot be told", place)


def _extreme(
    machine: Machine, name: str, args: tuple[Value, ...], keywords: dict[str, Value]
) -> Value:
    items = _items(machine, args[0]) if len(args) == 1 else list(args)
    key = keywords.get("key")
    pairs = [
        (plain(one if key is None else machine.call(key, (one,), {}, _NOWHERE)), one)
        for one in items
    ]
    if not pairs and "default" in keywords:
        return keywords["default"]
    _data(tuple(rank for rank, _ in pairs))
    return (max if name == "max" else min)(pairs, key=lambda pair: pair[0])[1]


def _mapped(machine: Machine, name: str, args: tuple[Value, ...], place: Place) -> Value:
    items = _items(machine, args[1])
    results = [machine.call(args[0], (one,), {}, place) for one in items]
    if name == "map":
        return results
    tests = [classes.truth(machine, one) for one in results]
    if None in tests:
        return Unknown("a condition cannot be told", place)
    return [item for item, test in zip(items, tests, strict=True) if test]


_NOWHERE = Place("", 0)
