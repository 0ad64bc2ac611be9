"""What is answered in place of a view: who asked too much, and a database that does not answer."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from lantai.config.door import WAIT
from lantai.reading_room.views import errors


class Refusals:
    """Runs after LocaleMiddleware, so that the page speaks the reader's language; asks neither session nor database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        waits = request.META.get(WAIT)
        return errors.too_many(request, waits) if waits else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.unavailable(request, exception) if isinstance(exception, OperationalError) else None
