"""Saying what the columns of a delivery are: a field for each that is not understood, and a name to keep it under."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.digitisation.check.reading import delivery_columns
from lantai.digitisation.domain.mapping_columns import CHECKED_AGAIN
from lantai.digitisation.mapping_profiles import BadName, Fitting, fit_name, fitting, kept_mapping
from lantai.digitisation.models import Batch
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.sheets.mapping import IGNORED, BadMapping, ColumnMapping, joined
from lantai.office.forms.asked import AskedForm
from lantai.office.queries.mappings import ColumnShown, SheetShown, label_of, mapping_of, sheets_shown


class MappingForm(AskedForm):
    """A column's field is ``c.<sheet>.<column>``, both by their place; empty, it is taken as its name says."""

    from_address = ("profile",)

    profile = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    keep_as = forms.CharField(
        label=_("Keep it for later deliveries as"),
        required=False,
        max_length=60,
        help_text=_("A name, such as that of the contractor. Deliveries with the same headings are then recognised."),
    )
    replace = forms.BooleanField(label=_("Replace the one that is kept under this name"), required=False)

    def __init__(self, *args: Any, subject: Batch, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.batch = subject
        self.checked_again = subject.state in CHECKED_AGAIN
        self.fields["keep_as"].required = not self.checked_again
        for name, _sheet, column in self._places():
            said = _label(column.said) if column.said else ""
            self.fields[name] = forms.CharField(required=False, max_length=100, initial=said)

    @cached_property
    def base(self) -> ColumnMapping:
        """What was said before: by a kept mapping that was chosen, else of this delivery."""
        asked = self.data.get("profile") if self.is_bound else self.initial.get("profile")
        try:
            return kept_mapping(str(asked)) if asked else mapping_of(self.batch)
        except (BadMapping, OSError):
            return mapping_of(self.batch)

    @cached_property
    def sheets(self) -> list[SheetShown]:
        return sheets_shown(self.batch, self.base)

    @cached_property
    def fitting(self) -> list[Fitting]:
        """The kept mappings that know headings of this delivery."""
        return fitting(column.name for sheet in self.sheets for column in sheet.columns)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What may be typed for a column, and the key of the field."""
        return [*((label, key) for key, label in delivery_profile().labels.items()), (_label(IGNORED), IGNORED)]

    @property
    def tables(self) -> Iterator[tuple[SheetShown, list[tuple[ColumnShown, forms.BoundField, str]]]]:
        """Every sheet with its columns, each with its field and what its name says."""
        for sheet in self.sheets:
            named = [(self[name], column) for name, one, column in self._places() if one is sheet]
            yield sheet, [(column, field, label_of(column.taken_for)) for field, column in named]

    @property
    def shown(self) -> list[SheetShown]:
        """The first rows as they would be read with what was typed."""
        if not self.is_bound:
            return self.sheets
        return sheets_shown(self.batch, self.mapping) if self.is_valid() else []

    @property
    def mapping(self) -> ColumnMapping:
        """What was typed into the valid form, as one mapping."""
        said: list[tuple[str, list[str], dict[str, str]]] = []
        for sheet in self.sheets:
            named = [(column, self.cleaned_data[name]) for name, one, column in self._places() if one is sheet]
            headings = [column.name for column, _key in named]
            keys = {_given(column, headings): key for column, key in named if key and key != column.taken_for}
            said.append((sheet.name, headings, keys))
        return joined(said)

    def clean(self) -> dict[str, Any]:
        """Every column's text becomes the key of its field; no field is given twice in one sheet."""
        data = super().clean() or {}
        met: dict[tuple[int, str], str] = {}
        for name, sheet, column in self._places():
            try:
                data[name] = key = _key_of(data.get(name) or "")
                if key and key != IGNORED:
                    _refuse_twice(met, (id(sheet), key), column)
            except ValidationError as error:
                self.add_error(name, error)
        return data

    def clean_keep_as(self) -> str:
        text: str = self.cleaned_data["keep_as"].strip()
        try:
            return fit_name(text) if text else ""
        except BadName as error:
            raise ValidationError(str(error)) from error

    def _places(self) -> Iterator[tuple[str, SheetShown, ColumnShown]]:
        for number, sheet in enumerate(self.sheets):
            for column in sheet.columns:
                yield f"c.{number}.{column.place}", sheet, column


def _given(column: ColumnShown, headings: list[str]) -> str:
    """How the mapping names a column: by its letters also where another has the same heading."""
    return column.given if headings.count(column.name) == 1 else f"#{column.letters}"


def _label(key: str) -> str:
    return gettext("not taken in") if key == IGNORED else label_of(key)


def _key_of(text: str) -> str:
    """The field that was typed: by its label, its key or any name that the profile knows; empty for nothing."""
    typed = text.strip()
    if not typed:
        return ""
    if typed in (_label(IGNORED), IGNORED):
        return IGNORED
    labels = delivery_profile().labels
    if typed in labels:
        return typed
    found = next((key for key, label in labels.items() if label == typed), None) or delivery_columns().field_of(typed)
    if found is None:
        raise ValidationError(gettext("“%(text)s” is no field; choose one from the list.") % {"text": typed})
    return found if isinstance(found, str) else found.key


def _refuse_twice(met: dict[tuple[int, str], str], key: tuple[int, str], column: ColumnShown) -> None:
    if key in met:
        raise ValidationError(
            gettext("The column %(other)s is given to the same field; one of them must be left out.")
            % {"other": met[key]}
        )
    met[key] = column.given
