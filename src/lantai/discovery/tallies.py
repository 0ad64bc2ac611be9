"""How much stands in record sets, as one reader may see it: read from what a worker keeps (``tallying``).

Before anything was counted, in a home that is new or was just brought up to date, it is counted as it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, Min, Q, QuerySet, Sum

from lantai.access.queries import Visible
from lantai.catalogue.models import RecordSet
from lantai.catalogue.queries import tree
from lantai.digitisation.enums import ReadState
from lantai.discovery.models import SetTally, TallyMark


@dataclass(frozen=True, slots=True)
class Sums:
    """``readable``: pages that have text."""

    fonds: int
    record_sets: int
    records: int
    pages: int
    readable: int


def below(sets: Sequence[RecordSet], seen: Visible) -> dict[int, tree.Tally]:
    """What stands below each of these sets, at any depth, by primary key. Two queries."""
    if not sets:
        return {}
    if not _are_kept():
        by_depth = {len(one.path): [other for other in sets if len(other.path) == len(one.path)] for one in sets}
        levels = [tree.tallies(seen.records(), of=level) for level in by_depth.values()]
        return {key: tally for level in levels for key, tally in level.items()}
    kept = _visible(seen).filter(record_set__in=sets).order_by().values_list("record_set_id")
    counted = kept.annotate(Sum("records"), Min("first"), Max("last"), Sum("issues"))
    return {key: tree.Tally(*numbers) for key, *numbers in counted}


def with_issues(seen: Visible) -> dict[int, tree.Tally]:
    """What stands below each set that holds issues of a serial at any depth, by primary key. Two queries."""
    if not _are_kept():
        return {key: one for key, one in tree.tallies_of_all(seen.records()).items() if one.issues}
    holding = _visible(seen).filter(issues__gt=0).values("record_set")
    held = _visible(seen).filter(record_set__in=holding).order_by().values_list("record_set_id")
    counted = held.annotate(Sum("records"), Min("first"), Max("last"), Sum("issues"))
    return {key: tree.Tally(*numbers) for key, *numbers in counted}


def sums(seen: Visible) -> Sums:
    """What the whole archive holds. Four queries."""
    sets = seen.record_sets()
    if not _are_kept():
        return _counted_now(seen)
    kept = _visible(seen).filter(record_set__parent=None)
    held = kept.aggregate(records=Sum("records"), pages=Sum("pages"), readable=Sum("readable"))
    return Sums(
        fonds=sets.filter(parent=None).count(),
        record_sets=sets.count(),
        **{name: number or 0 for name, number in held.items()},
    )


def _counted_now(seen: Visible) -> Sums:
    sets, pages = seen.record_sets(), seen.pages()
    return Sums(
        fonds=sets.filter(parent=None).count(),
        record_sets=sets.count(),
        records=seen.records().count(),
        pages=pages.count(),
        readable=pages.filter(read_state__in=ReadState.with_text()).count(),
    )


def _are_kept() -> bool:
    return TallyMark.objects.exists()


def _visible(seen: Visible) -> QuerySet[SetTally]:
    sight = seen.in_index()
    where = Q() if sight.custody else Q(accepted=True)
    if sight.open_by is not None:
        where &= Q(open_day__lte=sight.open_by)
    return SetTally.objects.filter(where, whole=True)
