"""Close the child process off: what its kernel offers beyond the limits of resources.

Landlock takes the file system and TCP away, but for reading what the isolate is made of; it holds
for threads begun later, so it comes first. A seccomp filter then lets pass only what a program
needs that computes and talks through pipes it already has: no open, socket, exec or fork. One that
has still to read modules may open files, but not to write. Both work unprivileged on Linux
(Landlock from 5.13). Each says whether it holds; nothing is raised.

The children put this folder on their path and import it alone, before anything of a package.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
from collections.abc import Sequence

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_LANDLOCK = (444, 445, 446)
"""landlock_create_ruleset, landlock_add_rule and landlock_restrict_self; the same on all machines.
"""
_FS_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""The number of rights to files that each version of Landlock knows; later ones know 16."""
_READ_FILE_AND_FOLDER = (1 << 2) | (1 << 3)

_COMMON = "read write close fstat lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask \
rt_sigreturn sched_yield mremap madvise nanosleep getpid exit futex gettid clock_gettime \
clock_nanosleep exit_group epoll_ctl epoll_pwait set_robust_list getrandom membarrier rseq \
sigaltstack sched_getaffinity restart_syscall getrusage gettimeofday clock_getres ppoll pselect6 \
sendto recvfrom"
_MACHINES: dict[str, tuple[int, int, int, int, tuple[int, ...]]] = {
    # audit architecture, seccomp, clone, clone3, and the numbers of _COMMON with older ones
    "x86_64": (0xC000003E, 317, 56, 435, (
        0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 28, 35, 39, 60, 202, 186, 228, 230, 231,
        233, 281, 273, 318, 324, 334, 131, 204, 219, 98, 96, 229, 271, 270,
        44, 45, 7, 23, 201, 232,  # sendto, recvfrom, poll, select, time, epoll_wait
    )),
    "aarch64": (0xC00000B7, 277, 220, 435, (
        63, 64, 57, 80, 62, 222, 226, 215, 214, 134, 135, 139, 124, 216, 233, 101, 172, 93, 98, 178,
        113, 115, 94, 21, 22, 99, 278, 283, 293, 132, 123, 128, 165, 169, 114, 73, 72, 206, 207,
    )),
}  # fmt: skip
_READING: dict[str, tuple[tuple[tuple[int, int], ...], tuple[int, ...]]] = {
    # open and openat with the place of their flags among the arguments; stat lstat fstatat access
    # faccessat faccessat2 readlink readlinkat getdents64 getcwd pread64 statx getuid geteuid getgid
    # getegid uname sysinfo
    "x86_64": (
        ((2, 1), (257, 2)),
        (4, 6, 262, 21, 269, 439, 89, 267, 217, 79, 17, 332, 102, 107, 104, 108, 63, 99),
    ),
    "aarch64": (
        ((56, 2),),
        (79, 48, 439, 78, 61, 17, 67, 291, 174, 175, 176, 177, 160, 179),
    ),
}
_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_ALLOW, _DENY, _ABSENT, _KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000
_CLONE_THREAD = 0x00010000
_LOAD, _EQUAL, _ANY_BIT, _RETURN, _AT_LEAST = 0x20, 0x15, 0x45, 0x06, 0x35


def begin() -> None:
    """Die with the parent, and give up gaining privileges."""
    if platform.system() == "Linux":
        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def close_files(readable: Sequence[str]) -> bool:
    """Leave only reading below `readable`, for this thread and those it starts."""
    if platform.system() != "Linux":
        return False
    syscall = ctypes.CDLL(None, use_errno=True).syscall
    create, add, restrict = _LANDLOCK
    version = syscall(create, None, 0, 1)
    if version < 1:
        return False
    rights = struct.pack("=QQ", (1 << _FS_RIGHTS.get(version, 16)) - 1, 3 if version > 3 else 0)
    ruleset = syscall(create, rights, len(rights) if version > 3 else 8, 0)
    if ruleset < 0:
        return False
    for path in readable:
        if os.path.isdir(path):
            folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
            syscall(add, ruleset, 1, struct.pack("=Qi", _READ_FILE_AND_FOLDER, folder), 0)
            os.close(folder)
    held = syscall(restrict, ruleset, 0) == 0
    os.close(ruleset)
    return bool(held)


def close_calls(*, may_read: bool = False) -> bool:
    """Let all threads of this process call nothing but what `_COMMON` names, and with `may_read`
    what opens files to read them."""
    machine = platform.machine()
    if platform.system() != "Linux" or machine not in _MACHINES:
        return False
    architecture, seccomp, clone, clone3, allowed = _MACHINES[machine]
    opening, looking = _READING[machine] if may_read else ((), ())
    program = _filter(architecture, clone, clone3, (*allowed, *looking), opening)
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    set_filter, for_all_threads = 1, 1
    syscall = ctypes.CDLL(None, use_errno=True).syscall
    return bool(syscall(seccomp, set_filter, for_all_threads, header) == 0)


def _filter(
    architecture: int,
    clone: int,
    clone3: int,
    allowed: Sequence[int],
    opening: Sequence[tuple[int, int]],
) -> bytes:
    """A program for the kernel's packet filter over (number, architecture, …, arguments)."""
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
        (_EQUAL, 0, 1, clone3),  # absent, so that the C library falls back on clone
        (_RETURN, 0, 0, _ABSENT),
        (_EQUAL, 0, 4, clone),
        (_LOAD, 0, 0, 16),
        (_ANY_BIT, 0, 1, _CLONE_THREAD),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
        (_AT_LEAST, 0, 1, 0x40000000),  # calls of the x32 kind bear other numbers
        (_RETURN, 0, 0, _DENY),
    ]
    for number, place in opening:
        steps += [
            (_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, 16 + 8 * place),
            (_ANY_BIT, 0, 1, _TO_WRITE),
            (_RETURN, 0, 0, _DENY),
            (_RETURN, 0, 0, _ALLOW),
        ]
    for number in allowed:
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    steps.append((_RETURN, 0, 0, _DENY))
    return b"".join(struct.pack("HBBI", *step) for step in steps)
