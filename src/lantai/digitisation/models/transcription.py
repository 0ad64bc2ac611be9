"""Transcription: what is written on a page, by whom or what it was read, and where each character stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.digitisation.enums import Direction, TextKind
from lantai.digitisation.models.page import Page
from lantai.values.doubts import Doubt
from lantai.values.geometry import GlyphBoxes


class Transcription(models.Model):
    """One reading of one page. Many a page, one of them current.

    ``text`` has one line of the page a line; ``boxes`` packs one box for every code point of it
    (``values.geometry``), null where nothing is known. ``doubts`` lists, of a machine's text, what it might have read
    instead (``values.doubts``). ``alto`` is the path of the ALTO 4.4 file below the
    derivatives. ``engine`` tells name, version, model digests and settings, of a correction the program that it came
    from; ``seconds`` the time it took.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="transcriptions")
    kind = models.CharField(_("kind"), max_length=16, choices=TextKind.choices)
    direction = models.CharField(max_length=16, choices=Direction.choices, default=Direction.VERTICAL)
    text = models.TextField(_("text"))
    boxes = models.BinaryField(null=True, blank=True)
    doubts = models.JSONField(default=list, blank=True)
    alto = models.CharField(max_length=300, blank=True)
    engine = models.JSONField(default=dict, blank=True)
    confidence = models.FloatField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("transcription")
        verbose_name_plural = _("transcriptions")
        ordering = ["page", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["page"], condition=models.Q(current=True), name="one_current_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.page} · {self.get_kind_display()}"

    @property
    def second_thoughts(self) -> list[Doubt]:
        return [Doubt(*one) for one in self.doubts]

    @property
    def glyph_boxes(self) -> GlyphBoxes | None:
        return GlyphBoxes.unpack(bytes(self.boxes)) if self.boxes else None
