"""Bodies of requests, taken in before a thread of the site waits for them.

Whoever sends a body byte by byte would hold a thread for as long as they like, and a few of them all threads. So only
so many bodies are taken in at once, fewer from one address, each within a time that depends on its length.
"""

from __future__ import annotations

import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

AT_ONCE: Final = 4
"""Threads that the server has besides those for reading (``server.py``)."""
FROM_ONE: Final = 2
LONGEST: Final = 1_000_000
LONGEST_IN_OFFICE: Final = 256_000_000
"""Bytes. A reader sends a line; sheets come to the office only."""
_OFFICE: Final = "/admin/"
_SECONDS: Final = 20.0
_BYTES_A_SECOND: Final = 50_000
_PART: Final = 65_536


class Body(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class BodyRefused(Exception):
    """``status`` says why: too large, too slow, or too many at once."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Bodies:
    """Those that are being taken in by this process. ``seconds`` is what a short body may take."""

    def __init__(self, *, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._taking: Counter[bytes] = Counter()
        self._lock = threading.Lock()

    def take(self, environ: WSGIEnvironment, *, asker: bytes) -> None:
        """Put the whole body in place of ``wsgi.input``. Raises BodyRefused."""
        said = environ.get("CONTENT_LENGTH") or "0"
        length = int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else -1
        if not length:
            return
        if length < 0:
            raise BodyRefused(HTTPStatus.BAD_REQUEST)
        if length > (LONGEST_IN_OFFICE if environ.get("PATH_INFO", "").startswith(_OFFICE) else LONGEST):
            raise BodyRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        with self._place(asker):
            environ["wsgi.input"] = self._read(environ["wsgi.input"], length)

    @contextmanager
    def _place(self, asker: bytes) -> Iterator[None]:
        with self._lock:
            if self._taking.total() >= AT_ONCE or self._taking[asker] >= FROM_ONE:
                raise BodyRefused(HTTPStatus.SERVICE_UNAVAILABLE)
            self._taking[asker] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taking[asker] -= 1
                if not self._taking[asker]:
                    del self._taking[asker]

    def _read(self, source: Body, length: int) -> IO[bytes]:
        """In a thread of its own, which ends when the connection does. Raises BodyRefused when it takes too long."""
        taken: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=LONGEST)  # noqa: SIM115 - closed with the request
        reader = threading.Thread(target=_copy, args=(source, taken, length), name="body", daemon=True)
        reader.start()
        reader.join(self._seconds + length / _BYTES_A_SECOND)
        if reader.is_alive():
            raise BodyRefused(HTTPStatus.REQUEST_TIMEOUT)
        taken.seek(0)
        return taken


def _copy(source: Body, target: IO[bytes], length: int) -> None:
    while length > 0 and (part := source.read(min(_PART, length))):
        target.write(part)
        length -= len(part)
