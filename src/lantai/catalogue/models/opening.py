"""OpeningDecision: what was decided about opening, by whom and why, and how far it is carried down the tree."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.models.record import Record
from lantai.catalogue.models.record_set import RecordSet


class OpeningDecision(models.Model):
    """One decision on one record or set after its acceptance (handbook 1.5); changed only by a new decision.

    ``status`` null: nothing is decided for the set itself any more, it is as open as what stands above it.
    A decision on a set changes ``open_day`` of everything below. That work stands in this row (model.md, 28):
    ``carried`` when it is done; ``path_done`` is the path of the last set, ``record_done`` the key of the last
    record in it; ``sets_done`` when the records' turn has come.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, null=True, blank=True, related_name="decisions")
    record_set = models.ForeignKey(RecordSet, on_delete=models.CASCADE, null=True, blank=True, related_name="decisions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    status_before = models.CharField(max_length=16, choices=OpeningStatus.choices, null=True, blank=True)
    day_before = models.IntegerField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=OpeningStatus.choices, null=True, blank=True)
    day = models.IntegerField(null=True, blank=True)
    carried = models.BooleanField(default=False, db_index=True)
    sets_done = models.BooleanField(default=False)
    path_done = models.CharField(max_length=200, blank=True)
    record_done = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="decision_on_one",
                condition=models.Q(record__isnull=False, record_set__isnull=True)
                | models.Q(record__isnull=True, record_set__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record or self.record_set}: {self.status}"
