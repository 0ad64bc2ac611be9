"""The rule of ``visible`` as two numbers a document, for an index that asks nobody else (model.md, 12).

What ``access.queries`` decides by joining rows is reckoned here beforehand: from which day everybody may see a thing,
and whether it has left custody. The two are tested to agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.models import PageSpan
from lantai.digitisation.queries.spans import Holders, Stretch, either
from lantai.ports.search import NEVER


class Limit(NamedTuple):
    """``open_day`` is the Julian day number from which everybody may see it (0: always; NEVER: no day)."""

    open_day: int
    accepted: bool


def of_description(one: Record | RecordSet) -> Limit:
    withdrawn = isinstance(one, Record) and one.withdrawn_at is not None
    return Limit(NEVER if withdrawn else one.open_day, one.accepted)


def of_pages(stretches: Sequence[Stretch]) -> Holders[Limit]:
    """The limits that stand on the pages of these stretches, one a record that holds the page. One query."""
    rows = PageSpan.objects.filter(either(one.spans() for one in stretches)).order_by()
    held = rows.values_list(
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
        for volume, first, last, day, accepted, gone, above, all_accepted in held
    )


def strictest(limits: Iterable[Limit]) -> Limit:
    """The strictest in each respect, of one limit at least."""
    listed = list(limits)
    return Limit(max(one.open_day for one in listed), all(one.accepted for one in listed))
