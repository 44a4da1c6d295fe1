"""A DBML document to tables: types and defaults of its database, keys, indexes, references."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.base import Origin
from erdapp.loaders.dbml.tree import ColumnLine, Document, IndexLine, Path, Reference, TableBlock
from erdapp.loaders.sql.draft import ColumnDraft, TableDraft
from erdapp.loaders.sql.foreign_keys import add_implicit_indexes
from erdapp.loaders.sql.serial import SERIAL_TYPES, make_serial
from erdapp.loaders.sql.settle import settle_columns
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import (
    Check,
    DataType,
    Dialect,
    Enum,
    ForeignKey,
    Identity,
    Index,
    IndexPart,
    Name,
    PrimaryKey,
    Unique,
)

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)
_SERIALS = {"smallint": "smallserial", "integer": "serial", "bigint": "bigserial"}


class Build:
    """The tables of one document while they are built."""

    def __init__(self, document: Document, state: LoadState) -> None:
        self.document, self.state, self.facts = document, state, state.facts
        self.enums = {self.name(path): tuple(values) for path, values, _ in document.enums}
        self.aliases = {item.alias: self.name(item.path) for item in document.tables if item.alias}
        self.drafts: dict[Name, TableDraft] = {}

    def name(self, path: Path) -> Name:
        space = self.state.resolve_namespace(path[-2]) if len(path) > 1 else ""
        return Name(space, path[-1])

    def run(self) -> None:
        """Put everything into the state."""
        if self.state.dialect is Dialect.POSTGRES:
            for name, values in self.enums.items():
                self.state.builder.put(Enum(name=name.name, schema=name.schema, values=values))
        for block in self.document.tables:
            self.table(block)
        for block in self.document.tables:
            self.inline_references(block)
        for reference in self.document.references:
            self.reference(reference)
        for table in self.drafts.values():
            add_implicit_indexes(self.state, table)
            settle_columns(self.state, table)
            self.state.put_table(table.table())

    def table(self, block: TableBlock) -> None:
        name = self.name(block.path)
        state = self.state
        state.begin()
        state.at(block.file, block.line, f"Table {name}")
        if name in self.drafts:
            state.warn(f"the table {name} is there twice; this one was left out")
            return
        table = self.drafts[name] = TableDraft(name, line=block.line)
        table.comment = block.note or block.settings.text("note")
        state.add_table(table.table(), block.line)
        partials = [
            self.document.partials[known]
            for known in block.partials
            if known in self.document.partials
        ]
        for part in (*partials, block):
            for column in part.columns:
                self.column(column, table, block.file)
        keys = [column.name for column in block.columns if _is_key(column)]
        if keys:
            table.set_primary_key(PrimaryKey(parts=tuple(map(IndexPart, keys))), self.facts)
        for part in (*partials, block):
            for index in part.indexes:
                self.index(index, table)
            for text, settings in part.checks:
                check = Check(
                    expression=self.facts.normal_expression(text), name=settings.text("name")
                )
                table.add_check(check, self.facts)
        state.end()

    def column(self, line: ColumnLine, table: TableDraft, file: str) -> None:
        state, settings = self.state, line.settings
        state.at(file, line.line, f"{line.name} {line.type}")
        draft = ColumnDraft(line.name, DataType(""))
        enum = self.enums.get(self.name(line.path)) if line.path else None
        draft.type = self.type(line, enum)
        draft.null = "not null" not in settings.words
        draft.comment = settings.text("note")
        draft.default = self.default(line)
        if "increment" in settings.words:
            self.increment(draft)
        if draft.type.name in SERIAL_TYPES and state.dialect in SERIAL_TYPES[draft.type.name]:
            make_serial(state, table, draft)
        if not table.append(draft.column(state.default), self.facts):
            state.warn(f"the column {line.name} is there twice; this one was left out")
            return
        state.origins[f"{table.name}.{line.name}"] = Origin(file, line.line, line.type)
        if "unique" in settings.words:
            table.add_unique(Unique(parts=(IndexPart(line.name),)), self.facts)
        checks = [settings.text("check")] if "check" in settings.values else []
        if enum and state.dialect in (Dialect.SQLITE, Dialect.MSSQL):
            values = ", ".join(self.facts.string(value) for value in enum)
            checks.append(f"{self.facts.quote(line.name)} IN ({values})")
        for text in checks:
            check = Check(expression=self.facts.normal_expression(text))
            table.add_check(check, self.facts, line.name)

    def type(self, line: ColumnLine, enum: tuple[str, ...] | None) -> DataType:
        if enum is None:
            return self.state.type(line.type)
        if self.state.dialect is Dialect.POSTGRES:
            name = self.name(line.path)
            return DataType(name.name, schema=name.schema, user=True)
        if self.state.dialect in _MYSQL:
            return DataType("enum", args=enum)
        return self.state.type("nvarchar(255)" if self.state.dialect is Dialect.MSSQL else "text")

    def default(self, line: ColumnLine) -> str | None:
        if "default" not in line.settings.values:
            return None
        sort, value = line.settings.values["default"]
        if sort in ("string", "long", "name") or (
            sort == "word" and line.path and self.is_enum(line)
        ):
            return self.facts.string(value)
        return None if sort == "word" and value.lower() == "null" else value

    def is_enum(self, line: ColumnLine) -> bool:
        return self.name(line.path) in self.enums

    def increment(self, draft: ColumnDraft) -> None:
        """What the database has for `increment`."""
        dialect = self.state.dialect
        if dialect in (*_MYSQL, Dialect.SQLITE):
            draft.auto_increment = True
        elif dialect is Dialect.MSSQL:
            draft.identity = Identity()
        elif draft.default and draft.default.lower().startswith("nextval("):
            draft.type = DataType(_SERIALS.get(draft.type.name, draft.type.name))
        elif "serial" not in draft.type.name:
            draft.identity = Identity()

    def index(self, line: IndexLine, table: TableDraft) -> None:
        settings = line.settings
        parts = tuple(
            IndexPart(expression=self.facts.normal_expression(text))
            if is_expression
            else IndexPart(text)
            for is_expression, text in line.parts
        )
        name, comment = settings.text("name"), settings.text("note")
        if "pk" in settings.words:
            table.set_primary_key(PrimaryKey(parts=parts, name=name), self.facts)
        elif "unique" in settings.words and not name:
            table.add_unique(Unique(parts=parts, comment=comment), self.facts)
        else:
            method = settings.text("type").lower()
            index = Index(
                name=name,
                parts=parts,
                unique="unique" in settings.words,
                method="" if method == "btree" else method,
                comment=comment,
            )
            table.add_index(index, self.facts)

    def inline_references(self, block: TableBlock) -> None:
        for column in block.columns:
            for arrow, path in column.settings.references:
                if len(path) < 2:
                    continue
                left, right = (block.path, (column.name,)), (path[:-1], path[-1:])
                settings = column.settings
                self.reference(Reference("", left, arrow, right, settings, block.file, column.line))

    def found(self, path: Path) -> TableDraft | None:
        name = self.aliases.get(path[0]) if len(path) == 1 else None
        return self.drafts.get(name or self.name(path))

    def reference(self, reference: Reference) -> None:
        state = self.state
        state.at(reference.file, reference.line, f"Ref {reference.name}".strip())
        child, parent = reference.left, reference.right
        if reference.arrow == "<":
            child, parent = parent, child
        one, other = self.found(child[0]), self.found(parent[0])
        if one is None or other is None:
            missing = child[0] if one is None else parent[0]
            state.warn(f"there is no table {'.'.join(missing)}: the reference was left out")
            return
        for table, names in ((one, child[1]), (other, parent[1])):
            absent = [name for name in names if table.column_at(name, self.facts) < 0]
            if absent:
                state.warn(f"table {table.name} has no column {absent[0]}: a reference is left out")
                return
        if reference.arrow == "<>":
            self.join_table(one, child[1], other, parent[1], reference.line)
            return
        actions = {event: reference.settings.text(event).lower() for event in ("delete", "update")}
        self.foreign_key(
            one,
            ForeignKey(
                name=reference.name,
                columns=child[1],
                ref_schema=other.name.schema,
                ref_table=other.name.name,
                ref_columns=parent[1],
                on_delete="" if actions["delete"] == "no action" else actions["delete"],
                on_update="" if actions["update"] == "no action" else actions["update"],
            ),
        )

    def foreign_key(self, table: TableDraft, key: ForeignKey) -> None:
        named = table.add_foreign_key(key, self.facts)
        if self.state.dialect in _MYSQL:
            waiting = self.state.pending_indexes.setdefault(table.name, [])
            waiting.append((named.columns, named.name))

    def join_table(
        self,
        one: TableDraft,
        one_columns: tuple[str, ...],
        other: TableDraft,
        other_columns: tuple[str, ...],
        line: int,
    ) -> None:
        """`<>`: a table between the two, which holds the keys of both."""
        name = Name(one.name.schema, f"{one.name.name}_{other.name.name}")
        if name in self.drafts:
            self.state.warn(f"a table {name} is there already: the reference was left out")
            return
        table = self.drafts[name] = TableDraft(name, line=line)
        self.state.add_table(table.table(), line)
        self.state.end()
        names: list[str] = []
        for side, columns in ((one, one_columns), (other, other_columns)):
            own = []
            for column in columns:
                source = side.columns[side.column_at(column, self.facts)]
                called = f"{side.name.name}_{column}"
                called = called if called not in names else f"{called}_2"
                plain = ColumnDraft(called, source.type, null=False).column(self.state.default)
                table.append(plain, self.facts)
                own.append(called)
                names.append(called)
            key = ForeignKey(
                columns=tuple(own),
                ref_schema=side.name.schema,
                ref_table=side.name.name,
                ref_columns=columns,
            )
            self.foreign_key(table, key)
        key_parts = tuple(map(IndexPart, names))
        table.set_primary_key(PrimaryKey(parts=key_parts), self.facts)
        table.columns = [replace(column, null=False) for column in table.columns]


def _is_key(column: ColumnLine) -> bool:
    return bool(column.settings.words & {"pk", "primary key"})
