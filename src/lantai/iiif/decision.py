"""Who may see which page's image: asked of the database, outside Django's request, and remembered for a moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Hashable
from functools import cache
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Final

from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections
from django.db.models import Max
from django.http import HttpRequest

from lantai.access.queries import Reader, reader_for, today, visible
from lantai.digitisation import derivatives
from lantai.digitisation.models import Page, PageSpan
from lantai.iiif.access_cache import RememberedAccess
from lantai.iiif.authorization import probe_service
from lantai.iiif.image_path import split_key
from lantai.iiif.names import absolute
from lantai.iiif.queries import pictured_page
from lantai.iiif.server import ImageServer, Source
from lantai.journal.models import LogEntry

_VERSION_SECONDS: Final = 1.0


@cache
def image_server() -> ImageServer:
    """The server of page images, deciding by ``access.queries.visible``."""
    resolve = RememberedAccess(decide, session_cookie=settings.SESSION_COOKIE_NAME, access_version=AccessVersion())
    return ImageServer(resolve, base_url=absolute("/iiif/image"))


def decide(page_key: str, cookies: str) -> Source | None:
    """The pyramid of a page that the bearer of these cookies may see; None for closed and unknown alike."""
    if split_key(page_key) is None:
        return None
    close_old_connections()
    return source_for(page_key, reader_for(get_user(_request(cookies))))


def source_for(page_key: str, reader: Reader) -> Source | None:
    """The same for a reader who is known."""
    key = split_key(page_key)
    page = pictured_page(visible(to=reader), *key) if key else None
    if page is None:
        return None
    shared = _everybody_sees(page, reader)
    identifier = page.holder.identifier
    return Source(
        path=derivatives.pyramid_path(identifier, page.number),
        version=_version(page),
        shared=shared,
        services=() if shared else (probe_service(identifier, page.number),),
    )


def _version(page: Page) -> str:
    """Changes with the holder, and for a page of a volume with every record that holds it."""
    if page.record_set_id is None:
        return f"{page.holder.version}"
    holding = PageSpan.objects.filter(
        record_set=page.record_set_id, first__lte=page.number, last__gte=page.number
    ).order_by("record")
    versions = holding.values_list("record_id", "record__version")
    return ".".join([f"{page.holder.version}", *(f"{record}-{version}" for record, version in versions)])


def _everybody_sees(page: Page, reader: Reader) -> bool:
    public = Reader(today=reader.today)
    return reader == public or visible(to=public).pages().filter(pk=page.pk).exists()


def _request(cookies: str) -> HttpRequest:
    """As much of a request as tells who is logged in."""
    request = HttpRequest()
    try:
        jar = SimpleCookie(cookies)
    except CookieError:
        jar = SimpleCookie()
    session = jar.get(settings.SESSION_COOKIE_NAME)
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session.value if session else None)
    return request


class AccessVersion:
    """Changes with the day and with every entry of the journal; asked of the database once a second at most."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self._version: Hashable = None

    def __call__(self) -> Hashable:
        now = time.monotonic()
        with self._lock:
            if now >= self._until:
                close_old_connections()
                last = LogEntry.objects.aggregate(last=Max("pk"))["last"]
                self._version, self._until = (today(), last), now + _VERSION_SECONDS
            return self._version
