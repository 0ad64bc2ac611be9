"""Contractor: who scanned and described what a delivery brings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Contractor(models.Model):
    """A firm or office that delivers. What its deliveries were worth is reckoned from their checks and samples."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("contractor")
        verbose_name_plural = _("contractors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
