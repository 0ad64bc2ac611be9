"""Page: one side, as an image or as delivered text."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.models import Instantiation, Record
from lantai.digitisation.enums import ReadState


class Page(models.Model):
    """One image side in one Instantiation. ``<record identifier>/p<number>`` names it for ever.

    ``file`` is the logical path in the stored object, empty for a page that came as text only. ``width`` and
    ``height`` are pixels of the canvas (the master, EXIF turn applied), 0 while unknown or without image.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="pages")
    instantiation = models.ForeignKey(Instantiation, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=100, blank=True)
    file = models.CharField(max_length=500, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    derived = models.BooleanField(default=False)
    """The pyramid and the thumbnail stand in the derivatives."""
    read_state = models.CharField(max_length=16, choices=ReadState.choices, default=ReadState.NONE, db_index=True)
    read_error = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["record", "number"]
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="page_number_once_a_record")]

    def __str__(self) -> str:
        return f"{self.record.identifier}/p{self.number}"

    @property
    def has_image(self) -> bool:
        return bool(self.file)
