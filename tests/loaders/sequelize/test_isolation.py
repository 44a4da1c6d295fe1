"""Models of strangers: whatever they try, they reach nothing and end in time."""
# ruff: noqa: E501  # JavaScript is quoted as people write it

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from msgspec import json

from erdapp.loaders.base import LoadOptions, Severity, SourceError, SourceFile
from erdapp.loaders.sequelize import child, load_sequelize
from erdapp.loaders.sequelize.answer import decode
from erdapp.loaders.sequelize.child import BUILD, ask

pytestmark = pytest.mark.skipif(
    not (BUILD / "sequelize.js").exists(), reason="the bundle isn't built: npm run build"
)
MODEL = "module.exports = (sequelize, DataTypes) => sequelize.define('Fine', { a: DataTypes.STRING });\n"
REACHING: dict[str, str] = {
    "a folder": "require('fs').readdirSync('/etc')",
    "the environment": "throw new Error(String(process.env.PATH) + Object.keys(process.env))",
    "a process": "throw new Error(String(require('child_process').execSync('id')))",
    "a socket": "new (require('net').Socket)().connect(80, '127.0.0.1'); throw new Error('none')",
    "bindings": "process.binding('fs').open()",
    "fetch": "fetch('http://127.0.0.1/')",
    "WebAssembly": "new WebAssembly.Memory({ initial: 1 })",
    "a worker": "new Worker('x')",
    "Deno": "Deno.readTextFileSync('/etc/passwd')",
    "import of a built-in": "process.mainModule.require('fs').statSync('/etc')",
    "writing a file": "require('fs').openSync('/tmp/mine', 'w')",
    "a stream of a file": "require('fs').createReadStream('/etc/passwd').read()",
    "a promise of a file": "require('fs/promises').readFileSync('/etc/passwd')",
    "exit": "process.exit(1); throw new Error('still here')",
    "a signal": "process.kill(1, 9); throw new Error('still here')",
    "a web socket": "new WebSocket('ws://127.0.0.1/')",
    "a request": "new XMLHttpRequest()",
    "native code": "process.dlopen({}, '/lib/libc.so.6')",
    "Bun": "Bun.file('/etc/passwd')",
    "shared memory in wasm": "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109]))",
    "a deep stack": "const f = () => f(); f();",
    "a huge array": "new Array(-1)",
    "a huge string": "'x'.repeat(2 ** 30)",
    "the constructor's function": "[].constructor.constructor('return process')().dlopen('x')",
}
READING: dict[str, str] = {
    "a file": "const text = require('fs').readFileSync('/etc/passwd', 'utf8'); if (text.length) throw new Error(text);",
    "a file above": "const text = require('fs').readFileSync('../../etc/passwd', 'utf8'); if (text.length) throw new Error(text);",
    "a file by its link": "const text = require('fs').readFileSync('file:///proc/self/environ'); if (text.length) throw new Error(text);",
    "memory of the process": "const text = require('fs').readFileSync('/proc/self/mem'); if (text.length) throw new Error(text);",
    "a module of Node by its prefix": "const text = require('node:fs').readFileSync('/etc/shadow'); if (text.length) throw new Error(text);",
}
ENDLESS: dict[str, str] = {
    "a loop": "for (;;) {}",
    "microtasks": "const go = () => Promise.resolve().then(go); go();",
    "recursion in promises": "(async () => { for (;;) await null; })();",
    "a pattern": "/^(a+)+$/.test('a'.repeat(60) + 'b');",
    "strings": "const a = []; for (;;) a.push('x'.repeat(1e6) + Math.random());",
    "buffers": "const a = []; for (;;) a.push(new Uint8Array(1e7).fill(1));",
    "a map": "const a = new Map(); for (let i = 0; ; i++) a.set(i, String(i));",
    "an array that is joined": "let a = ['x'.repeat(1e6)]; for (;;) { a = a.concat(a); a.join(''); }",
    "a generator": "const g = function* () { for (;;) yield 1; }; Array.from(g());",
    "objects": "const a = []; for (;;) a.push({ a: [1, 2, 3] });",
}
FORGED: dict[str, str] = {
    "another answer": "globalThis.__answer = () => '{\"statements\": 5}';",
    "no text": "globalThis.__answer = () => 5;",
    "huge output": "globalThis.__answer = () => 'x'.repeat(3e7);",
    "a number of lines": "globalThis.__answer = () => '{}\\n{\"ready\": true}';",
    "never finished": "globalThis.__emit = () => true;",
    "thrown": "globalThis.__answer = () => { throw { toString() { throw 1; } }; };",
}


