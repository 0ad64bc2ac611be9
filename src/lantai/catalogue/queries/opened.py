"""A branch of the tree laid open: the sets from a fonds down to one, each with what stands directly below it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from lantai.catalogue.models import RecordSet
from lantai.catalogue.queries.tree import STEP

MOST = 100
"""Sets shown below one; the others stand on its own page."""


def branch(sets: QuerySet[RecordSet], identifier: str) -> list[RecordSet]:
    """The set of that identifier with all above it, from the fonds down; nothing where there is none. Two queries."""
    shown = sets.filter(identifier=identifier).first() if identifier else None
    if shown is None:
        return []
    from_fonds = [shown.path[:end] for end in range(STEP, len(shown.path) + 1, STEP)]
    return list(sets.filter(path__in=from_fonds).order_by("path"))


def directly_below(sets: QuerySet[RecordSet], parents: Sequence[RecordSet]) -> dict[int, list[RecordSet]]:
    """The first so many sets below each of these, one more than ``MOST`` where there are more. One query."""
    if not parents:
        return {}
    first = [sets.filter(parent=one).order_by("code_key").values("pk")[: MOST + 1] for one in parents]
    wanted = Q(*(Q(pk__in=keys) for keys in first), _connector=Q.OR)
    found: dict[int, list[RecordSet]] = {one.pk: [] for one in parents}
    for one in sets.filter(wanted).order_by("code_key"):
        if one.parent_id is not None:
            found[one.parent_id].append(one)
    return found


def with_sets_below(sets: QuerySet[RecordSet], among: Sequence[RecordSet]) -> set[int]:
    """Which of these have sets below them, by primary key. One query."""
    below = sets.filter(parent__in=[one.pk for one in among]).order_by()
    return {key for key in below.values_list("parent", flat=True).distinct() if key is not None}
