"""Revising the description of a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.domain.errors import StaleWrite
from lantai.catalogue.domain.record import PLAIN_FIELDS, Description
from lantai.catalogue.models import Record
from lantai.office.forms.asked import AskedForm
from lantai.office.words import field_label
from lantai.values.dates import Date, NotADate, parse

_LONG = {"scope": 6, "note": 3, "title": 2}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that somebody else wrote meanwhile."""

    label: str
    theirs: str
    yours: str


class ReviseForm(AskedForm):
    """Every field of a Description. ``version`` is the one that the editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(max_length=1000, error_messages={"required": _("A record needs a title.")})
    date_text = forms.CharField(
        required=False,
        max_length=200,
        help_text=_("As it is written: 1924-09-03, 19240903, 1924年9月3日, 1921—1924. Empty when nothing is stated."),
    )
    creators = forms.CharField(required=False, max_length=500, help_text=_("More than one parted by ；"))
    doc_type = forms.CharField(required=False, max_length=100)
    draft_type = forms.CharField(required=False, max_length=100)
    language = forms.CharField(required=False, max_length=100)
    extent = forms.CharField(required=False, max_length=200)
    retention = forms.CharField(required=False, max_length=50)
    masthead_text = forms.CharField(required=False, max_length=500)
    issue_number = forms.CharField(required=False, max_length=50)
    scope = forms.CharField(required=False)
    note = forms.CharField(required=False)

    def __init__(self, *args: Any, subject: Record, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.record = subject
        self.conflicts: list[Conflict] = []
        for name, field in self.fields.items():
            field.initial = getattr(subject, name)
            field.label = field_label(name)
            if name in _LONG:
                field.widget = forms.Textarea(attrs={"rows": _LONG[name]})
                field.widget.is_required = field.required

    def clean_date_text(self) -> Date | None:
        text = str(self.cleaned_data["date_text"])
        if not text:
            return None
        try:
            return parse(text)
        except NotADate as error:
            raise ValidationError(
                _("“%(text)s” is not a date that can be read; write it as 1924-09-03, 19240903 or 1924年9月3日."),
                params={"text": text},
            ) from error

    def description(self) -> Description:
        """What was typed, as the domain takes it."""
        data = self.cleaned_data
        return Description(date=data["date_text"], **{name: data[name] for name in PLAIN_FIELDS})

    def refuse(self, error: Exception) -> None:
        """Show what somebody else wrote beside what was typed; saving again is then done knowingly."""
        super().refuse(error)
        if not isinstance(error, StaleWrite):
            return
        shown = [name for name in error.changed if name in self.fields]
        self.conflicts = [
            Conflict(field_label(name), error.changed[name], str(self.data.get(name, ""))) for name in shown
        ]
        now = Record.objects.values_list("version", flat=True).get(pk=self.record.pk)
        self.data = {**dict(self.data.items()), "version": str(now)}
