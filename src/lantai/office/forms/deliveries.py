"""Asking about deliveries: register, accept, roll back; and the filters of their lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.digitisation.enums import BatchState, Severity
from lantai.office import incoming
from lantai.office.forms.asked import AskedForm


class RegisterForm(AskedForm):
    """Choose from what stands in the incoming folder."""

    name = forms.ChoiceField(
        label=_("Delivery"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a delivery."),
            "invalid_choice": _("It stands no longer in the incoming folder; look again."),
        },
    )
    fonds_code = forms.CharField(
        label=_("Fonds code"),
        required=False,
        max_length=64,
        help_text=_("Only when the sheet has no column for it; leave it empty otherwise."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["name"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.name, one.name) for one in incoming.standing()]
        if len(field.choices) == 1:
            field.initial = incoming.standing()[0].name


class AcceptForm(AskedForm):
    """Whether the sender's word on opening is taken as decided (model.md, 11)."""

    trust_opening = forms.BooleanField(
        label=_("I confirm the opening statuses stated by the sender"),
        required=False,
        help_text=_("Without it everything in this delivery stays not reviewed, and closed to readers."),
    )


class RollBackForm(AskedForm):
    """Nothing is rolled back by one careless click."""

    sure = forms.BooleanField(
        label=_("Remove this delivery from custody"),
        error_messages={"required": _("Tick the box to confirm that it is to be removed.")},
    )


class DeliveryFilter(forms.Form):
    """The filter of the list of deliveries; nonsense filters nothing."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *BatchState.choices])
    q = forms.CharField(label=_("Name or fonds"), required=False, max_length=200)


class FindingFilter(forms.Form):
    """The filter of the findings of one delivery."""

    severity = forms.ChoiceField(required=False, choices=[("", ""), *Severity.choices])
    code = forms.SlugField(required=False, max_length=32)


def wanted(form: forms.Form) -> dict[str, Any]:
    """What a filter asks for, by field; a field that makes no sense asks for nothing."""
    form.is_valid()
    return {name: form.cleaned_data.get(name) or "" for name in form.fields}
