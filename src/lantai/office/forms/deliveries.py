"""Asking about deliveries: register, accept, roll back; and the filters of their lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lantai.digitisation import mapping_profiles
from lantai.digitisation.domain.intake import Terms
from lantai.digitisation.enums import BatchPurpose, BatchState, ItemOutcome, Severity
from lantai.digitisation.layouts.profile import layout_profiles
from lantai.digitisation.models import Contractor
from lantai.office import incoming
from lantai.office.forms.asked import AskedForm


class IncomingForm(AskedForm):
    """Choose from what stands in the incoming folder, and on what terms it is taken in."""

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
    mapping = forms.ChoiceField(
        label=_("Mapping of columns"),
        required=False,
        help_text=_("One that was kept for deliveries whose columns have other names."),
    )
    layouts = forms.MultipleChoiceField(
        label=_("How the files lie"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all open, and it is found out from the files and the sheet."),
    )
    accept_good = forms.BooleanField(
        label=_("Take in what is good"),
        required=False,
        help_text=_("Errors stop only the items that they concern; without it they stop the whole delivery."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["name"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.name, one.name) for one in incoming.standing()]
        if len(field.choices) == 1:
            field.initial = incoming.standing()[0].name
        mapping = self.fields["mapping"]
        assert isinstance(mapping, forms.ChoiceField)
        mapping.choices = [("", _("none")), *((name, name) for name in mapping_profiles.names())]
        if len(mapping.choices) == 1:
            del self.fields["mapping"]
        layouts = self.fields["layouts"]
        assert isinstance(layouts, forms.MultipleChoiceField)
        layouts.choices = [
            (one.name, one.title(get_language() or "")) for one in layout_profiles(settings.LANTAI.profiles_dir)
        ]

    @property
    def nameless(self) -> list[str]:
        """Folders that stand there and cannot be chosen."""
        return incoming.nameless()

    def terms(self, **more: Any) -> Terms:
        """What was chosen, as the domain takes it."""
        told = self.cleaned_data
        return Terms(
            fonds_code=told["fonds_code"].strip(),
            mapping=mapping_profiles.kept_mapping(told["mapping"]) if told.get("mapping") else None,
            layouts=tuple(told["layouts"]),
            accept_good=told["accept_good"],
            **more,
        )


class RegisterForm(IncomingForm):
    """A delivery that comes for the first time."""

    contractor = forms.CharField(
        label=_("Contractor"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "contractors", "autocomplete": "off"}),
        help_text=_("Who scanned and described it; what their deliveries were worth is counted by it."),
    )
    purpose = forms.ChoiceField(
        label=_("What it is for"),
        choices=BatchPurpose.choices,
        initial=BatchPurpose.ADDITION,
        widget=forms.RadioSelect,
    )
    withdraw_missing = forms.BooleanField(
        label=_("Withdraw what a revision leaves out"),
        required=False,
        help_text=_("Records of the same volumes that do not come again are withdrawn when it is accepted."),
    )
    field_order = (
        "name",
        "contractor",
        "purpose",
        "withdraw_missing",
        "fonds_code",
        "accept_good",
        "mapping",
        "layouts",
    )

    @property
    def contractors(self) -> list[str]:
        """The names that stand already, to choose from."""
        return list(Contractor.objects.values_list("name", flat=True))

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("withdraw_missing") and told.get("purpose") != BatchPurpose.REVISION:
            self.add_error("withdraw_missing", _("Only a revision can leave anything out."))
        return told


class RedeliverForm(IncomingForm):
    """A delivery that comes again for a batch."""

    withdraw_missing = forms.BooleanField(
        label=_("Take out what it leaves out"),
        required=False,
        help_text=_("Items that came before and do not come again are removed from custody."),
    )
    field_order = ("name", "withdraw_missing", "fonds_code", "accept_good", "mapping", "layouts")


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


class ItemFilter(forms.Form):
    """The filter of the items of one delivery."""

    outcome = forms.ChoiceField(required=False, choices=[("", ""), *ItemOutcome.choices])


def wanted(form: forms.Form) -> dict[str, Any]:
    """What a filter asks for, by field; a field that makes no sense asks for nothing."""
    form.is_valid()
    return {name: form.cleaned_data.get(name) or "" for name in form.fields}
