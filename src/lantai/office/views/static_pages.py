"""The pages that the archive writes itself: all of them, and one with its earlier texts."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.office.actions import offers
from lantai.office.actions.static_pages import PERMISSION, REVISE, find
from lantai.office.views.door import needs, staff
from lantai.publishing.markdown import rendered
from lantai.publishing.queries import all_texts, earlier


@require_safe
@needs(PERMISSION)
def index(request: HttpRequest) -> HttpResponse:
    rows = [(name, list(texts)) for name, texts in groupby(all_texts(), key=lambda text: text.name)]
    return render(request, "office/static_pages.html", {"rows": rows})


@require_safe
@needs(PERMISSION)
def page(request: HttpRequest, key: str) -> HttpResponse:
    text = find(key, staff(request))
    context = {
        "text": text,
        "body": rendered(text.body),
        "earlier": earlier(text.name, text.language),
        "offers": offers([REVISE], text, key=key, to=staff(request)),
    }
    return render(request, "office/static_page.html", context)
