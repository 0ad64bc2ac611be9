"""What is to be written anew beside what changed: a shared page stands under two records, and each knows the other.

A page of a volume is as open as the strictest of the records that hold it (``access.limits``). So when one of them
changes, the documents of the others change with it; and a volume's own change, a page read in it above all, is a change
of every record with pages in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from lantai.digitisation.models import PageSpan


def with_neighbours(identifiers: Iterable[str]) -> set[str]:
    """These identifiers, and those of the records whose documents change with them. Two queries."""
    given = set(identifiers)
    in_volumes = PageSpan.objects.filter(record_set__identifier__in=given)
    shared = PageSpan.objects.filter(
        record_set__page_spans__record__identifier__in=given,
        record_set__page_spans__first__lte=F("last"),
        record_set__page_spans__last__gte=F("first"),
    )
    found = (rows.order_by().values_list("record__identifier", flat=True) for rows in (in_volumes, shared))
    return given.union(*found)
