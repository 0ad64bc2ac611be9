"""Instantiation (RiC-CM RiC-E06): one carrier or file set of a record, or of a volume that was scanned as one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.enums import CarrierKind
from lantai.catalogue.models.record import Record
from lantai.catalogue.models.record_set import RecordSet


class Instantiation(models.Model):
    """The original paper, the master scan and the delivered text of one record are three of these.

    A volume may have several of a kind: its pages may have come in two deliveries.
    """

    identifier = models.CharField(max_length=64, unique=True)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, null=True, blank=True, related_name="instantiations")
    record_set = models.ForeignKey(
        RecordSet, on_delete=models.PROTECT, null=True, blank=True, related_name="instantiations"
    )
    kind = models.CharField(_("kind"), max_length=16, choices=CarrierKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "kind"], name="one_of_each_kind"),
            models.CheckConstraint(
                name="instantiation_of_one",
                condition=models.Q(record__isnull=False, record_set__isnull=True)
                | models.Q(record__isnull=True, record_set__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of.code} · {self.get_kind_display()}"

    @property
    def of(self) -> Record | RecordSet:
        """What this is a carrier of."""
        one = self.record or self.record_set
        assert one is not None
        return one
