"""Atlas's words for sequences, routines, triggers and policies, written out as their statements.

The SQL loader then reads them, so that such an object is the same value as one from a SQL file.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from erdapp.loaders.hcl.evaluate import Ref
from erdapp.loaders.hcl.fields import Fields
from erdapp.loaders.hcl.names import Names
from erdapp.loaders.hcl.types import column_type, default_text
from erdapp.loaders.sql.reader import ReadError
from erdapp.loaders.sql.state import LoadState
from erdapp.loaders.sql.statements import read_statement
from erdapp.schema import Dialect, Name, Policy, Routine, Sequence, Trigger

Stated = Sequence | Routine | Trigger | Policy


def from_statement(
    block: Fields, names: Names, state: LoadState, statement: str, kind: type[Stated]
) -> None:
    """Let the SQL loader read the statement; the object gets the block's comment. Raises
    SourceError at the block when it doesn't read."""
    before = {item.key for item in state.builder.of(kind)}
    path, state.search_path = state.search_path, (names.namespace(block),)
    try:
        read_statement(state.reader(statement, block.line), state)
    except ReadError as error:
        raise block.error(f"the {block.block.kind} {block.name} does not read: {error}") from error
    finally:
        state.search_path = path
    comment = block.text("comment")
    options = tuple(sorted(block.options().items())) if kind is Trigger else ()
    for item in state.builder.of(kind):
        if item.key not in before and comment:
            state.builder.put(replace(item, comment=comment))
        if item.key not in before and options and isinstance(item, Trigger):
            state.builder.put(replace(item, options=options, comment=comment))


def sequence_statement(block: Fields, names: Names, state: LoadState) -> str:
    """`CREATE SEQUENCE …`"""
    words = [f"CREATE SEQUENCE {state.facts.qualify(names.own(block))}"]
    if block.has("type"):
        words.append(f"AS {state.facts.type_sql(column_type(block, names, state)[0])}")
    clauses = (
        ("start", "START WITH"),
        ("increment", "INCREMENT BY"),
        ("min_value", "MINVALUE"),
        ("max_value", "MAXVALUE"),
        ("cache", "CACHE"),
    )
    for name, clause in clauses:
        if (number := block.number(name)) is not None:
            words.append(f"{clause} {number}")
    if block.flag("cycle"):
        words.append("CYCLE")
    if owner := block.reference("owner"):
        table, column = names.table(owner)
        if table is None or not column:
            raise block.error("owner must be a reference to a table's column", "owner")
        # an owned sequence lives where its table does
        place = Name(names.namespace(block), table.name)
        words.append(f"OWNED BY {state.facts.qualify(place)}.{state.facts.quote(column)}")
    return " ".join(words)


def routine_statement(block: Fields, names: Names, state: LoadState) -> str:
    """`CREATE FUNCTION …`, from the whole statement in `as` or from arguments and a body."""
    text = block.text("as")
    if text.lstrip()[:6].upper() == "CREATE":
        return text
    kind, postgres = block.block.kind.upper(), state.dialect is Dialect.POSTGRES
    arguments = ", ".join(_argument(inner, names, state) for inner in block.blocks("arg"))
    head = f"CREATE {kind} {state.facts.qualify(names.own(block))} ({arguments})"
    words = [head]
    if block.has("return"):
        words.append(f"RETURNS {_returned(block, names, state)}")
    language = block.text("lang", "language")
    if postgres:
        words.append(f"LANGUAGE {language.lower() or 'sql'}")
    words += [block.word(name).upper() for name in ("volatility", "data_access") if block.has(name)]
    if block.flag("strict"):
        words.append("STRICT")
    if block.has("security"):
        words.append(f"SECURITY {block.word('security').upper()}")
    if postgres:
        mark = "$$"
        while mark in text:
            mark = f"$x{mark[1:]}"
        return " ".join([*words, f"AS {mark}{text}{mark}"])
    joint = " AS " if state.dialect is Dialect.MSSQL else " "
    return " ".join(words) + joint + text


