"""Page: one side, as an image or as delivered text; PageSpan: which pages of a volume are a record's."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.models import Instantiation, Record, RecordSet
from lantai.digitisation.enums import ReadState


class Page(models.Model):
    """One image side in one Instantiation. ``<identifier of its holder>/p<number>`` names it for ever.

    Its holder is the record whose own scan it is, or the volume that was scanned as one; then ``PageSpan`` tells whose
    it is. Number 0 is no side but the delivered text of a whole record that nothing divides into pages.
    ``file`` is the logical path in the stored object, empty for a page that came as text only; ``leaf`` which page of
    that file it is, counted from 1, and 0 where the file is one page. ``width`` and ``height`` are pixels of the
    canvas (the master, EXIF turn applied), 0 while unknown or without image.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, null=True, blank=True, related_name="pages")
    record_set = models.ForeignKey(RecordSet, on_delete=models.PROTECT, null=True, blank=True, related_name="pages")
    instantiation = models.ForeignKey(Instantiation, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=100, blank=True)
    file = models.CharField(max_length=500, blank=True)
    leaf = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    derived = models.BooleanField(default=False)
    """The pyramid, of which the last level is the thumbnail, stands in the derivatives."""
    derive_error = models.CharField(max_length=500, blank=True)
    """Why it could not be made, in one sentence; the next run tries again."""
    read_state = models.CharField(max_length=16, choices=ReadState.choices, default=ReadState.NONE, db_index=True)
    read_error = models.CharField(max_length=500, blank=True)
    wanted_engine = models.CharField(max_length=200, blank=True)
    """The reading engine that somebody asked for by its name; empty for the default one, whichever that is then."""

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["record", "record_set", "number"]
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="page_number_once_a_record"),
            models.UniqueConstraint(fields=["record_set", "number"], name="page_number_once_a_record_set"),
            models.CheckConstraint(
                name="page_of_one",
                condition=models.Q(record__isnull=False, record_set__isnull=True)
                | models.Q(record__isnull=True, record_set__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder.identifier}/p{self.number}"

    @property
    def holder(self) -> Record | RecordSet:
        """The record or the volume whose page it is by number."""
        one = self.record or self.record_set
        assert one is not None
        return one

    @property
    def has_image(self) -> bool:
        return bool(self.file)


class PageSpan(models.Model):
    """The pages ``first`` to ``last`` of a volume, both included, are this record's (model.md, 6).

    A page may lie in two spans: one letter ends and the next begins on it. Then it is visible only when both records
    are (``access.queries``).
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="spans")
    record_set = models.ForeignKey(RecordSet, on_delete=models.PROTECT, related_name="page_spans")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("page span")
        verbose_name_plural = _("page spans")
        ordering = ["record_set", "first"]
        indexes = [models.Index(fields=["record_set", "first", "last"])]
        constraints = [
            models.UniqueConstraint(fields=["record", "record_set", "first"], name="span_once_a_record"),
            models.CheckConstraint(name="span_forwards", condition=models.Q(last__gte=models.F("first"))),
        ]

    def __str__(self) -> str:
        return f"{self.record.code}: {self.first}–{self.last}"
