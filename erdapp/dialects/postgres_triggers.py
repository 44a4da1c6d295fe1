"""PostgreSQL's triggers, policies and rules, as `pg_get_triggerdef` and its kin print them."""

from __future__ import annotations

from erdapp.dialects.definitions import HEAD_WORDS, Cut, split_at_commas
from erdapp.dialects.postgres_statements import StatementReader
from erdapp.dialects.queries import joined, without_namespaces
from erdapp.dialects.tokens import Sort


class TriggerReader(StatementReader):
    """A trigger, policy or rule; what is the default is left out."""

    def trigger(self) -> str:
        constraint = "CONSTRAINT " if self.take("constraint") else ""
        self.expect("trigger")
        name = self.name()
        timing = self.take_one("before", "after") or (
            "instead of" if self.take("instead", "of") else ""
        )
        events = self.events()
        self.expect("on")
        table = self.name()
        source = f" FROM {self.name()}" if self.take("from") else ""
        deferral = self.deferral()
        tables = self.transition_tables()
        level = self.level()
        condition = (
            f" WHEN ({self.words.expression(self.source(self.group()))})"
            if self.take("when")
            else ""
        )
        self.expect("execute")
        self.next()
        called = f"{self.name()}({', '.join(self.arguments())})"
        return (
            f"CREATE {constraint}TRIGGER {name} {timing.upper()} {events} ON {table}{source}"
            f"{deferral}{tables} FOR EACH {level}{condition} EXECUTE FUNCTION {called}"
        )

    def events(self) -> str:
        found: dict[str, str] = {}
        while True:
            event = self.take_one("insert", "update", "delete", "truncate")
            if not event:
                raise Cut
            columns = [self.name()] if event == "update" and self.take("of") else []
            while columns and self.is_operator(","):
                self.next()
                columns.append(self.name())
            found[event] = f"{event.upper()} OF {', '.join(columns)}" if columns else event.upper()
            if not self.take("or"):
                break
        order = ("insert", "delete", "update", "truncate")
        return " OR ".join(found[event] for event in order if event in found)

    def deferral(self) -> str:
        words = ""
        while self.is_word("not", "deferrable", "initially"):
            if self.take("not", "deferrable") or self.take("initially", "immediate"):
                continue
            if self.take("initially", "deferred"):
                words = " DEFERRABLE INITIALLY DEFERRED"
            else:
                self.expect("deferrable")
                words = words or " DEFERRABLE"
        return words

    def transition_tables(self) -> str:
        if not self.take("referencing"):
            return ""
        words = []
        while self.is_word("old", "new"):
            side = self.next().value.upper()
            self.expect("table")
            self.take("as")
            words.append(f"{side} TABLE AS {self.name()}")
        return f" REFERENCING {' '.join(words)}"

    def level(self) -> str:
        if not self.take("for"):
            return "STATEMENT"
        self.take("each")
        return "ROW" if self.take("row") else self.next().value.upper()

    def arguments(self) -> list[str]:
        """Arguments of a trigger function, which are strings whatever they look like."""
        pieces = split_at_commas(self.group())
        return [
            self.words.string(
                piece[0].value if piece[0].sort is Sort.STRING else self.source(piece)
            )
            for piece in pieces
        ]

    def policy(self) -> str:
        self.expect("policy")
        name = self.name()
        self.expect("on")
        words = [f"CREATE POLICY {name} ON {self.name()}"]
        if self.take("as") and self.next().is_word("restrictive"):
            words.append("AS RESTRICTIVE")
        if self.take("for"):
            command = self.next().value.upper()
            words += [] if command == "ALL" else [f"FOR {command}"]
        roles = self.roles() if self.take("to") else []
        words += [f"TO {', '.join(sorted(roles))}"] if roles not in ([], ["public"]) else []
        if self.take("using"):
            words.append(f"USING ({self.condition()})")
        if self.take("with", "check"):
            words.append(f"WITH CHECK ({self.condition()})")
        if self.peek() is not None:
            raise Cut
        return " ".join(words)

    def roles(self) -> list[str]:
        roles = [self.name()]
        while self.is_operator(","):
            self.next()
            roles.append(self.name())
        return roles

    def condition(self) -> str:
        return self.words.expression(self.source(self.group()))

    def rule(self) -> str:
        """A rule; its actions are queries, of which only blanks and quotes change."""
        self.expect("rule")
        name = self.name()
        self.expect("as", "on")
        event = self.next().value.upper()
        self.expect("to")
        table = self.name()
        condition = f" WHERE {self.rule_condition()}" if self.take("where") else ""
        self.expect("do")
        kind = " INSTEAD" if self.take("instead") else ""
        self.take("also")
        rest = without_namespaces(self.found[self.at :], frozenset({"public"}))
        action = joined(rest, HEAD_WORDS | self.words.reserved, self.words.name, self.words.fold)
        return f"CREATE RULE {name} AS ON {event} TO {table}{condition} DO{kind} {action}"

    def rule_condition(self) -> str:
        start, depth = self.at, 0
        while (token := self.peek()) is not None and (depth or not token.is_word("do")):
            depth += token.is_operator("(") - token.is_operator(")")
            self.next()
        return f"({self.words.expression(self.source(self.found[start : self.at]))})"
