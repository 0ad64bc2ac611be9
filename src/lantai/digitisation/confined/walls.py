"""The walls around a process that decodes what strangers send: it can compute, read and answer, and little else.

A decoder may be led astray by a file that was made for it. So the process has only so much memory and processor time,
writes no file (``RLIMIT_FSIZE``), leaves no core behind, and dies with its parent.
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


def confine(*, memory: int) -> None:
    """Close the walls. ``memory``: bytes beyond what the process has mapped by now."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    ceiling = _mapped() + memory
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))


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
