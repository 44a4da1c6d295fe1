"""pg-delta, migra and alembic in folders of their own, made for the measurement and removed."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    cpu: float = 0.0
    """User and system seconds of the process alone, without those of the server it asks: other
    programs on the machine don't count."""

    @property
    def too_slow(self) -> bool:
        return self.error.startswith("more than")


Tool = Callable[[str, str], Made]
"""From two database URLs, the one to migrate first."""


@contextmanager
def installed(limit: float) -> Iterator[Mapping[str, Tool]]:
    """The tools that can be had, each with so many seconds; why one can't is printed."""
    with tempfile.TemporaryDirectory(prefix="erdapp-peers-") as folder:
        root = Path(folder)
        found: dict[str, Tool] = {}
        for name in PYTHON:
            if _python(root, name):
                found[name] = _TOOLS[name](root, limit)
        if _quiet(["npm", "install", "--silent", "--no-audit", "--prefix", folder, PG_DELTA]):
            found["pg-delta"] = _pg_delta(root, limit)
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


Command = Sequence[str | Path]


def run(*commands: Command, limit: float, good: tuple[int, ...] = (0,)) -> Made:
    """The commands one after the other, timed together; the last one's output is the SQL."""
    started, used = time.perf_counter(), _cpu_of_children()
    sql = error = ""
    for command in commands:
        left = limit - (time.perf_counter() - started)
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                check=False,
                timeout=left,
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            error = f"more than {limit:.0f} s"
            break
        sql = done.stdout
        if done.returncode not in good:
            error = (done.stderr.strip().splitlines() or ["no message"])[-1][:200]
            break
    seconds, cpu = time.perf_counter() - started, _cpu_of_children() - used
    return Made("" if error else sql, seconds, error, cpu)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _migra(root: Path, limit: float) -> Tool:
    def tool(before: str, after: str) -> Made:
        command: Command = [root / "migra" / "bin" / "migra", "--unsafe", before, after]
        return run(command, limit=limit, good=(0, 2))  # 2: there are differences

    return tool


def _alembic(root: Path, limit: float) -> Tool:
    def tool(before: str, after: str) -> Made:
        script = HERE / "alembic_autogenerate.py"
        command: Command = (root / "alembic" / "bin" / "python", script, before, after)
        return run(command, limit=limit)

    return tool


def _pg_delta(root: Path, limit: float) -> Tool:
    program = root / "node_modules" / ".bin" / "pgdelta"

    def tool(before: str, after: str) -> Made:
        plan, out = root / "plan.json", root / "plan.sql"
        for old in (plan, *root.glob("plan*.sql")):
            old.unlink(missing_ok=True)
        made = run(
            [program, "plan", "--source", before, "--desired", after, "--out", plan],
            [program, "render", "--plan", plan, "--out", out, "--allow-drops"],
            limit=limit,
        )
        if made.error.startswith("No changes"):
            return made._replace(error="")
        texts = [path.read_text() for path in sorted(root.glob("plan*.sql"))]
        return made._replace(sql="\n".join(texts))

    return tool


_TOOLS: dict[str, Callable[[Path, float], Tool]] = {"migra": _migra, "alembic": _alembic}
