"""The letter about a delivery: by when and in which language; and its covering text, to be changed by hand."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.digitisation.reports import LANGUAGES, Language
from lantai.digitisation.reports.letter import Correspondence, Draft

_LONGEST = 20_000
_NAMES: dict[Language, str] = {"zh-Hant": "繁體中文", "zh-Hans": "简体中文", "en": "English"}


class LetterAsked(forms.Form):
    """What a new draft is made from; nonsense asks for nothing."""

    language = forms.ChoiceField(label=_("Language of the letter"), required=False, choices=list(_NAMES.items()))
    until = forms.DateField(
        label=_("Deliver again by"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def wanted(self) -> tuple[Language | None, date | None]:
        self.is_valid()
        language = next((one for one in LANGUAGES if one == self.cleaned_data.get("language")), None)
        return language, self.cleaned_data.get("until")


class CoveringForm(forms.Form):
    """The covering text. Paragraphs are parted by an empty line."""

    language = forms.ChoiceField(choices=list(_NAMES.items()), widget=forms.HiddenInput)
    addressee = forms.CharField(label=_("Addressee"), max_length=200)
    subject = forms.CharField(label=_("Subject"), max_length=300)
    text = forms.CharField(
        label=_("Covering text"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("An empty line begins a new paragraph. The tables of what is wrong follow by themselves."),
    )
    closing = forms.CharField(label=_("Closing"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 4}))

    label_suffix = ""

    @classmethod
    def with_draft(cls, about: Correspondence, until: date | None) -> CoveringForm:
        """The form filled in with the text that the words of the letter make."""
        return cls(initial={"language": about.language, **asdict(about.draft(until))})

    def draft(self) -> Draft:
        """The text as it stands in the valid form, or as it was filled in at first."""
        said = self.cleaned_data if self.is_bound else self.initial
        return Draft(*(said[name] for name in ("addressee", "subject", "text", "closing")))
