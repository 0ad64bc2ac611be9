"""How well pages were read: the worst of the archive, those of a delivery, and the samples that measure it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.access.queries import reader_for, visible
from lantai.digitisation.models import Batch, Page
from lantai.digitisation.quality.words import of_many
from lantai.digitisation.queries import quality
from lantai.digitisation.queries.pages import of_batch
from lantai.digitisation.queries.proposals import open_count
from lantai.office.actions import offers
from lantai.office.actions.deliveries import find
from lantai.office.actions.page_texts import PERMISSION
from lantai.office.actions.reading_samples import DRAW
from lantai.office.actions.reading_samples import find as find_sample
from lantai.office.queries import reading_quality
from lantai.office.views.door import needs, staff
from lantai.office.views.links import Chip

_CHIPS = 12
"""Deliveries that are offered to sift by; the others are found by their own pages."""


@require_safe
@needs(PERMISSION)
def index(request: HttpRequest) -> HttpResponse:
    """Pages whose estimate is above the threshold, the worst first; with ``batch`` those of one delivery."""
    user = staff(request)
    pages, limit = visible(to=reader_for(user)).pages(), settings.LANTAI.doubtful_text
    batch = Batch.objects.filter(identifier=request.GET.get("batch", "")).first() if user.may("custody.see") else None
    by_batch = quality.doubtful_by_batch(pages, above=limit) if user.may("custody.see") else []
    count = quality.count_doubtful(pages, above=limit)
    context = {
        "count": count,
        "is_more": count == quality.COUNTED,
        "batch": batch,
        "batches": _batch_chips(by_batch, batch),
        "open_proposals": open_count(pages),
    }
    among = pages.filter(of_batch(batch)) if batch else pages
    return render(
        request,
        "office/doubtful_pages.html",
        context | _worst(request, among, above=limit, few=batch is not None, with_batches=True),
    )


def _batch_chips(counted: Sequence[tuple[Batch, int]], chosen: Batch | None) -> list[Chip]:
    return [
        Chip(batch.identifier, batch.name, count, "?" + urlencode({"batch": batch.identifier}), chosen=batch == chosen)
        for batch, count in counted[:_CHIPS]
    ]


@require_safe
@needs("custody.see")
def of_delivery(request: HttpRequest, identifier: str) -> HttpResponse:
    """All pages of a delivery that a machine has read, the worst first, and what a sample says of them."""
    user = staff(request)
    batch, limit = find(identifier, user), settings.LANTAI.doubtful_text
    among = visible(to=reader_for(user)).pages().filter(of_batch(batch))
    tally = quality.tally(among, threshold=limit)
    samples = reading_quality.samples_of(batch)
    context = {
        "batch": batch,
        "tally": tally,
        "said": of_many(tally),
        "samples": samples,
        "measured": reading_quality.measured_sample(samples[0]) if samples else None,
        "offers": offers([DRAW], batch, key=batch.identifier, to=user),
    }
    return render(request, "office/delivery_reading.html", context | _worst(request, among, above=-1.0, few=True))


def _worst(
    request: HttpRequest, among: QuerySet[Page] | Q, *, above: float, few: bool, with_batches: bool = False
) -> dict[str, Any]:
    after = reading_quality.cursor(request.GET.get("after", ""))
    texts = quality.worst(among, above=above, after=after, limit=reading_quality.A_PAGE, few=few)
    shown = texts[: reading_quality.A_PAGE]
    return {
        "pages": reading_quality.listed(shown, with_batches=with_batches),
        "next": reading_quality.cursor_behind(shown[-1]) if len(texts) > len(shown) else "",
        "limit": round(settings.LANTAI.doubtful_text * 100),
        "may_correct": staff(request).may(PERMISSION),
    }


@require_safe
@needs("custody.see")
def sample(request: HttpRequest, identifier: str) -> HttpResponse:
    """One sample with its pages, each with the way to its desk."""
    user = staff(request)
    one = find_sample(identifier, user)
    measured = reading_quality.measured_sample(one)
    context = {"batch": one.batch, "measured": measured, "may_correct": user.may(PERMISSION)}
    return render(request, "office/reading_sample.html", context)
