"""Deliveries: the list, one delivery with its findings, its items, and the sheets to mend it by."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.digitisation import sentences
from lantai.digitisation.enums import BatchState, ItemOutcome, Severity
from lantai.digitisation.models import BatchItem
from lantai.office.actions import offers
from lantai.office.actions.bulk import BEGIN_WITH_BATCH
from lantai.office.actions.contractors import SET
from lantai.office.actions.deliveries import DECISION, REGISTER, WORK, find
from lantai.office.actions.mappings import MAP
from lantai.office.forms.deliveries import DeliveryFilter, FindingFilter, ItemFilter, wanted
from lantai.office.queries import deliveries, troubled_pages
from lantai.office.queries.history import delivery_history
from lantai.office.views.door import needs, staff
from lantai.office.views.links import Chip, chips

A_PAGE = 25


@require_safe
@needs("custody.see")
def index(request: HttpRequest) -> HttpResponse:
    form = DeliveryFilter(request.GET)
    asked = wanted(form)
    page = Paginator(deliveries.listed(state=asked["state"], text=asked["q"]), A_PAGE).get_page(request.GET.get("p"))
    counts = deliveries.state_counts()
    context = {
        "page": page,
        "form": form,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "states": chips(request, "state", [(key, label, counts.get(key, 0)) for key, label in BatchState.choices]),
        "offers": offers([REGISTER], None, key="", to=staff(request)),
    }
    return render(request, "office/deliveries.html", context)


@require_safe
@needs("custody.see")
def delivery(request: HttpRequest, identifier: str) -> HttpResponse:
    user = staff(request)
    batch = find(identifier, user)
    asked = wanted(FindingFilter(request.GET))
    rows = deliveries.findings(batch, severity=asked["severity"], code=asked["code"])
    page = Paginator(rows, deliveries.FINDINGS_A_PAGE).get_page(request.GET.get("p"))
    severities, codes = deliveries.finding_counts(batch)
    work = deliveries.work(batch)
    context = {
        "batch": batch,
        "work": work,
        "troubled": troubled_pages.troubled(batch) if work.troubled else [],
        "troubled_shown": troubled_pages.SHOWN,
        "layouts": deliveries.layout_titles(batch),
        "outcomes": deliveries.outcomes(batch),
        "events": delivery_history(batch),
        "can_sample": user.may("batch.sample") and batch.state == BatchState.DESCRIBED,
        "page": page,
        "found": deliveries.as_found(batch, list(page.object_list)),
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "finding_count": sum(severities.values()),
        "severities": _severity_chips(request, severities),
        "codes": chips(request, "code", [(code, sentences.name(code), count) for code, count in codes.items()]),
        "work_offers": offers(WORK, batch, key=batch.identifier, to=user),
        "offers": offers((BEGIN_WITH_BATCH, SET, MAP, *DECISION), batch, key=batch.identifier, to=user),
    }
    return render(request, "office/delivery.html", context)


def _severity_chips(request: HttpRequest, counts: dict[str, int]) -> list[Chip]:
    return chips(request, "severity", [(key, label, counts.get(key, 0)) for key, label in Severity.choices])


@require_safe
@needs("custody.see")
def progress(request: HttpRequest, identifier: str) -> HttpResponse:
    """The panel of the work alone, asked for again while it moves."""
    user = staff(request)
    batch = find(identifier, user)
    work = deliveries.work(batch)
    context = {"batch": batch, "work": work, "work_offers": offers(WORK, batch, key=batch.identifier, to=user)}
    answer = render(request, "office/parts/work.html", context)
    answer.headers["X-Batch-State"] = batch.state
    answer.headers["X-Batch-Moving"] = "yes" if work.moving else "no"
    return answer


@require_safe
@needs("custody.see")
def items(request: HttpRequest, identifier: str) -> HttpResponse:
    """The items in the order of the sheet; with ``outcome`` those of which that became."""
    batch = find(identifier, staff(request))
    outcome = wanted(ItemFilter(request.GET))["outcome"]
    shown = deliveries.items(batch, outcome=outcome, after=_cursor(request.GET.get("after", "")))
    more = len(shown) > deliveries.ITEMS_A_PAGE
    shown = shown[: deliveries.ITEMS_A_PAGE]
    counts = deliveries.outcome_counts(batch)
    context = {
        "batch": batch,
        "items": shown,
        "outcome": outcome,
        "next": _cursor_of(shown[-1]) if more else "",
        "outcomes": chips(request, "outcome", [(key, label, counts[key]) for key, label in ItemOutcome.choices]),
        "total": sum(counts.values()),
    }
    return render(request, "office/delivery_items.html", context)


def _cursor(text: str) -> tuple[int, int] | None:
    row, _dot, key = text.partition(".")
    return (int(row), int(key)) if row.isdecimal() and key.isdecimal() else None


def _cursor_of(item: BatchItem) -> str:
    return f"{item.row}.{item.pk}"
