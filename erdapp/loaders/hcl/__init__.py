"""Atlas HCL to a schema: all files are parsed, variables put in, and each block becomes an object.

Names and normal forms are those that the SQL loader gives, so that a document and the database
made from it load to equal schemas. What a document says and nobody understands is a warning.
"""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.dialects import facts, settled
from erdapp.loaders.base import Loaded, LoadOptions, SourceError, SourceFile
from erdapp.loaders.hcl import objects
from erdapp.loaders.hcl.detect import detect_dialect
from erdapp.loaders.hcl.evaluate import Scope
from erdapp.loaders.hcl.fields import Fields
from erdapp.loaders.hcl.names import Names
from erdapp.loaders.hcl.parser import parse
from erdapp.loaders.hcl.tables import read_table
from erdapp.loaders.sql.finish import finish
from erdapp.loaders.sql.state import LoadState

__all__ = ["detect_dialect", "load_hcl"]

_READERS: dict[str, objects.Reader] = {
    "schema": objects.read_namespace,
    "extension": objects.read_extension,
    "enum": objects.read_enum,
    "domain": objects.read_domain,
    "composite": objects.read_composite,
    "table": read_table,
    "sequence": objects.read_sequence,
    "view": objects.read_view,
    "materialized": objects.read_view,
    "function": objects.read_routine,
    "procedure": objects.read_routine,
    "aggregate": objects.read_routine,
    "trigger": objects.read_trigger,
    "policy": objects.read_policy,
    "definition": objects.read_definition,
}
"""By the kind of block, in the order in which they are read."""
_SILENT = frozenset({"variable", "locals"})
_OF_PROJECTS = frozenset({"env", "data", "atlas", "diff", "lint", "docker", "test"})


def load_hcl(files: Sequence[SourceFile], options: LoadOptions = LoadOptions()) -> Loaded:  # noqa: B008
    """The schema that the files together describe.

    The dialect is detected when the options don't say it. Raises SourceError, with file and line,
    for what isn't HCL or makes no sense.
    """
    bodies = [parse(file) for file in files]
    dialect = options.dialect or detect_dialect(bodies)
    state = LoadState(facts(dialect), options.limits)
    scope = Scope(bodies)
    blocks = [Fields(block, scope, state) for body in bodies for block in body.blocks]
    names = Names(blocks, state)
    order = list(_READERS)
    known = [block for block in blocks if block.block.kind in _READERS]
    for block in sorted(known, key=lambda item: order.index(item.block.kind)):
        _read(block, names, state)
    for block in blocks:
        _tell_others(block, state)
    if not known:
        raise SourceError(
            "no table was found: an Atlas schema has table blocks",
            file=files[0].path if len(files) == 1 else "",
        )
    finish(state)
    return Loaded(
        schema=settled(state.builder.freeze()),
        problems=tuple(state.problems),
        origins=state.all_origins,
        database=names.database,
    )


def _read(block: Fields, names: Names, state: LoadState) -> None:
    state.begin()
    state.at(block.block.file, block.line, f"{block.block.kind} {block.name}")
    if not block.name:
        raise block.error(f"a {block.block.kind} block needs a name")
    names.namespace(block)
    _READERS[block.block.kind](block, names, state)
    block.done()
    state.end()


def _tell_others(block: Fields, state: LoadState) -> None:
    kind = block.block.kind
    if kind in _READERS or kind in _SILENT:
        return
    state.at(block.block.file, block.line, f"{kind} {block.name}")
    if kind in _OF_PROJECTS:
        state.note(f"the block {kind} is about a project, not about the schema")
    else:
        state.warn(f"{kind} blocks are not known here: {block.name} was left out")
