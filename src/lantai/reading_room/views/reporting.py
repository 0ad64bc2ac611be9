"""Reporting an error: a reader says in words what is wrong with a record or a page of it. No name is asked."""

from __future__ import annotations

from typing import Final

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
from lantai.catalogue.domain.reporting import LONGEST_REPORT, ReportRefused, report_error
from lantai.catalogue.enums import ErrorKind
from lantai.catalogue.models import Record
from lantai.reading_room.queries import pages
from lantai.reading_room.throttle import may_go_on
from lantai.values.buckets import Buckets

MOST_AN_HOUR: Final = 30
sent_lately: Final = Buckets(most=MOST_AN_HOUR, seconds=3600)
"""Reports from one address; each process that answers counts by itself."""


class ReportForm(forms.Form):
    """``page`` is the number of the page that lay open."""

    kind = forms.ChoiceField(label=_("What is wrong"), choices=ErrorKind.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What it should be"),
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In a sentence or two, and how you know. No name is asked, and none is kept."),
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
def reporting(request: HttpRequest, identifier: str) -> HttpResponse:
    """``?page=`` says which page lay open. Raises Http404: what may not be seen is as absent as everywhere."""
    seen = visible(to=reader_for(request.user))
    record = seen.records().filter(identifier=identifier).first() if settings.LANTAI.error_reports else None
    if record is None:
        raise Http404
    said = request.POST.get("page") or request.GET.get("page", "")
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else 0
    if number and pages.page(seen.pages(), record, number) is None:
        raise Http404
    if request.method == "POST":
        return _posted(request, record, number or None)
    if "sent" in request.GET:
        return render(request, "reading_room/report.html", {"record": record, "number": number, "sent": True})
    asked = request.GET.get("kind", "")
    kind = asked if asked in ErrorKind.values else ErrorKind.DESCRIPTION
    return _ask(request, record, number, ReportForm(initial={"kind": kind, "page": number or None}))


def _posted(request: HttpRequest, record: Record, number: int | None) -> HttpResponse:
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _ask(request, record, number, form, status=422)
    if not may_go_on(request, sent_lately):
        form.add_error(None, gettext("Many reports came from where you are; try again in an hour."))
        return _ask(request, record, number, form, status=429)
    kind, words = ErrorKind(form.cleaned_data["kind"]), form.cleaned_data["words"]
    try:
        report_error(record, kind=kind, words=words, page=number)
    except ReportRefused as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, record, number, form, status=422)
    page = f"&page={number}" if number else ""
    return HttpResponseRedirect(f"{reverse('report', args=[record.identifier])}?sent=1{page}")


def _ask(
    request: HttpRequest, record: Record, number: int | None, form: ReportForm, *, status: int = 200
) -> HttpResponse:
    context = {"record": record, "number": number, "form": form, "sent": False}
    response = render(request, "reading_room/report.html", context, status=status)
    add_never_cache_headers(response)
    return response
