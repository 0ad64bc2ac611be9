"""Sample: items of a delivery drawn by lot for a person to look at, the defects seen, the verdict (handbook 3.3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.digitisation.enums import DefectSeverity, RowMatch, SampleVerdict
from lantai.digitisation.models.batch import Batch, BatchItem


class Sample(models.Model):
    """One drawing from one delivery. With its seed the same items are drawn from the same delivery again.

    ``population`` is how many items it was drawn from, ``size`` how many were drawn; ``share`` the per cent asked for,
    null where a size was. ``profile`` names the thresholds and defects. ``reason`` says why it was drawn anew.
    ``figures`` are the reckoning as it was signed, so that a later profile does not judge it again. ``version`` counts
    every change of it, of its items and of their defects: who signs says which figures were seen.
    """

    identifier = models.CharField(max_length=64, unique=True)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="samples")
    round = models.PositiveIntegerField(default=1)
    seed = models.PositiveBigIntegerField(_("seed"))
    share = models.FloatField(_("share"), null=True, blank=True)
    population = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    profile = models.CharField(max_length=64, default="default")
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(_("verdict"), max_length=8, choices=SampleVerdict.choices, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)
    figures = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("sample")
        verbose_name_plural = _("samples")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="sample_signed_with_its_verdict",
                condition=models.Q(verdict="", signed_at__isnull=True, signed_by__isnull=True)
                | (~models.Q(verdict="") & models.Q(signed_at__isnull=False, signed_by__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch} · {self.identifier}"

    @property
    def is_signed(self) -> bool:
        return bool(self.verdict)


class SampledItem(models.Model):
    """One item of a sample. ``place`` counts them in the order of the sheet.

    Sheet, row and code are kept with it: a delivery that comes again replaces its items, what was seen stays.
    """

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(BatchItem, on_delete=models.SET_NULL, null=True, related_name="sampled")
    place = models.PositiveIntegerField()
    sheet = models.CharField(max_length=200, blank=True)
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=200)
    match = models.CharField(max_length=8, choices=RowMatch.choices, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("sampled item")
        verbose_name_plural = _("sampled items")
        ordering = ["sample", "place"]
        constraints = [models.UniqueConstraint(fields=["sample", "place"], name="place_once_a_sample")]
        indexes = [models.Index(fields=["sample", "match"])]

    def __str__(self) -> str:
        return f"{self.place}: {self.code}"

    @property
    def key(self) -> str:
        """How it is named outside: by its sample and its place."""
        return f"{self.sample.identifier}.{self.place}"


class Defect(models.Model):
    """One thing wrong with a sampled item: at one of its pages, or with the item as a whole where ``page`` is null.

    ``code`` is one of the profile's; ``fixed_at`` and ``fixed_by`` tell when somebody saw that it was mended.
    """

    sampled = models.ForeignKey(SampledItem, on_delete=models.CASCADE, related_name="defects")
    page = models.PositiveIntegerField(null=True, blank=True)
    code = models.CharField(max_length=64, db_index=True)
    severity = models.CharField(_("severity"), max_length=8, choices=DefectSeverity.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    fixed_at = models.DateTimeField(null=True, blank=True)
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("defect")
        verbose_name_plural = _("defects")
        ordering = ["sampled", "page", "id"]

    def __str__(self) -> str:
        return f"{self.sampled.code}: {self.code}"
