"""The door of the whole site, before everything else: who asks, and whether they ask too much.

REMOTE_ADDR becomes the address behind the trusted proxies, so that all that counts by address counts the same. Who
asks more than the settings allow is told when to come again (RFC 6585, 4; RFC 9110, 10.2.3).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from lantai.config.bodies import Bodies, BodyRefused
from lantai.config.installation import Installation
from lantai.values.buckets import Buckets
from lantai.values.networks import asker, counted_as, networks, within

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

WAIT: Final = "lantai.wait"
"""Stands in the environment of a request that is refused: whole seconds until it may come again."""
_IMAGES: Final = "/iiif/image/"
_FREE: Final = ("/static/",)
"""Files that every page needs and that cost nothing."""
_MINUTE: Final = 60.0
_BUSY: Final = 5
"""Seconds after which a body that found no place may come again."""


def guarded(application: WSGIApplication, installation: Installation) -> WSGIApplication:
    """``application`` behind the limits of this installation; the page that refuses is its own."""
    limits = installation.limits
    trusted, exempt = networks(installation.trusted_proxies), networks(limits.exempt)
    pages = Buckets(most=limits.pages, seconds=_MINUTE)
    images = Buckets(most=limits.images, seconds=_MINUTE)
    bodies = Bodies()

    def door(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        address = asker(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""), trusted)
        environ["REMOTE_ADDR"] = address
        path: str = environ.get("PATH_INFO", "")
        if path.startswith(_FREE) or within(address, exempt):
            return enter(environ, start_response)
        is_image = path.startswith(_IMAGES)
        waits = (images if is_image else pages).take(counted_as(address))
        if waits and is_image:
            says = f"Too many images were asked for from here; come again in {math.ceil(waits)} s."
            return _refuse(start_response, HTTPStatus.TOO_MANY_REQUESTS, says, math.ceil(waits))
        if waits:
            environ[WAIT] = math.ceil(waits)
            return application(environ, start_response)
        return enter(environ, start_response)

    def enter(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            bodies.take(environ, asker=counted_as(environ["REMOTE_ADDR"]))
        except BodyRefused as refusal:
            return _refuse(start_response, refusal.status, f"{refusal}.", _BUSY)
        return application(environ, start_response)

    return door


def _refuse(start_response: StartResponse, status: HTTPStatus, says: str, waits: int) -> Iterable[bytes]:
    """Programs and attackers are told in a sentence, and Django is not entered."""
    body = f"{says}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    headers += [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        headers.append(("Retry-After", str(waits)))
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]
