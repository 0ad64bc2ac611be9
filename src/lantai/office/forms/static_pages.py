"""Asking what a static page says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.office.forms.asked import AskedForm
from lantai.publishing.domain import LONGEST
from lantai.publishing.queries import Text


class StaticPageForm(AskedForm):
    """Title and Markdown of one page in one language, with the version that was shown."""

    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    body = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_(
            "An empty line parts paragraphs; ## begins a heading, - a line of a list; **so** is strong, *so* "
            "emphasised, and [words](https://example.org) a link. Left empty, the text that comes with Lantai stands."
        ),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, subject: Text, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        for name in ("title", "body"):
            self.fields[name].widget.attrs["lang"] = subject.language
        for name in ("title", "body", "version"):
            self.fields[name].initial = getattr(subject, name)
