"""Sampling: the deliveries that are sampled, one sample with its items and figures, the workbench of one item."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lantai.access.queries import reader_for, visible
from lantai.digitisation.domain.sampling import current_sample
from lantai.digitisation.enums import RowMatch
from lantai.digitisation.models import Batch, Sample
from lantai.digitisation.sampling import reckon, sampling_profile
from lantai.office.actions import offers
from lantai.office.actions.deliveries import find as find_batch
from lantai.office.actions.sampling import DEFECT, LOOK, MEND, OF_A_DELIVERY, PERMISSION, REMOVE, SIGN, find, find_item
from lantai.office.forms.sampling import DefectForm
from lantai.office.queries import sampling
from lantai.office.views.door import needs, staff
from lantai.office.views.links import chips

A_PAGE = 25


@require_safe
@needs("custody.see")
def index(request: HttpRequest) -> HttpResponse:
    """Every delivery that can be sampled, with how far its sample is."""
    page = Paginator(sampling.sampled_deliveries(), A_PAGE).get_page(request.GET.get("p"))
    samples = sampling.samples_by_key(batch.sample_key for batch in page if batch.sample_key)
    rows = [(batch, samples.get(batch.sample_key)) for batch in page]
    return render(request, "office/sampling.html", {"page": page, "rows": rows})


@require_safe
@needs("custody.see")
def of_delivery(request: HttpRequest, identifier: str) -> HttpResponse:
    """The sample of a delivery that counts, and the older ones."""
    batch = find_batch(identifier, staff(request))
    samples, counts = sampling.samples_of(batch), current_sample(batch)
    return _samples(request, batch, next((one for one in samples if one == counts), None), samples)


@require_safe
@needs("custody.see")
def sample(request: HttpRequest, identifier: str) -> HttpResponse:
    """One sample, whether it counts or is only kept."""
    one = find(identifier, staff(request))
    return _samples(request, one.batch, one, sampling.samples_of(one.batch))


def _samples(request: HttpRequest, batch: Batch, one: Sample | None, samples: list[Sample]) -> HttpResponse:
    user = staff(request)
    context: dict[str, Any] = {
        "batch": batch,
        "sample": one,
        "others": [other for other in samples if one is None or other.pk != one.pk],
        "offers": list(offers(OF_A_DELIVERY, batch, key=batch.identifier, to=user)),
        "profile": sampling_profile(),
    }
    if one is not None:
        context |= _items(request, one)
        may_sign = offers([SIGN], one, key=one.identifier, to=user)
        if may_sign and context["reckoning"].is_complete:
            context["sign"] = may_sign[0].url
        else:
            context["offers"] += may_sign
    return render(request, "office/samples.html", context)


def _items(request: HttpRequest, one: Sample) -> dict[str, Any]:
    kind, after = request.GET.get("kind", ""), request.GET.get("after", "")
    shown = sampling.items(one, kind=kind, after=int(after) if after.isdecimal() and len(after) < 10 else 0)
    counts, reckoning = sampling.item_counts(one), reckon(one)
    more = len(shown) > sampling.ITEMS_A_PAGE
    shown = shown[: sampling.ITEMS_A_PAGE]
    return {
        "items": shown,
        "next": shown[-1].place if more else "",
        "kind": kind,
        "kinds": chips(request, "kind", [(name, _kind(name), counts[name]) for name in sampling.KINDS]),
        "reckoning": reckoning,
        "tallies": sampling.tallies(one, reckoning),
        "defects": sampling.defect_counts(one, sampling_profile(one.profile)),
        "begin": _begin(one) if not one.is_signed else None,
    }


def _begin(one: Sample) -> int | None:
    """The place at which looking goes on."""
    return one.items.filter(match="").order_by("place").values_list("place", flat=True).first()


def _kind(kind: str) -> str:
    words = {
        "waiting": gettext("to be looked at"),
        "match": gettext("row and scan agree"),
        "mismatch": gettext("row and scan differ"),
        "defects": gettext("with defects"),
    }
    return words[kind]


@require_safe
@needs("custody.see")
def item(request: HttpRequest, identifier: str, place: int) -> HttpResponse:
    """The workbench: one item's row beside its pages, and all that is done to it."""
    user = staff(request)
    one = find_item(f"{identifier}.{place}", user)
    asked = request.GET.get("page", "")
    laid = sampling.bench(one, page=int(asked) if asked.isdecimal() else 0, to=visible(to=reader_for(user)))
    may_write = user.may(PERMISSION) and sampling.is_open(one.sample)
    reckoning = reckon(one.sample)
    context: dict[str, Any] = {
        "one": one,
        "sample": one.sample,
        "batch": one.sample.batch,
        "bench": laid,
        "may_write": may_write,
        "may_mend": user.may(PERMISSION),
        "form": DefectForm(subject=one),
        "look": LOOK.url(one.key),
        "defect": DEFECT.url(one.key),
        "matches": RowMatch,
        "noted": [(noted, REMOVE.url(str(noted.defect.pk)), MEND.url(str(noted.defect.pk))) for noted in laid.noted],
        "undo": REMOVE.url(str(laid.last.defect.pk)) if laid.last and may_write else "",
        "reckoning": reckoning,
        "tallies": sampling.tallies(one.sample, reckoning),
    }
    return render(request, "office/sampled_item.html", context)
