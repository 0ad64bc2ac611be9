"""Keeping the protected names: one a line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.digitisation import protected_names
from lantai.office.forms.asked import AskedForm


class NamesForm(AskedForm):
    """``seen`` is the digest of the list that was shown."""

    names = forms.CharField(
        label=_("Names"),
        required=False,
        strip=False,
        max_length=protected_names.LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "false"}),
        help_text=_(
            "One a line: people, bodies, places. Behind a tab may stand person, body, place, post or title; "
            "a line that begins with # is a remark."
        ),
    )
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stands = protected_names.text()
        self.initial.update(names=stands, seen=protected_names.digest(stands))
