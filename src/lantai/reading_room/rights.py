"""What a reader may take along: the setting ``downloads`` for everybody, the permission ``copy.take`` for the rest."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from lantai.accounts.models import User


@dataclass(frozen=True, slots=True)
class Rights:
    """One word a kind, as the setting names them."""

    page: bool
    pdf: bool
    text: bool
    alto: bool

    def __bool__(self) -> bool:
        return self.page or self.pdf or self.text or self.alto


def rights_of(user: object) -> Rights:
    takes_all = isinstance(user, User) and user.is_active and user.may("copy.take")
    given = settings.LANTAI.downloads
    return Rights(**{kind: takes_all or kind in given for kind in ("page", "pdf", "text", "alto")})


def not_given(request: HttpRequest) -> HttpResponse:
    """For what may be seen and not be taken along."""
    response = render(request, "reading_room/not_given.html", {"error": 403}, status=403)
    add_never_cache_headers(response)
    return response
