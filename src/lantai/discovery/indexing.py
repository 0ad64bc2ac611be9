"""How the index and the tallies follow the journal: from the entry that each of them marks, window by window.

Killed at any point it goes on from that mark, for the mark is made durable together with what it stands for.
One process writes: whoever holds ``index.lock`` in the home; others wait until it has caught up, or leave it to them.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from django.conf import settings

from lantai.digitisation.progress import Progress, SilentProgress
from lantai.discovery import tallying
from lantai.discovery.engine import search_engine
from lantai.discovery.following import WINDOW, Follower, last_entry
from lantai.discovery.standing import stand_of
from lantai.ports.search import SearchEngine

_LOOK = 0.2
_REST = 1.0
"""Seconds without anything new after which the index is let go."""
_SOON = 2.0
"""Seconds after which what few entries brought is committed, though more keep coming."""


@contextmanager
def writing(*, wait: bool = True) -> Iterator[bool]:
    """Hold the index; without ``wait`` it may not be had: then what is yielded is false."""
    settings.LANTAI.run_dir.mkdir(parents=True, exist_ok=True)
    with (settings.LANTAI.run_dir / "index.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            search_engine().close()


def position() -> int:
    """The journal entry up to which the index stands. Raises IndexUnusable."""
    return stand_of(search_engine()).entry


def is_caught_up() -> bool:
    """Raises IndexUnusable."""
    return position() >= last_entry()


def follow(progress: Progress | None = None) -> int:
    """Bring the index up to the journal; the number of documents written. Raises IndexUnusable."""
    with writing():
        return _follow(progress or SilentProgress())


def follow_if_free() -> int:
    """As ``follow``, but left to whoever else is writing."""
    with writing(wait=False) as mine:
        return _follow(SilentProgress()) if mine else 0


def _follow(progress: Progress) -> int:
    written = catch_up(search_engine(), progress)
    tallying.follow()
    return written


def catch_up(engine: SearchEngine, progress: Progress) -> int:
    """Bring an index up to the journal that nobody else writes; the number of documents written."""
    follower = Follower(engine)
    progress.stage("index", follower.waiting())
    while count := follower.step():
        progress.advance(count)
        if follower.is_full:
            follower.commit()
    follower.commit()  # an empty archive has an index too
    return follower.written


def keep_following(ended: Event, *, wait: bool = True) -> int:
    """Follow the journal as it grows, until it rests or ``ended`` is set; the number of documents written.

    What is few is committed soon, what is much seldom; the tallies follow when the journal rests. Without ``wait`` it
    is left to whoever else is writing.
    """
    with writing(wait=wait) as mine:
        if not mine:
            return 0
        follower = Follower(search_engine())
        committed, grown = 0.0, time.monotonic()
        while not ended.is_set() and (now := time.monotonic()) - grown < _REST:
            count = follower.step()
            grown = now if count else grown
            is_few = count < WINDOW
            if follower.is_full or (is_few and follower.has_news and now - committed > _SOON):
                follower.commit()
                committed = now
            if is_few:
                ended.wait(_LOOK)
        follower.commit()
        if not ended.is_set():
            tallying.follow()  # only now: it writes tables, and would wait behind whoever is filling them
        return follower.written
