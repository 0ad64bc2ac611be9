"""Asking about users: who, and in which roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.accounts.models import User
from lantai.office.forms.asked import AskedForm
from lantai.office.queries import people


class RolesField(forms.MultipleChoiceField):
    """Any number of roles, each with what it may do beside it on the page."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(label=_("Roles"), required=False)


class NewUserForm(AskedForm):
    """A new user; the first password is made by the house and shown once."""

    username = forms.CharField(
        label=_("User name"), max_length=150, help_text=_("Letters, digits and @ . + - _ only; used to log in.")
    )
    display_name = forms.CharField(label=_("Name"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    roles = RolesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_roles(self)


class RolesForm(AskedForm):
    """The roles of a user."""

    roles = RolesField()

    def __init__(self, *args: Any, subject: User, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        _offer_roles(self)
        self.fields["roles"].initial = [held.role for held in subject.held_roles.all()]


class PersonFilter(forms.Form):
    """The filter of the list of users."""

    q = forms.CharField(label=_("Name"), required=False, max_length=150)
    role = forms.ChoiceField(label=_("Role"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", str(_("all"))), *_choices()]


def _offer_roles(form: forms.Form) -> None:
    field = form.fields["roles"]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = _choices()


def _choices() -> list[tuple[str, str]]:
    return [(role.key, role.label) for role in people.role_names()]
