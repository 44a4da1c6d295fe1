"""Values that were read as the values Django takes: literals, expressions, conditions, indexes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models.constraints import BaseConstraint
from django.db.models.expressions import Combinable

from erdapp.loaders.python.django_models.known import real
from erdapp.loaders.python.reading import (
    External,
    Item,
    Klass,
    Machine,
    Made,
    Member,
    Operation,
    Part,
    Unknown,
    Value,
)
from erdapp.loaders.python.reading.operators import combined
from erdapp.loaders.python.reading.unresolved import Unresolved, first_line
from erdapp.loaders.python.reading.values import plain

_METHODS = {"asc", "desc", "bitand", "bitor", "bitleftshift", "bitrightshift", "bitxor"}
_MADE_FROM = (models.Q, models.Index, BaseConstraint, Combinable, models.expressions.BaseExpression)


class Builder:
    """Makes real values of what was read."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.field: Callable[[Made], Any] | None = None
        """How a call of a field becomes a field."""

    def value(self, value: Value) -> Any:
        """The real value. Raises Unresolved."""
        match value:
            case Member():
                return self.value(plain(value))
            case list() | tuple() | set() | frozenset():
                return type(value)(self.value(one) for one in value)
            case dict():
                return {self.value(key): self.value(one) for key, one in value.items()}
            case External(path):
                return self._external(path)
            case Made():
                return self._made(value)
            case Operation():
                return self._operation(value)
            case Unknown():
                raise Unresolved(value.why, value.place)
            case Part() | Item() | Klass():
                raise Unresolved("it isn't known here")
            case None | bool() | int() | float() | str() | bytes():
                return value
            case _:
                raise Unresolved("it isn't a plain value")

    def _external(self, path: str) -> Any:
        found = real(path)
        if found is None:
            raise Unresolved(f"{path} isn't known here")
        return found

    def _made(self, made: Made) -> Any:
        target = made.target
        if isinstance(target, Part) and target.name in _METHODS:
            owner = self.value(target.owner)
            if isinstance(owner, Combinable):
                return getattr(owner, target.name)(*self._args(made), **self._keywords(made))
        found = real(target.path) if isinstance(target, External) else None
        if isinstance(target, Klass):
            return self._subclassed(made, target)
        if not isinstance(found, type):
            what = target.path if isinstance(target, External) else "what is called"
            raise Unresolved(f"{what} isn't known here", made.place)
        if issubclass(found, models.Field):
            assert self.field is not None
            return self.field(made)
        if issubclass(found, _MADE_FROM) or found.__module__ in ("decimal", "datetime", "uuid"):
            return self._construct(found, made, self._args(made), self._keywords(made))
        if _is_safe_class(found):
            return self._construct(found, made, self._args(made), self._keywords(made))
        raise Unresolved(f"{found.__name__} isn't used in a schema", made.place)

    def _subclassed(self, made: Made, klass: Klass) -> Any:
        """An object of a class of the upload whose base is Django's: a field, or a function."""
        base = next(
            (real(one.path) for one in klass.mro if isinstance(one, External) and real(one.path)),
            None,
        )
        if not isinstance(base, type):
            raise Unresolved(f"the base of {klass.name} isn't known here", made.place)
        if issubclass(base, models.Field):
            assert self.field is not None
            return self.field(made)
        if not issubclass(base, (*_MADE_FROM,)):
            raise Unresolved(f"{klass.name} isn't used in a schema", made.place)
        names = {}
        for one in reversed(klass.mro):
            for name, value in one.names.items() if isinstance(one, Klass) else ():
                if isinstance(value, str | int | bool) or value is None:
                    names[name] = value
        handed = self.machine.handed_on(made)
        if isinstance(handed, Unknown):
            raise Unresolved(handed.why, handed.place)
        args, keywords = handed
        kind = type(klass.name, (base,), {"__module__": klass.module, **names})
        return self._construct(
            kind, made, [self.value(one) for one in args],
            {key: self.value(one) for key, one in keywords.items()},
        )  # fmt: skip

    def _construct(
        self, kind: Callable[..., Any], made: Made, args: list[Any], keywords: dict[str, Any]
    ) -> Any:
        for ignored in ("violation_error_message", "violation_error_code"):
            keywords.pop(ignored, None)
        try:
            return kind(*args, **keywords)
        except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError) as error:
            raise Unresolved(first_line(error), made.place) from error

    def _args(self, made: Made) -> list[Any]:
        return [self.value(one) for one in made.args]

    def _keywords(self, made: Made) -> dict[str, Any]:
        return {
            key: self.value(one)
            for key, one in made.keywords.items()
            if not key.startswith("violation_error")
        }

    def _operation(self, operation: Operation) -> Any:
        operands = [self.value(one) for one in operation.operands]
        if not any(isinstance(one, models.Q | Combinable) for one in operands):
            raise Unresolved("it is only known when it runs", operation.place)
        try:
            return combined(operation.operator, operands)
        except TypeError as error:
            raise Unresolved(first_line(error), operation.place) from error


def _is_safe_class(kind: type) -> bool:
    return kind.__module__.startswith("django.contrib.postgres.")
