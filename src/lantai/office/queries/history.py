"""What happened to a delivery, in order: its rounds, checks, samples and decisions, with who and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count
from django.utils.translation import gettext, ngettext

from lantai.accounts.models import User
from lantai.digitisation.models import Batch, CheckRun, Sample
from lantai.digitisation.sampling.reckoning import from_data
from lantai.journal.models import LogEntry
from lantai.office.words import verb

_TOLD_BY_CHECKS: Final = frozenset({"batch.checked"})
_MOST: Final = 200
"""Lines of the journal that are shown; a delivery has a dozen."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. ``kind`` is check, sample, signed or decision; ``good`` what came of it, None where
    nothing is judged; ``sample`` the identifier of a sample; ``note`` what a person wrote."""

    at: datetime
    by: User
    kind: str
    label: str
    detail: str = ""
    good: bool | None = None
    round: int | None = None
    sample: str = ""
    note: str = ""


def delivery_history(batch: Batch) -> list[Event]:
    """Everything in the order in which it happened. Three queries.

    For the template part ``office/parts/delivery_history.html``, as ``events``.
    """
    checks = [_checked(one) for one in batch.checks.select_related("by").order_by("pk")]
    samples = _samples(batch)
    decisions = [_decided(one) for one in _entries(batch, has_checks=bool(checks))]
    return sorted([*decisions, *checks, *samples], key=lambda event: event.at)


def _checked(check: CheckRun) -> Event:
    counted = gettext("%(items)s items, %(faulty)s of them faulty; %(errors)s errors, %(warnings)s warnings")
    numbers = {
        "items": check.items,
        "faulty": check.faulty_items,
        "errors": check.errors,
        "warnings": check.warnings,
    }
    return Event(
        check.at, check.by, "check", gettext("checked"), counted % numbers, good=check.passed, round=check.round
    )


def _samples(batch: Batch) -> list[Event]:
    rows = batch.samples.select_related("drawn_by", "signed_by").annotate(noted=Count("items__defects"))
    events = []
    for sample in rows:
        events.append(_drawn(sample))
        if sample.signed_at is not None and sample.signed_by is not None:
            events.append(_signed(sample, sample.signed_at, sample.signed_by, sample.noted))
    return events


def _drawn(sample: Sample) -> Event:
    label = gettext("another sample drawn") if sample.reason else gettext("sample drawn")
    detail = gettext("%(size)s of %(population)s items") % {"size": sample.size, "population": sample.population}
    told: dict[str, Any] = {"round": sample.round, "sample": sample.identifier, "note": sample.reason}
    return Event(sample.drawn_at, sample.drawn_by, "sample", label, detail, **told)


def _signed(sample: Sample, at: datetime, by: User, noted: int) -> Event:
    label = gettext("sample signed: %(verdict)s") % {"verdict": sample.get_verdict_display()}
    figures = from_data(sample.figures)
    counted = ngettext(
        "%(faulty)s of %(looked)s items faulty; %(noted)s defect",
        "%(faulty)s of %(looked)s items faulty; %(noted)s defects",
        noted,
    )
    detail = counted % {"faulty": figures.faulty, "looked": figures.looked, "noted": noted}
    told: dict[str, Any] = {"round": sample.round, "sample": sample.identifier, "note": sample.note}
    return Event(at, by, "signed", label, detail, good=sample.verdict == "passed", **told)


def _entries(batch: Batch, *, has_checks: bool) -> list[LogEntry]:
    """The journal's lines about the delivery itself; that it was checked is told by its checks, where there are any."""
    entries = LogEntry.objects.filter(identifier=batch.identifier).select_related("by", "payload")
    if has_checks:
        entries = entries.exclude(verb__in=_TOLD_BY_CHECKS)
    return list(entries.order_by("pk")[:_MOST])


_GOOD: Final = {"batch.accepted": True, "batch.refused": False, "batch.rolled_back": False}


def _decided(entry: LogEntry) -> Event:
    payload = getattr(entry, "payload", None)
    said: dict[str, Any] = payload.data if payload else {}
    detail = str(said.get("error", "")) or str((said.get("after") or {}).get("contractor") or "")
    note = str(said.get("reason", ""))
    told: dict[str, Any] = {"round": said.get("round"), "note": note}
    return Event(entry.at, entry.by, "decision", verb(entry.verb), detail, good=_GOOD.get(entry.verb), **told)
