"""Asking how many pages are drawn to measure a reading, and by which seed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.digitisation.domain.reading_samples import MOST, USUAL
from lantai.office.forms.asked import AskedForm


class DrawPagesForm(AskedForm):
    size = forms.IntegerField(
        label=_("Pages"),
        min_value=1,
        max_value=MOST,
        initial=USUAL,
        help_text=_("Twenty give a first answer; of fewer than five none is reckoned."),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        required=False,
        min_value=0,
        max_value=2**62,
        help_text=_("Whoever draws with the same seed draws the same pages. Empty: chance gives one."),
    )
