"""The lock of the child processes: what runs behind it reaches nothing, whatever it calls."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from erdapp.loaders.base import SourceError, SourceFile
from erdapp.loaders.python import load_django
from erdapp.loaders.python import worker as python_worker
from erdapp.loaders.sealed import LOCK
from erdapp.loaders.sequelize import child as sequelize_child

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(
    platform.system() != "Linux" or platform.machine() not in ("x86_64", "aarch64"),
    reason="the kernel of this machine has no lock that we use",
)
READING = f"""
sys.path.append({str(Path(python_worker.__file__).parent)!r})
import worker
sys.path.insert(0, {str(ROOT)!r})
import erdapp
print("locked", worker._lock({str(LOCK)!r}, {str(ROOT)!r}))
"""
COMPUTING = f"""
sys.path.append({str(LOCK)!r})
import lock
lock.begin()
held = lock.close_files([os.path.dirname(os.__file__)])
print("locked", lock.close_calls() and held)
"""
ATTACKS: dict[str, str] = {
    "a secret file": "open('/etc/passwd').read()",
    "the project's own folder": "os.listdir(ROOT)",
    "a database of the project": "open(os.path.join(ROOT, 'README.md')).read()",
    "the parent's environment": "open(f'/proc/{PARENT}/environ', 'rb').read()",
    "one's own memory": "open('/proc/self/mem', 'rb+')",
    "the list of processes": "os.listdir('/proc')",
    "a home": "os.listdir('/root')",
    "a file in /tmp": "open('/tmp/erdapp-reached', 'w')",
    "a file among the modules": "open(os.path.join(os.path.dirname(os.__file__), 'x.py'), 'w')",
    "appending": "os.open('/tmp/erdapp-reached', os.O_WRONLY | os.O_APPEND | os.O_CREAT)",
    "truncating": "os.truncate('/tmp', 0)",
    "a folder": "os.mkdir('/tmp/erdapp-reached')",
    "removing": "os.unlink(MINE)",
    "renaming": "os.rename(MINE, MINE + '2')",
    "a link": "os.symlink('/etc/passwd', MINE + '2')",
    "rights": "os.chmod(MINE, 0o777)",
    "times": "os.utime(MINE)",
    "a named pipe": "os.mkfifo('/tmp/erdapp-reached')",
    "a socket": "socket.socket().connect(('127.0.0.1', PORT))",
    "a socket of the machine": "socket.socket(socket.AF_UNIX).connect('/run/x')",
    "a raw socket": "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
    "a datagram": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 53))",
    "a pair of sockets": "socket.socketpair()",
    "a fork": "os.fork()",
    "a program": "os.execv('/bin/true', ['true'])",
    "a shell": "os.posix_spawn('/bin/sh', ['sh'], {})",
    "a signal": "os.kill(PARENT, 0)",
    "another folder": "os.chdir('/tmp')",
    "another user": "os.setuid(65534)",
    "another root": "os.chroot('/tmp')",
    "larger limits": "call('prlimit64', 0, 0, b'x' * 16, 0)",
    "a file without a name": "os.memfd_create('x')",
    "a trace": "call('ptrace', 0, 0, 0, 0)",
    "a namespace": "call('unshare', 0x10000000)",
    "a ring": "call('io_uring_setup', 1, 0)",
    "a program for the kernel": "call('bpf', 0, 0, 0)",
    "another's memory": "call('process_vm_readv', PARENT, 0, 0, 0, 0, 0)",
    "keys": "call('keyctl', 0, 0)",
    "opening by a newer call": "call('openat2', -100, b'/etc/passwd', 0, 0)",
    "taking the lock away": "call('prctl', 36, 0, 0, 0)",
}
NUMBERS = {
    "x86_64": {
        "ptrace": 101, "prctl": 157, "keyctl": 250, "unshare": 272, "prlimit64": 302,
        "process_vm_readv": 310, "bpf": 321, "io_uring_setup": 425, "openat2": 437,
    },
    "aarch64": {
        "unshare": 97, "ptrace": 117, "prctl": 167, "keyctl": 219, "prlimit64": 261,
        "process_vm_readv": 270, "bpf": 280, "io_uring_setup": 425, "openat2": 437,
    },
}  # fmt: skip
_BEFORE = """
import ctypes, os, socket, sys
ROOT, MINE, PORT, PARENT = sys.argv[1], sys.argv[2], 9, os.getppid()
NUMBERS = {numbers!r}
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *given):
    if libc.syscall(NUMBERS[name], *given) < 0:
        raise OSError(ctypes.get_errno(), name)
"""
_AFTER = """
try:
    {attack}
    print("reached")
except OSError as error:
    print("held", error.errno in (1, 13))
sys.stdout.flush()
os._exit(0)
"""


def _behind(lock: str, attack: str, mine: Path) -> list[str]:
    """What a child prints that is locked and then attacks."""
    mine.write_text("x")
    before = _BEFORE.format(numbers=NUMBERS[platform.machine()])
    program = before + lock + _AFTER.format(attack=attack)
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, str(ROOT), str(mine)],
        capture_output=True,
        check=False,
        env={},
        cwd="/",
        timeout=60,
    )
    return done.stdout.decode().splitlines() or done.stderr.decode().splitlines()


@pytest.mark.parametrize("lock", [READING, COMPUTING], ids=["reading", "computing"])
@pytest.mark.parametrize("name", list(ATTACKS))
def test_behind_the_lock_nothing_is_reached(name: str, lock: str, tmp_path: Path) -> None:
    said = _behind(lock, ATTACKS[name], tmp_path / "mine")
    if said[0] == "locked False":
        pytest.skip("needs a kernel with Landlock and seccomp")
    assert said == ["locked True", "held True"]


def test_a_child_that_reads_may_import_modules_and_no_other_may(tmp_path: Path) -> None:
    attack = "import sqlite3, django.db.models; sqlite3.connect(':memory:')"
    said = _behind(READING, attack, tmp_path / "mine")
    if said[0] == "locked False":
        pytest.skip("needs a kernel with Landlock and seccomp")
    assert said == ["locked True", "reached"]


def test_without_the_lock_the_same_attacks_reach_something(tmp_path: Path) -> None:
    """The attacks are real: it is the lock that holds them."""
    for name in ("a secret file", "the project's own folder", "renaming", "a fork", "a signal"):
        said = _behind("", ATTACKS[name], tmp_path / "mine")
        assert "reached" in said, name


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Children as on a machine whose kernel has neither Landlock nor seccomp."""
    (tmp_path / "lock.py").write_text(
        "begin = lambda: None\n"
        "close_files = lambda readable: False\nclose_calls = lambda **may: False\n"
    )
    monkeypatch.setattr("erdapp.loaders.python.child.LOCK", tmp_path)
    monkeypatch.setattr(sequelize_child, "LOCK", tmp_path)


MODEL = SourceFile("shop/models.py", "from django.db import models\nclass A(models.Model): pass\n")


@pytest.mark.usefixtures("unlocked")
def test_python_models_are_read_without_a_lock_unless_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [table.name for table in load_django([MODEL]).schema.tables] == ["shop_a"]
    monkeypatch.setenv("ERDAPP_REQUIRE_OS_SANDBOX", "1")
    with pytest.raises(SourceError, match="neither Landlock nor seccomp"):
        load_django([MODEL])


def test_python_models_are_read_behind_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ERDAPP_REQUIRE_OS_SANDBOX", "1")
    assert [table.name for table in load_django([MODEL]).schema.tables] == ["shop_a"]
