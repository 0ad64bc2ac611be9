"""Content Search: the words within one record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lantai.access.queries import Visible, reader_for, visible
from lantai.catalogue.models import Record
from lantai.iiif import search_answer
from lantai.iiif.answers import linked_data, refusal
from lantai.iiif.content_search import NOTHING, FoundWithin, find_within
from lantai.iiif.language_maps import Json
from lantai.ports.search import BadRequest, SearchFailed

_KNOWN: Final = ("q", "motivation", "after")
_OURS: Final = {"supplementing", "painting", "sc:painting"}
"""The motivations of what is found: that of 2.0, and those by which viewers ask for texts."""

Answer = Callable[[str, dict[str, str], FoundWithin, Sequence[str]], Json]


@require_safe
def search(request: HttpRequest, identifier: str) -> HttpResponse:
    return _answered(request, identifier, search_answer.annotation_page, search_answer.CONTEXT)


@require_safe
def search_1(request: HttpRequest, identifier: str) -> HttpResponse:
    """As Content Search 1.0 has it."""
    return _answered(request, identifier, search_answer.annotation_list, search_answer.CONTEXT_1)


def _answered(request: HttpRequest, identifier: str, answer: Answer, context: str) -> HttpResponse:
    may_see = visible(to=reader_for(request.user))
    record = may_see.records().filter(identifier=identifier).first()
    if record is None:
        raise Http404
    asked = {name: request.GET[name] for name in _KNOWN if request.GET.get(name)}
    ignored = sorted(set(request.GET) - set(_KNOWN))
    try:
        found = _found(record, asked, may_see)
    except BadRequest as error:
        return refusal(400, str(error))
    except SearchFailed:
        return refusal(503, "The index is being made; ask again later.")
    return linked_data(answer(identifier, asked, found, ignored), context=context)


def _found(record: Record, asked: dict[str, str], may_see: Visible) -> FoundWithin:
    motivations = set(asked.get("motivation", "").split())
    if motivations and not motivations & _OURS:
        return NOTHING
    return find_within(record, asked.get("q", ""), may_see=may_see, after=asked.get("after"))
