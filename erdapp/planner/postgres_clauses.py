"""PostgreSQL: columns, constraints and indexes as they are written in CREATE and ALTER TABLE."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from erdapp.dialects.base import Facts
from erdapp.dialects.postgres import sequence_name
from erdapp.planner.options import PLAIN, PlanOptions
from erdapp.planner.writer import Writer, deferrable
from erdapp.schema import (
    Check,
    Column,
    Exclusion,
    ForeignKey,
    Identity,
    Index,
    IndexPart,
    Name,
    Options,
    PrimaryKey,
    Schema,
    Sequence,
    Table,
    Unique,
)

SERIALS = {"smallint": "smallserial", "integer": "serial", "bigint": "bigserial"}
_NO_STORAGE = frozenset({"unlogged", "using", "tablespace", "of", "replica_identity", "server"})


class PostgresWriter(Writer):
    """The clauses of PostgreSQL. Collations and operator classes come as they are written."""

    def __init__(self, facts: Facts, options: PlanOptions = PLAIN) -> None:
        super().__init__(facts)
        self.options = options

    # --- names of what exists -------------------------------------------------------------------

    def type_name(self, schema: str, name: str) -> str:
        """A type of the schema, even if the server has one of that name."""
        return self.facts.qualify(Name(schema, name), "type")

    def routine_name(self, schema: str, name: str) -> str:
        """A routine of the schema, even if the server has one of that name."""
        return self.facts.qualify(Name(schema, name), "routine")

    # --- columns --------------------------------------------------------------------------------

    def column(self, column: Column, serial: bool = False) -> str:
        """A column's definition; `serial` writes its type, default and NOT NULL as one word."""
        if serial:
            return f"{self.ident(column.name)} {SERIALS[column.type.name]}"
        words = [self.ident(column.name), self.facts.type_sql(column.type)]
        if column.collation:
            words.append(f"COLLATE {column.collation}")
        words.append("NULL" if column.null else "NOT NULL")
        if column.generated:
            kind = "STORED" if column.generated.stored else "VIRTUAL"
            words.append(f"GENERATED ALWAYS AS ({column.generated.expression}) {kind}")
        elif column.identity:
            words.append(self.identity(column.identity))
        elif column.default is not None:
            words.append(f"DEFAULT {column.default}")
        return " ".join(words)

    def identity(self, identity: Identity) -> str:
        """`GENERATED … AS IDENTITY (START WITH 10)`."""
        text = f"GENERATED {_always(identity)} AS IDENTITY"
        options = identity_options(identity)
        return f"{text} ({' '.join(options)})" if options else text

    # --- constraints ----------------------------------------------------------------------------

    def primary_key(self, table: Table, key: PrimaryKey) -> str:
        """Unnamed where the server would choose the same name."""
        plain = Table(name=table.name, schema=table.schema)
        name = "" if key.name == self.facts.primary_key_name(plain) else key.name
        columns = self.columns(key.columns)
        return (
            f"{self.constraint(name)}PRIMARY KEY {columns}{self._include(key.include)}"
            f"{with_options(key.options)}{deferrable(key.deferrable)}"
        )

    def unique(self, unique: Unique) -> str:
        nulls = "" if unique.nulls_distinct else " NULLS NOT DISTINCT"
        columns = self.columns(unique.columns)
        return (
            f"{self.constraint(unique.name)}UNIQUE{nulls} {columns}{self._include(unique.include)}"
            f"{with_options(unique.options)}{deferrable(unique.deferrable)}"
        )

    def _include(self, columns: tuple[str, ...]) -> str:
        return f" INCLUDE {self.columns(columns)}" if columns else ""

    def check(self, check: Check) -> str:
        """With NO INHERIT, NOT ENFORCED and NOT VALID where they are meant."""
        text = super().check(check)
        if check.no_inherit:
            text += " NO INHERIT"
        return text + _validity(check)

    def key(self, key: ForeignKey) -> str:
        return self.foreign_key(key) + deferrable(key.deferrable) + _validity(key)

    def exclusion(self, exclusion: Exclusion) -> str:
        return f"{self.constraint(exclusion.name)}EXCLUDE {exclusion.definition}"

    # --- indexes --------------------------------------------------------------------------------

    def part(self, part: IndexPart) -> str:
        text = self.ident(part.column) if part.column else f"({part.expression})"
        if part.collation:
            text += f" COLLATE {part.collation}"
        if part.opclass:
            text += f" {part.opclass}"
        if part.desc:
            text += " DESC"
        if part.nulls:
            text += f" NULLS {part.nulls.upper()}"
        return text

    def index(self, owner: Name, index: Index) -> str:
        """CREATE INDEX on a table or a materialized view."""
        unique = "UNIQUE " if index.unique else ""
        method = f" USING {index.method}" if index.method else ""
        nulls = "" if index.nulls_distinct else " NULLS NOT DISTINCT"
        options = dict(index.options)
        space = options.pop("tablespace", "")
        return (
            f"CREATE {unique}INDEX {self.ident(index.name)} ON {self.table(owner)}{method} "
            f"{self.parts(index.parts)}{self._include(index.include)}{nulls}"
            f"{with_options(tuple(options.items()))}"
            + (f" TABLESPACE {self.ident(space)}" if space else "")
            + (f" WHERE {index.where}" if index.where else "")
        )

    # --- tables ---------------------------------------------------------------------------------

    def create_table(
        self, table: Table, serials: Collection[str], computed_above: Collection[str] = ()
    ) -> str:
        """CREATE TABLE with everything that can stand in its body.

        `computed_above` are generated columns of parents, which a child may not repeat.
        """
        options = dict(table.options)
        kind = "UNLOGGED " if options.get("unlogged") else ""
        if "server" in options:
            kind = "FOREIGN "
        text = f"CREATE {kind}TABLE {self.table(table)} "
        if "of" in options:
            text += f"OF {options['of']} "
        said = () if "of" in options else table.columns
        said = tuple(column for column in said if column.name not in computed_above)
        text += self.body(list(self._lines(table, said, serials)))
        if table.inherits:
            text += f" INHERITS ({', '.join(self.parent(name) for name in table.inherits)})"
        if table.partition:
            text += f" PARTITION BY {table.partition.strategy.upper()} ({table.partition.key})"
        if "using" in options:
            text += f" USING {self.ident(options['using'])}"
        if "server" in options:
            return text + self._server(options)
        text += with_options(storage_options(table.options))
        if "tablespace" in options:
            text += f" TABLESPACE {self.ident(options['tablespace'])}"
        return text

    def _lines(
        self, table: Table, columns: Iterable[Column], serials: Collection[str]
    ) -> Iterator[str]:
        yield from (self.column(column, column.name in serials) for column in columns)
        if table.primary_key:
            yield self.primary_key(table, table.primary_key)
        yield from map(self.unique, table.uniques)
        yield from map(self.exclusion, table.exclusions)
        yield from (self.check(check) for check in table.checks if check.validated)
        yield from map(self.key, table.foreign_keys)

    def parent(self, name: str) -> str:
        """The table that `inherits` names: `parent` or `namespace.parent`."""
        schema, _, rest = name.rpartition(".")
        return self.named(schema, rest)

    def _server(self, options: dict[str, str]) -> str:
        pairs = [
            f"{self.ident(name.removeprefix('server.'))} {self.string(value)}"
            for name, value in sorted(options.items())
            if name.startswith("server.")
        ]
        given = f" OPTIONS ({', '.join(pairs)})" if pairs else ""
        return f" SERVER {self.ident(options['server'])}{given}"


