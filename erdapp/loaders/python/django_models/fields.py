"""Calls of fields as real fields: what reaches the database of their arguments, nothing else."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from django.db import models

from erdapp.loaders.base import Severity
from erdapp.loaders.python.django_models.building import Builder
from erdapp.loaders.python.django_models.known import real
from erdapp.loaders.python.django_models.packages import FIELDS
from erdapp.loaders.python.reading import External, Function, Klass, Machine, Made, Place, Unknown
from erdapp.loaders.python.reading.classes import MISSING, look_up
from erdapp.loaders.python.reading.unresolved import Unresolved, first_line
from erdapp.loaders.python.reading.values import Instance, Value

_KEPT = {
    "name", "primary_key", "max_length", "unique", "null", "db_index", "db_column",
    "db_tablespace", "db_collation", "db_comment", "db_default", "max_digits", "decimal_places",
    "to", "to_field", "to_fields", "from_fields", "parent_link", "db_constraint", "symmetrical",
    "through", "through_fields", "db_table", "base_field", "size", "expression", "output_field",
    "db_persist", "protocol", "swappable", "default_bounds", "auto_created",
    "serialize", "srid", "spatial_index", "dim", "geography",
}  # fmt: skip
_RELATIONS = ("to", "through")
_FIRST = 100_000
"""Fields of the upload come after those of Django's own bases …"""
_AFTER = 100_000_000
"""… and before what Django adds itself while it makes a model, as `order_with_respect_to`."""
Target = Callable[[Value], str]


class Fields:
    """Makes fields."""

    def __init__(self, machine: Machine, builder: Builder, target: Target, vendor: str) -> None:
        self._machine, self._builder, self._target = machine, builder, target
        self._vendor = vendor
        self._kinds: dict[int, type[models.Field[Any, Any]]] = {}
        builder.field = self.make
        models.Field.creation_counter = _AFTER

    def kind(self, target: Value) -> type[models.Field[Any, Any]] | None:
        """The real class of fields that is called, or None when it isn't one that is known."""
        match target:
            case External(path):
                found = real(FIELDS[path].field if path in FIELDS else path)
            case Klass():
                found = self._subclass(target)
            case _:
                return None
        return found if isinstance(found, type) and issubclass(found, models.Field) else None

    def make(self, made: Made) -> models.Field[Any, Any]:
        """The field of a call. Raises Unresolved."""
        kind = self.kind(made.target)
        if kind is None:
            raise Unresolved("its class isn't known here", made.place)
        handed = self._machine.handed_on(made)
        if isinstance(handed, Unknown):
            raise Unresolved(handed.why, handed.place)
        args, told = handed
        parts: list[Any] = []
        if issubclass(kind, models.CompositePrimaryKey):  # its arguments are its fields
            parts, args = [self._builder.value(one) for one in args], ()
        named = self._named(kind, args, told)
        if isinstance(made.target, External) and made.target.path in FIELDS:
            named = {**FIELDS[made.target.path].defaults, **named}
        keywords = self._keywords(kind, named, made.place)
        try:
            field = kind(*parts, **keywords)
        except (TypeError, ValueError, LookupError, AttributeError, AssertionError) as error:
            raise Unresolved(first_line(error), made.place) from error
        field.creation_counter = _FIRST + made.number
        field.erdapp_place = made.place  # type: ignore[attr-defined]  # copies keep it
        return field

    def _named(
        self, kind: type[Any], args: tuple[Value, ...], keywords: dict[str, Value]
    ) -> dict[str, Value]:
        names = positional_names(kind)
        if len(args) > len(names):
            raise Unresolved("it has more arguments than such a field takes")
        return {**dict(zip(names, args, strict=False)), **keywords}

    def _keywords(self, kind: type[Any], named: dict[str, Value], place: Place) -> dict[str, Any]:
        if "**" in named:
            raise Unresolved("what stands behind ** cannot be told", place)
        found: dict[str, Any] = {}
        for name, value in named.items():
            if name not in _KEPT:
                continue
            if name in _RELATIONS and issubclass(kind, models.fields.related.RelatedField):
                if value is not None:
                    found[name] = self._target(value)
                continue
            try:
                found[name] = self._builder.value(value)
            except Unresolved as error:
                if name not in ("db_default", "db_comment"):
                    where = error.place or place
                    raise Unresolved(f"its {name} cannot be told: {error.why}", where) from error
                text = f"the {name} of a field is left out: {error.why}"
                self._machine.problem(error.place or place, Severity.WARNING, text)
        if issubclass(kind, models.ForeignObject):
            found["on_delete"] = models.CASCADE
        if issubclass(kind, models.fields.related.RelatedField):
            found["related_name"] = "+"
        return found

    def _subclass(self, klass: Klass) -> type[Any] | None:
        """A real class for one of the upload that is based on a real field."""
        if id(klass) in self._kinds:
            return self._kinds[id(klass)]
        bases = [self.kind(one) for one in klass.mro[1:] if isinstance(one, External)]
        base = next((one for one in bases if one is not None), None)
        if base is None:
            return None
        names: dict[str, Any] = {"__module__": klass.module}
        for method in ("get_internal_type", "db_type", "rel_db_type"):
            function = look_up(klass, method)
            if isinstance(function, Function):
                self._override(names, klass, function, method)
        kind = type(klass.name, (base,), names)
        self._kinds[id(klass)] = kind
        return kind

    def _override(
        self, names: dict[str, Any], klass: Klass, function: Function, method: str
    ) -> None:
        """A method that tells the type, when it always tells the same one on this database."""
        takes_connection = method != "get_internal_type"
        connection = Instance(klass, {"vendor": self._vendor})
        args = (Instance(klass), connection) if takes_connection else (Instance(klass),)
        told = self._machine.run(function, args, {})
        if isinstance(told, str) or (told is None and method == "db_type"):
            names[method] = lambda self, *_, **__: told
        elif not _asks_base(told):
            text = f"{klass.name}.{method} cannot be followed: the type of its base is taken"
            self._machine.problem(function.place, Severity.WARNING, text)


def _asks_base(told: Value) -> bool:
    """Whether a method gives back what its base says."""
    from erdapp.loaders.python.reading.values import Part, Super

    return isinstance(told, Made) and (
        (isinstance(told.target, Part) and isinstance(told.target.owner, Super))
        or isinstance(told.target, External)
    )


def positional_names(kind: type[Any]) -> list[str]:
    """The names of a field's arguments by position: of the first `__init__` that has any."""
    for one in kind.__mro__:
        init = vars(one).get("__init__")
        if init is None:
            continue
        parameters = list(inspect.signature(init).parameters.values())[1:]
        names = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
        if any(p.kind is p.VAR_POSITIONAL for p in parameters) and not names:
            continue
        return names
    return []


__all__ = ["MISSING", "Fields", "positional_names"]
