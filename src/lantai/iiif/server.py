"""The image server: Image API 3.0, level 2, without a framework.

It knows pages by their keys and is told by ``resolve`` whether this reader may see one, and where its pyramid
lies. A page that is closed and a page that does not exist get the same 404.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.parse import quote

from lantai.iiif.drawn import DrawnImages
from lantai.iiif.image_information import CONTEXT, PROFILE, information
from lantai.iiif.image_path import split_path
from lantai.iiif.image_request import BadRequest, ImageRequest, Limits, parse
from lantai.iiif.tiff_directory import UnreadablePyramid
from lantai.iiif.tiles import OpenPyramid, Pyramids, answer

logger = logging.getLogger(__name__)

_Headers: TypeAlias = tuple[tuple[str, str], ...]

_OPEN_TO_ALL: Final[_Headers] = (("Access-Control-Allow-Origin", "*"), ("X-Content-Type-Options", "nosniff"))
"""Any site may embed what anybody may see: browsers send no cookie with such requests."""
_MEDIA_TYPES: Final = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
_LINKED_DATA: Final = f'application/ld+json;profile="{CONTEXT}"'


@dataclass(frozen=True, slots=True)
class Source:
    """A page that the reader may see.

    ``path`` is its pyramid; ``version`` changes when access to it changes; ``shared`` says that everybody may see
    it, so that caches on the way may keep it; ``services`` stand in its ``info.json``.
    """

    path: Path
    version: str
    shared: bool = False
    services: tuple[dict[str, Any], ...] = ()


Resolve: TypeAlias = Callable[[str, str], Source | None]
"""Page key and Cookie header → the page for the reader who sent them, None when there is none for them."""


class Response(NamedTuple):
    status: int
    headers: _Headers
    body: bytes


class ImageServer:
    """Answers all under one prefix. ``base_url`` is the public address of it, without a slash at the end.

    ``max_age``: seconds for which a browser may show an answer without asking again.
    """

    def __init__(self, resolve: Resolve, *, base_url: str, limits: Limits | None = None, max_age: int = 300) -> None:
        self._resolve = resolve
        self._base_url = base_url.rstrip("/")
        self._limits = limits or Limits()
        self._max_age = max_age
        self._pyramids = Pyramids()
        self._drawn = DrawnImages()

    def __call__(self, method: str, path: str, headers: Mapping[str, str]) -> Response:
        """Answer one request; ``path`` is decoded, without the prefix; names of ``headers`` are in small letters."""
        if method == "OPTIONS":
            return _preflight()
        if method not in {"GET", "HEAD"}:
            return _refusal(405, "Only GET, HEAD and OPTIONS are answered here.", (("Allow", "GET, HEAD, OPTIONS"),))
        response = self._get(path, headers)
        return response if method == "GET" else response._replace(body=b"")

    def _get(self, path: str, headers: Mapping[str, str]) -> Response:
        try:
            return self._page(path, headers)
        except BadRequest as error:
            return _refusal(400, str(error))
        except (UnreadablePyramid, OSError):
            logger.exception("The pyramid behind %r cannot be served; derive it again", path)
            return _refusal(500, "This image cannot be shown at the moment; the archive has been told.")

    def _page(self, path: str, headers: Mapping[str, str]) -> Response:
        parts = split_path(path)
        if parts is None:
            return _not_found()
        key, rest = parts
        request = None if rest in {None, "", "info.json"} else _parse(rest or "")
        source = self._resolve(key, headers.get("cookie", ""))
        if source is None:
            return _not_found()
        try:
            with self._pyramids.open(source.path) as opened:
                return self._answer(_Asked(key, self._image_id(key), source, headers), request, rest, opened)
        except FileNotFoundError:  # not derived yet
            return _not_found()

    def _image_id(self, key: str) -> str:
        return f"{self._base_url}/{quote(key, safe='')}"

    def _answer(self, asked: _Asked, request: ImageRequest | None, rest: str | None, opened: OpenPyramid) -> Response:
        if request is not None:
            return self._image(asked, request, opened)
        if rest == "info.json":
            return self._information(asked, opened)
        location = f"{asked.image_id}/info.json"
        return Response(303, (*_OPEN_TO_ALL, ("Location", location), ("Content-Length", "0")), b"")

    def _information(self, asked: _Asked, opened: OpenPyramid) -> Response:
        media_type = _LINKED_DATA if "application/ld+json" in asked.headers.get("accept", "") else "application/json"
        headers = (("Content-Type", media_type), ("Link", f'<{PROFILE}>;rel="profile"'), ("Vary", "Accept, Cookie"))

        def body() -> bytes:
            document = information(asked.image_id, opened.pyramid, self._limits, asked.source.services)
            return json.dumps(document, ensure_ascii=False, indent=1).encode()

        return self._unless_known(asked, opened, media_type, headers, body)

    def _image(self, asked: _Asked, request: ImageRequest, opened: OpenPyramid) -> Response:
        view = request.on(opened.pyramid.extent, self._limits)
        canonical = view.canonical(self._limits, native=opened.pyramid.native)
        link = f'<{asked.image_id}/{canonical.replace("^", "%5E")}>;rel="canonical",<{PROFILE}>;rel="profile"'
        headers = (("Content-Type", _MEDIA_TYPES[view.format]), ("Link", link), ("Vary", "Cookie"))
        return self._unless_known(asked, opened, canonical, headers, lambda: answer(opened, view, self._drawn))

    def _unless_known(
        self, asked: _Asked, opened: OpenPyramid, what: str, headers: _Headers, body: Callable[[], bytes]
    ) -> Response:
        """The answer, or 304 when the reader holds it already; only then is nothing drawn."""
        source = asked.source
        tag = _entity_tag(source.version, opened.pyramid.stamp, asked.image_id, what)
        keep = f"{'public' if source.shared else 'private'}, max-age={self._max_age}"
        headers = (*headers, ("ETag", tag), ("Cache-Control", keep), *_OPEN_TO_ALL)
        if _holds(asked.headers.get("if-none-match", ""), tag):
            return Response(304, headers, b"")
        content = body()
        return Response(200, (*headers, ("Content-Length", str(len(content)))), content)


class _Asked(NamedTuple):
    """One request that found its page."""

    key: str
    image_id: str
    source: Source
    headers: Mapping[str, str]


def _parse(rest: str) -> ImageRequest:
    """Raises BadRequest."""
    parts = rest.split("/")
    if len(parts) != 4:
        raise BadRequest("Expected {region}/{size}/{rotation}/{quality}.{format}, or info.json.")
    quality, dot, format_ = parts[3].rpartition(".")
    if not dot:
        raise BadRequest("Expected {quality}.{format} at the end, such as default.jpg.")
    return parse(*parts[:3], quality, format_)


def _entity_tag(*parts: str) -> str:
    return f'"{blake2b(chr(0).join(parts).encode(), digest_size=12).hexdigest()}"'


def _holds(if_none_match: str, tag: str) -> bool:
    """RFC 9110, 13.1.2: weak comparison with each of a list, or anything at all."""
    held = {entry.strip().removeprefix("W/") for entry in if_none_match.split(",")}
    return tag in held or "*" in held


def _not_found() -> Response:
    return _refusal(404, "There is no such image.")


def _refusal(status: int, sentence: str, headers: _Headers = ()) -> Response:
    body = f"{sentence}\n".encode()
    kind = (("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))))
    return Response(status, (*kind, ("Cache-Control", "no-store"), *headers, *_OPEN_TO_ALL), body)


def _preflight() -> Response:
    allowed = (
        ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
        ("Access-Control-Allow-Headers", "Accept, If-None-Match"),
        ("Access-Control-Max-Age", "86400"),
    )
    return Response(204, (*_OPEN_TO_ALL, *allowed), b"")
