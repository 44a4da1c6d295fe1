"""A block as a reader sees it: attributes by name as texts, flags, numbers and references.

What nobody asked for is told at the end, so that a misspelt attribute is never lost silently.
"""

from __future__ import annotations

from erdapp.loaders.base import SourceError
from erdapp.loaders.hcl.evaluate import Called, Many, Map, Ref, Scope, Value, as_text
from erdapp.loaders.hcl.syntax import Attribute, Block, Number
from erdapp.loaders.sql.state import LoadState


class Fields:
    """One block, with the values of its attributes."""

    def __init__(self, block: Block, scope: Scope, state: LoadState) -> None:
        self.block, self.line = block, block.line
        self._scope, self._state = scope, state
        self._attributes: dict[str, Attribute] = {item.name: item for item in block.attributes}
        self._asked: set[str] = set()
        self._asked_blocks: set[str] = set()

    @property
    def name(self) -> str:
        return self.block.name

    def error(self, message: str, name: str = "") -> SourceError:
        """An error, to be raised, at an attribute or at the block."""
        line = self._attributes[name].line if name in self._attributes else self.line
        return SourceError(message, file=self.block.file, line=line)

    def has(self, name: str) -> bool:
        """Whether the block has the attribute."""
        return name in self._attributes

    def value(self, name: str) -> Value:
        """The value of an attribute; None when there is none."""
        self._asked.add(name)
        found = self._attributes.get(name)
        return None if found is None else self._scope.value(found.value, self.block.file)

    def text(self, *names: str) -> str:
        """The first of the attributes that is there, as a text: a string, `sql("…")`'s text, a
        bare word. Empty when there is none."""
        for name in names:
            value = self.value(name)
            if value is None:
                continue
            found = sql_text(value) or as_text(value)
            if found is None and isinstance(value, Ref) and len(value.path) == 1:
                found = value.path[0]
            if found is None:
                raise self.error(f"{name} must be a text", name)
            return found
        return ""

    def word(self, name: str) -> str:
        """A word of SQL in lower case: `SET_NULL` is `set null`; a string is taken as it is."""
        value = self.value(name)
        if isinstance(value, Ref):
            return value.path[-1].lower().replace("_", " ")
        return self.text(name)

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean; the strings "true" and "false" will do."""
        value = self.value(name)
        if value is None:
            return default
        if as_text(value) not in ("true", "false"):
            raise self.error(f"{name} must be true or false", name)
        return as_text(value) == "true"

    def number(self, name: str) -> int | None:
        """A whole number, or None."""
        value = self.value(name)
        if value is None:
            return None
        text = as_text(value) or ""
        if not text.removeprefix("-").isdecimal() or len(text) > 40:
            raise self.error(f"{name} must be a whole number", name)
        return int(text)

    def items(self, name: str) -> tuple[Value, ...]:
        """A list; a single value is a list of one."""
        value = self.value(name)
        if value is None:
            return ()
        return value.items if isinstance(value, Many) else (value,)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings."""
        return tuple(as_text(item) or self._last(item, name) for item in self.items(name))

    def columns(self, name: str) -> tuple[str, ...]:
        """A list of references to columns, by their names."""
        return tuple(self._last(item, name) for item in self.items(name))

    def _last(self, value: Value, name: str) -> str:
        if isinstance(value, Ref):
            return value.path[-1]
        if isinstance(value, str):
            return value
        raise self.error(f"{name} must be references", name)

    def reference(self, name: str) -> Ref | None:
        """A reference to a block, or None."""
        value = self.value(name)
        if value is None or isinstance(value, Ref):
            return value
        if isinstance(value, str):
            return Ref((value,))
        raise self.error(f"{name} must be a reference", name)

    def options(self, *words: str) -> dict[str, str]:
        """The `options` object, and those of `words` that are attributes of their own."""
        value = self.value("options")
        found: dict[str, str] = {}
        if isinstance(value, Map):
            found = {key: as_text(item) or "" for key, item in value.pairs}
        elif value is not None:
            raise self.error("options must be an object", "options")
        return found | {
            word: text
            for word in words
            if self.has(word) and (text := self.text(word)) not in ("", "false")
        }

    def blocks(self, *kinds: str) -> list[Fields]:
        """The inner blocks of these kinds."""
        self._asked_blocks.update(kinds)
        return [
            Fields(block, self._scope, self._state)
            for block in self.block.blocks
            if block.kind in kinds
        ]

    def block_of(self, kind: str) -> Fields | None:
        """The one inner block of a kind, or None."""
        return next(iter(self.blocks(kind)), None)

    def done(self) -> None:
        """Tell what was not asked for."""
        where = f"{self.block.kind} {self.name}".strip()
        for name, item in self._attributes.items():
            if name not in self._asked:
                self._state.at(self.block.file, item.line, "")
                self._state.warn(f"the attribute {name} of {where} is not known and was left out")
        for block in self.block.blocks:
            if block.kind not in self._asked_blocks:
                self._state.at(self.block.file, block.line, "")
                self._state.warn(f"the block {block.kind} in {where} is not known and was left out")


def sql_text(value: Value) -> str | None:
    """The text in `sql("…")`; None for anything else."""
    if isinstance(value, Called) and value.name == "sql" and value.arguments:
        return as_text(value.arguments[0])
    return None


def is_number(value: Value) -> bool:
    """Whether the value was written as a number or a boolean."""
    return isinstance(value, bool | Number)
