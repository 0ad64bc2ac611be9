"""Changing many records: choosing them, the grid's cells, words to replace, a sheet, the reason."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.domain.cells import FIELDS
from lantai.catalogue.domain.planning import Wanted
from lantai.catalogue.domain.replacing import Replacement
from lantai.catalogue.domain.revising import LONGEST_REASON
from lantai.catalogue.queries.chunks import Cursor
from lantai.office.forms.asked import AskedForm
from lantai.office.queries.bulk import Grid, Opened, grid
from lantai.office.words import field_label

LARGEST_SHEET = 200 * 1024 * 1024
"""Bytes of a workbook that the office takes."""


class BeginForm(AskedForm):
    """Which records: one of the three ways."""

    search = forms.CharField(
        label=_("What a search finds"),
        required=False,
        max_length=800,
        help_text=_("As in the search for descriptions: 勘井 date:1924"),
    )
    codes = forms.CharField(
        label=_("A list of reference codes"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line, or parted by commas; up to 2,000."),
    )
    sheet = forms.FileField(
        label=_("A sheet that was taken out here (XLSX)"),
        required=False,
        help_text=_("With the columns identifier and version; what differs is shown before it is saved."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if sum(bool(data.get(name)) for name in ("search", "codes", "sheet")) != 1:
            raise ValidationError(_("Choose in one of the three ways."))
        return data


class CellsForm(AskedForm):
    """One page of the grid. A cell is ``c.<identifier>.<field>``; ``v.<identifier>`` the version that was seen.

    ``mine.<identifier>``: the editor looked at what somebody else wrote and wants their own all the same.
    """

    from_address = ("after", "before", "show")

    after = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    before = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    show = forms.MultipleChoiceField(
        required=False, choices=[(name, name) for name in FIELDS], widget=forms.MultipleHiddenInput
    )
    then = forms.ChoiceField(
        required=False, choices=[(name, name) for name in ("stay", "next", "preview")], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, subject: Opened, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.opened = subject

    @cached_property
    def grid(self) -> Grid:
        cursor = Cursor(after=self._asked("after"), before=self._asked("before"))
        return grid(self.opened, cursor, self.shown)

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns asked for, in the order of the form; all of them when none is."""
        asked = self["show"].value() or []
        return tuple(name for name in FIELDS if name in asked) or FIELDS

    @property
    def columns(self) -> list[tuple[str, str, bool]]:
        """Every column there is: name, label, and whether it is shown."""
        return [(name, field_label(name), name in self.shown) for name in FIELDS]

    @cached_property
    def labels(self) -> dict[str, str]:
        """What the columns shown are called."""
        return {name: field_label(name) for name in self.shown}

    @property
    def earlier(self) -> str:
        """The address of the page before, empty on the first."""
        return self.address(before=self.grid.before) if self.grid.before else ""

    @property
    def later(self) -> str:
        """The address of the next page, empty on the last."""
        return self.address(after=self.grid.after) if self.grid.after else ""

    def address(self, **place: str) -> str:
        """A page of the grid with the same columns, below the address of the grid."""
        asked = self["show"].value() or []
        return "?" + urlencode({**place, "show": list(asked)}, doseq=True)

    def _asked(self, name: str) -> str:
        return str(self[name].value() or "")

    def wanted(self) -> Iterator[Wanted]:
        """What was typed, for the records of the choice; cells of others are not looked at."""
        cells: dict[str, dict[str, str]] = {}
        for name in self.data:
            kind, _dot, rest = name.partition(".")
            identifier, _dot, field = rest.rpartition(".")
            if kind == "c" and field in FIELDS:
                cells.setdefault(identifier, {})[field] = str(self.data[name])
        known = self.opened.records.filter(identifier__in=list(cells)[:500])
        keys = dict(known.values_list("identifier", "pk"))
        for identifier, typed in cells.items():  # in the order of the table
            if identifier in keys:
                yield Wanted(keys[identifier], typed, self._version(identifier))

    def _version(self, identifier: str) -> int | None:
        seen = str(self.data.get(f"mine.{identifier}") or self.data.get(f"v.{identifier}") or "")
        return int(seen) if seen.isdecimal() and len(seen) < 10 else None


class ReplaceForm(AskedForm):
    """Words to find and what to put in their place."""

    words = forms.CharField(label=_("Find"), max_length=500, strip=False)
    by = forms.CharField(label=_("Replace by"), max_length=500, required=False, strip=False)
    how = forms.ChoiceField(
        label=_("How"),
        widget=forms.RadioSelect,
        initial="exact",
        choices=[
            ("exact", _("exactly these characters")),
            ("folded", _("in any writing: 沈 also finds 瀋, capitals small letters")),
            ("pattern", _("as a regular expression")),
        ],
    )
    fields_asked = forms.MultipleChoiceField(
        label=_("In"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(name, field_label(name)) for name in FIELDS],
        initial=["title"],
        error_messages={"required": _("Choose at least one field.")},
    )

    def replacement(self) -> Replacement:
        """What was asked, as the domain takes it."""
        data = self.cleaned_data
        how = cast(Literal["exact", "folded", "pattern"], data["how"])
        return Replacement(tuple(data["fields_asked"]), data["words"], data["by"], how)


class SheetForm(AskedForm):
    """A sheet that was taken out and changed."""

    sheet = forms.FileField(
        label=_("Sheet (XLSX)"),
        error_messages={"required": _("Choose a file.")},
        help_text=_("With the columns identifier and version; what differs is shown before it is saved."),
    )

    def clean_sheet(self) -> Any:
        sheet = self.cleaned_data["sheet"]
        if sheet.size > LARGEST_SHEET:
            raise ValidationError(_("The file is larger than 200 MB; take fewer records out at once."))
        return sheet


class SaveForm(AskedForm):
    """Why it is done: one sentence for all the records."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("In a sentence, for those who read the history. May be empty."),
    )

    def __init__(self, *args: Any, subject: Opened, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        if subject.edit.undoes:
            self.fields["reason"].initial = str(subject)[:LONGEST_REASON]
