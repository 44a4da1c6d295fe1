"""PostgreSQL's functions and procedures: attributes in the order of `pg_get_functiondef`."""

from __future__ import annotations

from collections.abc import Sequence

from erdapp.dialects.definitions import HEAD_WORDS, Cut, dollar_quoted, split_at_commas
from erdapp.dialects.postgres_statements import StatementReader
from erdapp.dialects.queries import joined
from erdapp.dialects.tokens import Sort, Token
from erdapp.schema import Column, DataType

_MODES = ("in", "out", "inout", "variadic")


class RoutineReader(StatementReader):
    """A function or procedure; defaults are left out, the body stays as it is."""

    def routine(self) -> str:
        kind = self.next().value.upper()
        name = self.name()
        parameters = [self.parameter(piece) for piece in split_at_commas(self.group())]
        returns = self.returns()
        if any(piece.startswith(("OUT ", "INOUT ")) for piece in parameters):
            returns = ""
        attributes = _Attributes(self).read()
        return f"CREATE {kind} {name}({', '.join(parameters)}){returns}{attributes}"

    def parameter(self, found: list[Token]) -> str:
        mode = found.pop(0).value if found[0].is_word(*_MODES) and len(found) > 1 else "in"
        cut = next(
            (i for i, token in enumerate(found) if token.is_word("default") or token.value == "="),
            len(found),
        )
        declared, default = found[:cut], found[cut + 1 :]
        name, type = self.name_and_type(declared)
        words = [] if mode == "in" else [mode.upper()]
        words += [name] if name else []
        words.append(self.words.type_sql(type))
        if default:
            column = Column(name="", type=type)
            words += ["DEFAULT", self.words.default(self.source(default), column) or "NULL"]
        return " ".join(words)

    def name_and_type(self, found: Sequence[Token]) -> tuple[str, DataType]:
        """`x integer` or only `integer`: a name is there when all words are no built-in type."""
        whole = self.type(found)
        dotted = len(found) > 1 and found[1].is_operator(".")
        if len(found) < 2 or not whole.user or dotted or not _is_name(found[1]):
            return "", whole
        return self.one_name(found[0]), self.type(found[1:])

    def returns(self) -> str:
        if not self.take("returns"):
            return ""
        if self.take("table"):
            columns = (self.name_and_type(piece) for piece in split_at_commas(self.group()))
            shown = (f"{name} {self.words.type_sql(type)}" for name, type in columns)
            return f" RETURNS TABLE({', '.join(shown)})"
        many = "SETOF " if self.take("setof") else ""
        start = self.at
        self.next()
        while (token := self.peek()) is not None and not token.is_word(*_ATTRIBUTE_WORDS):
            self.next()
        return f" RETURNS {many}{self.words.type_sql(self.type(self.found[start : self.at]))}"

    def type(self, found: Sequence[Token]) -> DataType:
        """A parameter's or result's type: without length and precision, which are not kept."""
        type = self.words.parse_type(self.source(found))
        return DataType(type.name, dimensions=type.dimensions, schema=type.schema, user=type.user)


def _is_name(token: Token) -> bool:
    return token.sort in (Sort.WORD, Sort.NAME)


class _Attributes:
    """What follows the parameters of a routine, in any order."""

    def __init__(self, reader: RoutineReader) -> None:
        self.reader = reader
        self.said: dict[str, str] = {}
        self.settings: list[str] = []
        self.body = ""

    def read(self) -> str:
        while self.reader.peek() is not None:
            self.one()
        cost = "1" if self.said.get("language") in ("LANGUAGE c", "LANGUAGE internal") else "100"
        for key, default in (("cost", f"COST {cost}"), ("rows", "ROWS 1000")):
            if self.said.get(key) == default:
                del self.said[key]
        words = [self.said[key] for key in _ORDER if self.said.get(key)]
        return "".join(f" {word}" for word in (*words, *self.settings, self.body) if word)

    def one(self) -> None:
        reader = self.reader
        for phrase, (key, text) in _PHRASES.items():
            if reader.take(*phrase):
                self.said[key] = text
                return
        word = reader.next()
        match word.value if word.sort is Sort.WORD else "":
            case "language":
                self.said["language"] = f"LANGUAGE {reader.next().value.lower()}"
            case "parallel":
                kind = reader.next().value.upper()
                self.said["parallel"] = "" if kind == "UNSAFE" else f"PARALLEL {kind}"
            case "cost" | "rows" as key:
                self.said[key] = f"{key.upper()} {reader.next().text}"
            case "support":
                self.said["support"] = f"SUPPORT {reader.name()}"
            case "set":
                self.setting()
            case "as":
                self.strings()
            case "return" | "begin":
                self.standard_body(word)
            case _:
                raise Cut

    def setting(self) -> None:
        reader = self.reader
        name = reader.name()
        if reader.take("from", "current"):
            self.settings.append(f"SET {name} FROM CURRENT")
            return
        if not reader.take("to"):
            reader.expect_operator("=")
        values = [reader.next().value]
        while reader.is_operator(","):
            reader.next()
            values.append(reader.next().value)
        shown = ", ".join(reader.words.string(value) for value in values)
        self.settings.append(f"SET {name} TO {shown}")

    def strings(self) -> None:
        first = self.reader.next()
        if first.sort is not Sort.STRING:
            raise Cut
        self.body = f"AS {dollar_quoted(first.value)}"
        if self.reader.is_operator(","):
            self.reader.next()
            string = self.reader.words.string
            self.body = f"AS {string(first.value)}, {string(self.reader.next().value)}"

    def standard_body(self, word: Token) -> None:
        reader = self.reader
        rest = list(reader.found[reader.at :])
        reader.at = len(reader.found)
        self.said.setdefault("language", "LANGUAGE sql")
        if word.value == "return":
            self.body = f"RETURN {reader.words.expression(reader.source(rest))}"
        else:
            self.body = joined([word, *rest], HEAD_WORDS, reader.words.name, reader.words.fold)


_PHRASES: dict[tuple[str, ...], tuple[str, str]] = {
    ("window",): ("window", "WINDOW"),
    ("immutable",): ("volatility", "IMMUTABLE"),
    ("stable",): ("volatility", "STABLE"),
    ("volatile",): ("volatility", ""),
    ("not", "leakproof"): ("leakproof", ""),
    ("leakproof",): ("leakproof", "LEAKPROOF"),
    ("called", "on", "null", "input"): ("strict", ""),
    ("returns", "null", "on", "null", "input"): ("strict", "STRICT"),
    ("strict",): ("strict", "STRICT"),
    ("external", "security", "definer"): ("security", "SECURITY DEFINER"),
    ("external", "security", "invoker"): ("security", ""),
    ("security", "definer"): ("security", "SECURITY DEFINER"),
    ("security", "invoker"): ("security", ""),
}
_ORDER = (
    "language",
    "window",
    "volatility",
    "strict",
    "security",
    "parallel",
    "leakproof",
    "cost",
    "rows",
    "support",
)
_ATTRIBUTE_WORDS = (
    *{phrase[0] for phrase in _PHRASES},
    *("language", "parallel", "cost", "rows", "support", "set", "as", "return", "begin"),
    "transform",
)
