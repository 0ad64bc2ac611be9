"""A server of one's own: the page goes there as a PNG, what it reads comes back as JSON (docs/reading.md).

``GET`` asks who would read, ``POST`` has a page read. Nothing is followed elsewhere (no redirect, no proxy), an answer
is bounded in time and size, and what is in it is looked at before anybody else sees it.
"""

from __future__ import annotations

import json
import os
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from time import perf_counter
from typing import Any, Final, NoReturn
from urllib.parse import urlsplit

import cv2

from lantai.adapters.ocr.options import HttpOptions
from lantai.adapters.ocr.picture import Picture, open_picture
from lantai.adapters.ocr.told import NotAReading, engine_of, reading_of
from lantai.ports.ocr import Box, EngineInfo, EngineUnusable, Glyph, Line, Reading, ReadingFailed, Region

_BUSY: Final = 503
_WAITS: Final = (1.0, 2.0, 4.0)
"""Seconds before each new try, where a busy server does not say how long (``Retry-After``)."""
_LONGEST_WAIT: Final = 30.0
_CHUNK: Final = 1 << 16
_NOBODY: Final = (401, 403, 404, 405, 407, 410, 502, 504)
"""What no page can be blamed for: the address, the token, a server that is gone."""


class _Late(Exception):
    """The time for one page is spent."""


@dataclass(frozen=True, kw_only=True)
class HttpOcr(HttpOptions):
    """An OcrEngine that asks another machine, or another program of this one."""

    threads: int = 1

    @cached_property
    def info(self) -> EngineInfo:
        """As the server names itself. Raises EngineUnusable."""
        try:
            said = self._asked("GET", b"", {}, why="The reading server does not answer")
            return self._signed(engine_of(_json(said)))
        except EngineUnusable:
            raise
        except ReadingFailed as error:
            raise EngineUnusable(str(error)) from error
        except NotAReading as error:
            raise EngineUnusable(f"{self.url} does not say which engine it is: {error} was expected.") from error

    def read(self, image: Path) -> Reading:
        """Read one page. Raises ReadingFailed, and EngineUnusable where the server cannot be used at all."""
        began = perf_counter()
        picture = open_picture(image, max_side=self.max_side, limit=self.limit)
        height, width = picture.pixels.shape[:2]
        said = self._asked("POST", _png(picture), {"Content-Type": "image/png"}, why=f"{image.name} cannot be read")
        try:
            read = reading_of(_json(said), width=width, height=height, seconds=perf_counter() - began)
        except NotAReading as error:
            told = f"{image.name} cannot be read: the answer of {self.url} is no reading: {error} was expected."
            raise ReadingFailed(told) from error
        return replace(_enlarged(read, picture), engine=self._signed(read.engine))

    def _signed(self, engine: EngineInfo) -> EngineInfo:
        return replace(engine, settings={**engine.settings, "server": self.url, "sent_max_side": str(self.max_side)})

    def _asked(self, method: str, body: bytes, headers: Mapping[str, str], *, why: str) -> bytes:
        """The body of the server's answer; a busy server is asked again."""
        deadline = time.monotonic() + self.seconds
        try:
            for wait in (*_WAITS, None):
                status, said, told = self._exchange(method, body, headers, deadline)
                if status != _BUSY or wait is None:
                    break
                time.sleep(min(_seconds(told, wait), _LONGEST_WAIT, max(0.0, deadline - time.monotonic())))
        except (TimeoutError, _Late):
            raise ReadingFailed(f"{why}: {self.url} takes more than {self.seconds} s.") from None
        except (OSError, HTTPException) as error:
            raise EngineUnusable(f"{why}: {self.url} cannot be reached ({_reason(error)}).") from error
        if status != 200:
            self._refuse(status, why)
        if said is None:
            raise ReadingFailed(f"{why}: the answer of {self.url} is larger than {self.largest:,} bytes.")
        return said

    def _refuse(self, status: int, why: str) -> NoReturn:
        told = f"{why}: {self.url} answers with status {status}."
        if status == _BUSY:
            raise EngineUnusable(f"{why}: {self.url} is busy (status {_BUSY}), {len(_WAITS) + 1} times.")
        raise EngineUnusable(told) if status in _NOBODY or status < 400 else ReadingFailed(told)

    def _exchange(
        self, method: str, body: bytes, headers: Mapping[str, str], deadline: float
    ) -> tuple[int, bytes | None, str]:
        """Status, body (None for one that is too large) and ``Retry-After``."""
        url = urlsplit(self.url)
        connection = self._connection(_left(deadline))
        try:
            path = (url.path or "/") + (f"?{url.query}" if url.query else "")
            connection.request(method, path, body or None, {**headers, **self._token, "Accept": "application/json"})
            answer = connection.getresponse()
            return answer.status, self._body(connection, answer, deadline), answer.getheader("Retry-After", "")
        finally:
            connection.close()

    def _connection(self, seconds: float) -> HTTPConnection:
        url = urlsplit(self.url)
        assert url.hostname
        if url.scheme == "https":
            return HTTPSConnection(url.hostname, url.port, timeout=seconds, context=ssl.create_default_context())
        return HTTPConnection(url.hostname, url.port, timeout=seconds)

    def _body(self, connection: HTTPConnection, answer: HTTPResponse, deadline: float) -> bytes | None:
        said = bytearray()
        while True:
            if connection.sock is not None:  # gone when the server closes at the end of its answer
                connection.sock.settimeout(_left(deadline))
            else:
                _left(deadline)
            chunk = answer.read1(_CHUNK)
            if not chunk:
                return bytes(said)
            said += chunk
            if len(said) > self.largest:
                return None

    @cached_property
    def _token(self) -> dict[str, str]:
        """Raises EngineUnusable when it is not where it should be."""
        if self.token_variable:
            token, where = os.environ.get(self.token_variable, ""), f"the variable {self.token_variable}"
        elif self.token_file:
            token, where = _of_file(Path(self.token_file)), f"the file {self.token_file}"
        else:
            return {}
        token = token.strip()
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise EngineUnusable(f"The token for {self.url} is not in {where}: one word was expected.")
        return {"Authorization": f"Bearer {token}"}


def _of_file(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def _png(picture: Picture) -> bytes:
    _done, encoded = cv2.imencode(".png", picture.pixels, (cv2.IMWRITE_PNG_COMPRESSION, 1))
    return encoded.tobytes()


def _json(said: bytes) -> Any:
    """Raises NotAReading."""
    try:
        return json.loads(said, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise NotAReading(f"It cannot be understood ({_reason(error)}); JSON") from error


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _Late
    return left


def _seconds(told: str, otherwise: float) -> float:
    return float(told) if told.isascii() and told.isdigit() else otherwise


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__)[:200]


def _enlarged(read: Reading, picture: Picture) -> Reading:
    """From the pixels that were sent to those of the canvas."""
    height, width = picture.pixels.shape[:2]
    across, down = picture.width / width, picture.height / height

    def whole(box: Box) -> Box:
        left, top = round(box.x * across), round(box.y * down)
        right, below = round((box.x + box.width) * across), round((box.y + box.height) * down)
        return Box(left, top, max(1, right - left), max(1, below - top))

    def line(one: Line) -> Line:
        glyphs = tuple(Glyph(sign.text, whole(sign.box), sign.confidence, sign.alternatives) for sign in one.glyphs)
        return replace(one, box=whole(one.box), glyphs=glyphs)

    regions = tuple(Region(whole(one.box), tuple(line(each) for each in one.lines), one.kind) for one in read.regions)
    return Reading(picture.width, picture.height, regions, read.engine, read.seconds)
