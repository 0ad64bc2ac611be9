"""``?lang=`` chooses the language of one answer and keeps it in a cookie (model.md, 3)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_ONE_YEAR = 365 * 24 * 3600


class LanguageByLink:
    """Runs before LocaleMiddleware: what the link asks for is put where that looks first, the cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "").lower()
        if asked not in self.known:
            return self.get_response(request)
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = asked
        response = self.get_response(request)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            asked,
            max_age=_ONE_YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
        return response
