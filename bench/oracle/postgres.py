"""PostgreSQL in the words of `pg_dump --schema-only`."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

_HEAD = re.compile(r"^-- Name: (?P<name>.*); Type: (?P<type>.*); Schema: (?P<schema>.*); Owner:")
_LITERAL = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_PASSING = re.compile(r"(?:--.*|\\(?:un)?restrict .*|SELECT pg_catalog\.set_config\(.*|)\Z")
_SETTING = re.compile(r"SET default_\w+ = .*;\Z")

_CONSTRAINT = re.compile(
    r"(?P<before>(?:ALTER TABLE \S+ \S+\s+ADD |ALTER TABLE ONLY \S+\s+ADD )?)"
    r"CONSTRAINT (?P<name>\"(?:[^\"]|\"\")*\"|\S+) "
)


def dump(url: str) -> dict[str, tuple[str, ...]]:
    """The entries of the dump. Owners and rights are no part of a schema here."""
    command = ["pg_dump", "--schema-only", "--no-owner", "--no-privileges", f"--dbname={url}"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, tuple[str, ...]] = {}
    for key, lines in _entries(text):
        found[key] = tuple(sorted((*found.get(key, ()), *_parts(lines))))
    return found


def _entries(text: str) -> Iterator[tuple[str, list[str]]]:
    """(type and name, lines of SQL); the settings that a table is made under go with it."""
    key, lines = "", list[str]()
    settings: dict[str, str] = {}
    for line in text.splitlines():
        head = _HEAD.match(line)
        if head:
            if key:
                yield key, lines
            # A constraint goes by its table: its name may be the server's.
            owned = head["type"].endswith("CONSTRAINT")
            name = head["name"].partition(" ")[0] if owned else head["name"]
            key, lines = f"{head['type']} {head['schema']}.{name}", []
            if head["type"] == "TABLE":
                lines += settings.values()
        elif _SETTING.match(line):
            settings[line.split()[1]] = line
        elif key and not _PASSING.match(line):
            lines.append(line)
    if key:
        yield key, lines


def _parts(lines: list[str]) -> Iterator[str]:
    """A table's columns and constraints one by one, anything else as it is."""
    if not any(line.startswith("CREATE ") and line.endswith("TABLE") for line in _heads(lines)):
        yield "\n".join(lines)
        return
    part = list[str]()
    for line in lines:
        part.append(line)
        text = _LITERAL.sub("''", "\n".join(part))
        inside = text.startswith("    ")
        if text.count("(") <= text.count(")") or not inside:
            yield "\n".join(part).strip().removesuffix(",")
            part = []
    if part:
        yield "\n".join(part)


def constraint(part: str) -> tuple[str, str]:
    """(name, the rest) of a part that makes a constraint; both empty for any other."""
    found = _CONSTRAINT.match(part)
    if found is None:
        return "", ""
    return found["name"].strip('"'), found["before"] + part[found.end() :]


def made_up(name: str, table: str) -> bool:
    """Whether PostgreSQL may have chosen the name: `orders_user_id_fkey`."""
    rule = rf"{re.escape(table[:29])}\w*_(?:pkey|key|fkey|check|excl)\d*"
    return re.fullmatch(rule, name) is not None


def _heads(lines: list[str]) -> Iterator[str]:
    """`CREATE UNLOGGED TABLE` of `CREATE UNLOGGED TABLE public.t (`."""
    for line in lines:
        words = line.split()
        if "TABLE" in words[:3]:
            yield " ".join(words[: words.index("TABLE") + 1])
