"""Proposal: a reader says that a line of a page's text is another, and a person decides."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.digitisation.enums import ProposalState
from lantai.digitisation.models.page import Page


class Proposal(models.Model):
    """One line, as it stood before the reader and as it should be. Who proposed it is not known.

    ``line`` counts the lines of the text from 0. ``proposed`` is empty when the line is no text at all. ``reason`` says
    why it was refused.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="proposals")
    line = models.PositiveIntegerField()
    before = models.TextField()
    proposed = models.TextField(blank=True)
    note = models.TextField(_("note"), blank=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=ProposalState.choices, default=ProposalState.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("proposal of a reader")
        verbose_name_plural = _("proposals of readers")
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "id"], name="proposals_by_state")]
        constraints = [
            models.CheckConstraint(
                name="proposal_decided_by_somebody",
                condition=models.Q(state=ProposalState.OPEN, decided_at__isnull=True, decided_by__isnull=True)
                | (~models.Q(state=ProposalState.OPEN) & models.Q(decided_at__isnull=False, decided_by__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.before[:20]} → {self.proposed[:20]}"
