"""Views in the form their server stores them in, in view of the tables and views they select from.

PostgreSQL, MySQL and MariaDB keep a view as a tree and print it with every name whole; SQLite and
SQL Server keep the text. A body that we cannot read stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from erdapp.dialects.base import Facts
from erdapp.dialects.query_rewrites import Types
from erdapp.dialects.query_scope import Relation
from erdapp.schema import DataType, Name, Schema, Table, View

_RETURNS = re.compile(r"\) RETURNS (?:SETOF )?([\w\".]+)")


def settled_views(
    schema: Schema, facts: Facts, base: Callable[[DataType], DataType]
) -> tuple[View, ...]:
    """The views of the schema in normal form; `base` gives the type below domains."""
    if not schema.views:
        return ()
    views = _Views(schema, facts, base)
    return tuple(views.read(view)[0] for view in schema.views)


class _Views:
    """The relations of a schema, views being read when something asks for their columns."""

    def __init__(self, schema: Schema, facts: Facts, base: Callable[[DataType], DataType]) -> None:
        self.facts, self.base = facts, base
        self.tables: Mapping[Name, Table] = {
            self.folded(table.full_name): table for table in schema.tables
        }
        self.views = {self.folded(Name(view.schema, view.name)): view for view in schema.views}
        self.routines = {
            Name(routine.schema, routine.name): routine.definition for routine in schema.routines
        }
        self.done: dict[Name, tuple[View, Types | None]] = {}

    def folded(self, name: Name) -> Name:
        """The name as the server compares it."""
        return Name(self.facts.fold(name.schema), self.facts.fold(name.name))

    def read(self, view: View) -> tuple[View, Types | None]:
        """The view with its body in normal form, and its columns."""
        key = self.folded(Name(view.schema, view.name))
        if key not in self.done:
            self.done[key] = (view, None)  # a view that selects from itself tells nothing
            names = tuple(column.name for column in view.columns)
            text, types = self.facts.whole_query(view.definition, _Names(self, view.schema), names)
            columns = view.columns
            if types is not None and names == tuple(types)[: len(names)]:
                # The list of names is part of the body now.
                columns = tuple(column for column in columns if column.comment)
            self.done[key] = (replace(view, definition=text, columns=columns), types)
        return self.done[key]


class _Names(Struct, frozen=True):
    """What names mean in the namespace `home`. Without a search path to go by, the default
    namespace comes first: servers say which, where it is another one."""

    views: _Views
    home: str

    def relation(self, parts: tuple[str, ...]) -> Relation | None:
        """The table or view of that name."""
        views = self.views
        for space in self._spaces() if len(parts) == 1 else (parts[-2],):
            name = views.folded(Name(space, parts[-1]))
            if (table := views.tables.get(name)) is not None:
                types = {column.name: views.base(column.type) for column in table.columns}
                return Relation(_path(table.schema, table.name), types)
            if (view := views.views.get(name)) is not None:
                return Relation(_path(view.schema, view.name), views.read(view)[1])
        return None

    def function(self, name: str) -> tuple[str, ...]:
        """The function's name, with its namespace when it is in `home`."""
        for space in self._spaces():
            if Name(space, name) in self.views.routines:
                return _path(space, name)
        return (name,)

    def result(self, parts: tuple[str, ...]) -> Relation | None:
        """The table whose rows the function gives."""
        names = self.function(parts[0]) if len(parts) == 1 else parts[-2:]
        space = names[-2] if len(names) > 1 else ""
        definition = self.views.routines.get(Name(space, names[-1]), "") if names else ""
        found = _RETURNS.search(definition)
        if found is None:
            return None
        return _Names(self.views, space).relation(tuple(found[1].replace('"', "").split(".")))

    def _spaces(self) -> tuple[str, ...]:
        return ("", self.home) if self.home else ("",)


def _path(schema: str, name: str) -> tuple[str, ...]:
    return (schema, name) if schema else (name,)
