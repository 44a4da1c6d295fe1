"""Classes of the upload as real models: bases, fields and options that were read, nothing else."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.options import DEFAULT_NAMES

from erdapp.loaders.base import Severity
from erdapp.loaders.python.django_models.building import Builder
from erdapp.loaders.python.django_models.fields import Fields
from erdapp.loaders.python.django_models.known import real
from erdapp.loaders.python.django_models.layout import Layout
from erdapp.loaders.python.django_models.packages import FIELDS, WITHOUT_COLUMN, WITHOUT_COLUMNS
from erdapp.loaders.python.reading import (
    External,
    Item,
    Klass,
    Machine,
    Made,
    Part,
    Place,
    Unknown,
    Value,
)
from erdapp.loaders.python.reading.classes import MISSING, look_up
from erdapp.loaders.python.reading.unresolved import Unresolved
from erdapp.loaders.python.reading.values import Function, Module

Model = type[models.Model]
_OPTIONS = (set(DEFAULT_NAMES) | {"index_together"}) & {
    "abstract", "app_label", "constraints", "db_table", "db_table_comment", "db_tablespace",
    "index_together", "indexes", "managed", "order_with_respect_to", "proxy",
    "required_db_features", "required_db_vendor", "swappable", "unique_together",
}  # fmt: skip
_LISTS = ("constraints", "indexes")
_NOT_MODELS = ("django.forms", "rest_framework", "django_filters", "graphene", "factory")


class Models:
    """Makes the models of an upload."""

    def __init__(self, machine: Machine, layout: Layout, unnamed: str, vendor: str) -> None:
        self.machine, self.layout, self._unnamed = machine, layout, unnamed
        self.builder = Builder(machine)
        self.fields = Fields(machine, self.builder, self.target, vendor)
        self.built: dict[int, Model | None] = {}
        self.places: dict[str, Place] = {}
        """By the label of a model: where it is."""
        self.index_together: dict[Model, Any] = {}

    def label_of(self, klass: Klass) -> str:
        """The app label of a class of the upload."""
        told = self._option(klass, "app_label")
        return told if isinstance(told, str) else self._label_of_module(klass.module)

    def _label_of_module(self, module: str) -> str:
        return self.layout.app_of(module).label or self._unnamed

    def _option(self, klass: Klass, name: str) -> Value:
        meta = look_up(klass, "Meta")
        found = look_up(meta, name) if isinstance(meta, Klass) else MISSING
        return None if found is MISSING else found

    # what is a model

    def is_model(self, klass: Klass) -> bool:
        """Whether a class is a model, also when the package of its base isn't here."""
        if klass.outer or klass.members is not None:
            return False
        external = [one for one in klass.mro if isinstance(one, External | Unknown)]
        if any(_real_model(one) for one in external):
            return True
        paths = [one.path for one in external if isinstance(one, External)]
        if not external or any(path.startswith(_NOT_MODELS) for path in paths):
            return False
        if "models" not in klass.module.split(".") and not any(".models" in one for one in paths):
            return False
        return any(self.is_field(value) for value in klass.names.values())

    def is_field(self, value: Value) -> bool:
        """Whether an attribute of a class is a field that has, or may have, a column."""
        return isinstance(value, Made) and (
            self._without_column(value) is False and self.fields.kind(value.target) is not None
        )

    def _without_column(self, value: Made) -> bool:
        target = value.target
        paths = {one.path for one in getattr(target, "mro", ()) if isinstance(one, External)}
        if isinstance(target, External):
            paths = {target.path}
        return bool(paths & WITHOUT_COLUMN)

    # building

    def build(self, klass: Klass) -> Model | None:
        """The real model of a class; None, with a problem, when there cannot be one."""
        if id(klass) not in self.built:
            self.built[id(klass)] = None
            self.built[id(klass)] = self._build(klass)
        return self.built[id(klass)]

    def _build(self, klass: Klass) -> Model | None:
        bases = self._bases(klass)
        names = self._fields(klass, bases)
        meta, together = self._meta(klass, bases)
        attributes = {
            **names, "Meta": meta, "__module__": klass.module, "__qualname__": klass.name,
        }  # fmt: skip
        try:
            model = _model(klass.name, bases, attributes)
        except (
            Exception
        ) as error:  # whatever Django finds wrong with it is told, and the rest goes on
            what = (str(error).splitlines() or [type(error).__name__])[0][:300]
            text = f"{klass.name} isn't a model that Django takes: {what}"
            self.machine.problem(klass.place, Severity.ERROR, text)
            return None
        self.places[model._meta.label] = klass.place
        if together and not model._meta.abstract:
            self.index_together[model] = together
        return model

    def _bases(self, klass: Klass) -> tuple[Model, ...]:
        found: list[Model] = []
        for base in klass.bases:
            while isinstance(base, Item):
                base = base.owner
            if isinstance(base, Klass):
                model = self.build(base) if self.is_model(base) else None
            else:
                model = _real_model(base)
                if model is None:
                    self._lost_base(klass, base)
            if model is not None and model not in found:
                found.append(model)
        return tuple(found) or (models.Model,)

    def _lost_base(self, klass: Klass, base: Value) -> None:
        if isinstance(base, External):
            if base.path in WITHOUT_COLUMNS or base.path.startswith("django.") or _is_plain(base):
                return
            what = f"its base {base.path} isn't in the upload"
        else:
            why = base.why if isinstance(base, Unknown) else "it isn't a class that is known here"
            what = f"one of its bases cannot be told ({why})"
        alone = len(klass.bases) == 1
        text = f"{klass.name}: {what}, so columns that come from there are missing"
        self.machine.problem(klass.place, Severity.ERROR if alone else Severity.WARNING, text)

    def _fields(self, klass: Klass, bases: tuple[Model, ...]) -> dict[str, Any]:
        inherited = {
            field.name
            for base in bases
            if base is not models.Model
            for field in (*base._meta.fields, *base._meta.local_many_to_many)
        }
        found: dict[str, Any] = {}
        for name, value in klass.names.items():
            field = self._field(klass, name, value)
            if field is not None:
                found[name] = field
            elif name in inherited and name != "Meta":
                found[name] = None  # it takes the place of the field of the base
        return found

    def _field(self, klass: Klass, name: str, value: Value) -> Any:
        place = Place(klass.place.file, klass.lines.get(name, klass.place.line))
        if isinstance(value, Made) and not self._without_column(value):
            if self.fields.kind(value.target) is None:
                self._maybe_lost(klass, name, value, place)
                return None
            try:
                return self.fields.make(value)
            except Unresolved as error:
                text = f"the column of {klass.name}.{name} is missing: {error.why}"
                self.machine.problem(place, Severity.ERROR, text)
        elif isinstance(value, Unknown) and not name.isupper() and not name.startswith("_"):
            text = (
                f"{klass.name}.{name} cannot be told ({value.why}): if it is a field, its column "
                "is missing"
            )
            self.machine.problem(place, Severity.NOTE, text)
        return None

    def _maybe_lost(self, klass: Klass, name: str, made: Made, place: Place) -> None:
        """Tell of a call that looks like a field of a package that isn't here."""
        called = _name_of(made.target)
        if called.rpartition(".")[2].lower().endswith(("field", "foreignkey", "column")):
            text = f"the column of {klass.name}.{name} is missing: {called} isn't in the upload"
            self.machine.problem(place, Severity.ERROR, text)

    # options

    def _meta(self, klass: Klass, bases: tuple[Model, ...]) -> tuple[type, Any]:
        inherited = next((base.Meta for base in bases if hasattr(base, "Meta")), None)
        own = klass.names.get("Meta", MISSING)
        names: dict[str, Any] = {}
        parents: tuple[type, ...] = ()
        if isinstance(own, Klass):
            for one in reversed(own.mro):
                names.update(self._options(klass, one, own))
            names.setdefault("abstract", False)
        elif inherited is not None:
            parents = (inherited,)
        together = names.pop("index_together", None)
        told = names.get("app_label") or getattr(inherited if parents else None, "app_label", None)
        if not told and not names.get("abstract"):
            names["app_label"] = self._label_of_module(klass.module)
        return type("Meta", parents, names), together

    def _options(self, klass: Klass, meta: Value, own: Klass) -> dict[str, Any]:
        if isinstance(meta, Part) and meta.name == "Meta" and isinstance(meta.owner, Klass):
            path = next((f"{one.path}.Meta" for one in meta.owner.mro if _real_model(one)), "")
            meta = External(path)
        if isinstance(meta, External):
            found = real(meta.path)
            return (
                {}
                if found is None
                else {
                    name: value
                    for name, value in vars(found).items()
                    if name in _OPTIONS - {"abstract"}
                }
            )
        if not isinstance(meta, Klass):
            return {}
        kept = _OPTIONS if meta is own else _OPTIONS - {"abstract"}
        found = {}
        for name, value in meta.names.items():
            if name not in kept:
                continue
            place = Place(meta.place.file, meta.lines.get(name, meta.place.line))
            if name in _LISTS and isinstance(value, list | tuple):
                found[name] = list(self._listed(klass, name, value, place))
                continue
            try:
                found[name] = self.builder.value(value)
            except Unresolved as error:
                self._lost_option(klass, name, error, place)
        return found

    def _listed(self, klass: Klass, name: str, values: Any, place: Place) -> Any:
        for value in values:
            try:
                found = self.builder.value(value)
            except Unresolved as error:
                self._lost_option(klass, name, error, place)
                continue
            if isinstance(found, models.Index | models.constraints.BaseConstraint):
                yield found

    def _lost_option(self, klass: Klass, name: str, error: Unresolved, place: Place) -> None:
        text = f"{name} of {klass.name}: one of them is left out, {error.why}"
        if name not in _LISTS:
            text = f"{name} of {klass.name} is left out: {error.why}"
        self.machine.problem(error.place or place, Severity.ERROR, text)

    # relations

    def target(self, value: Value) -> str:
        """What a relation refers to, as Django spells it. Raises Unresolved."""
        match value:
            case str():
                return self._spelled(value)
            case Klass():
                return f"{self.label_of(value)}.{value.name}"
            case External("django.conf.settings.AUTH_USER_MODEL"):
                return str(settings.AUTH_USER_MODEL)
            case External(path):
                found = _real_model(value)
                if found is not None:
                    return found._meta.label
                parts = path.split(".")
                if len(parts) < 2 or path.startswith("builtins."):
                    raise Unresolved(f"{path} isn't a model")
                before = parts[: parts.index("models")] if "models" in parts else parts[:-1]
                return f"{before[-1] if before else parts[0]}.{parts[-1]}"
            case Unknown():
                raise Unresolved(f"the model it refers to cannot be told: {value.why}", value.place)
            case _:
                raise Unresolved("the model it refers to cannot be told")

    def _spelled(self, text: str) -> str:
        if text.count(".") > 1 or not text.replace(".", "").replace("_", "").isalnum():
            raise Unresolved(f"{text[:80]!r} doesn't name a model")
        return text


