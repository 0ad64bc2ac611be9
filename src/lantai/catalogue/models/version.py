"""DescriptionVersion: one change of what is said of a record or a record set (ISAD(G) 3.7.3, dates of description)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from lantai.catalogue.models.record import Record
from lantai.catalogue.models.record_set import RecordSet


class DescriptionVersion(models.Model):
    """What one change made of a description: who, when, why, and every column before and after.

    ``number`` counts what was said of one description. Number 1 is what was said first, and has no row: a
    description that nobody ever changed costs nothing. ``row_version`` is the ``version`` of the description after
    the change, by which somebody who saw an older one is told what changed since. ``changes`` maps the name of a
    column to its value before and after: what was said at any number is what is said now, with the changes
    after it taken back (``queries.versions``). ``restores`` is the number that was restored, null otherwise.
    """

    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, null=True, blank=True, related_name="versions", db_index=False
    )
    record_set = models.ForeignKey(
        RecordSet, on_delete=models.CASCADE, null=True, blank=True, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    row_version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    restores = models.PositiveIntegerField(null=True, blank=True)
    changes = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="version_of_one",
                condition=models.Q(record__isnull=False, record_set__isnull=True)
                | models.Q(record__isnull=True, record_set__isnull=False),
            ),
            # These are also the indexes by which the versions of one description are found.
            models.UniqueConstraint(fields=["record", "number"], name="version_once_a_record"),
            models.UniqueConstraint(fields=["record_set", "number"], name="version_once_a_record_set"),
        ]

    def __str__(self) -> str:
        return f"{self.record or self.record_set} · {self.number}"
