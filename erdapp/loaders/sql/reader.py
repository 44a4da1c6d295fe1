"""A cursor over the words of one statement: look, take, take a name, take what is in parentheses.

Any keyword may be a name, so words and identifiers are the same kind of token here; a reader
decides by position what a token means. Methods that `take` move on only when they succeed.
"""

from __future__ import annotations

from collections.abc import Callable

from erdapp.loaders.sql.tokens import bare_words, is_string, starts_of, string_value, tokenise
from erdapp.schema import Dialect

_OPEN_OR_CLOSE = {"(": 1, ")": -1}
_NOT_A_NAME = frozenset("'0123456789()[]{},;.=<>!+-*/%^&|~?:@$#\\")


class ReadError(Exception):
    """A statement that does not read as expected; `line` is the 1-based line in its file."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message, self.line = message, line


class Reader:
    """The tokens of one statement and a position among them."""

    __slots__ = ("_from", "_names", "_seen", "_starts", "dialect", "line", "opened", "pos",
                 "source", "unquote", "uppers", "words")  # fmt: skip

    def __init__(
        self,
        source: str,
        dialect: Dialect,
        unquote: Callable[[str], str],
        line: int = 1,
        names: dict[str, str] | None = None,
        opened: int = 0,
    ) -> None:
        self.source, self.dialect, self.line, self.unquote = source, dialect, line, unquote
        self._names = names if names is not None else {}
        self._seen = (0, line)
        self.opened = opened
        """Where the items in parentheses begin that are left to `items`; 0 when all was cut."""
        self.focus(0, opened or len(source))

    def focus(self, start: int, end: int) -> None:
        """Read from offset `start` of the source up to `end`, and nothing else."""
        text = self.source[start:end]
        words = bare_words(text, self.dialect)
        self._from, self._starts = start, None
        if words is None:
            words, starts = tokenise(text, self.dialect)
            self._starts = [start + place for place in starts] if start else starts
        while words and words[-1] == ";":
            words.pop()
        words.append("")
        self.words, self.uppers = words, [word.upper() for word in words]
        if self._starts is not None:
            self._end_starts(self._starts, end)
        self.pos = 0

    @property
    def starts(self) -> list[int]:
        """The offset of each token; found when first asked for."""
        if self._starts is None:
            self._starts = starts_of(self.words[:-1], self.source, self._from)
            self._end_starts(self._starts, len(self.source))
        return self._starts

    def read_as(self, word: str) -> None:
        """Take the statement's first word for another one: `ALTER VIEW` that says all again."""
        self._starts = self.starts  # they are found in the source, so before a word changes
        self.words[0] = self.uppers[0] = word

    def _end_starts(self, starts: list[int], end: int) -> None:
        """The end counts as a token; semicolons there do not."""
        del starts[len(self.words) - 1 :]
        starts.append(end)

    # Looking

    @property
    def at_end(self) -> bool:
        return self.pos >= len(self.words) - 1

    @property
    def word(self) -> str:
        """The next token in upper case (quoted ones keep their quotes); empty at the end."""
        return self.uppers[self.pos]

    @property
    def token(self) -> str:
        """The next token as it stands in the source; empty at the end."""
        return self.words[self.pos]

    def peek(self, *words: str) -> bool:
        """Whether exactly these words (upper case) come next."""
        if self.uppers[self.pos] != words[0]:
            return False
        return len(words) == 1 or self.uppers[self.pos : self.pos + len(words)] == list(words)

    def ahead(self, distance: int) -> str:
        """The token `distance` places after the next one, in upper case; empty past the end."""
        place = self.pos + distance
        return self.uppers[place] if place < len(self.uppers) else ""

    # Taking words

    def accept(self, word: str, *more: str) -> bool:
        """Take these words if they come next, all of them or none."""
        place = self.pos
        if self.uppers[place] != word:
            return False
        place += 1
        if more:
            end = place + len(more)
            if self.uppers[place:end] != list(more):
                return False
            place = end
        self.pos = place
        return True

    def accept_any(self, *words: str) -> str:
        """Take the next word if it is one of these; the word, or an empty string."""
        word = self.uppers[self.pos]
        if word and word in words:
            self.pos += 1
            return word
        return ""

    def expect(self, *words: str) -> None:
        """Take these words. Raises ReadError when something else comes."""
        if not self.accept(*words):
            raise self.error(f"expected {' '.join(words)} but found {self.found()}")

    def next(self) -> str:
        """Take the next token, whatever it is. Raises ReadError at the end."""
        token = self.words[self.pos]
        if not token:
            raise self.error("the statement ends too early")
        self.pos += 1
        return token

    def skip(self, count: int) -> None:
        """Pass over so many tokens, at most up to the end."""
        self.pos = min(self.pos + count, len(self.words) - 1)

    def modifiers(self, *words: str) -> set[str]:
        """Take any of these words in any order, as long as they come."""
        taken = set()
        while word := self.accept_any(*words):
            taken.add(word)
        return taken

    def if_exists(self) -> bool:
        return self.accept("IF", "EXISTS")

    def if_not_exists(self) -> bool:
        return self.accept("IF", "NOT", "EXISTS")

    # Taking names and values

    def is_name(self) -> bool:
        """Whether the next token can be a name: a word, or a quoted identifier."""
        return self.can_be_name(self.words[self.pos])

    def can_be_name(self, token: str) -> bool:
        """Whether the token can be a name."""
        if not token:
            return False
        first = token[0]
        if first not in _NOT_A_NAME:
            return len(token) < 3 or token[-1] != "'"
        match self.dialect:
            case Dialect.MSSQL:
                return (first == "[" and len(token) > 1) or (first in "#@$" and len(token) > 1)
            case Dialect.SQLITE:
                return first in "['" and len(token) > 1
            case Dialect.MYSQL | Dialect.MARIADB:
                return first.isdigit() and not token.isdigit() and token[:2] not in ("0x", "0b")
        return False

    def name(self) -> str:
        """Take an identifier, as the server would store it. Raises ReadError if there is none."""
        token = self.words[self.pos]
        known = self._names.get(token)
        if known is None:
            if not self.can_be_name(token):
                raise self.error(f"expected a name but found {self.found()}")
            known = self.name_of(token)
        self.pos += 1
        return known

    def name_of(self, token: str) -> str:
        """The identifier that a token is, as the server would store it."""
        known = self._names.get(token)
        if known is None:
            known = token[1:-1].replace("''", "'") if token[0] == "'" else self.unquote(token)
            self._names[token] = known
        return known

    def parts(self) -> tuple[str, ...]:
        """Take a dotted name: `a`, `a.b`, `a.b.c`; a part left out (`db..t`) is empty."""
        first = "" if self.words[self.pos] == "." else self.name()
        if self.words[self.pos] != ".":
            return (first,)
        found = [first]
        while self.words[self.pos] == ".":
            self.pos += 1
            found.append("" if self.words[self.pos] == "." else self.name())
        return tuple(found)

    def names(self) -> tuple[str, ...]:
        """Take a list of names in parentheses."""
        self.expect("(")
        found = [self.name()]
        while self.accept(","):
            found.append(self.name())
        self.expect(")")
        return tuple(found)

    def is_string(self) -> bool:
        token = self.words[self.pos]
        if not token:
            return False
        if token[0] == '"':
            return self.dialect in (Dialect.MYSQL, Dialect.MARIADB)
        return is_string(token)

    def string(self) -> str:
        """Take a string literal and give the text it stands for; neighbouring ones are joined."""
        if not self.is_string():
            raise self.error(f"expected a string but found {self.found()}")
        text = string_value(self.next(), self.dialect)
        while self.is_string() and self.dialect is not Dialect.MSSQL:
            text += string_value(self.next(), self.dialect)
        return text

    def value(self) -> str:
        """Take one word, number or string as an option's value: the text, strings unquoted."""
        if self.is_string():
            return self.string()
        sign = self.next() if self.words[self.pos] in ("+", "-") else ""
        return sign + self.next()

    def integer(self) -> int:
        """Take a whole number with an optional sign."""
        sign = -1 if self.accept("-") else 1
        self.accept("+")
        try:
            return sign * int(self.words[self.pos])
        except ValueError:
            raise self.error(f"expected a number but found {self.found()}") from None
        finally:
            self.pos += 1

    # Taking stretches

    def text(self, start: int, end: int | None = None) -> str:
        """The source from token `start` up to (not with) token `end`, by default the next one;
        comments and white space at its end are left out."""
        end = self.pos if end is None else end
        if start >= end:
            return ""
        last = end - 1
        if start == last:
            return self.words[start]
        starts = self.starts
        return self.source[starts[start] : starts[last] + len(self.words[last])]

    def rest(self) -> str:
        """Take everything up to the end of the statement as source text."""
        start, self.pos = self.pos, len(self.words) - 1
        return self.text(start)

    def closing(self) -> int:
        """The index of the token that closes the parenthesis which is the next token."""
        depth, words = 0, self.words
        for place in range(self.pos, len(words)):
            word = words[place]
            if word == "(":
                depth += 1
            elif word == ")":
                depth -= 1
                if depth == 0:
                    return place
        raise self.error("a parenthesis is never closed")

    def parenthesised(self) -> str:
        """Take `( … )` and give the source text inside."""
        if self.words[self.pos] != "(":
            raise self.error(f"expected ( but found {self.found()}")
        start, close = self.pos + 1, self.closing()
        self.pos = close + 1
        return self.text(start, close)

    def skip_parenthesised(self) -> None:
        """Pass over `( … )` if it comes next."""
        if self.words[self.pos] == "(":
            self.pos = self.closing() + 1

    def skip_to(self, *words: str) -> str:
        """Take source text up to the first of these words outside parentheses, a comma or closing
        parenthesis among them if given; up to the end when none comes."""
        start, depth = self.pos, 0
        while word := self.uppers[self.pos]:
            if depth == 0 and word in words:
                break
            depth += _OPEN_OR_CLOSE.get(word, 0)
            if depth < 0:
                break
            self.pos += 1
        return self.text(start)

    def skip_to_comma(self) -> str:
        """Take source text up to the next comma or closing parenthesis of this level."""
        return self.skip_to(",")

    # Telling

    def found(self) -> str:
        """The next token as words for a message."""
        token = self.words[self.pos]
        return f"“{token[:40]}”" if token else "the end of the statement"

    def line_of(self, place: int) -> int:
        """The 1-based line in the file of the token at index `place`."""
        if self._starts is None and "\n" not in self.source:
            return self.line
        return self.line_at(self.starts[min(place, len(self.starts) - 1)])

    def line_at(self, offset: int) -> int:
        """The 1-based line in the file of an offset of the source."""
        seen, line = self._seen
        if offset < seen:
            seen, line = 0, self.line
        line += self.source.count("\n", seen, offset)
        self._seen = (offset, line)
        return line

    def error(self, message: str) -> ReadError:
        """A ReadError at the next token, to be raised."""
        return ReadError(message, self.line_of(self.pos))
