"""From the files of an upload to the statements that `create_all` sends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from erdapp.loaders.base import Severity
from erdapp.loaders.python.answering import Answer, ColumnPlace, TablePlace
from erdapp.loaders.python.reading import Klass, Machine, Made, Place
from erdapp.loaders.python.reading.unresolved import Unresolved, first_line
from erdapp.loaders.python.sqlalchemy_tables.building import Builder
from erdapp.loaders.python.sqlalchemy_tables.declaring import Declaring
from erdapp.loaders.python.sqlalchemy_tables.emitting import emit
from erdapp.loaders.python.sqlalchemy_tables.known import path_of, real
from erdapp.loaders.python.sqlalchemy_tables.sqlmodels import SqlModels

_SAYS_TABLES = re.compile(
    r"sqlalchemy|sqlmodel|__tablename__|\bColumn\(|\bMapped\[|\.Model\)|declarative", re.IGNORECASE
)


def load(files: Sequence[tuple[str, str]], dialect: str) -> Answer:
    """The statements, where tables come from, and what went wrong."""
    machine = Machine(files, known=lambda path: real(path) is not None)
    builder = Builder(machine)
    declaring, sqlmodels = Declaring(machine, builder), SqlModels(machine, builder)
    for name, module in list(machine.modules.by_name.items()):
        if _SAYS_TABLES.search(machine.modules.texts[module.file]):
            machine.module(name)  # the others are read when these import them
    for klass in machine.klasses:
        if sqlmodels.is_table(klass):
            sqlmodels.build(klass)
        elif declaring.is_declarative(klass):
            declaring.build(klass)
    loose = [one for one in machine.loose if path_of(one.target).endswith((".Index", ".Table"))]
    for made in (*_tables(machine), *loose):
        try:
            builder.value(made)
        except Unresolved as error:
            text = f"a table or index is missing: {error.why}"
            machine.problem(error.place or made.place, Severity.ERROR, text)
    klasses = {**declaring.places, **sqlmodels.places}
    statements, tables = _emitted(builder, klasses, dialect)
    return Answer(
        statements=statements,
        tables=[_place(table, klasses.get(id(table)), builder) for table in tables],
        problems=machine.problems,
        read=list(machine.modules.texts),
    )


def _emitted(
    builder: Builder, klasses: Mapping[int, Klass], dialect: str
) -> tuple[list[tuple[str, int]], list[sqlalchemy.Table]]:
    """The statements with the index of their table, and the tables."""
    tables: dict[int, sqlalchemy.Table] = {}
    statements: list[tuple[str, int]] = []
    machine = builder.machine

    def failed(table: sqlalchemy.Table | None, error: Exception) -> None:
        place = Place("", 0)
        if table is not None:
            at = _place(table, klasses.get(id(table)), builder)
            place = Place(at.file, at.line)
        name = "a type" if table is None else f"the table {table.name}"
        machine.problem(place, Severity.ERROR, f"{name} is missing: {first_line(error)}")

    said: dict[str, sqlalchemy.Table] = {}
    for metadata in _distinct(builder.metadatas):
        _stand_ins(metadata, machine)
        try:
            for sql, table in emit(metadata, dialect, failed):
                if table is not None and said.setdefault(table.key, table) is not table:
                    _said_again(table, klasses, builder)
                    continue
                if table is not None:
                    tables.setdefault(id(table), table)
                statements.append((sql, -1 if table is None else list(tables).index(id(table))))
        except SQLAlchemyError as error:
            machine.problem(
                Place("", 0), Severity.ERROR, f"no DDL can be made: {first_line(error)}"
            )
    return statements, list(tables.values())


def _tables(machine: Machine) -> Iterator[Made]:
    """The calls of `Table` that have a name in a module or a class."""
    for module in list(machine.modules.by_name.values()):
        for value in list(module.names.values()):
            if isinstance(value, Made) and path_of(value.target).endswith(".Table"):
                yield value
    for klass in machine.klasses:
        for value in klass.names.values():
            if isinstance(value, Made) and path_of(value.target).endswith(".Table"):
                yield value


def _distinct(found: Sequence[sqlalchemy.MetaData]) -> list[sqlalchemy.MetaData]:
    """Those that have tables, the one with the most first: where two have a table of the same
    name, one is a copy that is kept for its migrations."""
    seen: dict[int, sqlalchemy.MetaData] = {id(one): one for one in found}
    return sorted((one for one in seen.values() if one.tables), key=lambda one: -len(one.tables))


def _said_again(table: sqlalchemy.Table, klasses: Mapping[int, Klass], builder: Builder) -> None:
    at = _place(table, klasses.get(id(table)), builder)
    text = f"the table {table.name} is said by two bases: that of the larger one counts"
    builder.machine.problem(Place(at.file, at.line), Severity.WARNING, text)


def _stand_ins(metadata: sqlalchemy.MetaData, machine: Machine) -> None:
    """Tables for those that foreign keys name and nothing defines."""
    for table in list(metadata.tables.values()):
        for column in table.columns:
            for key in column.foreign_keys:
                spelled = key._colspec if isinstance(key._colspec, str) else ""
                target, _, name = spelled.rpartition(".")
                full = (
                    target
                    if "." in target or not metadata.schema
                    else f"{metadata.schema}.{target}"
                )
                if not target or full in metadata.tables or target in metadata.tables:
                    continue
                schema, _, short = target.rpartition(".")
                kind: Any = column.type
                if isinstance(kind, sqlalchemy.types.NullType):
                    kind = sqlalchemy.Integer()
                sqlalchemy.Table(
                    short,
                    metadata,
                    sqlalchemy.Column(name, kind, primary_key=True),
                    schema=schema or None,
                )
                file, line = column.info.get("erdapp", ("", 0))
                text = (
                    f"the table {target} isn't in the upload: one with nothing but {name} stands "
                    "for it"
                )
                machine.problem(Place(file, line), Severity.WARNING, text)


def _place(table: sqlalchemy.Table, klass: Klass | None, builder: Builder) -> TablePlace:
    place = klass.place if klass else builder.table_places.get(id(table), Place("", 0))
    columns = []
    for column in table.columns:
        line = klass.lines.get(column.key, place.line) if klass else place.line
        file, line = column.info.get("erdapp", (place.file, line))
        columns.append(ColumnPlace(str(column.name), file, line))
    return TablePlace(str(table.name), str(table.schema or ""), place.file, place.line, columns)
