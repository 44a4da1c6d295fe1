"""Column types as values: a canonical name, its arguments, and what surrounds them."""

from __future__ import annotations

from msgspec import Struct


class DataType(Struct, frozen=True, gc=False, omit_defaults=True):
    """A column type in the canonical spelling of its dialect.

    `name` is lower case and the server's own long form (`character varying`, `bigint`,
    `timestamp with time zone`, `enum`, `nvarchar`); user-defined types keep their case and carry
    their namespace in `schema`, `user` being true. `args` are the texts in parentheses: lengths,
    precision and scale, `max`, or the unquoted values of a MySQL enum or set. `dimensions` counts
    PostgreSQL array brackets. `modifiers` are trailing words (`unsigned`, `zerofill`).
    """

    name: str
    args: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    dimensions: int = 0
    schema: str = ""
    user: bool = False

    def __str__(self) -> str:
        """A plain one-line rendering for messages; `dialects` knows the SQL spelling."""
        name = f"{self.schema}.{self.name}" if self.schema else self.name
        args = f"({','.join(self.args)})" if self.args else ""
        words = "".join(f" {word}" for word in self.modifiers)
        return f"{name}{args}{words}{'[]' * self.dimensions}"
