"""Deciding on a reader's proposal: what the line is to say, or why it stays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.digitisation.domain.proposing import LONGEST_LINE, LONGEST_REASON
from lantai.digitisation.models import Proposal
from lantai.office.forms.asked import AskedForm


class ReviseProposalForm(AskedForm):
    """Begins with what the reader wrote. Left empty, the line goes."""

    text = forms.CharField(label=_("What the line says"), required=False, max_length=LONGEST_LINE)

    def __init__(self, *args: Any, subject: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.initial.setdefault("text", subject.proposed)


class RefuseProposalForm(AskedForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        help_text=_("In a sentence, for those who look at it later."),
        error_messages={"required": _("Say why the proposal is refused.")},
    )
