"""Blocks of everything but tables: types, sequences, views, routines, triggers, policies."""

from __future__ import annotations

from collections.abc import Callable

from erdapp.loaders.hcl.fields import Fields
from erdapp.loaders.hcl.keys import checks, indexes
from erdapp.loaders.hcl.names import Names
from erdapp.loaders.hcl.statements import (
    from_statement,
    policy_statement,
    routine_statement,
    sequence_statement,
    trigger_statement,
)
from erdapp.loaders.hcl.types import column_type, default_text
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import (
    Column,
    Composite,
    Definition,
    Domain,
    Enum,
    Extension,
    Namespace,
    Policy,
    Routine,
    Sequence,
    Trigger,
    View,
    ViewColumn,
)

Reader = Callable[[Fields, Names, LoadState], None]


def read_namespace(block: Fields, names: Names, state: LoadState) -> None:
    """`schema "app" { … }`; the default one counts only when something is said about it."""
    space = Namespace(
        name=names.model(block.name),
        comment=block.text("comment"),
        charset=block.text("charset"),
        collation=block.text("collate"),
    )
    if space != Namespace(name=""):
        state.builder.namespaces[space.name] = space


def read_enum(block: Fields, names: Names, state: LoadState) -> None:
    """`enum "status" { values = ["new"] }`"""
    name, values = names.own(block), block.texts("values")
    comment = block.text("comment")
    state.builder.put(Enum(name=name.name, schema=name.schema, values=values, comment=comment))


def read_domain(block: Fields, names: Names, state: LoadState) -> None:
    """`domain "email" { type = text … }`"""
    name = names.own(block)
    type, _ = column_type(block, names, state)
    default = default_text(block, state)
    if default is not None:
        default = state.facts.normal_default(default, Column(name=name.name, type=type))
    state.builder.put(
        Domain(
            name=name.name,
            schema=name.schema,
            type=type,
            null=block.flag("null", True),
            default=default,
            checks=tuple(checks(block, state)),
            collation=block.text("collate"),
            comment=block.text("comment"),
        )
    )


def read_composite(block: Fields, names: Names, state: LoadState) -> None:
    """`composite "address" { field "street" { type = text } }`"""
    name = names.own(block)
    attributes = []
    for inner in block.blocks("field"):
        type, _ = column_type(inner, names, state)
        attributes.append(Column(name=inner.name, type=type, collation=inner.text("collate")))
        inner.done()
    comment = block.text("comment")
    state.builder.put(
        Composite(name=name.name, schema=name.schema, attributes=tuple(attributes), comment=comment)
    )


def read_sequence(block: Fields, names: Names, state: LoadState) -> None:
    """`sequence "numbers" { start = 1000 … }`"""
    from_statement(block, names, state, sequence_statement(block, names, state), Sequence)


def read_view(block: Fields, names: Names, state: LoadState) -> None:
    """`view "v" { as = "SELECT …" }`, and `materialized`."""
    name, query = names.own(block), block.text("as")
    if not query:
        raise block.error(f"the view {block.name} has no query: give it as")
    block.value("depends_on")
    columns = []
    for inner in block.blocks("column"):
        type = column_type(inner, names, state)[0] if inner.has("type") else None
        inner.value("null")
        columns.append(ViewColumn(inner.name, type, inner.text("comment")))
        inner.done()
    options = block.options()
    if check := block.word("check_option"):
        options["check_option"] = check
    state.builder.put(
        View(
            name=name.name,
            schema=name.schema,
            definition=state.facts.normal_query(query),
            columns=tuple(columns),
            materialized=block.block.kind == "materialized",
            indexes=tuple(indexes(block, state)),
            comment=block.text("comment"),
            options=tuple(sorted(options.items())),
        )
    )


def read_routine(block: Fields, names: Names, state: LoadState) -> None:
    """`function`, `procedure`, `aggregate`: a CREATE statement in `as`, or Atlas's own words."""
    text, signature = block.text("as"), block.has("signature")
    if not signature or not _creates(text):
        block.value("signature")
        from_statement(block, names, state, routine_statement(block, names, state), Routine)
        return
    name = names.own(block)
    state.builder.put(
        Routine(
            name=name.name,
            schema=name.schema,
            definition=state.facts.normal_definition(text),
            kind=block.block.kind,
            signature=block.text("signature"),
            comment=block.text("comment"),
        )
    )


def read_trigger(block: Fields, names: Names, state: LoadState) -> None:
    """`trigger "t" { on = table.orders … }`"""
    text = block.text("as")
    if not _creates(text):
        from_statement(block, names, state, trigger_statement(block, names, state), Trigger)
        return
    table, name = block.reference("on"), names.own(block)
    state.builder.put(
        Trigger(
            name=name.name,
            schema=name.schema,
            table=table.path[-1] if table else "",
            definition=state.facts.normal_definition(text),
            comment=block.text("comment"),
            options=tuple(sorted(block.options().items())),
        )
    )


def read_policy(block: Fields, names: Names, state: LoadState) -> None:
    """`policy "p" { on = table.orders … }`"""
    text = block.text("as")
    if not _creates(text):
        from_statement(block, names, state, policy_statement(block, names, state), Policy)
        return
    table, name = block.reference("on"), names.own(block)
    state.builder.put(
        Policy(
            name=name.name,
            schema=name.schema,
            table=table.path[-1] if table else "",
            definition=state.facts.normal_definition(text),
            comment=block.text("comment"),
        )
    )


def read_extension(block: Fields, names: Names, state: LoadState) -> None:
    """`extension "citext" {}`; its version is the server's business."""
    block.value("version")
    name = names.own(block)
    state.builder.put(Extension(name=name.name, schema=name.schema, comment=block.text("comment")))


def read_definition(block: Fields, names: Names, state: LoadState) -> None:
    """`definition "x" { kind = "rule" … }`: any other object, as its CREATE statement."""
    table, name = block.reference("on"), names.own(block)
    state.builder.put(
        Definition(
            kind=block.text("kind"),
            name=name.name,
            schema=name.schema,
            table=table.path[-1] if table else "",
            definition=state.facts.normal_definition(block.text("as")),
            comment=block.text("comment"),
        )
    )


def _creates(text: str) -> bool:
    return text.lstrip()[:6].upper() == "CREATE"
