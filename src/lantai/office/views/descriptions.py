"""Descriptions: the tree, a search with the eyes of whoever looks, one description with its history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lantai.access.queries import Visible, reader_for, visible
from lantai.catalogue.doubts import SENTENCES, doubts_about
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.queries.versions import fields_of
from lantai.discovery.language import BadQuery
from lantai.discovery.search import Results, search
from lantai.office.actions import offers
from lantai.office.actions.bulk import BEGIN, BEGIN_WITH_SET
from lantai.office.actions.descriptions import OF_A_RECORD, OF_A_SET
from lantai.office.actions.error_reports import PERMISSION as SETTLES_REPORTS
from lantai.office.actions.page_texts import CORRECT
from lantai.office.queries import descriptions, error_reports
from lantai.office.queries.page_texts import page_states
from lantai.office.queries.people import language
from lantai.office.views.door import needs, staff
from lantai.office.views.versions import SEEN_BY
from lantai.office.words import field_label, search_refusal
from lantai.ports.search import SearchFailed

SHOWN = 20


def _sight(request: HttpRequest) -> Visible:
    return visible(to=reader_for(request.user))


@require_safe
@needs("office.enter")
def index(request: HttpRequest) -> HttpResponse:
    """The fonds; with ``q`` what the search found instead."""
    text = request.GET.get("q", "").strip()
    if text:
        return _found(request, text)
    sets = descriptions.roots(_sight(request), after=request.GET.get("after", ""))
    many = offers([BEGIN], None, key="", to=staff(request))
    told = error_reports.waiting_count() if staff(request).may(SETTLES_REPORTS) else None
    context = {"sets": sets, "text": "", "offers": many, "reports_open": told}
    return render(request, "office/descriptions.html", context)


def _found(request: HttpRequest, text: str) -> HttpResponse:
    context: dict[str, Any] = {"text": text, "change": BEGIN.url() if BEGIN.allowed(staff(request)) else ""}
    try:
        context["results"] = _search(request, text)
    except (BadQuery, SearchFailed) as error:
        context["refusal"] = search_refusal(error)
    status = 422 if "refusal" in context else 200
    return render(request, "office/descriptions_found.html", context, status=status)


def _search(request: HttpRequest, text: str) -> Results:
    return search(text, reader=_sight(request).to, order="code", limit=SHOWN, after=request.GET.get("after") or None)


@require_safe
@needs("office.enter")
def description(request: HttpRequest, identifier: str) -> HttpResponse:
    sight = _sight(request)
    one = descriptions.find(identifier, sight)
    user = staff(request)
    context: dict[str, Any] = {
        "one": one,
        "above": descriptions.path_to(one, sight),
        "pages": page_states(one, sight),
        "may_correct": user.may(CORRECT.permission),
    }
    if any(user.may(permission) for permission in SEEN_BY):
        context["history"] = descriptions.history(one.identifier)
    if isinstance(one, RecordSet):
        context["offers"] = offers((BEGIN_WITH_SET, *OF_A_SET), one, key=one.identifier, to=user)
        return render(request, "office/record_set.html", context | _below(request, one, sight))
    context["areas"] = areas(one)
    context["doubts"] = [SENTENCES[code] for code in doubts_about(one.date)]
    context["offers"] = offers(OF_A_RECORD, one, key=one.identifier, to=user)
    return render(request, "office/record.html", context)


def _below(request: HttpRequest, one: RecordSet, sight: Visible) -> dict[str, Any]:
    return {
        "sets": descriptions.child_sets(one, sight, after=request.GET.get("sets_after", "")),
        "records": descriptions.records(one, sight, after=request.GET.get("after", "")),
        "following": descriptions.is_opening_on_its_way(one),
    }


def areas(record: Record) -> list[tuple[str, str]]:
    """What is said of a record, field by field; a field that says nothing is left out. A date also as it was read."""
    fields = ((field_label(name), str(getattr(record, name))) for name in fields_of(record) if name != "title")
    said = [(label, text) for label, text in fields if text]
    if record.date and (read := record.date.render(language())) != record.date_text:
        said.insert(1, (gettext("Read as"), read))
    return said
