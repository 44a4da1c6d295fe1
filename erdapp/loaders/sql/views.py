"""Views and materialized views: CREATE, ALTER and DROP in all dialects."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.dropping import drop_each
from erdapp.loaders.sql.heads import take_create
from erdapp.loaders.sql.keyoptions import take_pairs
from erdapp.loaders.sql.moves import move, take_new_name
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect, Name, View, ViewColumn

_MYSQL = (Dialect.MYSQL, Dialect.MARIADB)


def create_view(reader: Reader, state: LoadState) -> None:
    """`CREATE [OR REPLACE] [MATERIALIZED] VIEW`."""
    said = take_create(reader)
    materialized = reader.accept("MATERIALIZED")
    reader.expect("VIEW")
    calm = reader.if_not_exists() or state.guarded
    name = state.created(reader.parts())
    if said.keys() & {"TEMP", "TEMPORARY"}:
        state.note(f"temporary view {name.name} was left out")
        return
    if calm and state.builder.view(name):
        return
    _take_view(reader, state, name, said, materialized)


def _take_view(
    reader: Reader, state: LoadState, name: Name, said: dict[str, str], materialized: bool
) -> None:
    """Take what follows the name of a view, and add it; an old comment stays."""
    columns = _columns(reader)
    options = _options(reader, state, said)
    reader.expect("AS")
    query = _without_database(reader, state, *_query(reader, options))
    if "RECURSIVE" in said:
        listed = ", ".join(state.facts.quote(column.name) for column in columns)
        own = state.facts.quote(name.name)
        query = f"WITH RECURSIVE {own} ({listed}) AS ({query}) SELECT {listed} FROM {own}"
        columns = ()
    before = state.builder.view(name)
    state.builder.put(
        View(
            name=name.name,
            definition=state.facts.normal_query(query),
            schema=name.schema,
            columns=columns,
            materialized=materialized,
            comment=before.comment if before else "",
            options=tuple(sorted(options.items())),
        )
    )


def _columns(reader: Reader) -> tuple[ViewColumn, ...]:
    """Take `(a, b COMMENT 'x')` if it comes."""
    found: list[ViewColumn] = []
    if reader.accept("("):
        while not reader.accept(")"):
            name = reader.name()
            comment = reader.string() if reader.accept("COMMENT") else ""
            found.append(ViewColumn(name, comment=comment))
            reader.skip_to_comma()
            reader.accept(",")
    return tuple(found)


def _options(reader: Reader, state: LoadState, said: dict[str, str]) -> dict[str, str]:
    options: dict[str, str] = {}
    if said.get("ALGORITHM", "UNDEFINED").upper() != "UNDEFINED":
        options["algorithm"] = said["ALGORITHM"].lower()
    if said.get("SQL SECURITY", "DEFINER").upper() != "DEFINER":
        options["sql_security"] = said["SQL SECURITY"].lower()
    while not reader.at_end and not reader.peek("AS"):
        if reader.accept("WITH"):
            options |= take_pairs(reader) if reader.peek("(") else _attributes(reader)
        elif reader.accept_any("USING", "TABLESPACE", "DISTRIBUTE"):
            reader.name()
        else:
            raise reader.error(f"{reader.found()} is no option of a view")
    return options


def _attributes(reader: Reader) -> dict[str, str]:
    """SQL Server: `SCHEMABINDING, VIEW_METADATA, ENCRYPTION`."""
    found = {reader.next().lower(): "true"}
    while reader.accept(","):
        found[reader.next().lower()] = "true"
    return found


def _query(reader: Reader, options: dict[str, str]) -> tuple[int, int]:
    """Take the rest as the query: from which token to which, without `WITH … CHECK OPTION` and
    `WITH [NO] DATA` behind it."""
    start, end = reader.pos, len(reader.words) - 1
    reader.rest()
    tail = reader.uppers[max(start, end - 4) : end]
    if tail[-2:] == ["CHECK", "OPTION"]:
        kind = tail[-3] if tail[-3:-2] in (["LOCAL"], ["CASCADED"]) else ""
        options["check_option"] = kind.lower() or "cascaded"
        end -= 4 if kind else 3
    elif tail[-3:] == ["WITH", "NO", "DATA"]:
        end -= 3
    elif tail[-2:] == ["WITH", "DATA"]:
        end -= 2
    if start >= end:
        raise reader.error("the view has no query")
    return start, end


def _without_database(reader: Reader, state: LoadState, start: int, end: int) -> str:
    """The query with `database.` before names taken out, when it is the file's own database: the
    schema may live in another one."""
    source = reader.source
    if state.dialect not in _MYSQL:
        return reader.text(start, end)
    pieces: list[str] = []
    done = reader.starts[start]
    for place in range(start, end - 1):
        qualifies = reader.words[place + 1] == "." and reader.words[place - 1] != "."
        if qualifies and state.is_home(state.facts.unquote(reader.words[place])):
            pieces.append(source[done : reader.starts[place]])
            done = reader.starts[place + 2]
    last = end - 1
    return "".join(pieces) + source[done : reader.starts[last] + len(reader.words[last])]


def alter_view(reader: Reader, state: LoadState) -> None:
    """`ALTER VIEW`: a new definition (MySQL, SQL Server), or names and options (PostgreSQL)."""
    reader.expect("ALTER")
    if state.dialect is Dialect.POSTGRES:
        _alter_postgres_view(reader, state)
        return
    reader.read_as("CREATE")
    reader.pos = 0
    said = take_create(reader)
    reader.expect("VIEW")
    _take_view(reader, state, state.referred(reader.parts()), said, materialized=False)


def _alter_postgres_view(reader: Reader, state: LoadState) -> None:
    reader.accept("MATERIALIZED")
    reader.expect("VIEW")
    calm = reader.if_exists() or state.guarded
    parts = reader.parts()
    view = find_view(state, parts)
    if reader.peek("OWNER"):
        return
    if view is None:
        if not calm:
            state.warn(f"there is no view {'.'.join(parts)} here")
    elif new := take_new_name(reader, state, view):
        move(state, view, new)
    elif reader.accept("SET") and reader.peek("("):
        options = dict(view.options) | take_pairs(reader)
        state.builder.put(replace(view, options=tuple(sorted(options.items()))))
    elif reader.accept("RESET"):
        gone = {name.strip() for name in reader.parenthesised().split(",")}
        kept = tuple(option for option in view.options if option[0] not in gone)
        state.builder.put(replace(view, options=kept))
    elif not reader.peek("CLUSTER"):
        state.warn(f"the change to view {view.name} is not read")


def find_view(state: LoadState, parts: tuple[str, ...]) -> View | None:
    """The view of that name on the search path."""
    for namespace in state.search_path if len(parts) == 1 else ("",):
        name = Name(namespace, parts[0]) if len(parts) == 1 else state.created(parts)
        if found := state.builder.view(name):
            return found
    return None


def drop_view(reader: Reader, state: LoadState) -> None:
    """`DROP [MATERIALIZED] VIEW [IF EXISTS] a, b`."""
    reader.expect("DROP")
    reader.accept("MATERIALIZED")
    reader.expect("VIEW")

    def drop_one() -> str:
        parts = reader.parts()
        view = find_view(state, parts)
        there = view is not None and state.builder.drop(view.key)
        return "" if there else f"view {'.'.join(parts)}"

    drop_each(reader, state, drop_one)
