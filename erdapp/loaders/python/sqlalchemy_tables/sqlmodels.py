"""Classes of SQLModel as the tables it makes of them."""

from __future__ import annotations

import datetime
import decimal
import enum
import typing
import uuid
from typing import Any

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import TypeEngine

from erdapp.loaders.base import Severity
from erdapp.loaders.python.reading import Item, Klass, Machine, Made, Place, Value
from erdapp.loaders.python.reading.classes import MISSING, look_up
from erdapp.loaders.python.reading.unresolved import Unresolved, first_line
from erdapp.loaders.python.reading.values import plain
from erdapp.loaders.python.sqlalchemy_tables.annotations import Annotations
from erdapp.loaders.python.sqlalchemy_tables.building import Builder
from erdapp.loaders.python.sqlalchemy_tables.known import path_of

_TYPES: tuple[tuple[type, Any], ...] = (
    (bool, sqlalchemy.Boolean), (int, sqlalchemy.Integer), (float, sqlalchemy.Float),
    (datetime.datetime, sqlalchemy.DateTime), (datetime.date, sqlalchemy.Date),
    (datetime.timedelta, sqlalchemy.Interval), (datetime.time, sqlalchemy.Time),
    (bytes, sqlalchemy.LargeBinary), (uuid.UUID, sqlalchemy.Uuid),
)  # fmt: skip


class SqlModels:
    """Makes the tables of SQLModel classes."""

    def __init__(self, machine: Machine, builder: Builder) -> None:
        self._machine, self._builder = machine, builder
        self._annotations = Annotations(builder)
        self._metadata = sqlalchemy.MetaData()
        builder.metadatas.append(self._metadata)
        self.places: dict[int, Klass] = {}

    def is_table(self, klass: Klass) -> bool:
        """Whether a class is one of SQLModel's with a table."""
        return klass.keywords.get("table") is True and any(
            path_of(one).endswith(".SQLModel") for one in klass.mro
        )

    def build(self, klass: Klass) -> None:
        """Make its table, in the metadata of SQLModel."""
        told = plain(look_up(klass, "__tablename__"))
        name = told if isinstance(told, str) else klass.name.lower()
        columns = list(self._columns(klass))
        args = look_up(klass, "__table_args__")
        items = args if isinstance(args, tuple) else ()
        words = args if isinstance(args, dict) else {}
        if items and isinstance(items[-1], dict):
            words, items = items[-1], items[:-1]
        try:
            more = list(self._builder.items(items, klass.name))
            settings = self._builder.value(words)
            table = sqlalchemy.Table(name, self._metadata, *columns, *more, **settings)
        except (SQLAlchemyError, TypeError, ValueError, Unresolved) as error:
            text = f"the table of {klass.name} is missing: {first_line(error)}"
            self._machine.problem(klass.place, Severity.ERROR, text)
            return
        self.places[id(table)] = klass

    def _columns(self, klass: Klass) -> Any:
        names: dict[str, Klass] = {}
        for one in reversed(klass.mro):
            if isinstance(one, Klass):
                names.update(dict.fromkeys(one.annotations, one))
        for name, owner in names.items():
            place = Place(owner.place.file, owner.lines.get(name, owner.place.line))
            value = look_up(klass, name)
            if name.startswith("__") or name == "model_config":
                continue
            if isinstance(value, Made) and path_of(value.target).endswith(".Relationship"):
                continue
            try:
                column = self._column(owner, name, value)
            except Unresolved as error:
                text = f"the column of {klass.name}.{name} is missing: {error.why}"
                self._machine.problem(error.place or place, Severity.ERROR, text)
                continue
            if column is not None:
                column.info["erdapp"] = (place.file, place.line)
                yield column

    def _column(self, owner: Klass, name: str, value: Value) -> Any:
        words = value.keywords if isinstance(value, Made) else {}
        if isinstance(words.get("sa_column"), Made):
            column = self._builder.value(words["sa_column"])._copy()
            column.name = column.name or name
            column.key = column.key or name
            return column
        node, scope = owner.annotations[name]
        term = self._annotations.term(node, scope)
        if isinstance(term, Item) and path_of(term.owner).endswith(".ClassVar"):
            return None
        kind, optional = _bare(self._annotations.type(term, scope))
        primary = words.get("primary_key") is True
        nullable = words.get("nullable")
        keywords: dict[str, Any] = {
            "primary_key": primary,
            "nullable": nullable if isinstance(nullable, bool) else optional and not primary,
        }
        if words.get("index") is True:
            keywords["index"] = True
        if words.get("unique") is True:
            keywords["unique"] = True
        extra = words.get("sa_column_kwargs", {})
        for key, item in extra.items() if isinstance(extra, dict) else ():
            if key in ("server_default", "comment", "name", "autoincrement", "index", "unique"):
                keywords[key] = self._builder.value(item)
        args: list[Any] = [self._type(kind, words)]
        if isinstance(words.get("foreign_key"), str):
            on_delete = words.get("ondelete")
            args.append(
                sqlalchemy.ForeignKey(
                    words["foreign_key"], ondelete=on_delete if isinstance(on_delete, str) else None
                )
            )
        return sqlalchemy.Column(name, *args, **keywords)

    def _type(self, kind: Any, words: dict[str, Value]) -> Any:
        if "sa_type" in words:
            return self._builder.value(words["sa_type"])
        if isinstance(kind, type) and issubclass(kind, TypeEngine):
            return kind
        if not isinstance(kind, type):
            raise Unresolved("the type of the column cannot be told")
        if issubclass(kind, enum.Enum):
            return sqlalchemy.Enum(kind)
        if issubclass(kind, decimal.Decimal):
            return sqlalchemy.Numeric(words.get("max_digits"), words.get("decimal_places"))
        if issubclass(kind, str):
            return sqlalchemy.String(words.get("max_length"))
        for known, found in _TYPES:
            if issubclass(kind, known):
                return found()
        raise Unresolved(f"SQLModel has no type for {kind.__name__}")


def _bare(kind: Any) -> tuple[Any, bool]:
    """A type without `Optional` and `Annotated`, and whether it was optional."""
    if typing.get_origin(kind) is typing.Annotated:
        return _bare(typing.get_args(kind)[0])
    if typing.get_origin(kind) is typing.Union:
        args = [one for one in typing.get_args(kind) if one is not type(None)]
        optional = len(args) < len(typing.get_args(kind))
        return (_bare(args[0])[0] if len(args) == 1 else kind), optional
    return kind, False


__all__ = ["MISSING", "SqlModels"]
