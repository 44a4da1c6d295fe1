"""The child process: one V8 isolate with Sequelize in it, one request, one answer, gone.

The isolate has Sequelize 6 from the beginning; 7 takes its place when models are of it.

Run as a program by its path with the standard library and mini-racer alone, an empty environment
and `/` as its folder. It says `ready`, reads one line of JSON from its standard input, writes one
line to its standard output, and leaves by `os._exit`, which waits for nothing that models started.
"""

from __future__ import annotations

import json
import os
import resource
import select
import sys
from typing import Any

LIMITS = (
    (resource.RLIMIT_DATA, 900_000_000),
    (resource.RLIMIT_CPU, 12),
    (resource.RLIMIT_NOFILE, 64),
    (resource.RLIMIT_CORE, 0),
)
HEAP_BYTES = 300_000_000
ANSWER_BYTES = 20_000_000
REQUEST_BYTES = 100_000_000
SOON_SECONDS = 0.5
"""A worker that nobody wanted for so long gets the TypeScript compiler ready meanwhile."""
IDLE_SECONDS = 600
"""A spare worker that nobody wanted for so long goes away; the parent starts another."""


def main(site_packages: str, build: str, locking: str) -> None:
    """Get ready, serve one request, leave."""
    for limit, value in LIMITS:
        resource.setrlimit(limit, (value, value))
    sys.path.append(locking)
    import lock  # type: ignore[import-not-found]  # of erdapp/loaders/sealed

    lock.begin()
    sys.path.append(site_packages)
    import py_mini_racer

    runtime, compiler = _text(build, "sequelize.js"), _text(build, "typescript.js")
    seven = _text(build, "seven.js") if os.path.exists(os.path.join(build, "seven.js")) else ""
    flags = ("--single-threaded", "--jitless", "--stack-size=800")
    py_mini_racer.init_mini_racer(flags=flags)
    # Landlock holds for this thread and later ones: the isolate's begins with the isolate.
    parts = [os.path.dirname(py_mini_racer.__file__), os.path.dirname(os.__file__)]
    files_closed = lock.close_files(parts)
    isolate = py_mini_racer.MiniRacer()
    isolate.set_hard_memory_limit(HEAP_BYTES)
    isolate.eval(runtime)
    calls_closed = lock.close_calls()
    _say({"ready": True, "locked": files_closed and calls_closed})
    if not select.select([0], [], [], SOON_SECONDS)[0]:
        isolate.eval(compiler)
        compiler = ""
        if not select.select([0], [], [], IDLE_SECONDS)[0]:
            return
    line = sys.stdin.readline(REQUEST_BYTES)
    if line:
        request = json.loads(line)
        if request.get("seven") and not seven:
            _say({"failed": "Sequelize 7 isn't built: run `npm ci && npm run build`"})
        else:
            _say(_serve(isolate, request, seven if request.get("seven") else "", compiler))


def _serve(isolate: Any, request: object, instead: str, compiler: str) -> object:
    """The isolate's answer as text, or what went wrong as a value. `instead` is a runtime that
    takes the place of the one that is there."""
    try:
        if instead:
            isolate.eval(instead)
        if isolate.eval(f"__prepare({json.dumps(json.dumps(request))})"):
            isolate.eval(compiler)
        while isolate.eval("__step()") is True:  # in between, promises are kept
            pass
        isolate.eval("__emit()")
        answer = isolate.eval("__answer()")
    except BaseException as error:  # whatever happens in there is an answer, not a traceback
        return {"failed": f"{type(error).__name__}: {error}"[:2000]}
    if not isinstance(answer, str):
        return {"failed": "the isolate gave no text"}
    return answer


def _text(build: str, name: str) -> str:
    with open(os.path.join(build, name), encoding="utf-8") as file:
        return file.read()


def _say(value: object) -> None:
    text = value if isinstance(value, str) else json.dumps(value)
    data = text.encode("utf-8", "replace")
    if len(data) > ANSWER_BYTES:
        data = json.dumps({"failed": f"the answer of {len(data):,} bytes is too large"}).encode()
    data = data.replace(b"\n", b" ") + b"\n"
    while data:
        data = data[os.write(1, data) :]


if __name__ == "__main__":
    try:
        main(*sys.argv[1:4])
    except BaseException as error:  # nobody else could tell
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        sys.stderr.flush()
    finally:
        os._exit(0)
