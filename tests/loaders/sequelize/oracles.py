"""Real Sequelize on real Node, one process for all questions."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from msgspec import json

from erdapp.schema import Dialect

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
_BLOCK = re.compile(r"^DO 'BEGIN (CREATE TYPE .*); EXCEPTION WHEN duplicate_object .*$")


class Node:
    """A program of this folder that answers with the statements of `sync`."""

    def __init__(self, program: str) -> None:
        self._process = subprocess.Popen(
            ["node", str(HERE / program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "NODE_PATH": str(ROOT / "node_modules")},
        )

    def ask(self, *question: str) -> object:
        """The answer to one line of JSON."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.encode(question) + b"\n")
        self._process.stdin.flush()
        answer: object = json.decode(self._process.stdout.readline())
        return answer

    def sql(self, files: dict[str, str], dialect: Dialect, folder: Path) -> list[str]:
        """The statements of the models in `files`, which are written to `folder`."""
        for path, text in files.items():
            (folder / path).write_text(text)
        answer = self.ask(str(folder), dialect.value)
        assert isinstance(answer, list), answer
        return [_plain(sql) for sql in answer]

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


def _plain(sql: str) -> str:
    """Types of PostgreSQL without the block that forgives them being there."""
    match = _BLOCK.match(sql)
    if not match:
        return sql
    created = re.sub(r"; EXCEPTION WHEN .*$", "", match[1])
    return created.replace("''", "'") + ";"
