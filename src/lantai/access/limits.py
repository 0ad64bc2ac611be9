"""The rule of ``visible`` as two numbers a document, for an index that asks nobody else (model.md, 12).

What ``access.queries`` decides by joining rows is reckoned here beforehand: from which day everybody may see a thing,
and whether it has left custody. The two are tested to agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F

from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.models import PageSpan
from lantai.digitisation.queries.spans import Holders, Stretch
from lantai.ports.search import NEVER


class Limit(NamedTuple):
    """``open_day`` is the Julian day number from which everybody may see it (0: always; NEVER: no day)."""

    open_day: int
    accepted: bool


def of_description(one: Record | RecordSet) -> Limit:
    withdrawn = isinstance(one, Record) and one.withdrawn_at is not None
    return Limit(NEVER if withdrawn else one.open_day, one.accepted)


def of_pages(records: Iterable[int]) -> Holders[Limit]:
    """The limits that stand on the pages of volumes that these records, by primary key, hold: one a holder. One query.

    A holder's limit is the stricter of the record's and the volume's.
    """
    touching = PageSpan.objects.filter(
        record_set__page_spans__record__in=list(records),
        record_set__page_spans__first__lte=F("last"),
        record_set__page_spans__last__gte=F("first"),
    ).order_by()
    held = touching.values_list(
        "record_set_id",
        "first",
        "last",
        "record__open_day",
        "record__accepted",
        "record__withdrawn_at",
        "record_set__open_day",
        "record_set__accepted",
    )
    return Holders(
        (Stretch(volume, first, last), Limit(NEVER if gone else max(day, above), accepted and all_accepted))
        for volume, first, last, day, accepted, gone, above, all_accepted in set(held)
    )


def strictest(limits: Iterable[Limit]) -> Limit:
    """The strictest in each respect, of one limit at least."""
    listed = list(limits)
    return Limit(max(one.open_day for one in listed), all(one.accepted for one in listed))
