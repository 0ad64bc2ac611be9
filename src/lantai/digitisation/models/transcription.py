"""Transcription: what is written on a page, by whom or what it was read, and where each character stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.digitisation.enums import Direction, TextKind
from lantai.digitisation.models.page import Page
from lantai.digitisation.models.quality import Calibration
from lantai.values.doubts import Doubt
from lantai.values.geometry import GlyphBoxes


class Transcription(models.Model):
    """One reading of one page. Many a page, one of them current.

    ``text`` has one line of the page a line; ``boxes`` packs one box for every code point of it
    (``values.geometry``), null where nothing is known. ``second_thoughts`` lists, of a machine's text, what it might
    have read instead (``values.doubts``). ``alto`` is the path of the ALTO 4.4 file below the
    derivatives. ``engine`` tells name, version, model digests and settings, of a correction the program that it came
    from; ``seconds`` the time it took.

    ``partial``: a person looked at some lines only; the rest is what stood there before. ``doubt`` is the share of its
    characters that the engine's own confidence lets expect to be wrong; ``error_rate`` what is made of that, with its
    bounds, by the newest ``calibration`` of the engine, or without one by the sample pages of the release: null where
    nothing is known, and where a person read all of it. ``measured_wrong`` of ``measured_of`` characters of a machine's
    reading were wrong, by what a person corrected.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="transcriptions")
    kind = models.CharField(_("kind"), max_length=16, choices=TextKind.choices)
    direction = models.CharField(max_length=16, choices=Direction.choices, default=Direction.VERTICAL)
    text = models.TextField(_("text"))
    boxes = models.BinaryField(null=True, blank=True)
    second_thoughts = models.JSONField(default=list, blank=True)
    alto = models.CharField(max_length=300, blank=True)
    engine = models.JSONField(default=dict, blank=True)
    confidence = models.FloatField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    current = models.BooleanField(default=True)
    partial = models.BooleanField(default=False)
    engine_key = models.CharField(max_length=16, blank=True)
    """The same for the same models (``quality.engines``); empty until the text was judged."""
    doubt = models.FloatField(null=True, blank=True)
    error_rate = models.FloatField(null=True, blank=True)
    error_low = models.FloatField(null=True, blank=True)
    error_high = models.FloatField(null=True, blank=True)
    calibration = models.ForeignKey(Calibration, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    measured_wrong = models.PositiveIntegerField(null=True, blank=True)
    measured_of = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("transcription")
        verbose_name_plural = _("transcriptions")
        ordering = ["page", "-id"]
        indexes = [
            models.Index(
                fields=["-error_rate", "id"],
                condition=models.Q(current=True, error_rate__isnull=False),
                name="worst_readings",
            ),
            models.Index(fields=["engine_key", "calibration"], name="readings_of_an_engine"),
            models.Index(
                fields=["id"], condition=models.Q(kind=TextKind.OCR, engine_key=""), name="readings_not_judged"
            ),
            models.Index(
                fields=["engine_key", "page"],
                condition=models.Q(measured_of__isnull=False),
                name="readings_measured",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["page"], condition=models.Q(current=True), name="one_current_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.page} · {self.get_kind_display()}"

    @property
    def alternatives(self) -> list[Doubt]:
        """What the machine might have read instead."""
        return [Doubt(*one) for one in self.second_thoughts]

    @property
    def is_whole_correction(self) -> bool:
        """Whether a person says that all of it is right."""
        return self.kind == TextKind.HUMAN and not self.partial

    @property
    def is_by_machine(self) -> bool:
        """Whether a machine read it, as a whole or but for some lines."""
        return self.kind == TextKind.OCR or (self.partial and bool(self.engine_key))

    @property
    def label(self) -> str:
        """What it is, for people."""
        if self.engine.get("settings", {}).get("proposal"):
            return gettext("corrected as a reader proposed")
        return gettext("corrected by a person in places") if self.partial else str(self.get_kind_display())

    @property
    def glyph_boxes(self) -> GlyphBoxes | None:
        return GlyphBoxes.unpack(bytes(self.boxes)) if self.boxes else None
