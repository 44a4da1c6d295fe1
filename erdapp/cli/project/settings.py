"""The attributes of one block, as texts and lists; a wrong one is an error at its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from erdapp.cli.project.evaluate import Evaluator
from erdapp.cli.project.trees import word_or_value
from erdapp.cli.project.values import Unfit, Value, items, pairs, text, texts
from erdapp.loaders.base import SourceError
from erdapp.loaders.hcl.syntax import Block

T = TypeVar("T")


class Settings:
    """A block and the names that its expressions know."""

    def __init__(
        self,
        block: Block,
        evaluator: Evaluator,
        own: Mapping[str, Value] = {},
    ) -> None:
        self.block, self.evaluator, self.own = block, evaluator, own
        self._attributes = {item.name: item for item in block.attributes}

    @property
    def place(self) -> str:
        """`data.external_schema.app`: what to call the block."""
        return ".".join((self.block.kind, *self.block.labels))

    def error(self, message: str, name: str = "") -> SourceError:
        """An error at an attribute, or at the block."""
        line = self._attributes[name].line if name in self._attributes else self.block.line
        return SourceError(message, file=self.block.file, line=line)

    def value(self, name: str) -> Value:
        """The value of an attribute; None when there is none."""
        found = self._attributes.get(name)
        return None if found is None else word_or_value(found.value, self.evaluator, self.own)

    def text(self, name: str, default: str | None = None) -> str:
        """A string. Raises SourceError when it isn't there and has no default."""
        value = self.value(name)
        if value is None:
            if default is None:
                raise self.error(f"{self.place} needs {name}")
            return default
        return self._as(name, value, text)

    def texts(self, name: str) -> tuple[str, ...]:
        """A string or a list of strings; empty when it isn't there."""
        value = self.value(name)
        return () if value is None else self._as(name, value, texts)

    def values(self, name: str) -> list[Value]:
        """A list; empty when it isn't there."""
        value = self.value(name)
        return [] if value is None else self._as(name, value, items)

    def pairs(self, name: str) -> dict[str, Value]:
        """An object; empty when it isn't there."""
        value = self.value(name)
        return {} if value is None else self._as(name, value, pairs)

    def folder(self, name: str) -> Path:
        """A folder, where the command runs when it isn't said."""
        return Path(self.text(name, "."))

    def blocks(self, kind: str) -> list[Settings]:
        """The inner blocks of a kind."""
        found = (inner for inner in self.block.blocks if inner.kind == kind)
        return [Settings(inner, self.evaluator, self.own) for inner in found]

    def _as(self, name: str, value: Value, convert: Callable[[Value], T]) -> T:
        try:
            return convert(value)
        except Unfit as error:
            raise self.error(f"{name}: {error}", name) from None
