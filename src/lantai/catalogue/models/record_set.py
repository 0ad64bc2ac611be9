"""RecordSet (RiC-CM RiC-E03): fonds, series, volume. Nests by ``parent`` and a materialised ``path``."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lantai.authorities.models import Agent
from lantai.catalogue.enums import Level, OpeningStatus
from lantai.catalogue.models.described import Described


class RecordSet(Described):
    """A grouping of records that is described as one.

    ``path`` joins zero-padded ordinals from the fonds down ("000001.000012."); everything below a set starts
    with its path. ``code_profile`` names the pattern of the reference codes; on a fonds only.
    ``status`` null: nothing was decided for the set itself.
    """

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, unique=True)
    level = models.CharField(_("level"), max_length=16, choices=Level.choices)
    code_profile = models.CharField(_("code profile"), max_length=64, blank=True)
    creator = models.ForeignKey(Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="created_sets")
    status = models.CharField(_("opening status"), max_length=16, choices=OpeningStatus.choices, null=True, blank=True)

    class Meta:
        verbose_name = _("record set")
        verbose_name_plural = _("record sets")
        ordering = ["code_key"]
        indexes = [
            models.Index(fields=["parent", "code_key"]),
            models.Index(fields=["accepted", "open_day"], name="record_set_open"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("record", args=[self.identifier])
