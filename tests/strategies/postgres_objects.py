"""What PostgreSQL has beside tables and types: views, triggers, policies, routines, sequences."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.schema import (
    Definition,
    Dialect,
    Extension,
    Index,
    IndexPart,
    Policy,
    Routine,
    Sequence,
    Table,
    Trigger,
    View,
)
from tests.strategies.maker import Maker


class PostgresObjects(Maker):
    """The half of PostgreSQL's maker that comes after the tables."""

    dialect = Dialect.POSTGRES

    def with_references(self, tables: list[Table]) -> list[Table]:
        """With the last table inheriting from the first, sometimes."""
        parent, *others = super().with_references(tables)
        if others and self.maybe(15) and _may_inherit(others[-1], parent):
            others[-1] = _inheriting(others[-1], parent)
        return [parent, *others]

    def other_objects(self, tables: list[Table]) -> None:
        table = self.pick(tables)
        for percent, make in (
            (30, self._view),
            (15, self._materialized),
            (25, self._trigger),
            (20, self._policy),
            (15, self._rule),
            (10, self._statistics),
        ):
            if self.maybe(percent):
                make(table)
        if self.maybe(25):
            self._routines()
        if self.maybe(25):
            self._sequences(tables)
        if self.maybe(10):
            self._range_type()
        if self.maybe(6):
            self._extension()

    def _owned(self, table: Table) -> str:
        """The table as statements in normal form name it."""
        own = f"{self.facts.name(table.schema)}." if table.schema else ""  # type: ignore[attr-defined]
        return own + str(self.facts.name(table.name))  # type: ignore[attr-defined]

    def _query(self, table: Table) -> str:
        own = self.quoted(table.name)
        listed = ", ".join(f"{own}.{self.quoted(column.name)}" for column in table.columns)
        first = self.quoted(table.columns[0].name)
        text = f"SELECT {listed} FROM {self._owned(table)} WHERE {own}.{first} > 1"
        return self.facts.normal_query(text)

    def _view(self, table: Table) -> None:
        options = (("security_barrier", "true"),) if self.maybe(20) else ()
        view = View(name=self.name(), definition=self._query(table), options=options)
        self.put(replace(view, schema=self.namespace(), comment=self.comment()))

    def _materialized(self, table: Table) -> None:
        view = View(name=self.name(), definition=self._query(table), materialized=True)
        if self.maybe(50):
            part = IndexPart(table.columns[0].name)
            view = replace(view, indexes=(Index(name=self.name(), parts=(part,)),))
        self.put(replace(view, schema=self.namespace(), comment=self.comment()))

    def _trigger(self, table: Table) -> None:
        function = f"{self.name()}_fn"  # the server's own functions come first: `count()`
        text = (
            f"CREATE FUNCTION {self.quoted(function)}() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN new; END; -- ' \n$$"
        )
        self.put(Routine(name=function, definition=self.facts.normal_definition(text)))
        name = self.name()
        event = self.pick(("BEFORE INSERT OR UPDATE", "AFTER DELETE"))
        first = self.quoted(table.columns[0].name)
        when = self.pick(("", f" WHEN (old.{first} > 0)")) if "DELETE" in event else ""
        text = (
            f"CREATE TRIGGER {self.quoted(name)} {event} ON {self._owned(table)} "
            f"FOR EACH ROW{when} EXECUTE FUNCTION {self.quoted(function)}()"
        )
        definition = self.facts.normal_definition(text)
        trigger = Trigger(name=name, table=table.name, schema=table.schema, definition=definition)
        state = self.pick(("", "", "disabled", "replica", "always"))
        options = (("enabled", state),) if state else ()
        self.put(replace(trigger, comment=self.comment(), options=options))

    def _policy(self, table: Table) -> None:
        name = self.name()
        first = self.quoted(table.columns[0].name)
        text = (
            f"CREATE POLICY {self.quoted(name)} ON {self._owned(table)} "
            f"FOR SELECT USING ({first} > 0)"
        )
        definition = self.facts.normal_definition(text)
        policy = Policy(name=name, table=table.name, schema=table.schema, definition=definition)
        self.put(replace(policy, comment=self.comment()))

    def _rule(self, table: Table) -> None:
        name = self.name()
        text = (
            f"CREATE RULE {self.quoted(name)} AS ON DELETE TO {self._owned(table)} "
            "DO INSTEAD NOTHING"
        )
        definition = self.facts.normal_definition(text)
        self.put(
            Definition(
                kind="rule",
                name=name,
                table=table.name,
                schema=table.schema,
                definition=definition,
                comment=self.comment(),
            )
        )

    def _statistics(self, table: Table) -> None:
        names = [c.name for c in table.columns if self.chosen.get(c.name, self.number).key]
        plain = [c.name for c in table.columns if c.type.name in ("integer", "text", "bigint")]
        if len(plain) < 2 or len(names) < 2:
            return
        name = self.name()
        columns = ", ".join(map(self.quoted, plain[:2]))
        text = f"CREATE STATISTICS {self.quoted(name)} ON {columns} FROM {self._owned(table)}"
        definition = self.facts.normal_definition(text)
        item = Definition(kind="statistics", name=name, table=table.name, definition=definition)
        self.put(replace(item, comment=self.comment()))

    def _routines(self) -> None:
        function, procedure, aggregate = self.name(), self.name(), self.name()
        text = (
            f"CREATE FUNCTION {self.quoted(function)}(x integer, y text DEFAULT 'q') "
            "RETURNS integer LANGUAGE sql IMMUTABLE AS $$ select x $$"
        )
        definition = self.facts.normal_definition(text)
        routine = Routine(name=function, definition=definition, signature="integer, text")
        self.put(replace(routine, comment=self.comment()))
        text = f"CREATE PROCEDURE {self.quoted(procedure)}() LANGUAGE sql AS $$ select 1 $$"
        definition = self.facts.normal_definition(text)
        routine = Routine(name=procedure, kind="procedure", definition=definition)
        self.put(replace(routine, comment=self.comment()))
        text = (
            f"CREATE AGGREGATE {self.quoted(aggregate)}(integer) (SFUNC = int4pl, STYPE = integer)"
        )
        definition = self.facts.normal_definition(text)
        routine = Routine(name=aggregate, kind="aggregate", definition=definition)
        self.put(replace(routine, signature="integer", comment=self.comment()))

    def _sequences(self, tables: list[Table]) -> None:
        sequence = Sequence(
            name=self.name(),
            type=self.pick(("", "integer", "smallint")),
            start=self.pick((None, 5)),
            increment=self.pick((1, 2)),
            max_value=self.pick((None, 100)),
            cache=self.pick((1, 10)),
            cycle=self.maybe(30),
            comment=self.comment(),
        )
        owner = self.pick(tables)
        if self.maybe(40):
            column = owner.columns[0].name
            sequence = replace(sequence, schema=owner.schema, owned_by=(owner.name, column))
        self.put(sequence)

    def _range_type(self) -> None:
        name = self.name()
        text = f"CREATE TYPE {self.quoted(name)} AS RANGE (SUBTYPE = double precision)"
        definition = self.facts.normal_definition(text)
        item = Definition(kind="range type", name=name, definition=definition)
        self.put(replace(item, comment=self.comment()))

    def _extension(self) -> None:
        """One that its server has wherever the contributed modules are."""
        item = Extension(name=self.pick(("citext", "pg_trgm")))
        self.put(replace(item, comment=self.comment()))


def _may_inherit(child: Table, parent: Table) -> bool:
    """Rows of a partitioned table lie elsewhere; a name with a dot reads like another one; a table
    that inherits later must have the parent's checks as its own."""
    shared = {column.name for column in child.columns} & {column.name for column in parent.columns}
    handed_on = any(not check.no_inherit for check in parent.checks)
    apart = child.partition or parent.partition or handed_on
    return not (shared or apart or "." in parent.name)


def _inheriting(child: Table, parent: Table) -> Table:
    """The columns of the parent come first, without what belongs to it alone."""
    above = tuple(replace(column, comment="", identity=None) for column in parent.columns)
    return replace(child, columns=above + child.columns, inherits=(str(parent.full_name),))
