"""Declarative classes of the upload as real ones, mapped by SQLAlchemy itself."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy
from sqlalchemy import orm
from sqlalchemy.exc import SQLAlchemyError

from erdapp.loaders.base import Severity
from erdapp.loaders.python.reading import (
    External,
    Function,
    Item,
    Klass,
    Machine,
    Made,
    Part,
    Place,
    Unknown,
    Value,
)
from erdapp.loaders.python.reading.classes import decorator_name
from erdapp.loaders.python.reading.unresolved import Unresolved, first_line
from erdapp.loaders.python.reading.values import plain
from erdapp.loaders.python.sqlalchemy_tables.annotations import Annotations
from erdapp.loaders.python.sqlalchemy_tables.building import (
    RELATIONS,
    Builder,
)
from erdapp.loaders.python.sqlalchemy_tables.known import FLASK_MODEL, is_flask, path_of, real

_BASES = ("DeclarativeBase", "DeclarativeBaseNoMeta", "DeclarativeMeta", "AsyncAttrs")
_MAKERS = ("declarative_base", "automap_base", "generate_base")
_DECLARED = {"declared_attr", "directive", "cascading"}
_IGNORED = ("MappedAsDataclass", "AsyncAttrs", "ABC", "Generic", "object", "Protocol")
_WORD = re.compile(r"((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))")


class Declaring:
    """Makes the mapped classes of an upload."""

    def __init__(self, machine: Machine, builder: Builder) -> None:
        self.machine, self.builder = machine, builder
        self.annotations = Annotations(builder)
        self.built: dict[int, Any] = {}
        self._bases: dict[int, Any] = {}
        self._klasses: list[Klass] = []
        self.places: dict[int, Klass] = {}
        """By the identity of a table."""
        builder.klass = self.build
        builder.base_metadata = self.metadata_of

    # what is what

    def is_declarative(self, klass: Klass) -> bool:
        """Whether a class is mapped, or the base of those that are."""
        return klass.members is None and any(
            self._makes_base(one) for one in self._all_bases(klass)
        )

    def _all_bases(self, klass: Klass) -> list[Value]:
        decorated = [one.owner for one in klass.decorators if isinstance(one, Part)]
        of_registry = [one for one in decorated if _calls(one, "registry")]
        return [*(one for one in klass.mro if not isinstance(one, Klass)), *of_registry]

    def _makes_base(self, value: Value) -> bool:
        path = path_of(value)
        if path == FLASK_MODEL or path.rpartition(".")[2] in _BASES[:2]:
            return True
        return isinstance(value, Made) and _calls(value, "registry", *_MAKERS)

    def metadata_of(self, owner: Value) -> Any:
        """The metadata of a base, a registry or Flask's `db`."""
        if isinstance(owner, Klass):
            return getattr(self.build(owner), "metadata", None)
        if isinstance(owner, Made) and (is_flask(owner) or self._makes_base(owner)):
            return self._base(owner).metadata
        return None

    def _base(self, value: Value) -> Any:
        """The real base that a call or a name of SQLAlchemy is."""
        made = value.owner if isinstance(value, Part) and isinstance(value.owner, Made) else value
        key = id(made) if isinstance(made, Made) else 0
        if key not in self._bases:
            self._bases[key] = self._make_base(made)
        return self._bases[key]

    def _make_base(self, made: Value) -> Any:
        keywords = made.keywords if isinstance(made, Made) else {}
        given = keywords.get("model_class")
        if isinstance(given, Klass) and self.is_declarative(given):
            return self.build(given)
        names: dict[str, Any] = {}
        try:
            if "metadata" in keywords:
                names["metadata"] = self.builder.value(keywords["metadata"])
        except Unresolved:
            names = {}
        base: Any = type("Base", (orm.DeclarativeBase,), names)
        self.builder.metadatas.append(base.metadata)
        shared = keywords.get("cls")
        if isinstance(shared, Klass):
            return type("Shared", (self.build(shared), base), {"__abstract__": True})
        return base

    # classes

    def build(self, klass: Klass) -> Any:
        """The real class; None, with a problem, when there cannot be one."""
        if id(klass) not in self.built:
            self.built[id(klass)] = None
            self.built[id(klass)] = self._build(klass)
        return self.built[id(klass)]

    def _build(self, klass: Klass) -> Any:
        if "__table__" in klass.names:
            try:
                return self.builder.value(klass.names["__table__"])
            except Unresolved as error:
                self._lost(klass, "__table__", error)
                return None
        bases = self._real_bases(klass)
        self._klasses.append(klass)
        names = {
            **self._names(klass),
            "_erdapp": len(self._klasses) - 1,
            "__module__": klass.module,
        }
        is_base = orm.DeclarativeBase in bases
        if not is_base and self._is_flask(klass):
            self._name_as_flask(klass, names)
        made: Any
        try:
            made = (
                type(bases[0])(klass.name, bases, names) if bases else type(klass.name, (), names)
            )
        except (SQLAlchemyError, TypeError, ValueError, AttributeError, LookupError) as error:
            text = f"{klass.name} isn't a class that SQLAlchemy maps: {first_line(error)}"
            self.machine.problem(klass.place, Severity.ERROR, text)
            return None
        if is_base:
            self.builder.metadatas.append(made.metadata)
        table = getattr(made, "__table__", None)
        if table is not None and "__table__" in vars(made):
            self.places.setdefault(id(table), klass)
        return made

    def _real_bases(self, klass: Klass) -> tuple[Any, ...]:
        found: list[Any] = []
        for base in [
            *klass.bases,
            *(one.owner for one in klass.decorators if isinstance(one, Part)),
        ]:
            while isinstance(base, Item):
                base = base.owner
            if isinstance(base, Klass):
                made = self.build(base)
            elif path_of(base).rpartition(".")[2] in _BASES[:2]:
                made = orm.DeclarativeBase
            elif self._makes_base(base):
                made = self._base(base)
            else:
                made = None
                self._lost_base(klass, base)
            if isinstance(made, type) and made not in found:
                found.append(made)
        return tuple(found)

    def _lost_base(self, klass: Klass, base: Value) -> None:
        name = path_of(base).rpartition(".")[2]
        quiet = name in _IGNORED or path_of(base).startswith(
            ("sqlalchemy", "builtins", "typing", "abc")
        )
        if quiet or base in klass.decorators or isinstance(base, Made | Part):
            return
        what = base.why if isinstance(base, Unknown) else f"{path_of(base) or 'it'} isn't there"
        if self.is_declarative(klass):
            text = f"{klass.name}: one of its bases isn't in the upload ({what})"
            self.machine.problem(klass.place, Severity.WARNING, text)

    def _is_flask(self, klass: Klass) -> bool:
        return any(path_of(one) == FLASK_MODEL for one in klass.mro)

    def _name_as_flask(self, klass: Klass, names: dict[str, Any]) -> None:
        """Flask-SQLAlchemy names the tables of classes that have a primary key of their own."""
        if names.get("__abstract__") or any(
            isinstance(one, Klass) and "__tablename__" in one.names for one in klass.mro
        ):
            return
        own: list[Klass] = []
        for one in klass.mro:
            if one is not klass and isinstance(one, Klass) and self._has_table(one):
                break
            own += [one] if isinstance(one, Klass) else []
        if any(
            isinstance(value, Made) and value.keywords.get("primary_key") is True
            for one in own
            for value in one.names.values()
        ):
            names["__tablename__"] = _WORD.sub(r"_\1", klass.name).lower()

    def _has_table(self, klass: Klass) -> bool:
        return hasattr(self.built.get(id(klass)), "__table__")

    # what stands in them

    def _names(self, klass: Klass) -> dict[str, Any]:
        found: dict[str, Any] = {}
        annotations: dict[str, Any] = {}
        for name in klass.annotations:
            if not name.startswith("__") and not _is_relation(klass.names.get(name)):
                self._annotated(klass, name, annotations)
        for name, value in klass.names.items():  # in their own order, which columns keep
            told = name in annotations or name not in klass.annotations or value is not None
            if told and not _is_relation(value):
                self._attribute(klass, name, value, found)
        if annotations:
            found["__annotations__"] = annotations
        return found

    def _annotated(self, klass: Klass, name: str, annotations: dict[str, Any]) -> None:
        node, scope = klass.annotations[name]
        try:
            term = self.annotations.term(node, scope)
            if self.annotations.is_mapped(term):
                annotations[name] = self.annotations.mapped(term, scope)
        except Unresolved as error:
            if name not in klass.names and not _names_classes(term, self):
                self._lost(klass, name, error)

    def _has_column(self, value: Value) -> bool:
        return isinstance(value, Made) and path_of(value.target).rpartition(".")[2] in (
            "mapped_column", "Column",
        )  # fmt: skip

    def _attribute(self, klass: Klass, name: str, value: Value, found: dict[str, Any]) -> None:
        if isinstance(value, Function):
            if self._is_declared(value) and not self._declares_relation(klass, value):
                found[name] = self._declared(value, name)
            return
        try:
            match name:
                case "__tablename__" | "__abstract__":
                    found[name] = plain(self.builder.value(value))
                case "__table_args__":
                    found[name] = self._table_args(klass, value)
                case "__mapper_args__":
                    if isinstance(value, dict) and value.get("concrete") is True:
                        found[name] = {"concrete": True}
                case "metadata" | "type_annotation_map":
                    found[name] = self._of_base(name, value)
                case _ if self._has_column(value):
                    found[name] = self.builder.value(value)
        except Unresolved as error:
            self._lost(klass, name, error)

    def _of_base(self, name: str, value: Value) -> Any:
        if name == "metadata":
            return self.builder.value(value)
        scope: Any = None
        items = value.items() if isinstance(value, dict) else ()
        return {self.annotations.type(key, scope): self.builder.value(one) for key, one in items}

    def _table_args(self, klass: Klass, value: Value) -> Any:
        if isinstance(value, dict):
            return self.builder.value(value)
        if not isinstance(value, tuple | list):
            raise Unresolved(value.why if isinstance(value, Unknown) else "it cannot be told")
        return tuple(self.builder.items(value, klass.name))

    @staticmethod
    def _is_declared(function: Function) -> bool:
        names = {decorator_name(one) for one in function.decorators}
        if function.name.startswith("__"):
            return bool(names & {*_DECLARED, "classmethod"})
        return bool(names & _DECLARED)

    def _declares_relation(self, klass: Klass, function: Function) -> bool:
        if function.name.startswith("__"):
            return function.name not in ("__tablename__", "__table_args__")
        told = self.machine.run(function, (klass,), {})
        return not self._has_column(told) and not isinstance(told, Unknown)

    def _declared(self, function: Function, name: str) -> Any:
        """A real declared attribute which says what the function gives for the class it is on."""

        def declare(cls: Any) -> Any:
            klass = self._klasses[cls._erdapp]
            told = self.machine.run(function, (klass,), {})
            try:
                if name == "__table_args__":
                    return self._table_args(klass, told)
                return self.builder.value(told)
            except Unresolved as error:
                self._lost(klass, name, error)
                return None

        declare.__annotations__ = self._returned(function)
        cascading = any(decorator_name(one) == "cascading" for one in function.decorators)
        return orm.declared_attr.cascading(declare) if cascading else orm.declared_attr(declare)

    def _returned(self, function: Function) -> dict[str, Any]:
        """The annotation of what a function returns, where SQLAlchemy looks at it."""
        node = getattr(function.node, "returns", None)
        if node is None:
            return {}
        try:
            term = self.annotations.term(node, function.scope)
            if self.annotations.is_mapped(term):
                return {"return": self.annotations.mapped(term, function.scope)}
        except Unresolved:
            return {}
        return {}

    def _lost(self, klass: Klass, name: str, error: Unresolved) -> None:
        place = error.place or Place(klass.place.file, klass.lines.get(name, klass.place.line))
        text = f"{klass.name}.{name} is missing: {error.why}"
        self.machine.problem(place, Severity.ERROR, text)


def _calls(value: Value, *names: str) -> bool:
    return isinstance(value, Made) and (
        path_of(value.target).rpartition(".")[2] in names
        or (isinstance(value.target, Part) and value.target.name in names)
    )


def _is_relation(value: Value) -> bool:
    return isinstance(value, Made) and path_of(value.target).rpartition(".")[2] in RELATIONS


def _names_classes(term: Value, declaring: Declaring) -> bool:
    """Whether an annotation names a mapped class, so that the attribute is a relation."""
    match term:
        case Item(owner, index):
            several = index if isinstance(index, tuple) else (index,)
            return any(_names_classes(one, declaring) for one in (owner, *several))
        case Klass():
            return term.members is None
        case str():
            return True
        case _:
            return False


__all__ = ["Declaring", "External", "real", "sqlalchemy"]
