"""Enums of the given code: Python's, and Django's choices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from erdapp.loaders.python.reading.values import (
    External,
    Function,
    Klass,
    Made,
    Member,
    Part,
    Value,
)

if TYPE_CHECKING:
    from erdapp.loaders.python.reading.machine import Machine

_ENUMS = {"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"}
_CHOICES = {"Choices", "TextChoices", "IntegerChoices"}


def bases(klass: Klass) -> set[str]:
    """The last names of the external bases that make it an enum."""
    return {
        name
        for one in klass.mro
        if isinstance(one, External)
        and one.path.startswith(("enum.", "django.db.models", "backports.strenum", "strenum"))
        and (name := one.path.rpartition(".")[2]) in _ENUMS | _CHOICES
    }


def settle(machine: Machine, klass: Klass) -> None:
    """Make the names of an enum its members."""
    kinds = bases(klass)
    if not kinds:
        return
    klass.members = {}
    for name, value in list(klass.names.items()):
        if name.startswith("_") or isinstance(value, Function | Klass):
            continue
        symbolic = isinstance(value, Part) or (isinstance(value, Made) and not _is_auto(value))
        if symbolic and kinds & _CHOICES:
            continue
        member = _member(klass, name, value, kinds)
        klass.members[name] = member
        klass.names[name] = member


def _member(klass: Klass, name: str, value: Value, kinds: set[str]) -> Member:
    label: Value = name.replace("_", " ").title()
    if (
        kinds & _CHOICES
        and isinstance(value, tuple)
        and len(value) > 1
        and isinstance(value[-1], str)
    ):
        label = value[-1]
        value = value[0] if len(value) == 2 else value[:-1]
    if _is_auto(value):
        value = _automatic(klass, name, kinds)
    assert klass.members is not None
    same = next((one for one in klass.members.values() if _same(one.value, value)), None)
    return same or Member(klass, name, value, label)


def _same(one: Value, other: Value) -> bool:
    return type(one) is type(other) and isinstance(one, str | int) and bool(one == other)


def _is_auto(value: Value) -> bool:
    return isinstance(value, Made) and value.target == External("enum.auto")


def _automatic(klass: Klass, name: str, kinds: set[str]) -> Value:
    if "TextChoices" in kinds:
        return name
    if "StrEnum" in kinds:
        return name.lower()
    members = klass.members or {}
    numbers = [one.value for one in members.values() if isinstance(one.value, int)]
    if kinds & {"Flag", "IntFlag"}:
        return 1 << len(numbers)
    return max(numbers, default=0) + 1


def distinct(klass: Klass) -> Iterator[Member]:
    """The members without their aliases."""
    seen: set[int] = set()
    for member in (klass.members or {}).values():
        if id(member) not in seen:
            seen.add(id(member))
            yield member


def attribute(klass: Klass, name: str) -> Value:
    """What an enum has besides its members, or None."""
    members = list(distinct(klass))
    empty = klass.names.get("__empty__")
    first = [] if empty is None else [(None, empty)]
    match name:
        case "choices":
            return [*first, *((one.value, one.label) for one in members)]
        case "values":
            return [*(key for key, _ in first), *(one.value for one in members)]
        case "labels":
            return [*(label for _, label in first), *(one.label for one in members)]
        case "names":
            return [*("__empty__" for _ in first), *(one.name for one in members)]
        case "__members__":
            return dict(klass.members or {})
    return None
