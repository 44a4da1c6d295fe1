"""A small builder for SQL text: quoted names, comma lists, indented bodies, shared clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from erdapp.dialects.base import Facts
from erdapp.planner.plan import Statement
from erdapp.schema import Check, ForeignKey, IndexPart, Name, Table


class Writer:
    """Writes SQL of one dialect; holds nothing but its facts."""

    indent = "  "

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def ident(self, name: str) -> str:
        """A quoted identifier."""
        return self.facts.quote(name)

    def table(self, item: Table | Name) -> str:
        """A quoted, if need be qualified name."""
        return self.facts.qualify(item.full_name if isinstance(item, Table) else item)

    def named(self, schema: str, name: str) -> str:
        return self.facts.qualify(Name(schema, name))

    def string(self, text: str) -> str:
        return self.facts.string(text)

    def columns(self, names: Iterable[str]) -> str:
        """`("a", "b")`."""
        return f"({', '.join(self.ident(name) for name in names)})"

    def body(self, lines: Sequence[str]) -> str:
        """A parenthesised body with one line an element, `()` when there is none."""
        if not lines:
            return "()"
        inner = ",\n".join(self.indent + line for line in lines)
        return f"(\n{inner}\n)"

    def clauses(self, head: str, clauses: Sequence[str]) -> str:
        """`ALTER TABLE t` and its comma separated clauses, over lines when there are several."""
        if len(clauses) == 1:
            return f"{head} {clauses[0]}"
        return f"{head}\n{self.indent}" + f",\n{self.indent}".join(clauses)

    def constraint(self, name: str) -> str:
        """`CONSTRAINT "name" `, or nothing for an unnamed one."""
        return f"CONSTRAINT {self.ident(name)} " if name else ""

    def part(self, part: IndexPart) -> str:
        """One element of a key or an index in standard words: collation, operator class, order."""
        text = self.ident(part.column) if part.column else f"({part.expression})"
        if part.prefix:
            text += f"({part.prefix})"
        if part.collation:
            text += f" COLLATE {self.ident(part.collation)}"
        if part.opclass:
            text += f" {part.opclass}"
        if part.desc:
            text += " DESC"
        if part.nulls:
            text += f" NULLS {part.nulls.upper()}"
        return text

    def parts(self, parts: Iterable[IndexPart]) -> str:
        return f"({', '.join(self.part(part) for part in parts)})"

    def foreign_key(self, key: ForeignKey) -> str:
        """`CONSTRAINT "x" FOREIGN KEY (…) REFERENCES …` with actions; no deferrability."""
        text = (
            f"{self.constraint(key.name)}FOREIGN KEY {self.columns(key.columns)} "
            f"REFERENCES {self.named(key.ref_schema, key.ref_table)}"
        )
        if key.ref_columns:
            text += f" {self.columns(key.ref_columns)}"
        if key.match:
            text += f" MATCH {key.match.upper()}"
        if key.on_update:
            text += f" ON UPDATE {_action(key.on_update)}"
        if key.on_delete:
            text += f" ON DELETE {_action(key.on_delete)}"
        return text

    def check(self, check: Check) -> str:
        """`CONSTRAINT "x" CHECK (…)`."""
        return f"{self.constraint(check.name)}CHECK ({check.expression})"


def deferrable(word: str) -> str:
    """The words for a constraint's deferrability, with a leading blank; empty for the default."""
    match word:
        case "":
            return ""
        case "initially deferred":
            return " DEFERRABLE INITIALLY DEFERRED"
        case _:
            return " DEFERRABLE"


def _action(words: str) -> str:
    """`set null ("author")` keeps its column list as it is."""
    action, bracket, columns = words.partition("(")
    return action.upper() + bracket + columns


def say(
    sql: str, comment: str, *objects: str, warning: str = "", transactional: bool = True
) -> Statement:
    """A statement; `objects` are the plain names it touches."""
    return Statement(
        sql=sql, comment=comment, objects=objects, transactional=transactional, warning=warning
    )
