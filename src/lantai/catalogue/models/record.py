"""Record (RiC-CM RiC-E04), the item 件, and the codes that it once had."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.enums import Level, OpeningStatus
from lantai.catalogue.models.described import Described
from lantai.catalogue.models.record_set import RecordSet

IS_ISSUE = models.Q(issue_number__gt="") | models.Q(masthead_text__gt="")
"""Of records: they are issues of a serial (model.md, 9)."""


class Record(Described):
    """What was made or received in an activity and kept as evidence of it. It has exactly one parent.

    Field names follow DA/T 18 elements (handbook 1.2); ``creators`` is the author as written (責任者), more
    than one parted by ``；``. ``status`` is what was decided; ``stated_status`` and ``stated_opening_day`` are
    what the sender says, which decides nothing until a person confirms it. What was accepted is never deleted: one
    that is not kept any more is withdrawn (``withdrawn_at``), and stays as a stub.
    """

    level = Level.ITEM

    record_set = models.ForeignKey(RecordSet, on_delete=models.PROTECT, related_name="records")
    creators = models.CharField(_("author"), max_length=500, blank=True)
    doc_type = models.CharField(_("type of document"), max_length=100, blank=True)
    draft_type = models.CharField(_("state of the document"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=100, blank=True)
    retention = models.CharField(_("retention"), max_length=50, blank=True)
    extent = models.CharField(_("extent"), max_length=200, blank=True)
    masthead_text = models.CharField(_("masthead"), max_length=500, blank=True)
    issue_number = models.CharField(_("issue number"), max_length=50, blank=True)
    status = models.CharField(
        _("opening status"), max_length=16, choices=OpeningStatus.choices, default=OpeningStatus.NOT_REVIEWED
    )
    stated_status = models.CharField(max_length=16, choices=OpeningStatus.choices, blank=True)
    stated_opening_day = models.IntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ["code_key"]
        indexes = [
            models.Index(fields=["record_set", "code_key"]),
            models.Index(fields=["-accepted_at", "-id", "accepted", "open_day"], name="record_newest"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("record", args=[self.identifier])

    @property
    def is_issue(self) -> bool:
        """Whether it is an issue of a serial; of many ``IS_ISSUE``."""
        return bool(self.issue_number or self.masthead_text)

    @property
    def creator_names(self) -> list[str]:
        return creator_names(self.creators)


def creator_names(creators: str) -> list[str]:
    """The authors that the column ``creators`` names."""
    return [name.strip() for name in creators.replace(";", "；").split("；") if name.strip()]


class CodeAlias(models.Model):
    """A code that a description had before. It stays searchable and redirects for ever."""

    code = models.CharField(max_length=200, unique=True)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, null=True, blank=True, related_name="aliases")
    record_set = models.ForeignKey(RecordSet, on_delete=models.CASCADE, null=True, blank=True, related_name="aliases")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="alias_of_one",
                condition=models.Q(record__isnull=False, record_set__isnull=True)
                | models.Q(record__isnull=True, record_set__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.code
