"""ErrorReport: a reader says that something about a record is wrong, and a person settles it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.enums import ErrorKind, ReportState
from lantai.catalogue.models.record import Record


class ErrorReport(models.Model):
    """Who reported it is not known. ``page`` is the number of the page that lay open; ``answer`` says what was done."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="error_reports")
    page = models.PositiveIntegerField(null=True, blank=True)
    kind = models.CharField(_("what is wrong"), max_length=16, choices=ErrorKind.choices)
    words = models.TextField(_("in words"))
    made_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=ReportState.choices, default=ReportState.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "id"], name="error_reports_by_state")]
        constraints = [
            models.CheckConstraint(
                name="error_report_settled_by_somebody",
                condition=models.Q(state=ReportState.OPEN, decided_at__isnull=True, decided_by__isnull=True)
                | (~models.Q(state=ReportState.OPEN) & models.Q(decided_at__isnull=False, decided_by__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.words[:40]}"
