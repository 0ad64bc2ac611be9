"""Two pages side by side: any page of any record, each by its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lantai.access.queries import Visible, reader_for, visible
from lantai.catalogue.models import Record
from lantai.digitisation.models import Page
from lantai.reading_room.addresses import SCREEN, image, image_service
from lantai.reading_room.queries import pages

LONGEST: Final = 500
_NAMED: Final = re.compile(r"(?:.*/a/)?(?P<identifier>[-\w]+)(?:/p(?P<number>\d{1,6}))?/?(?:[?#].*)?")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two pages."""

    record: Record
    page: Page
    holder: str

    @property
    def name(self) -> str:
        """How a page is named here: enough to find it."""
        return f"{self.record.identifier}/p{self.page.number}"

    @property
    def url(self) -> str:
        return reverse("page", args=[self.record.identifier, self.page.number])

    @property
    def service(self) -> str:
        return image_service(self.holder, self.page.number)

    @property
    def picture(self) -> str:
        return image(self.holder, self.page.number, size=SCREEN)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """``one`` and ``other``: addresses of pages, or of records, whose first page is meant.

    What is missing is asked for; an ``other`` that leads to nothing which this reader may see is told so.
    """
    seen = visible(to=reader_for(request.user))
    first = request.GET.get("one", "").strip()
    one = _side(seen, first) if first else None
    if first and one is None:
        raise Http404
    said = request.GET.get("other", "").strip()[:LONGEST]
    other = _side(seen, said) if said else None
    context = {"here": "browse", "one": one, "other": other, "said": said}
    return render(request, "reading_room/compare.html", context)


def _side(seen: Visible, said: str) -> Side | None:
    """Four queries at most."""
    named = _NAMED.fullmatch(said.strip()[:LONGEST])
    if named is None:
        return None
    record = seen.records().select_related("record_set").filter(identifier=named["identifier"]).first()
    number = _number(seen, record, named["number"]) if record else None
    found = pages.page_and_holder(seen.pages(), record, number) if record and number else None
    return Side(record, *found) if record and found and found[0].derived else None


def _number(seen: Visible, record: Record, said: str | None) -> int | None:
    if said is not None:
        return int(said)
    book = pages.book(seen.pages(), record)
    return book.places[0].number if book.places else None
