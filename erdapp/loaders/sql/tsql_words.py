"""The words that begin T-SQL statements, and when they don't."""

from __future__ import annotations

import re

_ANYWHERE = (
    "ALTER", "BEGIN", "COMMIT", "CREATE", "DBCC", "DECLARE", "DELETE", "DENY", "DROP", "ELSE",
    "END", "EXEC", "EXECUTE", "GOTO", "GRANT", "IF", "INSERT", "MERGE", "PRINT", "RAISERROR",
    "RETURN", "REVOKE", "ROLLBACK", "SELECT", "SET", "THROW", "TRUNCATE", "UPDATE", "USE",
    "WAITFOR", "WHILE",
)  # fmt: skip
_ONLY_IN_FRONT = (
    "ADD", "BACKUP", "BREAK", "BULK", "CHECKPOINT", "CLOSE", "CONTINUE", "DEALLOCATE", "DISABLE",
    "ENABLE", "FETCH", "KILL", "OPEN", "RECONFIGURE", "RESTORE", "REVERT", "SAVE",
)  # fmt: skip
"""Words that begin a statement only where a line begins: elsewhere they are mostly options."""


def _either_case(word: str) -> str:
    return "".join(f"[{letter}{letter.lower()}]" for letter in word)


# sets of letters, not IGNORECASE: the engine then tells most words apart by their first letter
PATTERN = (
    "(?-i:(?:"
    + "|".join(_either_case(word) for word in [*_ANYWHERE, *_ONLY_IN_FRONT, "CASE"])
    + r")(?![\w@#$]))"
)
"""Matches in front of a word that may begin a statement, or of CASE."""

_GLUE = frozenset({
    "ON", "FOR", "AFTER", "BEFORE", "OF", "AS", "THEN", "UNION", "ALL", "EXCEPT", "INTERSECT",
    "BULK", "TO", "WITH", "OR", "FROM", "INTO", ",", "=", ".", "ADD", "BY", "NOT", "AND",
    "INSTEAD", "ROWS", "ROW", "OUTPUT", "GRANT", "DENY", "REVOKE",
})  # fmt: skip
"""After these a word goes on with what was begun: ON DELETE, AS SELECT, THEN UPDATE."""
_KINDS = (
    "TABLE", "VIEW", "PROC", "PROCEDURE", "FUNCTION", "TRIGGER", "INDEX", "DATABASE", "SCHEMA",
    "TYPE", "SEQUENCE", "SYNONYM", "USER", "ROLE", "LOGIN", "RULE", "DEFAULT", "XML", "FULLTEXT",
    "PARTITION", "STATISTICS", "SECURITY", "ASSEMBLY",
)  # fmt: skip
_FOLLOWING_KIND = re.compile(rf"\w+\s+(?:{'|'.join(_KINDS)})\b", re.IGNORECASE)
_OBJECT_NAMED = re.compile(
    r"ALTER\s+\w+\s+(?:[\w@#$.]|\[(?:[^\]]|\]\])*+\]|\"[^\"]*\"|\$\(\w+\))+\s*\Z", re.IGNORECASE
)
_HEAD = re.compile(r"(\w+)(?:\s+(\w+))?")
_HAS_VALUES = re.compile(r"\b(?:DEFAULT\s+)?VALUES\b", re.IGNORECASE)
_NEXT = re.compile(r"\w+\s*(\S?\w*)")
_DROP_IF = re.compile(r"IF\s+EXISTS\s+[^\s(]", re.IGNORECASE)
_LONGEST_NAME = 600
_DATA = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE", "MERGE"})
_EMBEDDED = frozenset({"CREATE", "GRANT", "DENY", "REVOKE"})


class Words:
    """The statement that begins at `start`, while its words are read one after another."""

    def __init__(self, text: str, start: int) -> None:
        self.text, self.start = text, start
        found = _HEAD.match(text, start)
        self.head = found[1].upper() if found else ""
        self.object = (found[2] or "").upper() if found else ""
        self._cases = 0
        self._seen: set[str] = set()

    def begins(self, word: str, place: int, previous: str, in_front: bool) -> bool:
        """Whether `word` at `place`, outside parentheses, begins the next statement; `previous` is
        the token before it, `in_front` says that a line begins with it."""
        if self._is_case(word):
            return False
        answer = previous not in _GLUE and self._may_begin(word, place, in_front)
        if not answer:
            self._seen.add(word)
        return answer

    def _is_case(self, word: str) -> bool:
        if word == "CASE":
            self._cases += 1
        elif self._cases and word == "END":
            self._cases -= 1
        elif not (self._cases and word == "ELSE"):
            return False
        return True

    def _may_begin(self, word: str, place: int, in_front: bool) -> bool:
        if word in _ONLY_IN_FRONT and not in_front:
            return False
        match self.head:
            case "MERGE":
                return False  # it has to end with a semicolon
            case "GRANT" | "DENY" | "REVOKE":
                if not in_front:
                    return False
            case "WITH" if word in _DATA:
                self.head = word
                return False
            case "CREATE" if self.object == "SCHEMA" and word in _EMBEDDED:
                return False
            case "CREATE" | "ALTER" if self.object == "VIEW" or self._is_or_alter_view():
                if word == "SELECT":
                    return False
            case "ALTER" if self._goes_on_altering(word, place):
                return False
            case "INSERT" if word in ("SELECT", "EXEC", "EXECUTE") and self._awaits_rows(place):
                return False
        return self._stands_alone(word, place)

    def _is_or_alter_view(self) -> bool:
        return self.object == "OR" and "VIEW" in self.text[self.start : self.start + 40].upper()

    def _awaits_rows(self, place: int) -> bool:
        if self._seen & {"SELECT", "EXEC", "EXECUTE"}:
            return False
        return _HAS_VALUES.search(self.text, self.start, place) is None

    def _goes_on_altering(self, word: str, place: int) -> bool:
        if word in ("ENABLE", "DISABLE", "ADD"):
            return True
        if word in ("SET", "DROP") and self._only_names_the_object(place):
            return True
        if word == "SET":
            return self.object == "DATABASE" and "SET" not in self._seen
        return word == "DROP" and not _FOLLOWING_KIND.match(self.text, place)

    def _only_names_the_object(self, place: int) -> bool:
        near = place - self.start < _LONGEST_NAME
        return near and _OBJECT_NAMED.match(self.text, self.start, place) is not None

    def _stands_alone(self, word: str, place: int) -> bool:
        found = _NEXT.match(self.text, place)
        following = found[1].upper() if found else ""
        match word:
            case "SET":
                if self.head == "UPDATE" and "SET" not in self._seen:
                    return False
                return following not in ("NULL", "DEFAULT")
            case "ALTER":
                return following != "COLUMN"
            case "UPDATE":
                return not following.startswith("(")
            case "IF":
                return not (self.head in ("DROP", "ALTER") and _DROP_IF.match(self.text, place))
            case "ADD":
                return following in ("SIGNATURE", "SENSITIVITY")
            case "ENABLE" | "DISABLE":
                return following == "TRIGGER"
        return True