def _files(code: str) -> list[SourceFile]:
    return [SourceFile("attack.js", f"// sequelize\n{code}\n"), SourceFile("fine.js", MODEL)]


def _load(code: str):  # type: ignore[no-untyped-def]
    return load_sequelize(_files(code), LoadOptions(remember=False))


@pytest.mark.parametrize("name", list(REACHING))
def test_what_reaches_out_finds_nothing(name: str) -> None:
    loaded = _load(REACHING[name])
    assert [table.name for table in loaded.schema.tables] == ["Fines"]
    told = [p for p in loaded.problems if p.severity is Severity.ERROR]
    assert [(problem.file, problem.line) for problem in told] == [("attack.js", 2)]


def _ends(request: bytes, seconds: float) -> bool:
    """Stopped from outside, or by an error inside that is told with its file."""
    try:
        answer = decode(ask(request, seconds=seconds))
    except SourceError:
        return True
    return [(one.file, one.severity) for one in answer.problems] == [("attack.js", Severity.ERROR)]


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Workers as on a machine whose kernel has neither Landlock nor seccomp."""
    (tmp_path / "lock.py").write_text(
        "begin = lambda: None\nclose_files = lambda readable: False\nclose_calls = lambda **may: False\n"
    )
    monkeypatch.setattr(child, "LOCK", tmp_path)


@pytest.mark.usefixtures("unlocked")
def test_nothing_is_reached_where_the_kernel_has_no_lock() -> None:
    attacks = [
        SourceFile(f"attack{number}.js", f"// sequelize\n{code}\n")
        for number, code in enumerate([*REACHING.values(), *READING.values()])
    ]
    loaded = load_sequelize([*attacks, SourceFile("fine.js", MODEL)], LoadOptions(remember=False))
    assert [table.name for table in loaded.schema.tables] == ["Fines"]
    told = {p.file for p in loaded.problems if p.severity is not Severity.NOTE}
    assert told == {attack.path for attack in attacks}


@pytest.mark.usefixtures("unlocked")
@pytest.mark.parametrize("name", list(ENDLESS))
def test_what_never_ends_is_ended_without_a_lock_too(name: str) -> None:
    request = json.encode({"files": [["attack.js", "// sequelize\n" + ENDLESS[name]]],
                           "dialect": "sqlite"})  # fmt: skip
    assert _ends(request, seconds=1)


@pytest.mark.usefixtures("unlocked")
@pytest.mark.parametrize("name", list(FORGED))
def test_a_forged_answer_is_an_error_without_a_lock_too(name: str) -> None:
    with pytest.raises(SourceError):
        _load(FORGED[name])


@pytest.mark.usefixtures("unlocked")
def test_who_insists_on_the_lock_gets_no_load_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ERDAPP_REQUIRE_OS_SANDBOX", "1")
    with pytest.raises(SourceError, match="neither Landlock nor seccomp"):
        _load("1")


@pytest.mark.parametrize("name", list(ENDLESS))
def test_what_never_ends_is_ended(name: str) -> None:
    request = json.encode({"files": [["attack.js", "// sequelize\n" + ENDLESS[name]]],
                           "dialect": "sqlite"})  # fmt: skip
    started = time.monotonic()
    assert _ends(request, seconds=1.5)
    assert time.monotonic() - started < 60


@pytest.mark.parametrize("name", list(READING))
def test_a_file_that_was_not_uploaded_reads_as_empty_with_a_warning(name: str) -> None:
    loaded = _load(READING[name])
    assert [table.name for table in loaded.schema.tables] == ["Fines"]
    [told] = [p for p in loaded.problems if p.severity is not Severity.NOTE]
    assert (told.severity, told.file, told.line) == (Severity.WARNING, "attack.js", 2)


@pytest.mark.parametrize("name", list(FORGED))
def test_a_forged_answer_is_an_error_or_nothing(name: str) -> None:
    with pytest.raises(SourceError):
        _load(FORGED[name])


def test_prototypes_that_are_changed_harm_only_the_models() -> None:
    code = (
        "Array.prototype.map = () => { throw new Error('no'); }; JSON.stringify = () => '[]';"
        "Object.prototype.file = '/etc/passwd';"
    )
    try:
        loaded = _load(code)
    except SourceError:
        return
    assert {origin.file for origin in loaded.origins.values()} <= {"attack.js", "fine.js", ""}


def test_no_process_is_left_behind() -> None:
    before = _children()
    _load("1")
    with pytest.raises(SourceError):
        ask(b'{"files": [["a.js", "for(;;){} // sequelize"]], "dialect": "sqlite"}', seconds=1)
    assert _children() <= before


def _children() -> set[str]:
    return {
        entry.name
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and _parent(entry) == os.getpid()
    }


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0
