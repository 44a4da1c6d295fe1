"""What goes wrong in a template."""

from __future__ import annotations


class TemplateError(Exception):
    """A template that isn't one, or asks for what isn't there; `str()` is one line."""

    def __init__(self, message: str, name: str = "", line: int = 0) -> None:
        place = f"{name or 'template'}:{line}: " if line else ""
        super().__init__(f"{place}{message}")
        self.message = message
