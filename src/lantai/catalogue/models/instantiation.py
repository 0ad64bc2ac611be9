"""Instantiation (RiC-CM RiC-E06): one carrier or file set of a record."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.enums import CarrierKind
from lantai.catalogue.models.record import Record


class Instantiation(models.Model):
    """The original paper, the master scan and the delivered text of one record are three of these."""

    identifier = models.CharField(max_length=64, unique=True)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="instantiations")
    kind = models.CharField(_("kind"), max_length=16, choices=CarrierKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "kind"], name="one_of_each_kind")]

    def __str__(self) -> str:
        return f"{self.record.code} · {self.get_kind_display()}"
