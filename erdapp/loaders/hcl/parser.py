"""A parser for HCL: blocks and attributes; expressions are another file's (`expressions`).

Nesting has a limit, so that no file can exhaust the stack.
"""

from __future__ import annotations

from erdapp.loaders.base import SourceFile
from erdapp.loaders.hcl.expressions import MAX_DEPTH, Expressions
from erdapp.loaders.hcl.syntax import Attribute, Block, Literal


def parse(file: SourceFile) -> Block:
    """The file as one body. Raises SourceError with the line of what isn't HCL."""
    parser = _Parser(file)
    return parser.body("", (), 1, 0, end="")


class _Parser(Expressions):
    """Blocks and attributes."""

    def body(self, kind: str, labels: tuple[str, ...], line: int, depth: int, end: str) -> Block:
        """What stands between braces, or in the whole file; takes the closing brace."""
        if depth > MAX_DEPTH:
            raise self.error(f"blocks are nested deeper than {MAX_DEPTH}")
        attributes: list[Attribute] = []
        blocks: list[Block] = []
        while True:
            self.blank()
            if self.accept(end) if end else self.at >= len(self.text):
                break
            self._item(attributes, blocks, depth)
        return Block(kind, labels, tuple(attributes), tuple(blocks), line, self.file)

    def _item(self, attributes: list[Attribute], blocks: list[Block], depth: int) -> None:
        line = self.line()
        name = self.word()
        self.blank(lines=False)
        if self.text.startswith("=", self.at) and not self.text.startswith("==", self.at):
            self.at += 1
            self.blank(lines=False)
            value = self.expression(depth)
            if any(known.name == name for known in attributes):
                raise self.error(f"the attribute {name} stands here twice")
            attributes.append(Attribute(name, value, line))
            self._end_of_line()
            return
        labels: list[str] = []
        while not self.accept("{"):
            labels.append(self._label())
            self.blank(lines=False)
        blocks.append(self.body(name, tuple(labels), line, depth + 1, end="}"))

    def _end_of_line(self) -> None:
        self.blank(lines=False)
        following = self.text[self.at : self.at + 1]
        if following not in ("", "\n", "}"):
            raise self.error(f"expected the end of the line but found {self.found()}")

    def _label(self) -> str:
        if not self.text.startswith('"', self.at):
            return self.word()
        value = self.string(0)
        if isinstance(value, Literal) and isinstance(value.value, str):
            return value.value
        raise self.error("a label cannot be interpolated")
