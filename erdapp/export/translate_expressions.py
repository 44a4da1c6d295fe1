"""Expressions and queries in another dialect's SQL: sqlglot reads and writes, we judge the result.

sqlglot passes on what it doesn't know (a function of one server, an operator of another). What it
wrote is therefore compared with the words that the target has, and refused where one is strange:
a view that is told as lost is better than one that the server won't take.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from erdapp.dialects import facts
from erdapp.dialects.tokens import Sort, Token, tokens
from erdapp.export.losses import Untranslatable
from erdapp.export.translate_vocabulary import FORBIDDEN, FUNCTIONS, OPERATORS, SPECIAL
from erdapp.schema import Dialect, Name

if TYPE_CHECKING:
    from sqlglot import exp

MAX_TEXT = 60_000
MAX_DEPTH = 100
"""Deepest nesting that sqlglot, which recurses, is given."""

_SQLGLOT = {
    Dialect.POSTGRES: "postgres",
    Dialect.MYSQL: "mysql",
    Dialect.MARIADB: "mysql",
    Dialect.SQLITE: "sqlite",
    Dialect.MSSQL: "tsql",
}


class Names(Struct, frozen=True):
    """How names are spelled in the target."""

    relations: Mapping[tuple[str, str], Name]
    """Tables and views by (namespace, name), folded as the source compares them."""
    spelling: Mapping[str, str]
    """The one spelling of a name by its case-folded one, for a source that ignores case."""
    kinds: Mapping[tuple[str, str], str] = {}
    """What columns hold in the target, `boolean` or `text`, by the case-folded names of table and
    column, and by the column's alone with an empty table where all of the name agree."""


class Translator(Struct, frozen=True):
    """From one dialect to another."""

    source: Dialect
    to: Dialect
    names: Names

    def expression(self, text: str) -> str:
        """A check, default, generated or index expression in the target's normal form, as far as
        the columns' types don't matter. Raises Untranslatable."""
        # In parentheses: SQL Server reads `SELECT a = 1` as an output named `a`.
        written = self._written(f"SELECT ({text}\n)")
        return facts(self.to).normal_expression(written.removeprefix("SELECT "))

    def query(self, text: str) -> str:
        """A view's SELECT in the target's normal form. Raises Untranslatable."""
        return facts(self.to).normal_query(self._written(text))

    def _written(self, text: str) -> str:
        import sqlglot
        from sqlglot.errors import SqlglotError

        _check_size(text, self.source)
        try:
            statements = sqlglot.parse(text, read=_SQLGLOT[self.source])
            if len(statements) != 1 or statements[0] is None:
                raise Untranslatable("it is not one statement")
            tree = self._moved(statements[0])
            written = tree.sql(
                _SQLGLOT[self.to],
                identify=True,
                comments=False,
                unsupported_level=sqlglot.ErrorLevel.RAISE,
            )
        except SqlglotError as error:
            told = re.sub(r"\x1b\[[0-9;]*m", "", str(error))  # sqlglot underlines for terminals
            reason = " ".join(told.splitlines()[0].split())
            raise Untranslatable(f"it can't be translated: {reason[:160]}") from error
        except RecursionError as error:
            raise Untranslatable("it is nested too deeply") from error
        _judge(written, self.to)
        return written

    def _moved(self, tree: exp.Expr) -> exp.Expr:
        """The tree with the target's names, in the shapes that the target takes."""
        from sqlglot import exp

        from erdapp.export.translate_shapes import shaped

        if not isinstance(tree, exp.Query):
            raise Untranslatable("it is no SELECT that can be read")
        for table in list(tree.find_all(exp.Table)):
            self._move_table(table)
        for column in tree.find_all(exp.Column):
            column.set("db", None)
            column.set("catalog", None)
        if self.names.spelling:
            seen = dict(self.names.spelling)
            for identifier in tree.find_all(exp.Identifier):
                name = str(identifier.this)
                identifier.set("this", seen.setdefault(name.casefold(), name))
        return shaped(tree, self.source, self.to, self.names.kinds)

    def _move_table(self, table: exp.Table) -> None:
        from sqlglot import exp

        known = facts(self.source)
        space = "" if table.db == known.default_namespace else table.db
        key = (known.fold(space), known.fold(table.name))
        moved = self.names.relations.get(key)
        if moved is None:
            if table.db or not _is_local(table):
                raise Untranslatable(f"it reads from {table.sql(_SQLGLOT[self.source])}")
            return
        if moved.name != table.name and not table.alias:
            table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name)))
        table.set("this", exp.to_identifier(moved.name))
        table.set("db", exp.to_identifier(moved.schema) if moved.schema else None)
        table.set("catalog", None)


def _is_local(table: exp.Table) -> bool:
    """Whether a WITH around it makes the name, or it is a function."""
    from sqlglot import exp

    if not isinstance(table.this, exp.Identifier):
        return True
    above = table.parent
    while above is not None:
        with_ = above.args.get("with_") or above.args.get("with")
        if with_ and any(cte.alias.casefold() == table.name.casefold() for cte in with_):
            return True
        above = above.parent
    return False


def _check_size(text: str, source: Dialect) -> None:
    if len(text) > MAX_TEXT:
        raise Untranslatable("it is too long")
    depth = 0
    for token in tokens(text, facts(source).lexis):
        depth += token.is_operator("(", "[") or token.is_word("case")
        depth -= token.is_operator(")", "]") or token.is_word("end")
        if depth > MAX_DEPTH:
            raise Untranslatable("it is nested too deeply")


def _judge(written: str, to: Dialect) -> None:
    """Raise Untranslatable for the first word that the target doesn't know."""
    found = tokens(written, facts(to).lexis)
    for place, token in enumerate(found):
        follows = found[place + 1] if place + 1 < len(found) else None
        called = follows is not None and follows.is_operator("(")
        before = found[place - 1] if place else None
        _judge_token(token, before, called, to)


def _judge_token(token: Token, before: Token | None, called: bool, to: Dialect) -> None:
    label = facts(to).label
    if token.sort is Sort.PARAMETER:
        raise Untranslatable(f"{label} has no {token.text} here")
    if token.sort is Sort.OPERATOR and token.text not in OPERATORS[to]:
        raise Untranslatable(f"{label} has no operator {token.text}")
    if token.sort is Sort.WORD and token.value in FORBIDDEN[to]:
        raise Untranslatable(f"{label} has no {token.text}")
    if called and before is not None and before.is_word("as"):
        return  # CAST(… AS varchar(20))
    dotted = before is not None and before.is_operator(".")
    if called and (token.sort is Sort.NAME or dotted):
        raise Untranslatable(f"it calls {token.value}, which is not translated")
    if called and token.sort is Sort.WORD and token.value not in FUNCTIONS[to] | SPECIAL:
        raise Untranslatable(f"{label} has no function {token.value}()")
