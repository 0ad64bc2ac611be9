"""What the archive says of itself: about, help, terms, privacy, contact."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.publishing.markdown import rendered
from lantai.publishing.models import PageName
from lantai.publishing.queries import text_of
from lantai.reading_room.context import language_tag


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    text = text_of(PageName(name), language_tag())
    context = {"text": text, "body": rendered(text.body), "names": PageName, "here": name}
    return render(request, "reading_room/static_page.html", context)
