"""Proposing a correction: a reader chooses a line of a page's text and writes what it should say.

Nothing is known of who proposes. An address is counted in memory, as a digest, so that nobody floods the archive; it
is written nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lantai.access.queries import reader_for, visible
from lantai.catalogue.models import Record
from lantai.digitisation.domain.proposing import LONGEST_LINE, LONGEST_NOTE, ProposalRefused, propose
from lantai.digitisation.enums import Direction
from lantai.digitisation.models import Page, Transcription
from lantai.reading_room.cuts import Cut, of_line
from lantai.reading_room.queries import pages
from lantai.reading_room.throttle import may_go_on
from lantai.values.buckets import Buckets

MOST_AN_HOUR: Final = 30
sent_lately: Final = Buckets(most=MOST_AN_HOUR, seconds=3600)
"""Proposals from one address; each process that answers counts by itself."""


class ProposeForm(forms.Form):
    """``seen`` is the key of the text that lay before the reader, ``line`` the line of it, counted from 0."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    line = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What the line says"),
        required=False,
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text=_("As it stands on the page, character by character. Empty: no text stands there."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("How you know, if you like. No name is asked, and none is kept."),
    )


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies before the reader: a page of a record, and its text."""

    record: Record
    page: Page
    holder: str
    text: Transcription

    @property
    def url(self) -> str:
        return reverse("propose", args=[self.record.identifier, self.page.number])

    @property
    def page_url(self) -> str:
        return reverse("page", args=[self.record.identifier, self.page.number])

    @property
    def vertical(self) -> bool:
        return self.text.direction == Direction.VERTICAL


@require_http_methods(["GET", "HEAD", "POST"])
def proposing(request: HttpRequest, identifier: str, number: int) -> HttpResponse:
    """Without ``line``, the lines to choose from; with it, the line beside its picture and the form."""
    lying = _lying(request, identifier, number)
    if request.method == "POST":
        return _posted(request, lying)
    line = _asked_line(request.GET.get("line", ""), lying.text)
    if line is None:
        return _choose(request, lying)
    form = ProposeForm(initial={"seen": lying.text.pk, "line": line, "text": _lines(lying.text)[line]})
    return _ask(request, lying, line, form)


def _lying(request: HttpRequest, identifier: str, number: int) -> Lying:
    """Raises Http404: what may not be seen cannot be proposed to, and is as absent as everywhere."""
    seen = visible(to=reader_for(request.user))
    record = seen.records().select_related("record_set").filter(identifier=identifier).first()
    found = pages.page_and_holder(seen.pages(), record, number) if record and settings.LANTAI.proposals else None
    text = pages.reading(found[0]) if found else None
    if record is None or found is None or text is None or not text.text.strip():
        raise Http404
    return Lying(record, *found, text)


def _posted(request: HttpRequest, lying: Lying) -> HttpResponse:
    form = ProposeForm(request.POST)
    line = _asked_line(str(request.POST.get("line", "")), lying.text)
    if line is None:
        return HttpResponseRedirect(lying.url)
    if not form.is_valid():
        return _ask(request, lying, line, form, status=422)
    if not may_go_on(request, sent_lately):
        form.add_error(None, gettext("Many proposals came from where you are; try again in an hour."))
        return _ask(request, lying, line, form, status=429)
    said = form.cleaned_data
    if said["seen"] != lying.text.pk:
        form.add_error(None, gettext("The text of this page was changed meanwhile; look at the line again."))
        form.data = {**request.POST.dict(), "seen": str(lying.text.pk)}
        return _ask(request, lying, line, form, status=409)
    try:
        propose(lying.text, line=line, text=said["text"], note=said["note"])
    except ProposalRefused as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, lying, line, form, status=422)
    return HttpResponseRedirect(f"{lying.url}?sent=1")


def _lines(text: Transcription) -> list[str]:
    return text.text.split("\n")


def _asked_line(said: str, text: Transcription) -> int | None:
    """The line that is meant, if there is one and it says something."""
    line = int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else -1
    lines = _lines(text)
    return line if 0 <= line < len(lines) and lines[line].strip() else None


def _choose(request: HttpRequest, lying: Lying) -> HttpResponse:
    rows = [(at, line) for at, line in enumerate(_lines(lying.text)) if line.strip()]
    context = {"lying": lying, "rows": rows, "sent": "sent" in request.GET}
    return render(request, "reading_room/propose_choose.html", context)


def _ask(request: HttpRequest, lying: Lying, line: int, form: ProposeForm, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "lying": lying,
        "line": line,
        "before": _lines(lying.text)[line],
        "cut": _cut(lying, line),
        "form": form,
    }
    response = render(request, "reading_room/propose.html", context, status=status)
    add_never_cache_headers(response)
    return response


def _cut(lying: Lying, line: int) -> Cut | None:
    """The picture of the line, where it is known where that stands."""
    boxes, lines, page = lying.text.glyph_boxes, _lines(lying.text), lying.page
    start = sum(len(one) + 1 for one in lines[:line])
    found = boxes.union(lying.text.text, start, start + len(lines[line])) if boxes is not None else []
    if not found or not page.derived:
        return None
    return of_line(found[0], identifier=lying.holder, page=page.number, width=page.width, height=page.height)
