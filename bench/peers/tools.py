"""pg-delta, migra and alembic in folders of their own, made for the measurement and removed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
UV = ROOT / ".venv" / "bin" / "uv"
PYTHON = {
    "migra": ("migra==3.0.1663481299", "psycopg2-binary", "sqlalchemy<2", "setuptools<81"),
    "alembic": ("alembic==1.20.1", "psycopg[binary]", "sqlalchemy>=2,<3"),
}
PG_DELTA = "@supabase/pg-delta@1.0.0-alpha.34"


class Made(NamedTuple):
    """What a tool wrote, and how long the whole process took."""

    sql: str
    seconds: float
    error: str = ""


Tool = Callable[[str, str], Made]
"""From two database URLs, the one to migrate first."""


@contextmanager
def installed() -> Iterator[Mapping[str, Tool]]:
    """The tools that can be had; why one can't is printed."""
    with tempfile.TemporaryDirectory(prefix="erdapp-peers-") as folder:
        root = Path(folder)
        found: dict[str, Tool] = {}
        for name in PYTHON:
            if _python(root, name):
                found[name] = _TOOLS[name](root)
        if _quiet(["npm", "install", "--silent", "--no-audit", "--prefix", folder, PG_DELTA]):
            found["pg-delta"] = _pg_delta(root)
        yield found


def _python(root: Path, name: str) -> bool:
    place = root / name
    return _quiet([UV, "venv", "-q", "-p", sys.executable, place]) and _quiet(
        [UV, "pip", "install", "-q", "--python", place / "bin" / "python", *PYTHON[name]]
    )


def _quiet(command: list[str | Path]) -> bool:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"not had: {' '.join(map(str, command))}: {done.stderr.strip()[-200:]}")
    return done.returncode == 0


def _run(*commands: list[str | Path], good: tuple[int, ...] = (0,)) -> Made:
    """The commands one after the other, timed together; the last one's output is the SQL."""
    started = time.perf_counter()
    sql = ""
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
        sql = done.stdout
        if done.returncode not in good:
            lines = done.stderr.strip().splitlines() or ["no message"]
            return Made("", time.perf_counter() - started, lines[-1][:200])
    return Made(sql, time.perf_counter() - started)


def _migra(root: Path) -> Tool:
    def tool(before: str, after: str) -> Made:
        command = [root / "migra" / "bin" / "migra", "--unsafe", before, after]
        return _run(command, good=(0, 2))  # 2: there are differences

    return tool


def _alembic(root: Path) -> Tool:
    def tool(before: str, after: str) -> Made:
        script = HERE / "alembic_autogenerate.py"
        return _run([root / "alembic" / "bin" / "python", script, before, after])

    return tool


def _pg_delta(root: Path) -> Tool:
    program = root / "node_modules" / ".bin" / "pgdelta"

    def tool(before: str, after: str) -> Made:
        plan, out = root / "plan.json", root / "plan.sql"
        for old in (plan, *root.glob("plan*.sql")):
            old.unlink(missing_ok=True)
        made = _run(
            [program, "plan", "--source", before, "--desired", after, "--out", plan],
            [program, "render", "--plan", plan, "--out", out, "--allow-drops"],
        )
        if made.error.startswith("No changes"):
            return made._replace(error="")
        texts = [path.read_text() for path in sorted(root.glob("plan*.sql"))]
        return made._replace(sql="\n".join(texts))

    return tool


_TOOLS: dict[str, Callable[[Path], Tool]] = {"migra": _migra, "alembic": _alembic}
