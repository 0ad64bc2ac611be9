"""Reports of errors as the desk shows them."""

from __future__ import annotations

from typing import Final

from django.db.models import Count, QuerySet

from lantai.access.queries import Visible
from lantai.catalogue.enums import ReportState
from lantai.catalogue.models import ErrorReport

A_PAGE: Final = 50


def of_records(sight: Visible) -> QuerySet[ErrorReport]:
    """Reports on records that this person may see."""
    seen = ErrorReport.objects.filter(record__in=sight.records().order_by())
    return seen.select_related("record", "decided_by")


def listed(sight: Visible, *, state: str, after: int = 0) -> list[ErrorReport]:
    """Those behind the key ``after``: open ones the oldest first, settled ones the newest; one more than a page when
    there are more. One query."""
    found = of_records(sight).filter(state=state)
    if state == ReportState.OPEN:
        return list(found.filter(pk__gt=after).order_by("pk")[: A_PAGE + 1])
    return list((found.filter(pk__lt=after) if after else found).order_by("-pk")[: A_PAGE + 1])


def counts(sight: Visible) -> dict[str, int]:
    """How many there are in each state. One query."""
    return dict(of_records(sight).select_related(None).order_by().values_list("state").annotate(Count("pk")))


def waiting_count() -> int:
    """All open ones, for the menu: who may describe sees every record."""
    return ErrorReport.objects.filter(state=ReportState.OPEN).count()
