"""Calibration: what the confidence of an engine is worth in this archive; ReadingSample: pages drawn to measure it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.digitisation.models.batch import Batch
from lantai.digitisation.models.page import Page


class Calibration(models.Model):
    """One comparison of what an engine read with what people corrected. The newest of an engine is in force.

    What the engine lets expect to be wrong, times ``factor``, is the estimate; times ``low`` and ``high`` its bounds,
    between which four of five of the ``pages`` lay. ``engine_key`` is the engine's (``quality.engines``).
    """

    engine_key = models.CharField(max_length=16)
    engine_name = models.CharField(max_length=200)
    pages = models.PositiveIntegerField()
    factor = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("calibration of an engine")
        verbose_name_plural = _("calibrations of engines")
        ordering = ["-id"]
        indexes = [models.Index(fields=["engine_key", "-id"], name="newest_calibration")]

    def __str__(self) -> str:
        return f"{self.engine_name} · {self.pages}"


class ReadingSample(models.Model):
    """Pages of a delivery drawn by lot, to be corrected, so that the reading of all of them is measured.

    With its seed the same pages are drawn from the same delivery again. ``population`` is how many it was drawn from.
    """

    identifier = models.CharField(max_length=64, unique=True)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="reading_samples")
    seed = models.PositiveBigIntegerField(_("seed"))
    population = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("sample of the reading")
        verbose_name_plural = _("samples of the reading")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.batch} · {self.identifier}"


class SampledPage(models.Model):
    """One page of such a sample, and the reading of it that is measured. ``place`` counts them in their order.

    It is measured when somebody corrects the page, or says that nothing on it is wrong: then ``found_right_by`` tells
    who.
    """

    sample = models.ForeignKey(ReadingSample, on_delete=models.CASCADE, related_name="pages")
    place = models.PositiveIntegerField()
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    reading = models.ForeignKey("digitisation.Transcription", on_delete=models.CASCADE, related_name="+")
    found_right_at = models.DateTimeField(null=True, blank=True)
    found_right_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("page of a sample of the reading")
        verbose_name_plural = _("pages of a sample of the reading")
        ordering = ["sample", "place"]
        constraints = [models.UniqueConstraint(fields=["sample", "place"], name="page_place_once_a_sample")]

    def __str__(self) -> str:
        return f"{self.place}: {self.page}"

    @property
    def key(self) -> str:
        """How it is named outside: by its sample and its place."""
        return f"{self.sample.identifier}.{self.place}"
