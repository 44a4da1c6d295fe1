"""A place in an HCL text: white space, comments, marks, names, and errors with their line."""

from __future__ import annotations

import re

from erdapp.loaders.base import SourceError, SourceFile

_BLANK = re.compile(r"(?:[ \t\r\ufeff]|#[^\n]*|//[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/)*+")
_BLANK_LINES = re.compile(r"(?:[ \t\r\n\ufeff]|#[^\n]*|//[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/)*+")
_WORD = re.compile(r"[^\W\d][\w-]*+")


class Scanner:
    """Reads a text from its beginning to its end; places only go forward."""

    def __init__(self, file: SourceFile) -> None:
        self.file, self.text = file.path, file.text
        self.at = 0
        self._counted, self._line = 0, 1

    def line(self) -> int:
        """The line of the current place."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = max(self._counted, self.at)
        return self._line

    def error(self, message: str) -> SourceError:
        return SourceError(f"this is not HCL: {message}", file=self.file, line=self.line())

    def found(self) -> str:
        if self.at >= len(self.text):
            return "the end of the file"
        word = _WORD.match(self.text, self.at)
        return repr(word.group()[:30] if word else self.text[self.at])

    def blank(self, lines: bool = True) -> None:
        """Pass white space and comments, line breaks too unless told not to."""
        pattern = _BLANK_LINES if lines else _BLANK
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def accept(self, mark: str) -> bool:
        if self.text.startswith(mark, self.at):
            self.at += len(mark)
            return True
        return False

    def expect(self, mark: str) -> None:
        if not self.accept(mark):
            raise self.error(f"expected {mark!r} but found {self.found()}")

    def word(self) -> str:
        match = _WORD.match(self.text, self.at)
        if match is None:
            raise self.error(f"expected a name but found {self.found()}")
        self.at = match.end()
        return match.group()
