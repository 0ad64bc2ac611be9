"""Indexing beside other work: ``python -m lantai.config.follower PARENT``, started by ``following``.

What a command describes is indexed by a process of its own while the command goes on describing, so that both work on
a core of their own. Where a server holds the home its worker of the index does the same already.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from lantai.config.home import is_served
from lantai.config.lifeline import end_with

_LOOK = 0.5


@contextmanager
def following(run_dir: Path) -> Iterator[None]:
    """Keep the index up with the journal while the body writes; what it has not taken over at the end is left.

    The index is free again when the body is left: ``indexing.follow`` brings it up to the end.
    """
    if is_served(run_dir):
        yield
        return
    command = [sys.executable, "-m", "lantai.config.follower", str(os.getpid())]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0) as process:  # noqa: S603 - our own module
        try:
            yield
        finally:
            process.terminate()


def main() -> None:
    """Follow until told to end by SIGTERM, or until PARENT is no more."""
    ended = Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: ended.set())
    end_with(int(sys.argv[1]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantai.config.settings")
    import django

    django.setup()
    from lantai.discovery import indexing
    from lantai.ports.search import IndexUnusable

    while not ended.wait(_LOOK):
        try:
            indexing.keep_following(ended, wait=False)
        except IndexUnusable:
            return  # the command itself says so when it comes to it


if __name__ == "__main__":
    main()
