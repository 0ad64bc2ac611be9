"""Settling a reader's report of an error: what was done, or why nothing is."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.domain.reporting import LONGEST_ANSWER
from lantai.office.forms.asked import AskedForm


class SettleReportForm(AskedForm):
    answer = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST_ANSWER,
        help_text=_("In a sentence, for those who look at it later."),
        error_messages={"required": _("Say in a sentence what was done, or why nothing is.")},
    )
