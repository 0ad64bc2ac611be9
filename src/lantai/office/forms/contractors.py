"""Asking about contractors: who they are, and who made a delivery."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.digitisation.models import Batch, Contractor
from lantai.office.forms.asked import AskedForm


class ContractorForm(AskedForm):
    """Name and note; of a contractor that stands, they are what was shown."""

    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("The contractor needs a name.")}
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Contract, contact, whatever whoever looks at a delivery should know."),
    )
    seen_name = forms.CharField(required=False, widget=forms.HiddenInput)
    seen_note = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, subject: Contractor | None, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        for name in ("name", "note"):
            self.fields[name].initial = self.fields[f"seen_{name}"].initial = getattr(subject, name, "")

    @property
    def seen(self) -> tuple[str, str]:
        note = self.cleaned_data["seen_note"].replace("\r\n", "\n")
        return self.cleaned_data["seen_name"], note


class ContractorOfForm(AskedForm):
    """Whose a delivery is."""

    contractor = forms.ModelChoiceField(
        label=_("Contractor"), queryset=Contractor.objects.order_by("name"), required=False, empty_label=_("not known")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, subject: Batch, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.fields["contractor"].initial = subject.contractor_id
        self.fields["version"].initial = subject.version
