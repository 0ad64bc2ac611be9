"""The images that were drawn last, kept as they were sent: many readers ask for the same thumbnails and first views."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

ROOM: Final = 64 * 1024 * 1024
"""Bytes that are kept, in each process."""
LARGEST: Final = 2 * 1024 * 1024
"""Bytes of an image that is kept: one larger would drive too many others out."""


class DrawnImages:
    """Images by what was asked for; whoever asked longest ago is forgotten first. Safe for threads.

    Access is not decided here: who asks was let in before.
    """

    def __init__(self, *, room: int = ROOM) -> None:
        self._room = room
        self._held = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, asked: Hashable, draw: Callable[[], bytes]) -> bytes:
        """The image, drawn now where it is not kept."""
        with self._lock:
            known = self._kept.get(asked)
            if known is not None:
                self._kept.move_to_end(asked)
                return known
        image = draw()
        if len(image) <= min(LARGEST, self._room):
            self._keep(asked, image)
        return image

    def _keep(self, asked: Hashable, image: bytes) -> None:
        with self._lock:
            self._held += len(image) - len(self._kept.pop(asked, b""))
            self._kept[asked] = image
            while self._held > self._room:
                self._held -= len(self._kept.popitem(last=False)[1])
