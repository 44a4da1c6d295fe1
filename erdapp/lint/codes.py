"""Every code that lint gives, with what it is about; `docs/lint/CODE.md` tells more."""

from __future__ import annotations

TITLES: dict[str, str] = {
    # destructive
    "DS101": "A schema is dropped",
    "DS102": "A table is dropped",
    "DS103": "A non-virtual column is dropped",
    # data_depend
    "MF101": "A unique index is added to existing columns",
    "MF102": "A non-unique index is made unique",
    "MF103": "A non-nullable column is added to an existing table",
    "MF104": "A nullable column is made non-nullable",
    "MY101": "A non-nullable column without default gives existing rows a zero value",
    "LT101": "A nullable column is made non-nullable without default while its table is rebuilt",
    # incompatible
    "BC101": "A table is renamed",
    "BC102": "A column is renamed",
    # condrop
    "CD101": "A foreign-key constraint is dropped",
    # concurrent_index
    "PG101": "An index is created without CONCURRENTLY",
    "PG102": "An index is dropped without CONCURRENTLY",
    "PG103": "A file with concurrent index statements lacks atlas:txmode none",
    "PG104": "A primary key is added under an exclusive lock",
    "PG105": "A unique constraint is added under an exclusive lock",
    # pg
    "PG110": "The columns of a new table are aligned wastefully",
    "PG301": "A change of type rewrites the table",
    "PG302": "A column with a volatile default rewrites the table",
    "PG303": "SET NOT NULL scans the table",
    "PG304": "A primary key on nullable columns scans the table",
    "PG305": "A check constraint scans the table",
    "PG306": "A foreign key scans the table and blocks writes",
    # mysql
    "MY102": "An inline REFERENCES clause has no effect",
    "MY110": "Enum values are removed",
    "MY111": "Enum values are reordered",
    "MY112": "Enum values are inserted before others",
    "MY113": "An enum outgrows its storage size",
    "MY120": "Set values are removed",
    "MY121": "Set values are reordered",
    "MY122": "Set values are inserted before others",
    "MY123": "A set outgrows its storage size",
    # naming
    "NM101": "A schema's name violates the naming policy",
    "NM102": "A table's name violates the naming policy",
    "NM103": "A column's name violates the naming policy",
    "NM104": "An index's name violates the naming policy",
    "NM105": "A foreign key's name violates the naming policy",
    "NM106": "A check's name violates the naming policy",
    # non_linear
    "NL101": "A file is added before files that are merged already",
    "NL102": "A file that is merged already is edited",
    "NL103": "A file that is merged already is removed",
    # design
    "ER101": "A table has no primary key",
    "ER102": "A foreign key has no index",
    "ER103": "Two indexes are the same",
    "ER104": "An index is the beginning of another one",
    "ER105": "A foreign key and what it references differ in type",
    "ER106": "A unique key has nullable columns",
    "ER107": "A foreign key references what isn't there",
    "ER108": "A foreign key references columns that aren't unique",
    "ER109": "A name is spelled in another style than the rest",
    "ER110": "A name is a reserved word",
    "ER111": "A moment is stored without its time zone",
    "ER112": "Money is stored as a floating-point number",
    "ER113": "A generated key has only 32 bits or less",
    "ER114": "A text is padded with blanks",
    "ER115": "An enum has fewer than two values",
    "ER116": "Foreign keys form a ring that no row can enter",
    "ER117": "ON DELETE SET NULL on a column that cannot be NULL",
    "ER118": "A character set holds only part of Unicode",
    "ER119": "The table's engine ignores foreign keys",
    "ER120": "A foreign key is declared twice",
}


def title(code: str) -> str:
    return TITLES[code]


def link(code: str) -> str:
    """Where the code is explained."""
    return f"docs/lint/{code}.md"
