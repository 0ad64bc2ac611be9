"""Revising the description of a record or a record set, saying again what it said before, deciding on its opening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.domain.errors import StaleWrite
from lantai.catalogue.domain.opening import Opening
from lantai.catalogue.domain.record import PLAIN_FIELDS, Description
from lantai.catalogue.domain.record_set import SetDescription
from lantai.catalogue.domain.revising import LONGEST_REASON, Described
from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.queries.differences import Difference, differences
from lantai.catalogue.queries.versions import fields_of, said_at, versions_of
from lantai.office.forms.asked import AskedForm
from lantai.office.words import field_label
from lantai.values.dates import Date, NotADate, from_julian_day, julian_day, parse

_LONG = {"scope": 6, "note": 3, "title": 2}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that somebody else wrote meanwhile."""

    label: str
    theirs: str
    yours: str


class VersionedForm(AskedForm):
    """A form about one state of a description: ``version`` is the one that the editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, subject: Described, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.described = subject
        self.fields["version"].initial = subject.version

    def refuse(self, error: Exception) -> None:
        """After a refusal as stale the form carries the version of now; sending it again is then done knowingly."""
        super().refuse(error)
        if isinstance(error, StaleWrite):
            now = type(self.described)._default_manager.values_list("version", flat=True).get(pk=self.described.pk)
            self.data = {**dict(self.data.items()), "version": str(now)}


def _reason(missing: Any = "") -> forms.CharField:
    """``missing``: what is said when there is none; empty where there need be none."""
    return forms.CharField(
        label=_("Reason"),
        required=bool(missing),
        max_length=LONGEST_REASON,
        help_text="" if missing else _("In a sentence, for those who read the history. May be empty."),
        error_messages={"required": missing},
    )


class SetForm(VersionedForm):
    """What every description says, whatever its level."""

    title = forms.CharField(max_length=1000, error_messages={"required": _("A description needs a title.")})
    date_text = forms.CharField(
        required=False,
        max_length=200,
        help_text=_("As it is written: 1924-09-03, 19240903, 1924年9月3日, 1921—1924. Empty when nothing is stated."),
    )
    scope = forms.CharField(required=False)
    note = forms.CharField(required=False)
    reason = _reason()

    def __init__(self, *args: Any, subject: Described, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.conflicts: list[Conflict] = []
        for name, field in self.fields.items():
            if name in {"version", "reason"}:
                continue
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

    def set_description(self) -> SetDescription:
        """What was typed, as the domain takes it."""
        data = self.cleaned_data
        return SetDescription(title=data["title"], date=data["date_text"], scope=data["scope"], note=data["note"])

    def refuse(self, error: Exception) -> None:
        """Show what somebody else wrote beside what was typed."""
        super().refuse(error)
        if isinstance(error, StaleWrite):
            shown = [name for name in error.changed if name in self.fields]
            self.conflicts = [
                Conflict(field_label(name), error.changed[name], str(self.data.get(name, ""))) for name in shown
            ]


class ReviseForm(SetForm):
    """Every field of a record's Description."""

    title = forms.CharField(max_length=1000, error_messages={"required": _("A record needs a title.")})
    creators = forms.CharField(required=False, max_length=500, help_text=_("More than one parted by ；"))
    doc_type = forms.CharField(required=False, max_length=100)
    draft_type = forms.CharField(required=False, max_length=100)
    language = forms.CharField(required=False, max_length=100)
    extent = forms.CharField(required=False, max_length=200)
    retention = forms.CharField(required=False, max_length=50)
    masthead_text = forms.CharField(required=False, max_length=500)
    issue_number = forms.CharField(required=False, max_length=50)
    field_order = (
        "version", "title", "date_text", "creators", "doc_type", "draft_type", "language", "extent", "retention",
        "masthead_text", "issue_number", "scope", "note", "reason",
    )  # fmt: skip

    def description(self) -> Description:
        """What was typed, as the domain takes it."""
        data = self.cleaned_data
        return Description(date=data["date_text"], **{name: data[name] for name in PLAIN_FIELDS})


class RestoreForm(VersionedForm):
    """Which version is to be said again; the address names it."""

    from_address = ("number",)

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = _reason()

    @property
    def differences(self) -> list[Difference]:
        """What would be said instead of what is said now; nothing without such a version. One query."""
        changes = versions_of(self.described)
        asked = str(self["number"].value() or "")
        then = said_at(self.described, changes, int(asked)) if asked.isdecimal() and len(asked) < 10 else None
        now = {name: str(getattr(self.described, name) or "") for name in fields_of(self.described)}
        return differences(now, then) if then else []


class WithdrawForm(AskedForm):
    """Why a record is not kept any more."""

    reason = _reason(_("A withdrawal needs its reason; give it in a sentence."))


class BringBackForm(AskedForm):
    """Why a withdrawal is taken back."""

    reason = _reason(_("Say in a sentence why it is brought back."))


class OpeningForm(VersionedForm):
    """What is decided about the opening of a record, and why."""

    status = forms.ChoiceField(widget=forms.RadioSelect, choices=OpeningStatus.choices)
    day = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("With “postponed” only."),
    )
    reason = _reason(_("A decision on opening needs its reason; give it in a sentence."))

    def __init__(self, *args: Any, subject: Described, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.fields["status"].label, self.fields["day"].label = field_label("status"), field_label("opening_day")
        self.fields["status"].initial = subject.status or ""
        if subject.opening_day is not None:
            self.fields["day"].initial = from_julian_day(subject.opening_day)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        postponed = data.get("status") == OpeningStatus.POSTPONED
        if postponed and not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("Give the day on which it opens."))
        return data

    def opening(self) -> Opening:
        """What was chosen, as the domain takes it; a day beside another status is left out."""
        data = self.cleaned_data
        status = data["status"] or None
        return Opening(status, julian_day(data["day"]) if status == OpeningStatus.POSTPONED else None)


class SetOpeningForm(OpeningForm):
    """The same for a set, which need not have a status of its own."""

    status = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("none of its own: as open as what stands above it")), *OpeningStatus.choices],
    )
