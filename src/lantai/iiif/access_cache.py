"""Remembering for a moment who may see which page: a viewer asks a hundred tiles of one page in a second."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

from lantai.iiif.server import Resolve, Source


class RememberedAccess:
    """``resolve`` for an image server, over a ``decide`` that asks the database.

    A decision holds for one session, one page and one access version, and for ``seconds`` at most: whoever logs
    out, or is shut out, is so no later than that. ``access_version`` must be cheap, and must change whenever a
    decision may have changed (also at midnight, when dated closures end). A refusal is remembered likewise.
    """

    def __init__(
        self,
        decide: Resolve,
        *,
        session_cookie: str,
        access_version: Callable[[], Hashable],
        seconds: float = 10.0,
        room: int = 50_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._decide = decide
        self._session_cookie = session_cookie
        self._access_version = access_version
        self._seconds = seconds
        self._room = room
        self._clock = clock
        self._known: OrderedDict[Hashable, tuple[float, Source | None]] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, page_key: str, cookies: str) -> Source | None:
        now = self._clock()
        about = (self._access_version(), cookie_value(cookies, self._session_cookie), page_key)
        with self._lock:
            until, source = self._known.get(about, (now, None))
        if until > now:
            return source
        source = self._decide(page_key, cookies)
        self._remember(about, now + self._seconds, source)
        return source

    def _remember(self, about: Hashable, until: float, source: Source | None) -> None:
        with self._lock:
            self._known[about] = until, source
            self._known.move_to_end(about)
            while len(self._known) > self._room:
                self._known.popitem(last=False)


def cookie_value(header: str, name: str) -> str:
    """The value of one cookie in a Cookie header, as it is written there; empty when it is not."""
    for part in header.split(";"):
        found, _, value = part.strip().partition("=")
        if found == name:
            return value
    return ""
