"""Atlas's `--format` templates: `{{ sql . "  " }}`, `{{ json . }}`, `{{ mermaid . }}` …"""

from __future__ import annotations

import re

from erdapp.cli.failure import Failure

_TEMPLATE = re.compile(r'\{\{-?\s*(\w+)\s+\.\s*(?:"([^"]*)")?\s*-?\}\}')


def format_of(template: str, known: tuple[str, ...]) -> str:
    """The export format that a template or a bare word (`json`) asks for.

    Raises Failure for anything else, naming what is known.
    """
    if template in known:
        return template
    match = _TEMPLATE.fullmatch(template.strip())
    if match and match[1] in known:
        return match[1]
    forms = ", ".join(f"{{{{ {name} . }}}}" for name in known)
    raise Failure(f"--format {template!r} is not understood; known are {forms}")
