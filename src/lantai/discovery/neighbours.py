"""What is to be written anew beside what changed: a shared page stands under two records, and each knows the other.

A page of a volume is as open as the strictest of the records that hold it (``access.limits``). So when one of them
changes, the documents of the others change with it; and a volume's own change, a page read in it above all, is a change
of every record with pages in it.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from lantai.digitisation.models import PageSpan


def of(records: Collection[int], record_sets: Collection[int]) -> dict[int, str]:
    """Key and identifier of the records whose documents change with these records and sets. Two queries."""
    in_volumes = PageSpan.objects.filter(record_set__in=list(record_sets))
    shared = PageSpan.objects.filter(
        record_set__page_spans__record__in=list(records),
        record_set__page_spans__first__lte=F("last"),
        record_set__page_spans__last__gte=F("first"),
    )
    found = (rows.order_by().values_list("record_id", "record__identifier") for rows in (in_volumes, shared))
    return {key: identifier for rows in found for key, identifier in rows}
