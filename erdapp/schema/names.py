"""The words everything is named by: dialects, object kinds, object keys."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Dialect(StrEnum):
    """The five databases, spelled this way everywhere."""

    POSTGRES = "postgres"
    MYSQL = "mysql"
    MARIADB = "mariadb"
    SQLITE = "sqlite"
    MSSQL = "mssql"


class Kind(StrEnum):
    """Kinds of top-level objects of a schema."""

    TABLE = "table"
    VIEW = "view"
    ENUM = "enum"
    DOMAIN = "domain"
    COMPOSITE = "composite"
    SEQUENCE = "sequence"
    ROUTINE = "routine"
    TRIGGER = "trigger"
    POLICY = "policy"
    EXTENSION = "extension"
    DEFINITION = "definition"


class Name(NamedTuple):
    """A name and the namespace it lives in; `""` is the dialect's default namespace."""

    schema: str
    name: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}" if self.schema else self.name


class Key(NamedTuple):
    """What identifies an object within one schema.

    `scope` is what else the name is unique within: the table of a trigger or a policy, the
    argument types of a routine, the sub-kind of a definition.
    """

    kind: Kind
    schema: str
    name: str
    scope: str = ""

    def __str__(self) -> str:
        inside = f" [{self.scope}]" if self.scope else ""
        return f"{self.kind} {Name(self.schema, self.name)}{inside}"