def stand_in(label: str, name: str, auto_field: Any) -> Model:
    """A model for one that isn't in the upload, with nothing but its key."""
    meta = type("Meta", (), {"app_label": label})
    names = {"id": auto_field(primary_key=True), "Meta": meta, "__module__": f"{label}.models"}
    return _model(name, (models.Model,), names)


def _model(name: str, bases: tuple[Model, ...], names: dict[str, Any]) -> Model:
    made: Any = models.base.ModelBase(name, bases, names)
    found: Model = made
    return found


def pending() -> list[tuple[str, str]]:
    """The models that relations wait for."""
    return sorted(apps._pending_operations)


def _real_model(value: Value) -> Model | None:
    found = real(value.path) if isinstance(value, External) else None
    return found if isinstance(found, type) and issubclass(found, models.Model) else None


def _is_plain(base: External) -> bool:
    """Whether a base comes from Python itself."""
    import sys

    return base.path.partition(".")[0] in (*sys.stdlib_module_names, "typing_extensions")


def _name_of(value: Value) -> str:
    match value:
        case External(path):
            return path
        case Klass():
            return value.name
        case Part(owner, name):
            return f"{_name_of(owner)}.{name}".lstrip(".")
        case _:
            return ""


__all__ = ["FIELDS", "Function", "Models", "Module", "pending", "stand_in"]
