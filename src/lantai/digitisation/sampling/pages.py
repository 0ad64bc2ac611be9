"""The pages of an item: those of its own scan, or those of its span in the volume that was scanned as one."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from lantai.digitisation.models import BatchItem, Page, PageSpan


def pages_of(item: BatchItem, *, among: QuerySet[Page]) -> QuerySet[Page]:
    """The item's pages among these, in their order; page 0 is no side. Two queries."""
    if item.record_id is None:
        return among.none()
    mine = Q(record=item.record_id)
    for volume, first, last in PageSpan.objects.filter(record=item.record_id).values_list(
        "record_set", "first", "last"
    ):
        mine |= Q(record_set=volume, number__range=(first, last))
    return among.filter(mine, number__gt=0).select_related("record", "record_set").order_by("record_set", "number")
