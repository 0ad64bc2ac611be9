"""BulkEdit: a change of many records at once, drawn up, looked at and saved as one operation (model.md, 28)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.enums import EditState, PlanState
from lantai.catalogue.models.record import Record


class BulkEdit(models.Model):
    """One operation of one person. The work on it is in these columns; a task only wakes a worker.

    ``choice`` says in one key where its records come from: ``set`` or ``batch`` (an identifier), ``search`` (the
    words), ``codes`` (how many), ``plan`` (a sheet), ``undoes`` (an identifier). ``notes`` are (code, parameters) for
    ``catalogue.refusals`` about the list or the sheet as a whole.

    ``work`` is what is being planned, or was last, ``stage`` and ``place`` how far it is: the place is what the work
    itself makes of it, a key or a number of a row. ``done`` of ``total`` (0: not known) are through since ``stage_at``,
    when ``stage_from`` were. ``wish`` is "pause" or empty; ``error`` the code and the parameters of what stopped it.

    The counts are kept with every chunk, so that no page counts a plan: records chosen; records that are to be
    changed, hold a refused cell, were changed meanwhile, are changed; and of the last work rows looked at, those that
    said nothing new, and those of which something was not taken over.
    """

    identifier = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    choice = models.JSONField(default=dict)
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by")
    state = models.CharField(max_length=16, choices=EditState.choices, default=EditState.DRAFT, db_index=True)
    reason = models.CharField(max_length=500, blank=True)
    notes = models.JSONField(default=list)
    saved_at = models.DateTimeField(null=True, blank=True)

    work = models.JSONField(default=dict)
    stage = models.CharField(max_length=16, blank=True)
    place = models.JSONField(null=True, blank=True)
    stage_at = models.DateTimeField(null=True, blank=True)
    stage_from = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    wish = models.CharField(max_length=8, blank=True)
    error = models.JSONField(default=dict)

    chosen_count = models.PositiveIntegerField(default=0)
    planned_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    stale_count = models.PositiveIntegerField(default=0)
    applied_count = models.PositiveIntegerField(default=0)
    looked_count = models.PositiveIntegerField(default=0)
    unchanged_count = models.PositiveIntegerField(default=0)
    noted_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("bulk edit")
        verbose_name_plural = _("bulk edits")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.identifier


class ChosenRecord(models.Model):
    """A record that an operation is about. ``code_key`` is the record's when it was chosen: the order of the table."""

    edit = models.ForeignKey(BulkEdit, on_delete=models.CASCADE, related_name="chosen", db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="chosen_in")
    code_key = models.CharField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edit", "record"], name="chosen_once_an_edit")]
        indexes = [models.Index(fields=["edit", "code_key"])]

    def __str__(self) -> str:
        return f"{self.edit} · {self.record}"


class PlannedChange(models.Model):
    """What one operation means for one record.

    ``changes`` maps a column to its value before and after; ``refused`` maps a field to what was typed and why it
    cannot be: {"typed", "code", …}; ``stale`` maps a field to what the editor saw and what stands there now.
    ``row_version`` is the version of the record that the plan was made on, and once it is applied the one that it
    made. A record about which nothing is planned has no row.
    """

    edit = models.ForeignKey(BulkEdit, on_delete=models.CASCADE, related_name="plan", db_index=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="planned_changes")
    row_version = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=PlanState.choices)
    holds_refused = models.BooleanField(default=False)
    """Whether ``refused`` holds anything."""
    changes = models.JSONField(default=dict)
    refused = models.JSONField(default=dict)
    stale = models.JSONField(default=dict)

    class Meta:
        # Without an order of its own: it would lead to the rows of some records through all the rows of the edit.
        constraints = [models.UniqueConstraint(fields=["edit", "record"], name="planned_once_a_record")]
        indexes = [
            models.Index(fields=["edit", "state", "id"]),
            models.Index(fields=["edit", "id"]),
            models.Index(fields=["edit", "id"], condition=models.Q(holds_refused=True), name="planned_with_refused"),
        ]

    def __str__(self) -> str:
        return f"{self.edit} · {self.record}"


class RowNote(models.Model):
    """A row of a sheet of which something was not taken over: why, and the row as it came.

    ``code`` and ``said`` are for ``catalogue.refusals``; ``cells`` maps a field to its text.
    """

    edit = models.ForeignKey(BulkEdit, on_delete=models.CASCADE, related_name="row_notes", db_index=False)
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=32)
    said = models.JSONField(default=dict)
    cells = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["edit", "id"])]

    def __str__(self) -> str:
        return f"{self.edit} · {self.row}"
