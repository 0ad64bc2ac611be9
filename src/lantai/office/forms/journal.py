"""The filter of the journal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.accounts.models import User
from lantai.office.queries import journal


class JournalFilter(forms.Form):
    """What, who, which object, from and to which day; nonsense filters nothing."""

    verb = forms.ChoiceField(label=_("What was done"), required=False)
    user = forms.ModelChoiceField(label=_("By"), queryset=User.objects.order_by("username"), required=False)
    identifier = forms.CharField(label=_("Identifier"), max_length=64, required=False)
    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verb, user = self.fields["verb"], self.fields["user"]
        assert isinstance(verb, forms.ChoiceField)
        assert isinstance(user, forms.ModelChoiceField)
        verb.choices = [("", str(_("all"))), *((one, one) for one in journal.verbs())]
        user.empty_label = str(_("everybody"))

    def wanted(self) -> journal.Wanted:
        self.is_valid()
        data = self.cleaned_data
        return journal.Wanted(
            verb=data.get("verb") or "",
            user=data["user"].pk if data.get("user") else None,
            identifier=(data.get("identifier") or "").strip(),
            first=data.get("first"),
            last=data.get("last"),
            before=data.get("before"),
        )
