"""DayCount: how often one kind of thing was asked for on one day. There is nothing else to know."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    PAGE = "page", pgettext_lazy("counted", "pages")
    SEARCH = "search", pgettext_lazy("counted", "searches")
    RECORD = "record", pgettext_lazy("counted", "records")
    DOWNLOAD = "download", pgettext_lazy("counted", "downloads")
    MANIFEST = "manifest", pgettext_lazy("counted", "manifests")
    IMAGE = "image", pgettext_lazy("counted", "images and tiles")


class DayCount(models.Model):
    """``day`` is one of the setting ``timezone``; ``by_program``: asked by what calls itself no browser."""

    day = models.DateField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    by_program = models.BooleanField()
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "kind", "by_program"], name="one_count_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}: {self.number}"
