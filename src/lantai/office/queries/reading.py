"""How far the reading of pages is, over the whole house."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from lantai.digitisation.enums import ReadState
from lantai.digitisation.models import Page


@dataclass(frozen=True, slots=True)
class Reading:
    """Counts of pages: those that wait or are under the reader's eye, those read, those that could not be."""

    waiting: int
    read: int
    failed: int

    @property
    def total(self) -> int:
        return self.waiting + self.read + self.failed


def reading() -> Reading:
    counts: dict[str, int] = dict(Page.objects.order_by().values_list("read_state").annotate(Count("pk")))
    return Reading(
        waiting=counts.get(ReadState.QUEUED, 0) + counts.get(ReadState.READING, 0),
        read=sum(counts.get(state, 0) for state in ReadState.read_by_machine()),
        failed=counts.get(ReadState.FAILED, 0),
    )
