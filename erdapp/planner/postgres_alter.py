"""PostgreSQL: a modified table as statements, in the order in which the server accepts them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from erdapp.diff.changes import (
    AddCheck,
    AddColumn,
    AddExclusion,
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    Aspect,
    DropCheck,
    DropColumn,
    DropExclusion,
    DropIndex,
    DropPrimaryKey,
    DropUnique,
    ModifyAttr,
    ModifyCheck,
    ModifyColumn,
    ModifyForeignKey,
    ModifyIndex,
    ModifyPrimaryKey,
    ModifyTable,
    ModifyUnique,
    RenameConstraint,
    RenameIndex,
    TableChange,
)
from erdapp.planner.order import words
from erdapp.planner.plan import Statement
from erdapp.planner.postgres_clauses import PostgresWriter
from erdapp.planner.postgres_columns import (
    column_statements,
    column_work,
    must_be_rebuilt,
    option_clauses,
    rebinds,
)
from erdapp.planner.postgres_objects import column_comment, constraint_comment, index_comment
from erdapp.planner.postgres_parts import (
    Part,
    add_part,
    bound_to,
    drop_part,
    is_validated,
    keeps_part,
    mentioned,
    parts_of,
    unnamed,
)
from erdapp.planner.postgres_tables import attribute, dropped_partitions
from erdapp.planner.renamed_parts import is_comment_only
from erdapp.planner.swaps import without_clash
from erdapp.planner.writer import say
from erdapp.schema import Column, ForeignKey, Index, Table

C = TypeVar("C", bound=TableChange)


class Alteration(Struct, frozen=True, dict=True):
    """One ModifyTable at work."""

    sql: PostgresWriter
    change: ModifyTable
    serials: Collection[str]
    """Columns added with `serial`, whose sequences come with them."""
    unhooked: Collection[str]
    """Columns whose identity was dropped already."""
    gone: Collection[str]
    """Names of parts that were dropped already, when a type was replaced."""
    dropped_above: Collection[str] = ()
    """Columns that a parent dropped."""

    def statements(self) -> Iterator[Statement]:
        """Partitions that go; renames; what goes; columns; what comes; attributes; comments.

        Columns that are renamed have their new names by then.
        """
        yield from dropped_partitions(self.sql, self.change.before, self._table)
        yield from self._renames()
        yield from self._drops()
        yield from self._columns()
        yield from self._additions()
        for part in self._parts(ModifyAttr):
            yield from attribute(self.sql, self.change.before, self.change.after, part)
        yield from self._comments()

    # --- what the phases share --------------------------------------------------------------------

    @property
    def _table(self) -> Table:
        return self.change.after

    @property
    def _head(self) -> str:
        return f"ALTER TABLE {self.sql.table(self._table)}"

    def _modify(self, clauses: Iterable[str], warning: str = "") -> Iterator[Statement]:
        given = list(clauses)
        if given:
            text = self.sql.clauses(self._head, given)
            name = self._table.name
            yield say(text, f'modify "{name}" table', name, warning=warning)

    def _parts(self, kind: type[C]) -> Iterator[C]:
        return (part for part in self.change.changes if isinstance(part, kind))

    @cached_property
    def _rebuilt(self) -> frozenset[str]:
        """Generated columns to drop and add: changed themselves, or over a column whose type
        changes."""
        retyped = {
            c.after.name.lower() for c in self._parts(ModifyColumn) if Aspect.TYPE in c.aspects
        }
        found = {c.after.name for c in self._parts(ModifyColumn) if must_be_rebuilt(c)}
        stay = {column.name for column in self.change.before.columns}
        for column in self._table.columns:
            computed = column.generated if column.name in stay else None
            if computed and retyped & words(computed.expression):
                found.add(column.name)
        return frozenset(found)

    @cached_property
    def _kept(self) -> tuple[tuple[Part, Part], ...]:
        """Parts that are in both tables with the same content, before and after."""
        old = {unnamed(part): part for part in parts_of(self.change.before)}
        pairs = ((old.get(unnamed(part)), part) for part in parts_of(self._table))
        return tuple((before, after) for before, after in pairs if before is not None)

    @cached_property
    def _lost(self) -> tuple[Part, ...]:
        """Unchanged parts that vanish with a column that is dropped and added again."""
        gone = {name.lower() for name in self._rebuilt}
        return tuple(after for _, after in self._kept if gone & mentioned(after))

    @cached_property
    def _bound(self) -> tuple[tuple[Part, Part], ...]:
        """Unchanged parts whose expressions compare a column that becomes of another type: they
        are dropped before, and added again in the new type's terms."""
        retyped = {c.after.name for c in self._parts(ModifyColumn) if rebinds(c)}
        if not retyped:
            return ()
        bound = set(bound_to(self._table, retyped))
        return tuple(
            (before, after)
            for before, after in self._kept
            if after in bound and after not in self._lost
        )

    # --- phases -----------------------------------------------------------------------------------

    def _renames(self) -> Iterator[Statement]:
        yield from (drop_part(self.sql, self._table, part) for part in self._in_the_way.values())
        yield from self._part_renames()

    @cached_property
    def _in_the_way(self) -> dict[str, Part]:
        """Parts by name that go, or are made anew, and whose names are taken by renames: they go
        before those."""
        taken = {part.after for part in self._parts(RenameConstraint)}
        taken |= {part.after for part in self._parts(RenameIndex)}
        going = (*self._dropped(), *self._replaced())
        return {old.name: old for old in going if old.name in taken}

    def _dropped(self) -> Iterator[Part]:
        """Parts that the new table lacks."""
        for part in self.change.changes:
            match part:
                case (
                    DropIndex(old)
                    | DropPrimaryKey(old)
                    | DropUnique(old)
                    | DropCheck(old)
                    | DropExclusion(old)
                ) if old.name not in self.gone:
                    yield old
                case _:
                    continue

    def _replaced(self) -> Iterator[Part]:
        """Parts that are dropped and added otherwise."""
        for part in self.change.changes:
            match part:
                case (
                    ModifyIndex(before=old)
                    | ModifyPrimaryKey(before=old)
                    | ModifyUnique(before=old)
                    | ModifyCheck(before=old)
                ) if not (is_comment_only(part) or is_validated(part) or old.name in self.gone):
                    yield old
                case _:
                    continue

    def _part_renames(self) -> Iterator[Statement]:
        """Of constraints and indexes, in an order in which no name is taken."""
        constraints = [(c.before, c.after) for c in self._parts(RenameConstraint)]
        indexes = [(c.before, c.after) for c in self._parts(RenameIndex)]
        if dict(constraints).keys() & dict(indexes).keys():
            groups = [constraints, indexes]
        else:
            groups = [constraints + indexes]  # a key's name is an index's too: both wait
        for group in groups:
            named = set(dict(constraints)) if group is not indexes else set()
            for old, new in without_clash(group):
                yield self._renamed(old, new, index=old not in named)
                named |= {new} if old in named else set()

    def _renamed(self, old: str, new: str, *, index: bool) -> Statement:
        """An index or a constraint under its new name."""
        before, after = self.sql.ident(old), self.sql.ident(new)
        if index:
            text = f"ALTER INDEX {self.sql.named(self._table.schema, old)} RENAME TO {after}"
            return say(text, f'rename an index from "{old}" to "{new}"', self._table.name)
        text = f"{self._head} RENAME CONSTRAINT {before} TO {after}"
        return say(text, f'rename a constraint from "{old}" to "{new}"', self._table.name)

    def _drops(self) -> Iterator[Statement]:
        for before, after in self._bound:
            now = replace(before, name=self._name_now(before, after))
            yield drop_part(self.sql, self._table, now)
        for old in (*self._dropped(), *self._replaced()):
            if old.name not in self._in_the_way:
                yield drop_part(self.sql, self._table, old)

    def _columns(self) -> Iterator[Statement]:
        plain = [
            change
            for change in self._parts(ModifyColumn)
            if change.after.name not in self._rebuilt and not is_comment_only(change)
        ]
        # What is computed from a column holds it and its type, so it stops being computed first.
        stopped = [c.after for c in plain if c.before.generated and not c.after.generated]
        yield from self._modify(
            f"ALTER COLUMN {self.sql.ident(column.name)} DROP EXPRESSION" for column in stopped
        )
        rebuilt = [column for column in self._table.columns if column.name in self._rebuilt]
        yield from self._modify(self._drop(column) for column in rebuilt)
        dropped = [part.column for part in self._parts(DropColumn)]
        dropped.sort(key=lambda column: column.generated is None)
        names = ", ".join(f'"{column.name}"' for column in dropped)
        warning = f"drops {names} and the values in it" if names else ""
        yield from self._modify((self._drop(column) for column in dropped), warning)
        yield from column_statements(
            self.sql,
            self._table,
            [
                column_work(
                    self.sql, self._table, change, unhooked=change.after.name in self.unhooked
                )
                for change in plain
            ],
        )
        added = [part.column for part in self._parts(AddColumn)]
        yield from self._add([*added, *rebuilt])

    def _drop(self, column: Column) -> str:
        calm = "IF EXISTS " if column.name in self.dropped_above else ""
        return f"DROP COLUMN {calm}{self.sql.ident(column.name)}"

    def _add(self, columns: list[Column]) -> Iterator[Statement]:
        clauses, risky = [], []
        columns.sort(key=lambda column: column.generated is not None)
        for column in columns:
            serial = column.name in self.serials
            clauses.append(f"ADD COLUMN {self.sql.column(column, serial)}")
            filled = column.generated or column.identity or column.default is not None
            if not column.null and not filled:
                risky.append(f'"{column.name}"')
        note = f"fails if there are rows: {', '.join(risky)} would have no value" if risky else ""
        yield from self._modify(clauses, note)
        for column in columns:
            name = self.sql.ident(column.name)
            yield from self._modify(
                f"ALTER COLUMN {name} {clause}" for clause in option_clauses(None, column)
            )

    def _additions(self) -> Iterator[Statement]:
        for part in (*self._lost, *(after for _, after in self._bound)):
            yield from self._add_part(part)
        for change in self.change.changes:
            if is_comment_only(change):
                continue
            match change:
                case AddPrimaryKey(part) | ModifyPrimaryKey(after=part):
                    yield from self._add_part(part)
                case AddUnique(part) | ModifyUnique(after=part):
                    yield from self._add_part(part)
                case ModifyCheck() | ModifyForeignKey() if (
                    is_validated(change) and change.before.name not in self.gone
                ):
                    name = self.sql.ident(self._name_now(change.before, change.after))
                    yield from self._modify([f"VALIDATE CONSTRAINT {name}"])
                case AddCheck(part) | ModifyCheck(after=part) | AddExclusion(part):
                    yield from self._add_part(part)
                case AddIndex(index) | ModifyIndex(after=index):
                    yield from self._add_part(index)
                case _:
                    continue

    def _add_part(self, part: Part) -> Iterator[Statement]:
        return add_part(self.sql, self._table, part)

    def _name_now(self, before: Part | ForeignKey, after: Part | ForeignKey) -> str:
        """What a part is called that stays: nobody renames to a name the server chose."""
        renamed = {(c.before, c.after) for c in self._parts(RenameConstraint)}
        if isinstance(before, Index):
            renamed = {(c.before, c.after) for c in self._parts(RenameIndex)}
        return after.name if (before.name, after.name) in renamed else before.name

    def _comments(self) -> Iterator[Statement]:
        sql, owner = self.sql, self._table.full_name
        for change in self.change.changes:
            match change:
                case AddColumn(column) if column.comment:
                    yield column_comment(sql, owner, column.name, column.comment)
                case ModifyColumn(before=old, after=column):
                    again = column.comment and column.name in self._rebuilt
                    if old.comment != column.comment or again:
                        yield column_comment(sql, owner, column.name, column.comment)
                case ModifyIndex(before=old, after=index) if is_comment_only(change):
                    yield index_comment(sql, owner, self._name_now(old, index), index.comment)
                case ModifyPrimaryKey() | ModifyUnique() | ModifyCheck() | ModifyForeignKey() if (
                    keeps_part(change)
                ):
                    name = self._name_now(change.before, change.after)
                    if change.before.comment != change.after.comment:
                        yield constraint_comment(sql, owner, name, change.after.comment)
                case _:
                    continue
