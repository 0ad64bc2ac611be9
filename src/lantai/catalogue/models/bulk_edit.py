"""BulkEdit: a change of many records at once, drawn up, looked at and saved as one operation (model.md, 28)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.enums import EditState, PlanState
from lantai.catalogue.models.record import Record


class BulkEdit(models.Model):
    """One operation of one person. The work of saving it is in these columns; a task only wakes a worker.

    ``choice`` says which records it is about, by one key: ``set`` or ``batch`` (an identifier), or
    ``identifiers`` (a list), beside the words that found them. ``notes`` is what the last sheet or list could not
    say to any record: a list of (code, parameters) for ``catalogue.refusals``. ``done`` of ``total`` records are saved.
    """

    identifier = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    choice = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=EditState.choices, default=EditState.DRAFT, db_index=True)
    reason = models.CharField(max_length=500, blank=True)
    notes = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("bulk edit")
        verbose_name_plural = _("bulk edits")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.identifier


class PlannedChange(models.Model):
    """What one operation means for one record.

    ``changes`` maps a column to its value before and after; ``refused`` maps a field to what was typed and why it
    cannot be: {"typed", "code", …}; ``stale`` maps a field to what the editor saw and what stands there now.
    ``row_version`` is the version of the record that the plan was made on. A record about which nothing is planned
    has no row.
    """

    edit = models.ForeignKey(BulkEdit, on_delete=models.CASCADE, related_name="plan", db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="planned_changes")
    row_version = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=PlanState.choices)
    changes = models.JSONField(default=dict)
    refused = models.JSONField(default=dict)
    stale = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["edit", "record"], name="planned_once_a_record")]
        indexes = [models.Index(fields=["edit", "state"])]

    def __str__(self) -> str:
        return f"{self.edit} · {self.record}"
