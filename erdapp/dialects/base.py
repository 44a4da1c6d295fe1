"""What every room may ask about a dialect: quoting, types, expressions, generated names.

Pure facts and pure functions; one module per dialect implements `Facts`, `dialects.facts` finds it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Protocol, Self

from msgspec import Struct

from erdapp.dialects.query_rewrites import Types
from erdapp.dialects.query_scope import Catalog
from erdapp.dialects.tokens import Lexis
from erdapp.schema import Column, DataType, Dialect, ForeignKey, Name, Table

Kind = Literal["relation", "type", "routine"]
"""What has names of its own in a namespace: a table and a type may be called alike."""


class Capabilities(Struct, frozen=True, kw_only=True):
    """What the dialect can do, as far as planners, loaders and pages need to know."""

    namespaces: bool
    """Has `CREATE SCHEMA` inside one database."""
    transactional_ddl: bool
    unique_is_index: bool
    """A unique constraint is only an index (MySQL, MariaDB)."""
    index_names_per_table: bool
    """Index names are unique per table, not per namespace."""
    inline_comments: bool
    """Comments are part of the column definition rather than statements of their own."""
    alter_column: bool
    """Can change a column in place; false (SQLite) means the table is rebuilt."""
    max_identifier: int
    """Longest identifier: bytes for PostgreSQL, characters elsewhere."""


class Facts(Protocol):
    """A dialect's facts. All texts are SQL of that dialect."""

    dialect: Dialect
    label: str
    """What people call it: `PostgreSQL`."""
    default_namespace: str
    """The namespace that an empty `schema` stands for: `public`, `dbo`, `main`, `` for MySQL."""
    can: Capabilities
    lexis: Lexis
    """How its tokens are written."""

    def fold(self, name: str) -> str:
        """The name as compared by the server: lower-cased where it ignores case, else as is."""
        ...

    def unquote(self, text: str) -> str:
        """The name an identifier token means: quotes removed, and an unquoted one case-folded as
        the server stores it (PostgreSQL: lower case)."""
        ...

    def quote(self, name: str) -> str:
        """The name quoted, always; safe for any text."""
        ...

    def needs_quotes(self, name: str) -> bool:
        """Whether the name means something else, or nothing, when written without quotes."""
        ...

    def name(self, name: str) -> str:
        """The name as it stands in texts in normal form: quoted only where it needs to be."""
        ...

    def namespace(self, name: Name, kind: Kind = "relation") -> str:
        """What has to stand before the name; nothing before one of the default namespace, unless
        the server has something of its own of that kind and name, which it would find first."""
        ...

    def qualify(self, name: Name, kind: Kind = "relation") -> str:
        """A quoted name, after its `namespace` where it needs one."""
        ...

    def qualified_with(self, qualifier: str) -> Self:
        """The same facts, but the default namespace is written out, under this name."""
        ...

    def string(self, text: str) -> str:
        """The text as a string literal."""
        ...

    def parse_type(self, text: str) -> DataType:
        """A type as written in DDL or reported by the server (`varchar(20)[]`, `INT(11) UNSIGNED`)
        in canonical form. Never fails: unknown words make a user-defined type."""
        ...

    def type_sql(self, type: DataType) -> str:
        """The type as DDL."""
        ...

    def short_type(self, type: DataType) -> str:
        """The type as short as people read it on a card: `varchar(255)`, `timestamptz`, `int`."""
        ...

    def normal_default(self, text: str, column: Column) -> str | None:
        """A DEFAULT expression as the server would store it; None when it equals having none."""
        ...

    def normal_expression(self, text: str, columns: Iterable[Column] = ()) -> str:
        """A CHECK, generated, partial-index or index expression in normal form, without redundant
        outer parentheses. Texts that the server would store alike become equal as far as can be
        told without the server; never fails, at worst white space is collapsed.

        `columns` are those of the table: PostgreSQL stores `status = 'new'` as
        `(status)::text = 'new'::text` for a varchar column, and only the column's type tells such
        a cast from one that was written. `dialects.settled` gives them, with the base types of
        domains, once a schema is frozen; a domain's check has one column named `value`."""
        ...

    def normal_query(self, text: str) -> str:
        """A view's SELECT in normal form: no semicolon, comments out, white space collapsed."""
        ...

    def whole_query(
        self,
        text: str,
        catalog: Catalog,
        columns: tuple[str, ...] = (),
    ) -> tuple[str, Types | None]:
        """A view's SELECT in normal form as the server stores it, with every name whole, and the
        columns of its result where they are known. `catalog` tells what its names stand for;
        `columns` are names that the view gives its first columns."""
        ...

    def normal_definition(self, text: str) -> str:
        """A CREATE statement kept as text (routine, trigger, …): white space outside strings and
        bodies collapsed, no semicolon, no OR REPLACE, no DEFINER."""
        ...

    def primary_key_name(self, table: Table) -> str:
        """The name the server gives an unnamed primary key; empty where it cannot be foretold."""
        ...

    def unique_name(self, table: Table, columns: tuple[str, ...]) -> str:
        """The name the server gives an unnamed unique constraint, considering those taken."""
        ...

    def foreign_key_name(self, table: Table, key: ForeignKey) -> str:
        """The name the server gives an unnamed foreign key, considering those taken."""
        ...

    def check_name(self, table: Table, expression: str, column: str) -> str:
        """The name the server gives an unnamed check (`column` empty for a table check)."""
        ...

    def index_name(self, table: Table, columns: tuple[str, ...]) -> str:
        """The name the server gives an unnamed index, considering those taken."""
        ...

    def is_generated_name(self, name: str, table: str, columns: tuple[str, ...]) -> bool:
        """Whether a constraint's or index's name is (or may be) one the server made up, so that
        it counts as unnamed. Empty names count."""
        ...
