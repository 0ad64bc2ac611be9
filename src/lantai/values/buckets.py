"""Token buckets: how much each of many askers may still ask for, kept in memory and bounded.

A bucket holds so many tokens and fills at an even rate; each question takes one. Who asks is kept as a keyed digest
that nobody outside this process can make or read back, and is forgotten as soon as the bucket is full again.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

MOST_ASKERS: Final = 100_000
"""About 15 MB. Beyond it who asked longest ago is forgotten."""


class Buckets:
    """One bucket an asker: ``most`` tokens, filled within ``seconds``. ``most`` 0: nothing is limited."""

    def __init__(self, *, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self._seconds = seconds
        self._clock = clock
        self._secret = secrets.token_bytes(32)
        self._kept: OrderedDict[bytes, tuple[float, float]] = OrderedDict()  # digest → tokens, when
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def take(self, asker: bytes) -> float:
        """Take one token; 0.0 when there was one, else the seconds until there is."""
        if not self.most:
            return 0.0
        digest = hashlib.blake2b(asker, key=self._secret, digest_size=16).digest()
        rate = self.most / self._seconds
        with self._lock:
            now = self._clock()
            tokens, then = self._kept.pop(digest, (float(self.most), now))
            tokens = min(self.most, tokens + (now - then) * rate)
            waits = 0.0 if tokens >= 1 else (1 - tokens) / rate
            self._kept[digest] = (tokens if waits else tokens - 1, now)
            self._forget(now)
        return waits

    def _forget(self, now: float) -> None:
        """Those whose buckets are full again, and those beyond the bound: the longest silent stand first."""
        for _two in range(2):
            digest = next(iter(self._kept))
            if len(self._kept) <= MOST_ASKERS and now - self._kept[digest][1] < self._seconds:
                return
            del self._kept[digest]
