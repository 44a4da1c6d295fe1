"""Functions of HCL over lists, sets and objects, and between the types. A set is a list here."""

from __future__ import annotations

from erdapp.cli.project.functions.signature import Function, Wrong
from erdapp.cli.project.values import (
    Value,
    flag,
    items,
    kind_of,
    number,
    pairs,
    same,
    text,
    unique,
)


def _length(value: Value) -> int:
    if isinstance(value, (str, list, dict)):
        return len(value)
    raise Wrong(f"{kind_of(value)} has no length")


def _contains(values: list[Value], wanted: Value) -> bool:
    return any(same(value, wanted) for value in values)


def _merge(*objects: Value) -> Value:
    found: dict[str, Value] = {}
    for one in objects:
        found |= pairs(one) if one is not None else {}
    return found


def _lookup(values: dict[str, Value], key: str, *default: Value) -> Value:
    if key in values:
        return values[key]
    if default:
        return default[0]
    raise Wrong(f"there is no key {key!r}")


def _coalesce(*values: Value) -> Value:
    for value in values:
        if value is not None and value != "":
            return value
    raise Wrong("all of its arguments are null or empty")


def _coalesce_lists(*lists: list[Value]) -> Value:
    for one in lists:
        if one:
            return one
    raise Wrong("all of its lists are empty")


def _element(values: list[Value], place: int) -> Value:
    if not values:
        raise Wrong("the list is empty")
    return values[place % len(values)]


def _index(values: list[Value], wanted: Value) -> int:
    for place, value in enumerate(values):
        if same(value, wanted):
            return place
    raise Wrong("the list has no such item")


def _flatten(values: list[Value]) -> list[Value]:
    found: list[Value] = []
    for value in values:
        found += _flatten(value) if isinstance(value, list) else [value]
    return found


def _range(first: int, last: int | None = None, step: int | None = None) -> Value:
    begin, end = (0, first) if last is None else (first, last)
    step = step or (1 if end >= begin else -1)
    found = range(begin, end, step)
    if len(found) > 10_000:
        raise Wrong("that makes more than 10000 numbers")
    return list(found)


def _slice(values: list[Value], begin: int, end: int) -> Value:
    if not 0 <= begin <= end <= len(values):
        raise Wrong(f"{begin} to {end} is not inside a list of {len(values)}")
    return values[begin:end]


def _zipmap(keys: list[Value], values: list[Value]) -> Value:
    if len(keys) != len(values):
        raise Wrong("the lists are not of one length")
    return {text(key): value for key, value in zip(keys, values, strict=True)}


def _one(values: list[Value]) -> Value:
    if len(values) > 1:
        raise Wrong(f"the list has {len(values)} items")
    return values[0] if values else None


def _list(value: Value) -> Value:
    return list(pairs(value).values()) if isinstance(value, dict) else items(value)


def _set(value: Value) -> Value:
    return unique(items(value))


def _sorted(values: list[Value]) -> Value:
    return [*sorted(text(value) for value in values)]


def _union(*lists: list[Value]) -> Value:
    return unique([item for one in lists for item in one])


def _common(first: list[Value], *others: list[Value]) -> Value:
    return unique([item for item in first if all(_contains(one, item) for one in others)])


def _without(first: list[Value], second: list[Value]) -> Value:
    return unique([item for item in first if not _contains(second, item)])


def _all(values: list[Value]) -> bool:
    return all(flag(value) for value in values)


def _any(values: list[Value]) -> bool:
    return any(flag(value) for value in values)


FUNCTIONS = {
    "alltrue": Function(_all, "l"),
    "anytrue": Function(_any, "l"),
    "coalesce": Function(_coalesce, "a*"),
    "coalescelist": Function(_coalesce_lists, "l*"),
    "compact": Function(lambda values: [v for v in values if v is not None and v != ""], "l"),
    "concat": Function(lambda *lists: [item for one in lists for item in one], "l*"),
    "contains": Function(_contains, "la"),
    "distinct": Function(unique, "l"),
    "element": Function(_element, "li"),
    "flatten": Function(_flatten, "l"),
    "index": Function(_index, "la"),
    "keys": Function(lambda values: [*sorted(values)], "m"),
    "length": Function(_length, "a"),
    "lookup": Function(_lookup, "mta?"),
    "merge": Function(_merge, "a*"),
    "one": Function(_one, "l"),
    "range": Function(_range, "ii?i?"),
    "reverse": Function(lambda values: values[::-1], "l"),
    "setintersection": Function(_common, "ll*"),
    "setsubtract": Function(_without, "ll"),
    "setunion": Function(_union, "l*"),
    "slice": Function(_slice, "lii"),
    "sort": Function(_sorted, "l"),
    "tobool": Function(flag, "a"),
    "tolist": Function(_list, "a"),
    "tomap": Function(pairs, "a"),
    "tonumber": Function(number, "a"),
    "toset": Function(_set, "a"),
    "tostring": Function(text, "a"),
    "values": Function(lambda values: [values[key] for key in sorted(values)], "m"),
    "zipmap": Function(_zipmap, "ll"),
}
