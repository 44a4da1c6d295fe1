"""The grammar of HCL as far as a writer needs it: strings, heredocs, blocks, references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_WORDS = re.compile(r"[a-z]+(?: [a-z]+)*\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def string(text: str) -> str:
    """A quoted template that means exactly `text`."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = escaped.replace("${", "$${").replace("%{", "%%{")
    escaped = escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return '"' + _CONTROL.sub(lambda m: f"\\u{ord(m.group()):04X}", escaped) + '"'


def long_string(text: str) -> str:
    """A quoted string for one line, an indented heredoc for more; the reader drops the last
    line break of a heredoc."""
    heads = [line[:1] for line in text.split("\n") if line.strip()]
    if len(heads) < 2 or "\r" in text or all(head.isspace() for head in heads):
        return string(text)  # a reader takes away the indentation that all lines share
    mark = "SQL"
    while re.search(rf"^\s*{mark}\s*$", text, re.MULTILINE):
        mark += "_"
    body = text.replace("${", "$${").replace("%{", "%%{")
    lines = [f"    {line}" if line else "" for line in body.split("\n")]
    return "\n".join([f"<<-{mark}", *lines, f"  {mark}"])


def strings(texts: Iterable[str]) -> str:
    """A list of strings."""
    return f"[{', '.join(string(text) for text in texts)}]"


def word(text: str) -> str:
    """A bare word in capitals (`SET_NULL`) for words of SQL, a string for anything else."""
    if _WORDS.match(text):
        return text.upper().replace(" ", "_")
    return string(text)


def sql(text: str) -> str:
    """`sql("…")`: an expression kept as it is."""
    return f"sql({string(text)})"


def reference(*path: str) -> str:
    """`table.users.column.id`; names that are no identifiers become `table["a b"].column.id`."""
    first, *rest = path
    return first + "".join(
        f".{part}" if _IDENTIFIER.match(part) else f"[{string(part)}]" for part in rest
    )


class Block:
    """One block: attributes in the order they are set, then inner blocks."""

    def __init__(self, kind: str, *labels: str) -> None:
        self._head = " ".join([kind, *(string(label) for label in labels)])
        self._attributes: list[tuple[str, str]] = []
        self._blocks: list[Block] = []

    def set(self, name: str, value: str) -> None:
        """An attribute; the value is HCL already."""
        self._attributes.append((name, value))

    def text(self, name: str, value: str) -> None:
        """A string attribute, left out when empty."""
        if value:
            self.set(name, string(value))

    def options(
        self, options: Sequence[tuple[str, str]], words: frozenset[str] = frozenset()
    ) -> None:
        """Options as one object; those among `words` as attributes of their own."""
        rest = [(name, value) for name, value in options if name not in words]
        for name, value in options:
            if name in words:
                self.set(name, value if value == "true" else string(value))
        if rest:
            pairs = ", ".join(
                f"{name if _IDENTIFIER.match(name) else string(name)} = {string(value)}"
                for name, value in rest
            )
            self.set("options", f"{{ {pairs} }}")

    def add(self, block: Block) -> None:
        self._blocks.append(block)

    def lines(self, depth: int = 0) -> list[str]:
        """The block as lines; attributes are aligned as `terraform fmt` aligns them."""
        pad = "  " * depth
        width = max((len(name) for name, _ in self._attributes), default=0)
        lines = [f"{pad}{self._head} {{"]
        for name, value in self._attributes:
            lines += f"{pad}  {name:<{width}} = {value}".split("\n")
        for block in self._blocks:
            lines += block.lines(depth + 1)
        return [*lines, f"{pad}}}"]
