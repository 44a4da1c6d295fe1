"""Expressions to values: variables and locals are put in, references and calls stay."""

from __future__ import annotations

from msgspec import Struct

from erdapp.loaders.base import SourceError
from erdapp.loaders.hcl.syntax import (
    Block,
    Call,
    Conditional,
    Expression,
    For,
    Items,
    Literal,
    Number,
    Operation,
    Pairs,
    Path,
    Repeated,
    Splat,
    Step,
    Template,
)

MAX_TEXT = 1_000_000
_MAX_WORK = 2_000_000


class Ref(Struct, frozen=True):
    """A bare word, or a reference to a block."""

    path: tuple[str, ...]


class Called(Struct, frozen=True):
    """A call whose meaning depends on where it stands: a type, `sql(…)`."""

    name: str
    arguments: tuple[Value, ...]


class Map(Struct, frozen=True):
    """An object."""

    pairs: tuple[tuple[str, Value], ...]


class Many(Struct, frozen=True):
    """A list."""

    items: tuple[Value, ...]


Value = str | bool | Number | Ref | Called | Map | Many | None


class Scope:
    """The variables and locals of all files; each local is worked out when it is asked for."""

    def __init__(self, bodies: list[Block]) -> None:
        self._sources: dict[tuple[str, str], tuple[str, Expression]] = {}
        self._known: dict[tuple[str, str], Value] = {}
        self._open: list[tuple[str, str]] = []
        self._work = 0
        for body in bodies:
            for block in body.blocks:
                if block.kind == "locals":
                    for item in block.attributes:
                        self._sources["local", item.name] = (block.file, item.value)
                elif block.kind == "variable" and block.labels:
                    for item in block.attributes:
                        if item.name == "default":
                            self._sources["var", block.name] = (block.file, item.value)

    def value(self, expression: Expression, file: str) -> Value:
        """What the expression stands for. Raises SourceError for an unknown variable."""
        self._work += 1
        if self._work > _MAX_WORK:
            raise SourceError("the expressions of this file unfold without end", file=file)
        match expression:
            case Literal(value):
                return value
            case Template(parts, line):
                return self._text(parts, file, line)
            case Items(items):
                return Many(tuple(self.value(item, file) for item in items))
            case Pairs(pairs):
                return Map(tuple((self._key(k, file), self.value(v, file)) for k, v in pairs))
            case Call(name, arguments):
                return Called(name, tuple(self.value(item, file) for item in arguments))
            case Path():
                return self._path(expression, file)
            case Step() | Splat() | Operation() | Conditional() | For() | Repeated():
                raise SourceError(
                    "operators, conditionals and for have no place in a schema",
                    file=file,
                    line=expression.line,
                )

    def _key(self, key: Expression, file: str) -> str:
        if isinstance(key, Path) and len(key.parts) == 1 and isinstance(key.parts[0], str):
            return key.parts[0]
        return as_text(self.value(key, file)) or ""

    def _text(self, parts: tuple[Expression, ...], file: str, line: int) -> str:
        pieces, size = [], 0
        for part in parts:
            text = as_text(self.value(part, file))
            if text is None:
                raise SourceError(
                    "only texts and numbers can stand in a text", file=file, line=line
                )
            size += len(text)
            self._work += len(text) // 50
            if size > MAX_TEXT:
                raise SourceError("a text unfolds to more than a million characters", file=file)
            pieces.append(text)
        return "".join(pieces)

    def _path(self, path: Path, file: str) -> Value:
        parts = tuple(
            part if isinstance(part, str) else as_text(self.value(part, file)) or ""
            for part in path.parts
        )
        if len(parts) < 2 or parts[0] not in ("var", "local"):
            return Ref(parts)
        value = self._named((parts[0], parts[1]), file, path.line)
        for step in parts[2:]:
            value = _step(value, step)
            if value is None:
                what = ".".join(parts)
                raise SourceError(f"there is no {what}", file=file, line=path.line)
        return value

    def _named(self, name: tuple[str, str], file: str, line: int) -> Value:
        if name in self._known:
            return self._known[name]
        if name not in self._sources:
            hint = "it has no default, give it one" if name[0] == "var" else "name it in locals"
            raise SourceError(f"{'.'.join(name)} has no value: {hint}", file=file, line=line)
        if name in self._open or len(self._open) > 20:
            raise SourceError(f"{'.'.join(name)} refers to itself", file=file, line=line)
        self._open.append(name)
        source, expression = self._sources[name]
        self._known[name] = self.value(expression, source)
        self._open.pop()
        return self._known[name]


def _step(value: Value, step: str) -> Value:
    if isinstance(value, Map):
        return dict(value.pairs).get(step)
    if isinstance(value, Many) and step.isdecimal() and int(step[:9]) < len(value.items):
        return value.items[int(step[:9])]
    return None


def as_text(value: Value) -> str | None:
    """The value as it reads inside a text; None when it is none."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Number):
        return value.text
    return value if isinstance(value, str) else None
