"""HCL's templates: strings and heredocs with `${ }`, `%{ if }`, `%{ for }` and strip marks `~`."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import AbstractContextManager

from erdapp.loaders.base import SourceFile
from erdapp.loaders.hcl.scanner import Scanner
from erdapp.loaders.hcl.strings import Strings
from erdapp.loaders.hcl.syntax import Conditional, Expression, For, Literal, Repeated, Template


class Templates(Scanner):
    """Reads strings; what stands inside their marks is for whoever reads expressions."""

    @abstractmethod
    def expression(self, depth: int) -> Expression: ...

    @abstractmethod
    def names_of_for(self) -> tuple[str, ...]:
        """`k, v in`"""

    @abstractmethod
    def within(self, bracketed: bool) -> AbstractContextManager[None]:
        """Whether line breaks mean nothing in here."""

    def string(self, depth: int) -> Expression:
        line = self.line()
        parts, _ = _Reading(self, Strings(self.text, self.at + 1), True).parts(depth, ())
        return _joined(parts, line)

    def heredoc(self, depth: int) -> Expression:
        line = self.line()
        found = Strings(self.text, self.at).heredoc()
        if found is None:
            raise self.error("a heredoc is not closed")
        text, self.at = found
        inner = type(self)(SourceFile(self.file, text))
        inner._line = line + 1
        parts, _ = _Reading(inner, Strings(text, 0), False).parts(depth + 1, ())
        return _joined(parts, line)


class _Reading:
    """One string that is being read."""

    def __init__(self, templates: Templates, strings: Strings, quoted: bool) -> None:
        self.templates, self.strings, self.quoted = templates, strings, quoted
        self._strips = False
        """Whether the last mark ended in `~`."""

    def parts(self, depth: int, ends: tuple[str, ...]) -> tuple[list[Expression], str]:
        """The parts up to the end of the string, or up to one of the directives that may end them,
        and which one that was."""
        found: list[Expression] = []
        here = self.templates
        while True:
            piece = self.strings.quoted() if self.quoted else self.strings.rest()
            if piece is None:
                raise here.error("a string is not closed on its line, or has an unknown escape")
            piece = piece.lstrip() if self._strips else piece
            self._strips, line = False, here.line()
            here.at = self.strings.at
            if not self.strings.opens:
                if ends:
                    raise here.error(f"%{{ {ends[-1]} }} is missing")
                return [*found, Literal(piece, line)], ""
            found.append(Literal(piece.rstrip() if here.accept("~") else piece, line))
            if self.strings.opens == "${":
                found.append(self._closed(depth))
                continue
            here.blank()
            word = here.word()
            if word in ends:
                self._close()
                return found, word
            found.append(self._directive(word, depth + 1))

    def _directive(self, word: str, depth: int) -> Expression:
        here, line = self.templates, self.templates.line()
        if word == "if":
            test = self._closed(depth)
            yes, end = self.parts(depth, ("else", "endif"))
            no = self.parts(depth, ("endif",))[0] if end == "else" else []
            return Conditional(test, Template(tuple(yes), line), Template(tuple(no), line), line)
        if word == "for":
            with here.within(True):
                names = here.names_of_for()
            items = self._closed(depth)
            body, _ = self.parts(depth, ("endfor",))
            return Repeated(For(names, items, None, Template(tuple(body), line), None, False, line))
        raise here.error(f"%{{ {word} }} has nothing to end")

    def _closed(self, depth: int) -> Expression:
        """An expression up to the end of its mark."""
        with self.templates.within(True):
            self.templates.blank()
            found = self.templates.expression(depth + 1)
        self._close()
        return found

    def _close(self) -> None:
        here = self.templates
        here.blank()
        self._strips = here.accept("~")
        here.expect("}")
        self.strings.at = here.at


def _joined(parts: list[Expression], line: int) -> Expression:
    if len(parts) == 1 and isinstance(parts[0], Literal):
        return Literal(parts[0].value, line)
    return Template(tuple(parts), line)
