"""Loading Sequelize models, against the same load in real Node: python -m bench.sequelize [rounds].

5 and 200 models in JavaScript and TypeScript, medians in milliseconds by the clock on the wall.
"Cold" starts a worker for the load, "prewarmed" finds one that waits; both end with the schema.
"Node" is a process of its own that requires the same models, with TypeScript's compiler for those
that need it, and takes the SQL of `sync`; it ends with the SQL. The last line: 200 loads at once,
eight at a time asked for, and the processes that are left then.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.sequelize import load_sequelize
from erdapp.loaders.sequelize.child import end_spare, warm_up
from erdapp.schema import Dialect

ROUNDS = 5
AT_ONCE = 200
WAITED = 3.0
"""Seconds that a prewarmed worker has waited: a while, as on a page between two uploads."""
_ROOT = Path(__file__).parents[1]
_ORACLE = _ROOT / "tests" / "loaders" / "sequelize" / "oracle.cjs"
_ONCE = LoadOptions(dialect=Dialect.POSTGRES, remember=False)


def javascript(count: int) -> dict[str, str]:
    """Factories, each but the first with a reference to the one before it."""
    return {
        f"model{n:03}.js": "module.exports = (sequelize, DataTypes) => {\n"
        f"  const M{n} = sequelize.define('Model{n}', {{\n"
        "    name: { type: DataTypes.STRING(80), allowNull: false },\n"
        "    amount: { type: DataTypes.DECIMAL(10, 2), defaultValue: 0 },\n"
        "    isDone: DataTypes.BOOLEAN,\n    text: DataTypes.TEXT,\n    on: DataTypes.DATEONLY,\n"
        "  }, { indexes: [{ fields: ['name'] }] });\n"
        + (f"  M{n}.associate = (m) => M{n}.belongsTo(m.Model{n - 1});\n" if n else "")
        + f"  return M{n};\n}};\n"
        for n in range(count)
    }


def typescript(count: int) -> dict[str, str]:
    """Decorated classes of the same kind."""
    return {
        f"Model{n:03}.ts": "import { BelongsTo, Column, DataType, ForeignKey, Index, Model, "
        "Table } from 'sequelize-typescript';\n"
        + (f"import {{ Model{n - 1} }} from './Model{n - 1:03}';\n" if n else "")
        + f"\n@Table\nexport class Model{n} extends Model {{\n"
        "  @Index\n  @Column({ type: DataType.STRING(80), allowNull: false })\n  name!: string;\n\n"
        "  @Column(DataType.DECIMAL(10, 2))\n  amount!: number;\n\n"
        "  @Column\n  isDone!: boolean;\n\n  @Column(DataType.TEXT)\n  text!: string;\n"
        + (
            f"\n  @ForeignKey(() => Model{n - 1})\n  @Column\n  otherId!: number;\n\n"
            f"  @BelongsTo(() => Model{n - 1})\n  other!: Model{n - 1};\n"
            if n
            else ""
        )
        + "}\n"
        for n in range(count)
    }


def cold(files: list[SourceFile]) -> float:
    end_spare()
    return _timed(files)


def prewarmed(files: list[SourceFile]) -> float:
    warm_up()
    time.sleep(WAITED)
    return _timed(files)


def _timed(files: list[SourceFile]) -> float:
    start = time.perf_counter()
    loaded = load_sequelize(files, _ONCE)
    spent = time.perf_counter() - start
    assert len(loaded.schema.tables) == len(files)
    return spent


def node(files: list[SourceFile]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            Path(folder, file.path).write_text(file.text)
        start = time.perf_counter()
        done = subprocess.run(
            ["node", str(_ORACLE)],
            input=f'["{folder}", "postgres"]\n'.encode(),
            env={**os.environ, "NODE_PATH": str(_ROOT / "node_modules")},
            capture_output=True,
            check=True,
        )
        spent = time.perf_counter() - start
    assert done.stdout.startswith(b"[")
    return spent


def many_at_once(count: int) -> tuple[float, int]:
    """Seconds for `count` loads asked for at once, and how many child processes are left."""
    files = [SourceFile(path, text) for path, text in javascript(5).items()]
    before = children()
    start = time.perf_counter()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: load_sequelize(files, _ONCE), range(count)))
    spent = time.perf_counter() - start
    end_spare()
    return spent, len(children() - before)


def children() -> set[str]:
    """The processes that this one started and that are still there."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
            except OSError:
                continue
            if int(parent) == os.getpid():
                found.add(entry.name)
    return found


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdecimal() else ROUNDS
    ways: dict[str, Callable[[list[SourceFile]], float]] = {"cold": cold, "prewarmed": prewarmed}
    if shutil.which("node"):
        ways["Node"] = node
    print(f"{'':24}" + "".join(f"{name:>12}" for name in ways))
    for kind, make in (("JavaScript", javascript), ("TypeScript", typescript)):
        for count in (5, 200):
            files = [SourceFile(path, text) for path, text in make(count).items()]
            took = [median(way(files) for _ in range(rounds)) * 1000 for way in ways.values()]
            print(f"{f'{kind}, {count} models':24}" + "".join(f"{ms:12.0f}" for ms in took))
    end_spare()
    spent, left = many_at_once(AT_ONCE)
    print(f"\n{AT_ONCE} loads at once: {spent:.1f} s, {left} processes left")


if __name__ == "__main__":
    main()
