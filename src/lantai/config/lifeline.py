"""A child that ends with its parent, even when the parent was killed and could say nothing."""

from __future__ import annotations

import os
import signal
import threading
import time

_EVERY = 1.0


def end_with(parent: int) -> None:
    """Watch, once a second, that ``parent`` is still the parent of this process; else end.

    A process that leads its own group takes the group with it: its helpers have nobody else to end them.
    """
    threading.Thread(target=_watch, args=(parent,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
