"""Shuts a process off from the network and bounds what it may use, as far as the system lets it.

Linux without privileges: a network namespace of its own (`unshare`) and a seccomp filter that refuses to
make sockets. Elsewhere nothing of this exists, and `shut_in` says so.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from pathlib import Path

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 22
_SECCOMP_MODE_FILTER = 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # the second: fail with EPERM
#: Machine to audit architecture and the numbers of the system calls socket and io_uring_setup.
_CALLS = {"x86_64": (0xC000003E, 41, 425), "aarch64": (0xC00000B7, 198, 425)}
_X32 = 0x40000000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def shut_in() -> tuple[str, ...]:
    """Cut this process off from the network; names of the barriers now in force.

    To be called before the process has threads. ``network namespace`` and ``no sockets`` (seccomp) each
    suffice alone.
    """
    if sys.platform != "linux":
        return ()
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)
    barriers = []
    # With privileges the user namespace would take away the right to read the files of others.
    if libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        barriers.append("network namespace")
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and _refuse_sockets(libc):
        barriers.append("no sockets")
    return tuple(barriers)


def _refuse_sockets(libc: ctypes.CDLL) -> bool:
    known = _CALLS.get(platform.machine())
    if known is None or sys.byteorder != "little" or struct.calcsize("P") != 8:
        return False
    architecture, socket_call, ring_call = known
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, 4, architecture),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, 2, 0, _X32),
        (_EQUAL, 1, 0, socket_call),
        (_EQUAL, 0, 1, ring_call),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    program = _Program(len(steps), code)
    return int(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)) == 0


def bound_memory(size: int) -> bool:
    """Let this process take at most `size` bytes more than it has now; False where the system has no such limit."""
    if sys.platform == "win32":
        return False
    import resource

    try:
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (taken + size, taken + size))
    except (OSError, ValueError):
        return False
    return True


def bound_time(seconds: float) -> bool:
    """Let this process compute at most so many seconds from now; False where the system has no such limit."""
    if sys.platform == "win32":
        return False
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    except (OSError, ValueError):
        return False
    return True