def _argument(block: Fields, names: Names, state: LoadState) -> str:
    type, _ = column_type(block, names, state)
    mode, default = block.word("mode").upper(), default_text(block, state)
    plain = state.dialect is Dialect.MSSQL
    name = block.name if plain else state.facts.quote(block.name) if block.name else ""
    words = [mode, name, state.facts.type_sql(type)]
    if default is not None:
        words.append(f"{'=' if plain else 'DEFAULT'} {default}")
    block.done()
    return " ".join(word for word in words if word)


def _returned(block: Fields, names: Names, state: LoadState) -> str:
    value = block.value("return")
    if isinstance(value, Ref) and value.path == ("trigger",):
        return "trigger"
    if isinstance(value, Ref) and (name := names.type(value)):
        return state.facts.qualify(name)
    if isinstance(value, Ref) and len(value.path) > 1:
        return state.facts.qualify(names.table(value)[0] or Name("", value.path[-1]))
    return block.text("return")


def trigger_statement(block: Fields, names: Names, state: LoadState) -> str:
    """`CREATE TRIGGER …` from `before`, `after` and `instead_of` blocks."""
    reference = block.reference("on")
    if reference is None:
        raise block.error(f"the trigger {block.name} is on no table: give it on")
    table = names.table(reference)[0] or Name(names.namespace(block), reference.path[-1])
    quote, qualify = state.facts.quote, state.facts.qualify
    timing, events = _timing(block, quote)
    words = [f"CREATE TRIGGER {quote(block.name)}"]
    if state.dialect is Dialect.MSSQL:
        words += [f"ON {qualify(table)}", timing, ", ".join(events), "AS", block.text("as")]
        return " ".join(words)
    words += [timing, " OR ".join(events), f"ON {qualify(table)}"]
    words.append(f"FOR EACH {(block.word('for') or block.word('foreach') or 'row').upper()}")
    if condition := block.text("when"):
        words.append(f"WHEN ({condition})")
    if execute := block.block_of("execute"):
        function = execute.reference("function")
        if function is None:
            raise execute.error("execute names no function")
        path = function.path[1:] if function.path[0] == "function" else function.path
        space = names.model(path[0]) if len(path) > 1 else ""
        words.append(f"EXECUTE FUNCTION {qualify(Name(space, path[-1]))}()")
        execute.done()
    else:
        words.append(block.text("as"))
    return " ".join(words)


def _timing(block: Fields, quote: Callable[[str], str]) -> tuple[str, list[str]]:
    for kind in ("before", "after", "instead_of"):
        if inner := block.block_of(kind):
            events = [
                event.upper()
                for event in ("insert", "update", "delete", "truncate")
                if inner.flag(event)
            ]
            if columns := inner.columns("update_of"):
                events.append("UPDATE OF " + ", ".join(quote(name) for name in columns))
            inner.done()
            if events:
                return kind.upper().replace("_", " "), events
    raise block.error(f"the trigger {block.name} says no event: before, after or instead_of")


def policy_statement(block: Fields, names: Names, state: LoadState) -> str:
    """`CREATE POLICY …`"""
    reference = block.reference("on")
    if reference is None:
        raise block.error(f"the policy {block.name} is on no table: give it on")
    table = names.table(reference)[0] or Name(names.namespace(block), reference.path[-1])
    words = [f"CREATE POLICY {state.facts.quote(block.name)} ON {state.facts.qualify(table)}"]
    if kind := block.word("as"):
        words.append(f"AS {kind.upper()}")
    if event := block.word("for"):
        words.append(f"FOR {event.upper()}")
    if roles := block.texts("to"):
        words.append("TO " + ", ".join(roles))
    if using := block.text("using"):
        words.append(f"USING ({using})")
    if check := block.text("check"):
        words.append(f"WITH CHECK ({check})")
    return " ".join(words)
