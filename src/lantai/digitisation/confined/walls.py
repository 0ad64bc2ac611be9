"""The walls around a process that decodes what strangers send: it can compute, read and answer, and little else.

A decoder may be led astray by a file that was made for it. So the process has only so much memory and processor time,
writes no file (``RLIMIT_FSIZE``), leaves no core behind, and dies with its parent. Where the kernel can (Linux 5.13,
Landlock), it also makes, changes and removes no file, starts no program, and calls nobody over the network.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Final

_DEATH_SIGNAL: Final = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
_EVERY: Final = 1.0

_LANDLOCK_CREATE: Final = 444
_LANDLOCK_RESTRICT: Final = 446
"""System calls of landlock(7), the same on every machine."""
_ASK_VERSION: Final = 1
_NO_NEW_PRIVILEGES: Final = 38
"""PR_SET_NO_NEW_PRIVS of prctl(2)."""
_CHANGES: Final = ((0x7FF3, 3), (0x3FF3, 2), (0x1FF3, 1))
"""Every right over files but to read them and to list folders, and the version of Landlock that knows so many."""
_CONNECT_AND_BIND: Final = 3
_WITH_NETWORK: Final = 4


def confine(*, memory: int) -> None:
    """Close the walls around this thread and those that it will start.

    ``memory``: bytes beyond what the process has mapped by now.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    ceiling = _mapped() + memory
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    if sys.platform == "linux":
        _renounce()


class _Renounced(ctypes.Structure):
    """struct landlock_ruleset_attr: what is refused unless a rule allows it. We give no rule."""

    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64))


def _renounce() -> None:
    """Ask the kernel to refuse us what we shall never need; an older one, or a container that forbids it, cannot."""
    kernel = ctypes.CDLL(None, use_errno=True)
    version = kernel.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))
    if version < 1:
        return
    files, _since = next((rights, since) for rights, since in _CHANGES if version >= since)
    renounced = _Renounced(files, _CONNECT_AND_BIND)
    size = ctypes.sizeof(renounced) if version >= _WITH_NETWORK else ctypes.sizeof(ctypes.c_uint64)
    rules = kernel.syscall(_LANDLOCK_CREATE, ctypes.byref(renounced), ctypes.c_size_t(size), ctypes.c_uint32(0))
    if rules >= 0:
        kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        kernel.syscall(_LANDLOCK_RESTRICT, rules, ctypes.c_uint32(0))
        os.close(rules)


def allow_processor(seconds: int) -> None:
    """From now on so many seconds of computing; the process is ended when they are spent."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, hard))


def end_with(parent: int) -> None:
    """End when ``parent`` ends, even when it was killed and could say nothing.

    Linux sends the signal itself; elsewhere, and where the parent was gone before we asked, a thread looks.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    threading.Thread(target=_watch, args=(parent,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    os._exit(1)


def _mapped() -> int:
    """Bytes of address space in use; without /proc what the libraries usually take."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 1 << 30
    return pages * resource.getpagesize()
