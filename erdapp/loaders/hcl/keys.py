"""What hangs on a table: primary keys, unique constraints, foreign keys, indexes, checks."""

from __future__ import annotations

from erdapp.loaders.hcl.evaluate import Ref
from erdapp.loaders.hcl.fields import Fields
from erdapp.loaders.hcl.names import Names
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import (
    Check,
    Exclusion,
    ForeignKey,
    Index,
    IndexPart,
    Name,
    Options,
    PrimaryKey,
    Unique,
)


def primary_key(block: Fields) -> PrimaryKey:
    """A `primary_key` block."""
    block.word("type")
    key = PrimaryKey(
        name=block.name,
        parts=_parts(block, None),
        include=block.columns("include"),
        deferrable=block.word("deferrable"),
        comment=block.text("comment"),
        options=_options(block),
    )
    block.done()
    return key


def uniques(block: Fields, state: LoadState) -> list[Unique]:
    """The `unique` blocks of a table."""
    return [_unique(inner, state) for inner in block.blocks("unique")]


def _unique(block: Fields, state: LoadState) -> Unique:
    unique = Unique(
        name=block.name,
        parts=_parts(block, state),
        include=block.columns("include"),
        nulls_distinct=block.flag("nulls_distinct", True),
        deferrable=block.word("deferrable"),
        comment=block.text("comment"),
        options=_options(block),
    )
    block.done()
    return unique


def indexes(block: Fields, state: LoadState) -> list[Index]:
    """The `index` blocks of a table or a materialized view."""
    return [_index(inner, state) for inner in block.blocks("index")]


def _index(block: Fields, state: LoadState) -> Index:
    where, method = block.text("where"), block.word("type")
    index = Index(
        name=block.name,
        parts=_parts(block, state),
        unique=block.flag("unique"),
        method="" if method == "btree" else method,
        where=state.facts.normal_expression(where) if where else "",
        include=block.columns("include"),
        nulls_distinct=block.flag("nulls_distinct", True),
        invisible=block.flag("invisible"),
        clustered=block.flag("clustered"),
        comment=block.text("comment"),
        options=_options(block, "parser", "page_per_range"),
    )
    block.done()
    return index


def _options(block: Fields, *words: str) -> Options:
    return tuple(sorted(block.options(*words).items()))


def _parts(block: Fields, state: LoadState | None) -> tuple[IndexPart, ...]:
    parts = tuple(IndexPart(column) for column in block.columns("columns"))
    parts += tuple(_part(inner, state) for inner in block.blocks("on"))
    if not parts:
        raise block.error(f"the {block.block.kind} {block.name} names no columns")
    return parts


def _part(block: Fields, state: LoadState | None) -> IndexPart:
    expression = block.text("expr")
    if expression and state:
        expression = state.facts.normal_expression(expression)
    nulls = "first" if block.flag("nulls_first") else "last" if block.flag("nulls_last") else ""
    part = IndexPart(
        column="".join(block.columns("column")[:1]),
        expression=expression,
        desc=block.flag("desc"),
        prefix=block.number("prefix") or 0,
        nulls=nulls,
        opclass=block.text("ops"),
        collation=block.text("collate"),
    )
    block.done()
    return part


def checks(block: Fields, state: LoadState) -> list[Check]:
    """The `check` blocks of a table or a domain."""
    return [_check(inner, state) for inner in block.blocks("check")]


def _check(block: Fields, state: LoadState) -> Check:
    text = block.text("expr")
    if not text:
        raise block.error(f"the check {block.name} has no expr")
    check = Check(
        expression=state.facts.normal_expression(text),
        name=block.name,
        no_inherit=block.flag("no_inherit"),
        validated=block.flag("validated", True),
        enforced=block.flag("enforced", True),
        comment=block.text("comment"),
    )
    block.done()
    return check


def exclusions(block: Fields) -> list[Exclusion]:
    """The `exclude` blocks of a table."""
    found = []
    for inner in block.blocks("exclude"):
        text, comment = inner.text("as"), inner.text("comment")
        found.append(Exclusion(definition=text, name=inner.name, comment=comment))
        inner.done()
    return found


def foreign_keys(block: Fields, own: Name, names: Names) -> list[ForeignKey]:
    """The `foreign_key` blocks of a table."""
    return [_foreign_key(inner, own, names) for inner in block.blocks("foreign_key")]


def _foreign_key(block: Fields, own: Name, names: Names) -> ForeignKey:
    columns = block.columns("columns")
    if not columns:
        raise block.error(f"the foreign key {block.name} names no columns")
    target, ref_columns = own, []
    for item in block.items("ref_columns"):
        if not isinstance(item, Ref):
            raise block.error("ref_columns must be references to columns", "ref_columns")
        table, column = names.table(item)
        target = table or target
        ref_columns.append(column or item.path[-1])
    if reference := block.reference("ref_table"):
        target = names.table(reference)[0] or target
    key = ForeignKey(
        name=block.name,
        columns=columns,
        ref_schema=target.schema,
        ref_table=target.name,
        ref_columns=tuple(ref_columns),
        on_delete=_action(block.word("on_delete")),
        on_update=_action(block.word("on_update")),
        match=block.word("match"),
        deferrable=block.word("deferrable"),
        validated=block.flag("validated", True),
        enforced=block.flag("enforced", True),
        comment=block.text("comment"),
    )
    block.done()
    return key


def _action(word: str) -> str:
    plain = word.lower().replace("_", " ")
    return "" if plain == "no action" else plain
