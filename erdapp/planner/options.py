"""Safer ways to migrate, offered as policies; the names are Atlas's where it has them."""

from __future__ import annotations

from msgspec import Struct

SKIPS = (
    "add_schema",
    "drop_schema",
    "modify_schema",
    "add_table",
    "drop_table",
    "modify_table",
    "rename_table",
    "add_column",
    "drop_column",
    "modify_column",
    "add_index",
    "drop_index",
    "modify_index",
    "add_foreign_key",
    "drop_foreign_key",
    "modify_foreign_key",
    "rename_constraint",
)
"""Kinds of change that can be left out. A unique constraint counts as an index."""

CONCURRENT = ("create", "drop")


class PlanOptions(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a migration is to be written; the default is the plain way."""

    skip: frozenset[str] = frozenset()
    """Changes that are not made, of `SKIPS`."""
    concurrent_index: frozenset[str] = frozenset()
    """PostgreSQL: `create` and `drop` indexes of existing tables without locking writers out."""
    not_valid: bool = False
    """PostgreSQL: keys and checks of existing tables are added NOT VALID, then validated."""
    online: bool = False
    """MySQL, MariaDB: `ALGORITHM=INPLACE, LOCK=NONE` where the server can, a warning elsewhere."""
    expand_contract: bool = False
    """Renames and changes of type in two steps, so that old and new programs run in between."""
    qualifier: str = ""
    """What is written before the names of the default namespace; usually nothing."""

    def __post_init__(self) -> None:
        """Raises ValueError for a name that isn't known."""
        for given, known in ((self.skip, SKIPS), (self.concurrent_index, CONCURRENT)):
            unknown = sorted(given - set(known))
            if unknown:
                raise ValueError(f"{', '.join(unknown)} is not one of {', '.join(known)}")


PLAIN = PlanOptions()
"""No policy at all."""
