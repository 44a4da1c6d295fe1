"""Values that were read as those SQLAlchemy takes: types, columns, constraints, expressions."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

import sqlalchemy
from sqlalchemy import orm
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import SchemaItem
from sqlalchemy.sql import functions
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from erdapp.loaders.base import Severity
from erdapp.loaders.python.reading import (
    External,
    Klass,
    Machine,
    Made,
    Member,
    Operation,
    Part,
    Place,
    Unknown,
    Value,
)
from erdapp.loaders.python.reading.classes import MISSING, look_up
from erdapp.loaders.python.reading.operators import combined
from erdapp.loaders.python.reading.unresolved import Unresolved, first_line
from erdapp.loaders.python.reading.values import plain
from erdapp.loaders.python.sqlalchemy_tables.known import is_flask, path_of, real

_METHODS = {
    "asc", "astext", "between", "cast", "collate", "contains", "desc", "endswith", "in_", "is_",
    "is_not", "isnot", "label", "like", "not_in", "notin_", "nulls_first", "nulls_last",
    "nullsfirst", "nullslast", "op", "startswith", "with_variant",
}  # fmt: skip
_FUNCTIONS = {
    "and_", "asc", "case", "cast", "column", "desc", "extract", "false", "literal",
    "literal_column", "not_", "null", "nulls_first", "nulls_last", "nullsfirst", "nullslast", "or_",
    "text", "true", "tuple_", "type_coerce",
}  # fmt: skip
_COLUMN_WORDS = {
    "autoincrement", "comment", "index", "key", "name", "nullable", "primary_key", "quote",
    "server_default", "server_onupdate", "sort_order", "type_", "unique", "use_existing_column",
}  # fmt: skip
_NO_WORDS = {"info", "doc", "values_callable", "listeners", "as_uuid"}
RELATIONS = {
    "association_proxy", "backref", "column_property", "composite", "deferred", "dynamic_loader",
    "hybrid_property", "query_expression", "relation", "relationship", "synonym", "Relationship",
}  # fmt: skip


class Builder:
    """Makes real values of what was read, each call once."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._made: dict[int, tuple[Made, Any]] = {}
        """By the identity of a call, which is kept so that no later one has the same."""
        self._enums: dict[int, type[enum.Enum]] = {}
        self.klass: Callable[[Klass], Any] = lambda _: None
        """How a class becomes a real one."""
        self.metadata = sqlalchemy.MetaData()
        """For tables whose own cannot be told, and those of Flask."""
        self.metadatas: list[sqlalchemy.MetaData] = [self.metadata]
        self.base_metadata: Callable[[Value], Any] = lambda _: None
        self.table_places: dict[int, Place] = {}

    def value(self, value: Value) -> Any:
        """The real value. Raises Unresolved."""
        match value:
            case Member():
                return self.value(plain(value))
            case list() | tuple() | set() | frozenset():
                return type(value)(self.value(one) for one in value)
            case dict():
                return {self.value(key): self.value(one) for key, one in value.items()}
            case None | bool() | int() | float() | str() | bytes():
                return value
            case Made():
                if id(value) not in self._made:
                    self._made[id(value)] = value, self._call(value)
                return self._made[id(value)][1]
            case Operation():
                return self._operation(value)
            case Klass() if value.members is not None:
                return self.enum_of(value)
            case Klass():
                return self._type_of(value, value.place)
            case Unknown():
                raise Unresolved(value.why, value.place)
            case External() | Part():
                return self._named(value)
            case _:
                raise Unresolved("it isn't a plain value")

    def enum_of(self, klass: Klass) -> type[enum.Enum]:
        """A real enum with the members of one of the upload."""
        if id(klass) not in self._enums:
            names = {name: plain(one) for name, one in (klass.members or {}).items()}
            values = {name: one if _is_plain(one) else name for name, one in names.items()}
            make: Any = enum.Enum
            self._enums[id(klass)] = make(klass.name, values)
        return self._enums[id(klass)]

    def _named(self, value: Value) -> Any:
        path = path_of(value)
        found = real(path) if path else None
        if found is not None:
            return found
        if isinstance(value, Part):
            if value.name == "metadata" and (found := self.base_metadata(value.owner)) is not None:
                return found
            if isinstance(value.owner, Klass) and value.name == "__table__":
                built = self.klass(value.owner)
                return getattr(built, "__table__", built)
            if isinstance(value.owner, Klass):
                return self._column_of_class(value.owner, value.name)
            owner = self.value(value.owner)
            if value.name in ("c", "columns") and isinstance(owner, sqlalchemy.Table):
                return owner.c
            if value.name in _METHODS or isinstance(owner, sqlalchemy.sql.ColumnCollection):
                return getattr(owner, value.name)
        raise Unresolved(f"{path or 'it'} isn't known here")

    def _column_of_class(self, klass: Klass, name: str) -> Any:
        """`User.id`, where an annotation alone makes the column."""
        mapper = getattr(self.klass(klass), "__mapper__", None)
        column = mapper.columns.get(name) if mapper is not None else None
        if column is None:
            raise Unresolved(f"{klass.name}.{name} isn't a column that is known here")
        return column

    def _call(self, made: Made) -> Any:
        target = made.target
        if isinstance(target, Klass):
            return self._type_of(target, made.place, made)
        path = path_of(target)
        name = path.rpartition(".")[2]
        if name in RELATIONS:
            raise Unresolved("it is no column", made.place)
        if path.startswith("sqlalchemy.ext.mutable.") and name == "as_mutable" and made.args:
            return self.value(made.args[0])  # it only watches values of the type
        if isinstance(target, Part) and target.name in _METHODS and not real(path):
            called = self._named(target)
        else:
            called = real(path)
        kind = called if isinstance(called, type) else None
        if called is sqlalchemy.Table:
            return self._table(made)
        if called is orm.mapped_column or (kind and issubclass(kind, sqlalchemy.Column)):
            return self._column(called, made)
        allowed = (
            (kind is not None and issubclass(kind, TypeEngine | SchemaItem | ClauseElement))
            or (path.startswith("sqlalchemy") and (name in _FUNCTIONS or ".func." in path))
            or (isinstance(target, Part) and target.name in _METHODS)
        )
        if called is None or not allowed:
            raise Unresolved(f"{path or 'what is called'} isn't known here", made.place)
        found = self._construct(called, made.args, made.keywords, made.place)
        if isinstance(found, sqlalchemy.MetaData):
            self.metadatas.append(found)
        return found

    def _construct(self, called: Any, args: Any, keywords: dict[str, Value], place: Place) -> Any:
        callable_values = keywords.get("values_callable")
        words = {key: self.value(one) for key, one in keywords.items() if key not in _NO_WORDS}
        if called is sqlalchemy.Enum and callable_values is not None:
            words["values_callable"] = lambda kind: [str(one.value) for one in kind]
        values = [_column_of(self.value(one)) for one in args]
        try:
            return called(*values, **words)
        except (SQLAlchemyError, TypeError, ValueError, LookupError, AttributeError) as error:
            raise Unresolved(first_line(error), place) from error

    def _type_of(self, klass: Klass, place: Place, made: Made | None = None) -> Any:
        """A type of the upload as the type it is based on."""
        implementation = look_up(klass, "impl")
        if implementation is not MISSING:
            found = self.value(implementation)
            if made is not None and isinstance(found, type) and made.args:
                return self._construct(found, made.args, made.keywords, place)
            return found
        base = next(
            (real(one.path) for one in klass.mro if isinstance(one, External) and real(one.path)),
            None,
        )
        if not isinstance(base, type) or not issubclass(base, TypeEngine):
            raise Unresolved(f"{klass.name} isn't known here", place)
        if issubclass(base, TypeDecorator) or base.__name__ == "UserDefinedType":
            raise Unresolved(f"the type of {klass.name} isn't said by an impl", place)
        return self._construct(
            base, made.args if made else (), made.keywords if made else {}, place
        )

    def _column(self, called: Any, made: Made) -> Any:
        keywords: dict[str, Any] = {}
        for name, value in made.keywords.items():
            if name == "default" and value is not None:
                keywords["default" if called is not orm.mapped_column else "insert_default"] = 0
            if name not in _COLUMN_WORDS:
                continue
            try:
                keywords[name] = _column_of(self.value(value))
            except Unresolved as error:
                if name == "type_":
                    raise
                text = f"the {name} of a column is left out: {error.why}"
                self.machine.problem(error.place or made.place, Severity.WARNING, text)
        args = [self.value(one) for one in made.args]
        keywords["info"] = {"erdapp": (made.place.file, made.place.line)}
        try:
            return called(*args, **keywords)
        except (SQLAlchemyError, TypeError, ValueError) as error:
            raise Unresolved(first_line(error), made.place) from error

    def _table(self, made: Made) -> sqlalchemy.Table:
        args = list(made.args)
        of_flask = isinstance(made.target, Part) and isinstance(made.target.owner, Made)
        name = plain(args.pop(0))
        metadata: Any = None
        if not (of_flask and is_flask(made.target.owner)):
            try:
                metadata = self.value(args.pop(0)) if args else None
            except Unresolved:
                metadata = None
        if not isinstance(metadata, sqlalchemy.MetaData):
            flask = self.base_metadata(made.target.owner) if of_flask else None
            metadata = flask if flask is not None else self.metadata
        if not isinstance(name, str):
            raise Unresolved("the name of a table cannot be told", made.place)
        items = list(self.items(args, name))
        words = {
            key: self.value(one)
            for key, one in made.keywords.items()
            if key in ("schema", "comment", "prefixes") or key.startswith(("mysql_", "postgresql_"))
        }
        try:
            table = sqlalchemy.Table(name, metadata, *items, **words)
        except (SQLAlchemyError, TypeError, ValueError) as error:
            raise Unresolved(first_line(error), made.place) from error
        self.table_places[id(table)] = made.place
        return table

    def items(self, values: Any, owner: str) -> Any:
        """The columns, constraints and indexes of a table; what cannot be told is a problem."""
        for value in values:
            try:
                yield self.value(value)
            except Unresolved as error:
                place = error.place or Place("", 0)
                if isinstance(value, Made):
                    place = value.place
                text = f"a part of {owner} is missing: {error.why}"
                self.machine.problem(place, Severity.ERROR, text)

    def _operation(self, operation: Operation) -> Any:
        operands = [_column_of(self.value(one)) for one in operation.operands]
        if not any(isinstance(one, ClauseElement) for one in operands):
            raise Unresolved("it is only known when it runs", operation.place)
        try:
            return combined(operation.operator, operands)
        except (SQLAlchemyError, TypeError) as error:
            raise Unresolved(first_line(error), operation.place) from error


def _column_of(value: Any) -> Any:
    return value.column if isinstance(value, orm.MappedColumn) else value


def _is_plain(value: Value) -> bool:
    return isinstance(value, str | int | float | bool | bytes)


__all__ = ["RELATIONS", "Builder", "functions"]
