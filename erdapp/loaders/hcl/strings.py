"""HCL's quoted strings and heredocs: escapes, interpolation marks, indentation."""

from __future__ import annotations

import re

_RUN = re.compile(r'[^"\\$%\n]+')
_REST = re.compile(r"[^$%]+")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_CODE = re.compile(r"u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})")
_HEREDOC = re.compile(r"<<(-?)([^\W\d][\w-]*)[ \t\r]*\n")
_DIRECTIVE = re.compile(r"%\{~?\s*(?:if|else|endif|for|endfor)\b")
_INDENT = re.compile(r"[ \t]*")


class Strings:
    """A place in a text inside a template."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.at = text, at
        self.opens = ""
        """The mark that the last piece ended at and that was passed: `${`, or the `%{` of a
        directive."""

    def quoted(self) -> str | None:
        """The next piece of a quoted string, up to its end or an interpolation; None when it is
        broken."""
        pieces: list[str] = []
        while self.at < len(self.text):
            if run := _RUN.match(self.text, self.at):
                pieces.append(run.group())
                self.at = run.end()
                continue
            mark = self.text[self.at]
            if mark == '"':
                self.at += 1
                self.opens = ""
                return "".join(pieces)
            if mark == "\n":
                return None
            if mark == "\\":
                escaped = self._escape()
                if escaped is None:
                    return None
                pieces.append(escaped)
            elif self._dollar(pieces):
                return "".join(pieces)
        return None

    def rest(self) -> str:
        """The next piece of a heredoc's text, up to its end or an interpolation."""
        pieces: list[str] = []
        while self.at < len(self.text):
            if run := _REST.match(self.text, self.at):
                pieces.append(run.group())
                self.at = run.end()
            elif self._dollar(pieces):
                return "".join(pieces)
        self.opens = ""
        return "".join(pieces)

    def _dollar(self, pieces: list[str]) -> bool:
        """Take `$` or `%`; True when it begins an interpolation or a directive. Any other `%{` is
        kept as text: there are schemas with strings that have it."""
        mark = self.text[self.at]
        if self.text.startswith(mark * 2 + "{", self.at):
            pieces.append(mark + "{")
            self.at += 3
        elif self.text.startswith("${", self.at) or _DIRECTIVE.match(self.text, self.at):
            self.opens = mark + "{"
            self.at += 2
            return True
        else:
            pieces.append(mark)
            self.at += 1
        return False

    def _escape(self) -> str | None:
        following = self.text[self.at + 1 : self.at + 2]
        if following in _ESCAPES:
            self.at += 2
            return _ESCAPES[following]
        code = _CODE.match(self.text, self.at + 1)
        if code is None:
            return None
        number = int(code[1] or code[2], 16)
        if number > 0x10FFFF:
            return None
        self.at = code.end()
        return chr(number)

    def heredoc(self) -> tuple[str, int] | None:
        """The text of the heredoc here, without its last line break, and where it ends."""
        head = _HEREDOC.match(self.text, self.at)
        if head is None:
            return None
        lines: list[str] = []
        at = head.end()
        while at < len(self.text):
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            line = self.text[at:end]
            if line.strip() == head[2]:
                return _flush(lines) if head[1] else "\n".join(lines), end
            lines.append(line)
            at = end + 1
        return None


def _flush(lines: list[str]) -> str:
    """Lines without the indentation that all of them share."""
    depths = [_INDENT.match(line).end() for line in lines if line.strip()]  # type: ignore[union-attr]
    depth = min(depths, default=0)
    return "\n".join(line[depth:] for line in lines)
