"""Names in the target: namespaces that become prefixes, lengths, and who must differ from whom."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from erdapp.dialects import facts
from erdapp.export.losses import Lost
from erdapp.schema import Dialect, Name, Schema, Table

WITH_NAMESPACES = frozenset({Dialect.POSTGRES, Dialect.MSSQL})

_SHARED: dict[Dialect, frozenset[str]] = {
    Dialect.POSTGRES: frozenset({"key", "index"}),
    Dialect.MYSQL: frozenset({"foreign key", "check"}),
    Dialect.MARIADB: frozenset({"foreign key"}),
    Dialect.SQLITE: frozenset({"index"}),
    Dialect.MSSQL: frozenset({"key", "foreign key", "check"}),
}
"""Parts of tables whose names must differ in the whole namespace; others do within a table."""


class Naming:
    """Gives out names, each only once where the target insists."""

    def __init__(self, source: Schema, to: Dialect) -> None:
        self.lost: list[Lost] = []
        self._to, self._facts = to, facts(to)
        self._from = facts(source.dialect)
        self._flat = source.dialect in WITH_NAMESPACES and to not in WITH_NAMESPACES
        self._spaces = sorted({name.schema for name in _relations(source)})
        self._taken: set[tuple[str, str, str]] = set()
        self._moved: dict[Name, Name] = {}
        for name in _relations(source):
            self._moved[name] = self._place(name)
        if self._flat:
            self._tell_namespaces()

    def relation(self, name: Name) -> Name:
        """The new name of a table, view, sequence, enum or domain."""
        return self._moved.get(name) or Name(self.space(name.schema), name.name)

    def space(self, namespace: str) -> str:
        return "" if self._flat else namespace

    def known(self) -> dict[tuple[str, str], Name]:
        """The new names by the old ones as the source compares them."""
        fold = self._from.fold
        return {(fold(old.schema), fold(old.name)): new for old, new in self._moved.items()}

    def free(self, space: str, wanted: str) -> str:
        """A name that no other object of the namespace has."""
        return self._free("namespace", space, wanted, space)

    def part(self, kind: str, table: Table, wanted: str) -> str:
        """A free name for a `key`, `index`, `foreign key` or `check` of a target's table."""
        if not wanted:
            return ""
        if self._to is Dialect.POSTGRES and kind in ("key", "index"):
            name = self._free("namespace", table.schema, wanted, str(table.full_name))
            self._taken.add(("table", f"{table.full_name}\0constraint", name))
            return name
        if kind in _SHARED[self._to]:
            family = "namespace" if self._to not in (Dialect.MYSQL, Dialect.MARIADB) else kind
            return self._free(family, table.schema, wanted, str(table.full_name))
        if self._to is Dialect.POSTGRES:
            kind = "constraint"
        return self._free("table", f"{table.full_name}\0{kind}", wanted, str(table.full_name))

    def _place(self, old: Name) -> Name:
        prefix = f"{old.schema}_" if self._flat and old.schema and len(self._spaces) > 1 else ""
        space = self.space(old.schema)
        return Name(space, self._free("namespace", space, prefix + old.name, str(old)))

    def _free(self, family: str, space: str, wanted: str, owner: str) -> str:
        told, wanted = wanted, self._allowed(wanted)
        fitting = self._fitting(wanted)
        name, number = fitting, 1
        while (family, space, self._facts.fold(name)) in self._taken:
            number += 1
            name = f"{self._fitting(wanted, 5)}_{number}"
        self._taken.add((family, space, self._facts.fold(name)))
        if wanted != told:
            why = f"{self._facts.label} takes no such letters in names"
            self.lost.append(Lost(owner, f"name {told}", why, name))
        elif fitting != wanted:
            why = f"names have at most {self._facts.can.max_identifier} letters"
            self.lost.append(Lost(owner, f"name {wanted}", why, name))
        return name

    def _allowed(self, name: str) -> str:
        """The name without what MySQL takes in none: letters beyond the first 65536, blanks at
        the end; and `primary` is the primary key's."""
        if self._to not in (Dialect.MYSQL, Dialect.MARIADB):
            return name
        plain = "".join(char if ord(char) < 0x10000 else "_" for char in name)
        kept = plain.rstrip()
        plain = kept + "_" * (len(plain) - len(kept))
        return "primary_" if plain.casefold() == "primary" else plain

    def _fitting(self, name: str, less: int = 0) -> str:
        """The name cut to the target's length, with a hash that keeps cut names apart."""
        most = self._facts.can.max_identifier - less
        size = len(name.encode()) if self._to is Dialect.POSTGRES else len(name)
        if size <= most:
            return name
        mark = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:6]
        room = most - len(mark) - 1
        if self._to is Dialect.POSTGRES:
            return name.encode()[:room].decode(errors="ignore") + "_" + mark
        return f"{name[:room]}_{mark}"

    def _tell_namespaces(self) -> None:
        several = len(self._spaces) > 1
        for space in self._spaces:
            if space:
                place = f"names begin with {space}_" if several else "names without it"
                why = f"{self._facts.label} has no namespaces within a database"
                self.lost.append(Lost(space, "namespace", why, place))


def _relations(source: Schema) -> Iterator[Name]:
    """Everything that shares the names of a namespace, tables first."""
    for table in source.tables:
        yield table.full_name
    for view in source.views:
        yield Name(view.schema, view.name)
    for enum in source.enums:
        yield Name(enum.schema, enum.name)
    for domain in source.domains:
        yield Name(domain.schema, domain.name)
    for sequence in source.sequences:
        yield Name(sequence.schema, sequence.name)