def _always(identity: Identity) -> str:
    return "ALWAYS" if identity.always else "BY DEFAULT"


def identity_options(identity: Identity) -> list[str]:
    """The sequence options of an identity that aren't the default ones."""
    found = []
    if identity.start != 1:
        found.append(f"START WITH {identity.start}")
    if identity.increment != 1:
        found.append(f"INCREMENT BY {identity.increment}")
    for name, value in identity.options:
        if name == "cycle":
            found.append("CYCLE" if value == "true" else "NO CYCLE")
        else:
            found.append(f"{name.upper()} {value}")
    return found


def _validity(part: Check | ForeignKey) -> str:
    if not part.enforced:
        return " NOT ENFORCED"
    return "" if part.validated else " NOT VALID"


def storage_options(options: Options) -> Options:
    """Those that stand in WITH (…)."""
    return tuple(
        (name, value)
        for name, value in options
        if name not in _NO_STORAGE and not name.startswith("server.")
    )


def with_options(options: Options) -> str:
    if not options:
        return ""
    return f" WITH ({', '.join(f'{name} = {_value(value)}' for name, value in options)})"


def _value(value: str) -> str:
    return value if value.replace(".", "").replace("-", "").isalnum() else f"'{value}'"


def serial_sequence(schema: Schema, table: Table, column: Column) -> Sequence | None:
    """The sequence that `serial` would create for the column, where that is all it is."""
    if column.null or column.default is None or column.type.dimensions:
        return None
    if column.type.name not in SERIALS or "nextval" not in column.default:
        return None
    name = sequence_name(table.name, column.name)
    wanted = Sequence(
        name=name,
        schema=table.schema,
        type="" if column.type.name == "bigint" else column.type.name,
        owned_by=(table.name, column.name),
    )
    texts = {f"nextval('{text}'::regclass)" for text in _spellings(wanted)}
    return wanted if column.default in texts else None


def _spellings(sequence: Sequence) -> Iterator[str]:
    name = sequence.name
    for spelled in (name, f'"{name}"'):
        yield spelled
        if sequence.schema:
            yield f"{sequence.schema}.{spelled}"
            yield f'"{sequence.schema}".{spelled}'
